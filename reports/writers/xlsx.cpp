// Tables for Excel, as supplements go to journals: one sheet with the head frozen and repeated on
// paper, the theme as a first column, the id of each row in a last, hidden one; notes below;
// references on a second sheet. Every text is written as a text, so none is ever run as a formula.
// The creation time is fixed, so the same table gives the same bytes.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>
#include <utility>

#include <xlsxwriter.h>

#include "base/error.h"
#include "base/text.h"
#include "reports/cells.h"
#include "reports/escape.h"
#include "reports/first_rows.h"
#include "reports/notes.h"
#include "reports/numbers.h"
#include "reports/registry.h"
#include "reports/text_lines.h"

namespace retroduce::reports {

namespace {

constexpr std::size_t most_rows = 1048576;
constexpr std::size_t most_columns = 16384;
constexpr std::int64_t most_characters = 32767;
// Of the usual face a digit has seven pixels, of which there are 96 to the inch.
constexpr double points_per_character = 7 * 0.75;
constexpr time_t fixed_time = 946684800;  // 1 January 2000

[[noreturn]] void refuse(const std::string& what) {
  throw base::Error(base::ErrorCode::unsupported,
                    what + ", more than an Excel sheet carries; write it as csv");
}

/// A folder of its own that is gone at the end: the library writes files alone.
class Aside {
 public:
  Aside() {
    std::string pattern = (std::filesystem::temp_directory_path() / "retroduce-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
      throw base::Error(base::ErrorCode::io, "cannot make a temporary folder in " +
                                                 std::filesystem::temp_directory_path().string());
    folder_ = pattern;
  }
  ~Aside() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  Aside(Aside&&) = delete;
  Aside& operator=(Aside&&) = delete;

  std::string file() const { return (folder_ / "table.xlsx").string(); }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

/// "_x0041_" would be read as an escaped letter, so its first underscore is escaped itself.
std::string carried_by_excel(std::string_view text) {
  std::string safe = carried_text(text);
  std::size_t at = safe.find("_x");
  while (at != std::string::npos) {
    const bool is_escape = at + 6 < safe.size() && safe[at + 6] == '_' &&
                           safe.find_first_not_of("0123456789abcdefABCDEF", at + 2) >= at + 6;
    if (is_escape) safe.insert(at + 1, "x005F_");
    at = safe.find("_x", at + (is_escape ? 7 : 1));
  }
  return safe;
}

/// In UTF-16, as Excel counts.
std::int64_t length_in_excel(std::string_view text) {
  std::int64_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) length += byte >= 0xF0U ? 2 : 1;
  }
  return length;
}

class Book {
 public:
  Book(const Table& table, const Aside& aside)
      : folder_(aside.folder().string()), file_(aside.file()), table_(table) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.data();  // kept by the library until the end
    book_ = workbook_new_opt(file_.c_str(), &options);
    if (book_ == nullptr) throw base::Error(base::ErrorCode::io, "cannot write " + file_);
    make_formats();
    describe();
    sheet_ = workbook_add_worksheet(book_, "Table");
    set_up_page();
    head();
  }
  ~Book() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;
  Book(Book&&) = delete;
  Book& operator=(Book&&) = delete;

  void row(const TableRow& row) {
    if (!row.heading.empty()) {
      group_ = row.heading;
      return;
    }
    if (at_ + 1 >= most_rows) refuse("the table has over 1,048,575 rows");
    lxw_col_t column = 0;
    if (!table_.group_key.empty()) text(column++, group_, text_);
    for (const Cell& cell : row.cells) write(column++, cell);
    text(column, row.id, text_);
    set_height(row);
    ++at_;
  }

  void finish() {
    if (!table_.footnotes.empty()) ++at_;
    for (const std::string& note : table_.footnotes) {
      if (at_ >= most_rows) refuse("the table has over 1,048,575 rows");
      text(0, note == note_on_sources ? "Numbers lead to the sheet References." : note, note_);
      ++at_;
    }
    if (!table_.references.empty()) references();
    lxw_workbook* book = std::exchange(book_, nullptr);
    const lxw_error error = workbook_close(book);
    if (error != LXW_NO_ERROR)
      throw base::Error(base::ErrorCode::io,
                        std::string("the Excel file could not be written: ") + lxw_strerror(error));
  }

