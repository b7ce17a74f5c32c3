// Names that are to differ within a theory or a version alone. Internal to the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/things.h"

namespace retroduce::store {

/// Things of that name where `image` stands: of statements those of its version, of versions and
/// constructs those of its theory, of other kinds all.
std::vector<ThingName> namesakes(Things& things, model::ThingKind kind, std::string_view name,
                                 const Image& image);

/// As a sentence names one of those: "1" of "v2", and that of "T" where several theories have a
/// "v2". It is read back as it stands.
std::string name_in_sentence(Things& things, const ThingName& thing);

/// Whether both stand where names are to differ.
bool is_one_scope(model::ThingKind kind, const Image& one, const Image& other);

}  // namespace retroduce::store
