#include "reports/column_widths.h"

#include <algorithm>
#include <numeric>

#include "support/catch.h"

namespace retroduce::tests {

namespace {

int sum(const std::vector<int>& widths) { return std::accumulate(widths.begin(), widths.end(), 0); }

}  // namespace

TEST_CASE("columns share the page by their shares", "[reports][widths]") {
  const std::vector<int> widths = reports::column_widths({{"A", "a", 1}, {"B", "b", 3}}, 8000);
  CHECK(widths == std::vector<int>{2000, 6000});
}

TEST_CASE("a narrow column takes what its heading needs from the others", "[reports][widths]") {
  const std::vector<int> widths =
      reports::column_widths({{"Direction", "direction", 0.1}, {"B", "b", 1}, {"C", "c", 1}}, 9000);
  CHECK(widths[0] > 900);
  CHECK(widths[1] == widths[2]);
  CHECK(sum(widths) <= 9000);
  CHECK(sum(widths) > 8990);
}

TEST_CASE("text that should stay unbroken counts as a word", "[reports][widths]") {
  const auto width = [](std::size_t unbroken) {
    return reports::column_widths({{"No.", "no", 0.1, false, unbroken}, {"B", "b", 1}}, 9000)[0];
  };
  CHECK(width(14) > width(7));
  CHECK(width(7) > width(0));
}

TEST_CASE("no column is narrower than its longest word, but for one longer than a column",
          "[reports][widths]") {
  const auto width = [](int word) {
    return reports::column_widths({{"A", "a", 0.1, false, 0, word}, {"B", "b", 1}}, 9000)[0];
  };
  CHECK(width(1200) > 1200);
  CHECK(width(8000) < 2000);
}

TEST_CASE("where what the columns need is more than the page, each gets its part",
          "[reports][widths]") {
  const std::vector<int> widths =
      reports::column_widths(std::vector<reports::Column>(10, {"A", "a", 1, false, 0, 1400}), 9000);
  CHECK(sum(widths) <= 9000);
  CHECK(*std::min_element(widths.begin(), widths.end()) > 880);
}

TEST_CASE("more columns than the page can hold still have a width each", "[reports][widths]") {
  const std::vector<int> widths =
      reports::column_widths(std::vector<reports::Column>(20, {"Characteristics", "x", 1}), 9000);
  for (const int width : widths) CHECK(width > 0);
}

}  // namespace retroduce::tests
