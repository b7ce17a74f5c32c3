// What the image of a thing refers to. Internal to the store.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "store/things.h"

namespace retroduce::store {

/// Asks for each reference of the image, with the kind of thing that it is to, and puts what is
/// given back there.
void change_references(
    model::ThingKind kind, Image& image,
    const std::function<std::string(model::ThingKind, const std::string&)>& change);

/// Replaces the reference in an image, at its top or within its parts; a value of a list is then
/// there once. Empty: it is taken out.
void replace_reference(Image& image, const ThingField& field, const ThingPart* part,
                       const std::string& from, const std::string& to);

/// The first thing that the image refers to and that is not there.
std::optional<ThingName> missing_reference(Things& things, model::ThingKind kind, Image image);

}  // namespace retroduce::store
