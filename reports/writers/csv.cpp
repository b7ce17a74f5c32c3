// Tables for spreadsheets and scripts: RFC 4180, UTF-8 without a byte order mark, lines ending in
// CRLF. Columns go by their stable keys; the theme of a heading row becomes a first column of its
// own. Footnotes and references have no place here: a source is named by its document's key.
#include "reports/cells.h"
#include "reports/escape.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

class CsvLine {
 public:
  CsvLine(const Output& out, bool raw) : out_(out), raw_(raw) {}

  void text(std::string_view value) {
    separate();
    add_csv_field(line_, raw_ || !needs_guard(value) ? value : guard_formula(value));
  }
  void number(std::int64_t value) {
    separate();
    line_ += std::to_string(value);
  }
  void end() {
    line_ += "\r\n";
    out_(line_);
    line_.clear();
    is_first_ = true;
  }

 private:
  void separate() {
    if (!is_first_) line_ += ',';
    is_first_ = false;
  }

  const Output& out_;
  bool raw_;
  bool is_first_ = true;
  std::string line_;
};

void write_csv(Table& table, const TableWriterOptions& options, const Output& out) {
  CsvLine line(out, options.raw);
  if (!table.group_key.empty()) line.text(table.group_key);
  for (const Column& column : table.columns) line.text(column.key);
  line.end();
  std::string group;
  std::string text;
  TableRow row;
  while (table.next(row)) {
    if (!row.heading.empty()) {
      group = row.heading;
      continue;
    }
    if (!table.group_key.empty()) line.text(group);
    for (const Cell& cell : row.cells) {
      if (cell.number) {
        line.number(*cell.number);
      } else {
        text.clear();
        add_data_text(text, cell);
        line.text(text);
      }
    }
    line.end();
  }
}

}  // namespace

const TableWriter writer_csv{"csv", ".csv", false, write_csv};

}  // namespace retroduce::reports
