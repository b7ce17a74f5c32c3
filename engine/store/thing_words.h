// What a thing is called by people, out of its image and those that it refers to. Internal to the
// store.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "store/things.h"

namespace retroduce::store {

/// How the image of a thing is found, which may be gone. `things` is lent.
class ImageOf {
 public:
  using Find = std::function<std::optional<Image>(const ThingName&)>;
  ImageOf(Things& things, Find find) : things_(&things), find_(std::move(find)) {}
  std::optional<Image> operator()(const ThingName& thing) const { return find_(thing); }
  /// Whether it needs to be said of which theory something is.
  bool are_several_theories() const {
    return things_->connection().number("SELECT count(*) FROM theory") > 1;
  }

 private:
  Things* things_;
  Find find_;
};
/// What they are now. `things` is lent.
inline ImageOf images_of(Things& things) {
  return {things, [&things](const ThingName& thing) { return things.image(thing); }};
}

/// "concept "trust"", "the coding of extract "…" of lee2021 as concept "trust""; its id where no
/// image is to be had.
std::string thing_in_words(const ThingName& thing, const ImageOf& image_of);

}  // namespace retroduce::store
