// Columns for reading on a screen: aligned, cut to the width that is there.
#pragma once

#include <string>
#include <vector>

namespace retroduce::cli {

struct TextColumn {
  std::string heading;
  bool right = false;       ///< numbers
  bool may_shrink = false;  ///< gives way first where the width does not do; the last one wraps
};

/// Lines of a table, headed, two blanks between columns; nothing is cut when `width` is 0, and what
/// is longer than 80 columns runs over then.
std::string text_table(const std::vector<TextColumn>& columns,
                       const std::vector<std::vector<std::string>>& rows, std::size_t width,
                       const std::string& indent = " ");

}  // namespace retroduce::cli
