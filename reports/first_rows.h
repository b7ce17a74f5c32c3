// What the first rows of a table say about its columns, for writers that must know widths before
// they write a row.
#pragma once

#include "reports/table.h"

namespace retroduce::reports {

/// Looks at the first rows, a few hundred, and notes in each column what its longest word takes;
/// rows are handed out all the same (what `next` throws passes through).
void measure_columns(Table& table);

}  // namespace retroduce::reports
