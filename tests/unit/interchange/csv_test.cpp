#include "interchange/csv.h"

#include <random>

#include "interchange/sheet_text.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::interchange;
using Cells = std::vector<std::string>;

namespace {

std::vector<CsvRow> rows_of(std::string_view text, char separator = ',') {
  std::vector<CsvRow> rows;
  CsvReader reader(text, separator);
  CsvRow row;
  while (reader.next(row)) rows.push_back(row);
  return rows;
}

Cells only_row(std::string_view text, char separator = ',') {
  const auto rows = rows_of(text, separator);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].problem.empty());
  return rows[0].cells;
}

std::string decoded(const std::string& bytes, base::Diagnostics& found) {
  return sheet_text(bytes, "s.csv", found).value_or("nothing");
}

std::string random_cell(std::mt19937& random) {
  static const std::string letters = "ab,;\t\"'=+-@\r\n é ";
  std::string cell;
  for (auto length = random() % 6; length > 0; --length) cell += letters[random() % letters.size()];
  return cell;
}

}  // namespace

TEST_CASE("a record is cut at separators and line ends outside quotes", "[interchange][csv]") {
  CHECK(only_row("a,b,c") == Cells{"a", "b", "c"});
  CHECK(only_row("a,b\r\n") == Cells{"a", "b"});
  CHECK(only_row("a,,") == Cells{"a", "", ""});
  CHECK(only_row("\"a,b\",\"c\r\nd\",\"e \"\"f\"\"\"") == Cells{"a,b", "c\r\nd", "e \"f\""});
  CHECK(only_row("a;b", ';') == Cells{"a", "b"});
  CHECK(only_row("\"\",x") == Cells{"", "x"});
  CHECK(only_row("size 5\" pipe,x") == Cells{"size 5\" pipe", "x"});
  CHECK(rows_of("").empty());
}

TEST_CASE("rows are counted as a spreadsheet shows them, lines as an editor does",
          "[interchange][csv]") {
  const auto rows = rows_of("a\n\"b\nc\"\n\nd\re\n");
  REQUIRE(rows.size() == 5);
  CHECK(rows[1].cells == Cells{"b\nc"});
  CHECK(rows[2].cells == Cells{""});
  CHECK(rows[3].row == 4);
  CHECK(rows[3].line == 5);
  CHECK(rows[4].cells == Cells{"e"});
}

TEST_CASE("a quotation mark that is never closed is told with its line", "[interchange][csv]") {
  const auto rows = rows_of("a\nb,\"c\nd");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].is_unclosed);
  CHECK_THAT(rows[1].problem, ContainsSubstring("line 2"));
}

TEST_CASE("a quoted word that begins an unquoted cell is text", "[interchange][csv]") {
  CHECK(only_row("\"Word\" and more\tx", '\t') == Cells{"\"Word\" and more", "x"});
  CHECK(only_row("\"a\" ,b") == Cells{"a", "b"});
  CHECK_FALSE(rows_of("\"a,b\" c,d")[0].problem.empty());
}

TEST_CASE("the separator is guessed from the heading", "[interchange][csv]") {
  CHECK(guess_separator("a,b;c,d\n1;2;3;4") == ',');
  CHECK(guess_separator("\n\n\"x,y,z\";b;c\n") == ';');
  CHECK(guess_separator("a\tb\n") == '\t');
  CHECK(guess_separator("alone") == ',');
}

TEST_CASE("what is written as a record is read back the same", "[interchange][csv]") {
  std::mt19937 random(20251122);
  for (int i = 0; i < 2000; ++i) {
    Cells cells(1 + random() % 5);
    for (std::string& cell : cells) cell = random_cell(random);
    const char separator = ",;\t"[random() % 3];
    INFO(csv_record(cells, separator));
    CHECK(only_row(csv_record(cells, separator), separator) == cells);
  }
}

TEST_CASE("the guard against formulas is taken away exactly", "[interchange][csv]") {
  CHECK(guarded("=1+1") == "'=1+1");
  CHECK(guarded("-") == "'-");
  CHECK(guarded("'tis") == "''tis");
  CHECK(guarded("plain") == "plain");
  CHECK(unguarded("'tis") == "'tis");
  CHECK(unguarded("'") == "'");
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const std::string cell = random_cell(random);
    INFO(cell);
    CHECK(unguarded(guarded(cell)) == cell);
    const std::string safe = guarded(cell);
    CHECK((safe.empty() ||
           std::string_view("=+-@\t\r\n").find(safe.front()) == std::string_view::npos));
  }
}

TEST_CASE("UTF-8 is read with and without its mark", "[interchange][csv]") {
  base::Diagnostics found;
  CHECK(decoded("\xEF\xBB\xBFçé", found) == "çé");
  CHECK(decoded("çé", found) == "çé");
  CHECK(found.empty());
}

TEST_CASE("Excel's Unicode text is read as UTF-16", "[interchange][csv]") {
  base::Diagnostics found;
  CHECK(decoded(std::string("\xFF\xFE"
                            "a\0\xE9\0\x3D\xD8\x00\xDE",
                            10),
                found) == "aé😀");
  CHECK(decoded(std::string("\xFE\xFF\0a\0\xE9", 6), found) == "aé");
  CHECK_FALSE(found.any(base::Severity::repair));
  CHECK(decoded(std::string("\xFF\xFE"
                            "a\0\x3D\xD8",
                            6),
                found) == "nothing");
  CHECK(decoded("\xFF\xFE"
                "a",
                found) == "nothing");
  CHECK(found.refused());
}

TEST_CASE("bytes that are no UTF-8 are read as Windows-1252, with a note", "[interchange][csv]") {
  base::Diagnostics found;
  CHECK(decoded("caf\xE9 \x93quoted\x94", found) == "café “quoted”");
  REQUIRE(found.size() == 1);
  CHECK(found.sorted()[0].severity == base::Severity::repair);
}

TEST_CASE("a text that ends within a character is called cut short", "[interchange][csv]") {
  base::Diagnostics found;
  CHECK(decoded("café au lait\xC3", found) == "nothing");
  CHECK(found.sorted()[0].code == "sheet.cut-short");
}

TEST_CASE("NUL bytes and empty files are refused", "[interchange][csv]") {
  base::Diagnostics found;
  CHECK(decoded(std::string("a\0b", 3), found) == "nothing");
  CHECK(decoded(" \r\n", found) == "nothing");
  CHECK(found.sorted().size() == 2);
  CHECK(found.refused());
}
