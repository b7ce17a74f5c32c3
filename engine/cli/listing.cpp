#include "cli/listing.h"

#include <iterator>

#include "reports/escape.h"
#include "reports/table.h"

namespace retroduce::cli {

std::string size_words(std::uintmax_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  constexpr const char* units[] = {"kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  std::uintmax_t tenths = (bytes + 50) / 100;
  while (tenths >= 10000 && unit + 1 < std::size(units)) {
    tenths = (tenths + 500) / 1000;
    ++unit;
  }
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + units[unit];
}

std::string listing_text(const Listing& listing, const std::string& format,
                         const Console& console) {
  if (format == "text") {
    std::vector<TextColumn> columns;
    for (const ListColumn& column : listing.columns) columns.push_back(column.shown);
    return text_table(columns, listing.rows, console.out_is_terminal ? console.width : 0);
  }
  reports::Table table;
  table.title = listing.title;
  table.label.clear();
  for (const ListColumn& column : listing.columns)
    table.columns.push_back({column.shown.heading, column.key, 1, column.shown.right, 0});
  std::size_t place = 0;
  table.next = [&](reports::TableRow& row) {
    row = {};
    if (place == listing.rows.size()) return false;
    for (std::size_t c = 0; c < listing.rows[place].size(); ++c) {
      std::string text = listing.rows[place][c];
      // What stands in a column of numbers is one, though it begins with a minus.
      if (format == "csv" && !listing.columns[c].shown.right && reports::needs_guard(text))
        text = reports::guard_formula(text);
      reports::Cell cell;
      cell.lines.push_back({reports::Run{text, reports::Run::Style::plain, 0, {}}});
      row.cells.push_back(std::move(cell));
    }
    ++place;
    return true;
  };
  table.finish = [](reports::Table&) {};
  std::string bytes;
  reports::TableWriterOptions as_it_stands;
  as_it_stands.raw = true;
  reports::find_table_writer(format)->write(table, as_it_stands,
                                            [&](std::string_view piece) { bytes += piece; });
  return bytes;
}

}  // namespace retroduce::cli
