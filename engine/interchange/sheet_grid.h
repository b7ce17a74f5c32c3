// Rows and cells as text, whatever file they came from.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
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
  bool is_hidden = false;
  std::size_t hidden_rows = 0;  ///< with something in them, by a filter or by hand
  std::size_t hidden_columns = 0;
  std::size_t filled = 0;  ///< cells that got what stands at the top of their merged cell
  std::string
      unreckoned;  ///< as "C7", the first cell with a formula whose result is not in the file
};

/// Cells of one column that are shown as one.
struct MergedCells {
  std::size_t column = 0;  ///< from 0
  std::size_t first_row = 0;
  std::size_t last_row = 0;
};

/// What spreadsheets call a cell: "AB12"; column from 0, row from 1.
std::string cell_name(std::size_t column, std::size_t row);

/// The same sheets; none where one holds a formula without its result, as programs that compute
/// nothing write it: it would read as an empty cell. `name` is the file. Diagnostics: sheet.formula
/// (refused).
std::vector<Grid> reckoned(std::vector<Grid> grids, const std::string& name,
                           base::Diagnostics& found);

/// A cell that is merged downwards holds for all its rows, as a reader sees it.
void fill_merged(Grid& grid, const std::vector<MergedCells>& merged);

}  // namespace retroduce::interchange
