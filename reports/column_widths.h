// How a page's width is shared out among the columns of a table.
#pragma once

#include <vector>

#include "reports/table.h"

namespace retroduce::reports {

/// Widths by the columns' shares, in twentieths of a point, together at most `page`. A column that
/// would break a word of its heading, one in it, or what it says should stay unbroken, takes what
/// it needs from the others; where the page has no room for all of that, each gets its part.
std::vector<int> column_widths(const std::vector<Column>& columns, int page);

}  // namespace retroduce::reports
