#include "interchange/csv.h"

#include <array>

namespace retroduce::interchange {

namespace {

constexpr std::string_view risky_starts = "=+-@\t\r\n'";

bool is_risky(std::string_view cell) {
  return !cell.empty() && risky_starts.find(cell.front()) != std::string_view::npos;
}

}  // namespace

bool CsvReader::at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

void CsvReader::skip_line_end() {
  if (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
  ++at_;
  ++line_;
}

void CsvReader::read_quoted(CsvRow& row, std::string& cell) {
  const std::size_t opened = line_;
  ++at_;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        ++at_;
      } else {
        ++at_;
        return;
      }
    }
    if (c == '\n' || (c == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n'))) ++line_;
    cell.push_back(c);
    ++at_;
  }
  row.is_unclosed = true;
  row.problem =
      "the quotation mark that opens a cell on line " + std::to_string(opened) + " is never closed";
}

void CsvReader::read_cell(CsvRow& row) {
  std::string cell;
  const std::size_t opening = at_;
  const bool quoted = at_ < text_.size() && text_[at_] == '"';
  if (quoted) read_quoted(row, cell);
  const std::size_t start = at_;
  while (at_ < text_.size() && text_[at_] != separator_ && !at_line_end()) ++at_;
  const std::string_view rest = text_.substr(start, at_ - start);
  if (!quoted) {
    cell = rest;
  } else if (rest.find_first_not_of(' ') != std::string_view::npos) {
    // "Word" and more: written by a program that does not quote. Its quotes are text, which is
    // certain only where they hold nothing that quotes are there for.
    const std::string_view raw = text_.substr(opening, at_ - opening);
    const bool certain = cell.find_first_of("\"\r\n") == std::string::npos &&
                         cell.find(separator_) == std::string::npos;
    if (!certain) row.problem = "a quoted cell goes on after its closing quotation mark";
    cell = raw;
  }
  row.cells.push_back(std::move(cell));
}

bool CsvReader::next(CsvRow& row) {
  row.cells.clear();
  row.problem.clear();
  row.is_unclosed = false;
  if (at_ >= text_.size()) return false;
  row.row = ++rows_;
  row.line = line_;
  for (;;) {
    read_cell(row);
    if (at_ >= text_.size()) return true;
    if (at_line_end()) {
      skip_line_end();
      return true;
    }
    ++at_;  // the separator; a cell follows it even at the end of the text
    if (at_ == text_.size()) {
      row.cells.emplace_back();
      return true;
    }
  }
}

char guess_separator(std::string_view text) {
  constexpr std::array<char, 3> separators = {',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  bool blank = true;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') {
      if (!blank) break;
      continue;
    }
    blank = blank && c == ' ';
    for (std::size_t i = 0; i < separators.size(); ++i) {
      if (c == separators[i]) ++counts[i];
    }
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < counts.size(); ++i) {
    if (counts[i] > counts[best]) best = i;
  }
  return separators[best];
}

std::string csv_record(const std::vector<std::string>& cells, char separator) {
  std::string out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i != 0) out.push_back(separator);
    const std::string& cell = cells[i];
    const bool quote = cell.find_first_of("\"\r\n") != std::string::npos ||
                       cell.find(separator) != std::string::npos;
    if (!quote) {
      out += cell;
      continue;
    }
    out.push_back('"');
    for (const char c : cell) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    out.push_back('"');
  }
  out += "\r\n";
  return out;
}

std::string guarded(std::string_view cell) {
  return is_risky(cell) ? "'" + std::string(cell) : std::string(cell);
}

std::string_view unguarded(std::string_view cell) {
  if (cell.size() >= 2 && cell.front() == '\'' && is_risky(cell.substr(1))) cell.remove_prefix(1);
  return cell;
}

}  // namespace retroduce::interchange
