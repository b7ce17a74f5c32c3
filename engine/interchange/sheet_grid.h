// Rows and cells as text, whatever file they came from.
#pragma once

#include <string>
#include <vector>

#include "interchange/csv.h"

namespace retroduce::interchange {

/// Parts the values of one cell where a reader puts several there and the user named no sign; no
/// text holds it.
inline constexpr const char* value_sign = "\x1F";

/// One sheet. Rows without any text may be missing; `CsvRow::row` is the number a spreadsheet
/// shows.
struct Grid {
  std::string name;  ///< the sheet's own; empty for a file that holds only one
  std::vector<CsvRow> rows;
  bool is_ragged = false;  ///< short rows are usual (Excel leaves empty cells at the end out)
};

}  // namespace retroduce::interchange
