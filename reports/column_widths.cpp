// Column widths for 10 point type.
#include "reports/column_widths.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "reports/text_lines.h"

namespace retroduce::reports {

namespace {

/// What a column needs so that no word of its heading, and none in it but a very long one, is
/// broken.
int least_width(const Column& column, int page) {
  constexpr int character = 125;
  constexpr double bold = 1.2;
  constexpr int padding = 130;
  const int heading = static_cast<int>(longest_word(column.name) * bold);
  const int unbroken = static_cast<int>(column.unbroken) * character;
  return std::max({heading, unbroken, std::min(column.word_width, page / 6)}) + padding;
}

/// Where the page has no room for what the columns need, each gets its part of it.
std::vector<int> scaled_down(std::vector<int> widths, int sum, int page) {
  for (int& width : widths) width = std::max(static_cast<int>(std::int64_t{width} * page / sum), 1);
  return widths;
}

}  // namespace

std::vector<int> column_widths(const std::vector<Column>& columns, int page) {
  std::vector<int> least;
  for (const Column& column : columns) least.push_back(least_width(column, page));
  const int needed = std::accumulate(least.begin(), least.end(), 0);
  if (needed > page) return scaled_down(least, needed, page);
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
    while (narrow < columns.size() && (widths[narrow] != 0 || share_of(narrow) >= least[narrow])) {
      ++narrow;
    }
    if (narrow < columns.size()) {
      widths[narrow] = least[narrow];
      continue;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (widths[i] == 0) widths[i] = std::max(share_of(i), 1);
    }
    return widths;
  }
}

}  // namespace retroduce::reports