 private:
  void make_formats() {
    text_ = workbook_add_format(book_);
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    number_ = workbook_add_format(book_);
    format_set_align(number_, LXW_ALIGN_VERTICAL_TOP);
    note_ = workbook_add_format(book_);
    format_set_align(note_, LXW_ALIGN_VERTICAL_TOP);
    head_ = workbook_add_format(book_);
    format_set_bold(head_);
    format_set_text_wrap(head_);
    format_set_top(head_, LXW_BORDER_MEDIUM);
    format_set_bottom(head_, LXW_BORDER_THIN);
    strong_ = workbook_add_format(book_);
    format_set_bold(strong_);
    emphasis_ = workbook_add_format(book_);
    format_set_italic(emphasis_);
    superscript_ = workbook_add_format(book_);
    format_set_font_script(superscript_, LXW_FONT_SUPERSCRIPT);
    for (lxw_format* each : {text_, number_, note_, head_, strong_, emphasis_, superscript_}) {
      format_set_font_name(each, table_.font.c_str());
      format_set_font_size(each, 10);
    }
  }

  void describe() {
    std::string title = carried_text(table_.title);
    std::string subject = carried_text(table_.review);
    if (length_in_excel(subject) > 255) subject = base::shorten(subject, 250);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.subject = subject.data();
    properties.created = fixed_time;
    workbook_set_properties(book_, &properties);
  }

  void set_up_page() {
    worksheet_set_paper(sheet_, 9);  // A4
    if (is_wide(table_)) worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_set_header(sheet_, page_header().c_str());
    const std::size_t columns = table_.columns.size() + (table_.group_key.empty() ? 1 : 2);
    if (columns > most_columns) refuse("the table has " + std::to_string(columns) + " columns");
    lxw_col_t column = 0;
    if (!table_.group_key.empty()) width(column++, 18, false);
    for (const Column& each : table_.columns) {
      const auto least = static_cast<double>(each.unbroken) + 2;
      const double word = std::min(each.word_width / 20.0 / points_per_character, 24.0) + 1;
      width(column++, std::max({each.width_share * 11, least, word}), false);
    }
    width(column, 18, true);
  }

  /// The caption over each page; a row of its own would stand in the way of whoever reads the sheet
  /// back. "&" begins a command there.
  std::string page_header() const {
    constexpr std::size_t most = 200;  // characters, of Excel's 255
    const std::string caption =
        base::shorten(caption_label(table_) + carried_text(table_.title), most);
    std::string header = "&L";
    for (const char c : caption) header += c == '&' ? "&&" : std::string(1, c == '\n' ? ' ' : c);
    return header;
  }

  /// LibreOffice gives every row the height of one line that has none of its own.
  void set_height(const TableRow& row) {
    std::size_t column = 0;
    int lines = table_.group_key.empty() ? 1 : lines_taken(group_, widths_[column++]);
    for (const Cell& cell : row.cells) {
      const double width = widths_[column++];
      int taken = 0;
      for (const Line& line : cell.lines) taken += lines_of(line, width);
      lines = std::max(lines, taken);
    }
    set_lines(lines);
  }

  static int lines_of(const Line& line, double width) {
    if (line.size() == 1) return lines_taken(line[0].text, width);
    std::string text;
    for (const Run& run : line) text += run.text;
    return lines_taken(text, width);
  }

  void set_lines(int lines) {
    constexpr int of_one = 13;
    constexpr int most = 409;  // that Excel takes
    worksheet_set_row(sheet_, static_cast<lxw_row_t>(at_), std::min(lines * of_one + 2, most),
                      nullptr);
  }

  void width(lxw_col_t column, double characters, bool is_hidden) {
    if (widths_.size() <= column) widths_.resize(column + 1U);
    constexpr double narrow_face = 1.1;
    const bool is_narrow = table_.font.starts_with("Times");
    widths_[column] = characters * points_per_character * (is_narrow ? narrow_face : 1);
    lxw_row_col_options options{};
    options.hidden = is_hidden ? LXW_TRUE : LXW_FALSE;
    worksheet_set_column_opt(sheet_, column, column, characters, nullptr, &options);
  }

  void head() {
    lxw_col_t column = 0;
    if (!table_.group_key.empty()) {
      std::string name = table_.group_key;
      name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
      text(column++, name, head_);
    }
    int lines = 1;
    for (const Column& each : table_.columns) {
      lines = std::max(lines, lines_taken(each.name, widths_[column]));
      text(column++, each.name, head_);
    }
    text(column, "id", head_);
    set_lines(lines);
    ++at_;
  }

  void text(lxw_col_t column, std::string_view words, lxw_format* format) {
    const std::string carried = carried_by_excel(words);
    check_length(column, carried);
    worksheet_write_string(sheet_, static_cast<lxw_row_t>(at_), column, carried.c_str(), format);
  }

