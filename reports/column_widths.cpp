// Column widths for 10 point type.
#include "reports/column_widths.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::reports {

namespace {

/// What a column needs so that no word of its heading is broken.
int least_width(const Column& column) {
  constexpr int character = 125;
  constexpr int padding = 130;
  std::size_t longest = column.unbroken;
  for (const std::string& word : base::split(column.name, ' ')) {
    longest = std::max(longest, word.size());
  }
  return static_cast<int>(longest) * character + padding;
}

}  // namespace

std::vector<int> column_widths(const std::vector<Column>& columns, int page) {
  std::vector<int> widths(columns.size(), 0);
  for (;;) {
    double shares = 0;
    int left = page;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      shares += widths[i] == 0 ? columns[i].width_share : 0;
      left -= widths[i];
    }
    const auto share_of = [&](std::size_t i) {
      return static_cast<int>(columns[i].width_share / shares * left);
    };
    std::size_t narrow = 0;
    while (narrow < columns.size() &&
           (widths[narrow] != 0 || share_of(narrow) >= least_width(columns[narrow]))) {
      ++narrow;
    }
    if (narrow < columns.size() && left > 0) {
      widths[narrow] = least_width(columns[narrow]);
      continue;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (widths[i] == 0) widths[i] = std::max(share_of(i), 1);
    }
    return widths;
  }
}

}  // namespace retroduce::reports
