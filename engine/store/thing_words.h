// What a thing is called by people, out of its image and those that it refers to. Internal to the
// store.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "store/things.h"

namespace retroduce::store {

using ImageOf = std::function<std::optional<Image>(const ThingName&)>;
/// What they are now. `things` is lent.
inline ImageOf images_of(Things& things) {
  return [&things](const ThingName& thing) { return things.image(thing); };
}

/// "concept "trust"", "the coding of extract "…" of lee2021 as concept "trust""; its id where no
/// image is to be had.
std::string thing_in_words(const ThingName& thing, const ImageOf& image_of);

}  // namespace retroduce::store
