// Comma-separated values as RFC 4180 has them, with any one separator. Knows nothing of what cells
// mean.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::interchange {

/// One record. `row` counts records from 1, blank ones too, as a spreadsheet shows them; `line`
/// counts lines of text, which differ where a quoted cell holds line breaks.
struct CsvRow {
  std::size_t row = 0;
  std::size_t line = 0;
  std::vector<std::string> cells;
  std::string problem;       ///< why the record cannot be trusted, one clause; empty = sound
  bool is_unclosed = false;  ///< an open quote took in all the rest of the text
};

/// Reads records one by one. LF, CRLF and lone CR end a record outside quotes; "" inside quotes is
/// a quote; a quote inside an unquoted cell is an ordinary character, and so are those of a cell
/// that goes on after its closing quote. `text` must outlive the
/// reader.
class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

  /// The next record, or false at the end. A blank line is a record with one empty cell.
  bool next(CsvRow& row);

 private:
  void read_cell(CsvRow& row);
  void read_quoted(CsvRow& row, std::string& cell);
  bool at_line_end() const;
  void skip_line_end();

  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t rows_ = 0;
  std::size_t line_ = 1;
};

/// The separator among comma, semicolon and tab that stands most often outside quotes in the first
/// record that is not blank; a comma where none does.
char guess_separator(std::string_view text);

/// One record with its CRLF. Cells are quoted where they must be.
std::string csv_record(const std::vector<std::string>& cells, char separator = ',');

/// A cell that no spreadsheet takes for a formula: one that starts with = + - @ tab, CR, LF or an
/// apostrophe gets an apostrophe before it. `unguarded` takes exactly that one away again, so
/// unguarded(guarded(x)) == x for every x.
std::string guarded(std::string_view cell);
std::string_view unguarded(std::string_view cell);

}  // namespace retroduce::interchange
