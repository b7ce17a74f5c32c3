#include "reports/number_ranges.h"

#include "reports/cells.h"
#include "support/catch.h"

namespace retroduce::tests {

namespace {

using reports::Line;
using reports::Run;

/// "4, 5*, 6": numbers as citations have them, data "d4" and so on.
Line line_of(const std::vector<int>& numbers, int marked = 0) {
  Line line;
  for (const int number : numbers) {
    if (!line.empty()) line.push_back(reports::plain(", "));
    line.push_back(
        {std::to_string(number), Run::Style::plain, number, "d" + std::to_string(number)});
    if (number == marked) line.push_back(reports::mark("*", " (in part)"));
  }
  return line;
}

std::string joined(Line line) {
  reports::join_numbers(line);
  return reports::printed_text({{line}, {}, {}});
}

}  // namespace

TEST_CASE("three numbers or more in sequence become a range", "[reports][ranges]") {
  CHECK(joined(line_of({4, 5, 6, 7})) == "4\u20137");
  CHECK(joined(line_of({1, 2, 4, 5, 6, 9, 10})) == "1, 2, 4\u20136, 9, 10");
  CHECK(joined(line_of({3})) == "3");
}

TEST_CASE("a number with a mark of its own stands outside of ranges", "[reports][ranges]") {
  CHECK(joined(line_of({4, 5, 6, 7}, 7)) == "4\u20136, 7*");
  CHECK(joined(line_of({4, 5, 6, 7}, 5)) == "4, 5*, 6, 7");
}

TEST_CASE("data formats write each source of a range", "[reports][ranges]") {
  Line line = line_of({4, 5, 6});
  reports::join_numbers(line);
  CHECK(reports::data_text(line) == "d4, d5, d6");
}

TEST_CASE("authors and years are no numbers", "[reports][ranges]") {
  Line line{{"Wong 2019", Run::Style::plain, 1, "d1"},
            reports::plain(", "),
            {"Wong 2020", Run::Style::plain, 2, "d2"},
            reports::plain(", "),
            {"Wong 2021", Run::Style::plain, 3, "d3"}};
  CHECK(joined(line) == "Wong 2019, Wong 2020, Wong 2021");
}

}  // namespace retroduce::tests
