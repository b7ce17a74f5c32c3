// The review's scales, and who says their words. Internal to the store.
#pragma once

#include <optional>
#include <string>

#include "store/things.h"

namespace retroduce::store {

/// A word of a scale, and what says it.
struct ScaleWord {
  std::string scale;  ///< "levels", "ratings"
  std::string word;
  ThingName user;
};

/// The first word that leaves a scale of the review, given its image before and after, and that
/// something says; nothing where none does.
std::optional<ScaleWord> word_lost(Things& things, const Image& before, const Image& after);

/// The word that a thing of that image would say though its scale has it not.
std::optional<ScaleWord> word_off_scale(Things& things, const ThingName& thing, const Image& image);

}  // namespace retroduce::store
