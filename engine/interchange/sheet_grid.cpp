#include "interchange/sheet_grid.h"

#include <algorithm>

namespace retroduce::interchange {

std::string cell_name(std::size_t column, std::size_t row) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters + std::to_string(row);
}

std::vector<Grid> reckoned(std::vector<Grid> grids, const std::string& name,
                           base::Diagnostics& found) {
  for (const Grid& grid : grids) {
    if (grid.unreckoned.empty()) continue;
    found.add(base::Severity::refused, "sheet.formula",
              "the cell " + grid.unreckoned + " of the sheet \"" + grid.name +
                  "\" holds a formula, and its result is not in the file; open the file in a "
                  "spreadsheet program, save it there, and import it again",
              {name});
    return {};
  }
  return grids;
}

void fill_merged(Grid& grid, const std::vector<MergedCells>& merged) {
  constexpr std::size_t most = std::size_t{1} << 20U;  // of a sound sheet no two overlap
  for (const MergedCells& each : merged) {
    auto row =
        std::lower_bound(grid.rows.begin(), grid.rows.end(), each.first_row,
                         [](const CsvRow& one, std::size_t number) { return one.row < number; });
    if (row == grid.rows.end() || row->row != each.first_row) continue;
    if (each.column >= row->cells.size()) continue;
    const std::string value = row->cells[each.column];
    if (value.empty()) continue;
    for (++row; row != grid.rows.end() && row->row <= each.last_row; ++row) {
      if (row->cells.size() <= each.column) row->cells.resize(each.column + 1);
      if (!row->cells[each.column].empty()) continue;
      row->cells[each.column] = value;
      if (++grid.filled > most) return;
    }
  }
}

}  // namespace retroduce::interchange
