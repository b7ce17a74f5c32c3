// Which parts of a text run from right to left: Hebrew, Arabic and their like.
#pragma once

#include <string_view>
#include <vector>

namespace retroduce::reports {

/// A part of a text, which lends it.
struct Stretch {
  std::string_view text;
  bool is_right_to_left = false;
};

/// The text in parts. Blanks, digits and signs between two words that run from right to left are of
/// one part with them.
std::vector<Stretch> stretches(std::string_view text);

}  // namespace retroduce::reports
