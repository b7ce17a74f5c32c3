#include "reports/text_lines.h"

#include <memory>
#include <utility>

#include "reports/cells.h"
#include "reports/first_rows.h"
#include "support/catch.h"

namespace retroduce::tests {

TEST_CASE("a word ends at blanks, hyphens and line ends", "[reports][lines]") {
  const int word = reports::longest_word("international");
  CHECK(word > 1000);
  CHECK(word < 1400);
  CHECK(reports::longest_word("an international preprint") == word);
  CHECK(reports::longest_word("non-international\npre") == word);
  CHECK(reports::longest_word("a/international") > word);
  CHECK(reports::longest_word("") == 0);
}

TEST_CASE("lines are counted as they are wrapped", "[reports][lines]") {
  CHECK(reports::lines_taken("", 50) == 1);
  CHECK(reports::lines_taken("word", 50) == 1);
  CHECK(reports::lines_taken("word word word word", 50) == 2);
  CHECK(reports::lines_taken("one\ntwo", 50) == 2);
  CHECK(reports::lines_taken(std::string(40, 'n'), 50) == 5);
}

TEST_CASE("the first rows are measured and handed out all the same", "[reports][lines]") {
  reports::Table table;
  table.columns = {{"A", "a"}, {"B", "b"}};
  int made = 0;
  table.next = [&made](reports::TableRow& row) {
    if (made == 1200) return false;
    row = {};
    row.cells = {reports::text_cell(std::to_string(made), {}),
                 reports::text_cell(made == 7 ? "uncharacteristically so" : "x", {})};
    ++made;
    return true;
  };
  reports::measure_columns(table);
  CHECK(made < 1200);
  CHECK(table.columns[1].word_width == reports::longest_word("uncharacteristically"));
  CHECK(table.columns[0].word_width < table.columns[1].word_width);
  reports::TableRow row;
  int got = 0;
  while (table.next(row)) CHECK(reports::printed_text(row.cells[0]) == std::to_string(got++));
  CHECK(got == 1200);
}

}  // namespace retroduce::tests
