#include "reports/first_rows.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <utility>

#include "reports/cells.h"
#include "reports/text_lines.h"

namespace retroduce::reports {

namespace {

constexpr std::size_t most_rows = 500;
void measure(Column& column, const Cell& cell) {
  constexpr int bullet = 170;
  if (cell.lines.empty()) return;
  const int before = cell.lines.size() > 1 ? bullet : 0;
  column.word_width = std::max(column.word_width, before + longest_word(printed_text(cell)));
}

}  // namespace

void measure_columns(Table& table) {
  auto ahead = std::make_shared<std::deque<TableRow>>();
  TableRow row;
  while (ahead->size() < most_rows && table.next(row)) {
    for (std::size_t i = 0; i < std::min(row.cells.size(), table.columns.size()); ++i)
      measure(table.columns[i], row.cells[i]);
    ahead->push_back(std::exchange(row, {}));
  }
  table.next = [next = std::move(table.next), ahead](TableRow& given) {
    if (ahead->empty()) return next(given);
    given = std::move(ahead->front());
    ahead->pop_front();
    return true;
  };
}

}  // namespace retroduce::reports
