// Names that are to differ within a theory or a version alone. Internal to the store.
#pragma once

#include <string_view>
#include <vector>

#include "store/things.h"

namespace retroduce::store {

/// Things of that name where `image` stands: of statements those of its version, of versions and
/// constructs those of its theory, of other kinds all.
std::vector<ThingName> namesakes(Things& things, model::ThingKind kind, std::string_view name,
                                 const Image& image);

/// Whether both stand where names are to differ.
bool is_one_scope(model::ThingKind kind, const Image& one, const Image& other);

}  // namespace retroduce::store
