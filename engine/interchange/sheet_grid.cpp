#include "interchange/sheet_grid.h"

#include <algorithm>

namespace retroduce::interchange {

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
