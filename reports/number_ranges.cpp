#include "reports/number_ranges.h"

namespace retroduce::reports {

namespace {

/// A number that no mark stands behind.
bool is_bare_number(const Line& line, std::size_t at) {
  return line[at].reference > 0 && line[at].text == std::to_string(line[at].reference) &&
         (at + 1 == line.size() || line[at + 1].style == Run::Style::plain);
}

/// Whether the number there, a comma and the next number stand one behind the other.
bool goes_on(const Line& line, std::size_t at) {
  return at + 2 < line.size() && is_bare_number(line, at) && line[at + 1].text == ", " &&
         is_bare_number(line, at + 2) && line[at + 2].reference == line[at].reference + 1;
}

void hide(Run& run) {
  if (!run.data) run.data = run.text;
  run.text.clear();
  run.reference = 0;
}

}  // namespace

void join_numbers(Line& line) {
  constexpr std::size_t three_numbers = 4;  // runs from the first to the third
  std::size_t first = 0;
  while (first < line.size()) {
    std::size_t last = first;
    while (goes_on(line, last)) last += 2;
    if (last - first >= three_numbers) {
      for (std::size_t i = first + 1; i < last; ++i) hide(line[i]);
      line[first + 1].text = "\u2013";
    }
    first = last + 1;
  }
}

}  // namespace retroduce::reports