  void check_length(lxw_col_t column, const std::string& words) const {
    if (words.size() <= static_cast<std::size_t>(most_characters)) return;
    const std::int64_t length = length_in_excel(words);
    if (length > most_characters)
      refuse("row " + std::to_string(at_ + 1) + ", column " + std::to_string(column + 1) +
             " holds " + grouped(length) + " characters");
  }

  /// Muted words look as plain ones: for a cell of two looks the library opens a file of its own.
  lxw_format* format_of(Run::Style style) const {
    switch (style) {
      case Run::Style::strong:
        return strong_;
      case Run::Style::emphasis:
        return emphasis_;
      case Run::Style::superscript:
        return superscript_;
      case Run::Style::muted:
      case Run::Style::plain:
      case Run::Style::tag:
        break;
    }
    return text_;  // a fragment without a format would have the program's own font
  }

  void write(lxw_col_t column, const Cell& cell) {
    if (cell.number) {
      worksheet_write_number(sheet_, static_cast<lxw_row_t>(at_), column,
                             static_cast<double>(*cell.number), number_);
      return;
    }
    // Most cells are one run of one look, which need not be put together.
    if (cell.lines.size() == 1 && cell.lines[0].size() == 1)
      return text(column, cell.lines[0][0].text, text_);
    // Neighbours that look the same are one fragment; Excel wants two at least, and none empty.
    std::vector<std::pair<lxw_format*, std::string>> fragments;
    const auto add = [&](lxw_format* format, const std::string& words) {
      if (words.empty()) return;
      if (!fragments.empty() && fragments.back().first == format)
        fragments.back().second += words;
      else
        fragments.emplace_back(format, words);
    };
    for (std::size_t i = 0; i < cell.lines.size(); ++i) {
      if (i > 0) add(fragments.empty() ? nullptr : fragments.back().first, "\n");
      for (const Run& run : cell.lines[i]) add(format_of(run.style), carried_text(run.text));
    }
    if (fragments.size() < 2) return text(column, printed_text(cell), text_);
    std::string all;
    for (auto& [format, words] : fragments) {
      words = carried_by_excel(words);
      all += words;
    }
    check_length(column, all);
    std::vector<lxw_rich_string_tuple> tuples(fragments.size());
    std::vector<lxw_rich_string_tuple*> list;
    for (std::size_t i = 0; i < fragments.size(); ++i) {
      tuples[i] = {fragments[i].first, fragments[i].second.data()};
      list.push_back(&tuples[i]);
    }
    list.push_back(nullptr);
    worksheet_write_rich_string(sheet_, static_cast<lxw_row_t>(at_), column, list.data(), text_);
  }

  void references() {
    sheet_ = workbook_add_worksheet(book_, "References");
    worksheet_set_paper(sheet_, 9);
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, 0, 0);
    width(0, 6, false);
    width(1, 110, false);
    width(2, 18, true);
    at_ = 0;
    text(0, "No.", head_);
    text(1, "Reference", head_);
    text(2, "id", head_);
    for (const Reference& reference : table_.references) {
      ++at_;
      worksheet_write_number(sheet_, static_cast<lxw_row_t>(at_), 0, reference.number, number_);
      text(1, reference.text, text_);
      set_lines(lines_taken(reference.text, widths_[1]));
      text(2, table_.snapshot->documents[reference.document.index()].key, text_);
    }
  }

  std::string folder_;
  std::string file_;
  const Table& table_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* number_ = nullptr;
  lxw_format* note_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* strong_ = nullptr;
  lxw_format* emphasis_ = nullptr;
  lxw_format* superscript_ = nullptr;
  std::vector<double> widths_;  ///< of the columns of the sheet, in points
  std::size_t at_ = 0;
  std::string group_;
};

void write_xlsx(Table& table, const TableWriterOptions&, const Output& out) {
  const Aside aside;
  measure_columns(table);
  {
    Book book(table, aside);
    TableRow row;
    while (table.next(row)) book.row(row);
    table.finish(table);
    book.finish();
  }
  std::ifstream file(aside.file(), std::ios::binary);
  std::string piece(1 << 16, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0)
    out(std::string_view(piece).substr(0, static_cast<std::size_t>(file.gcount())));
  if (file.bad()) throw base::Error(base::ErrorCode::io, "the Excel file could not be read back");
}

}  // namespace

const TableWriter writer_xlsx{"xlsx", ".xlsx", true, write_xlsx};

}  // namespace retroduce::reports
