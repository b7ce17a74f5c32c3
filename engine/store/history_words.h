// Values of images for people. Internal to the store.
#pragma once

#include <string>

#include "store/things.h"

namespace retroduce::store {

/// A text in quotes, a list, yes or no; shortened. A reference is told by what it refers to, now or
/// then. `shape` may be null: the review's own fields.
std::string value_in_words(Things& things, const ThingShape* shape, const std::string& key,
                           const Image& value);

}  // namespace retroduce::store
