#include "reports/text_lines.h"

#include <algorithm>
#include <cmath>

#include "reports/picture.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view zero_width_space = "\u200b";

/// A stretch that no line may end in; a hyphen stays with what stands before it.
struct Word {
  std::string_view text;
  std::size_t next = 0;  ///< where the one behind it begins
  bool ends_line = false;
};

Word word_at(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const char c = text[at];
    const auto until = [&](std::size_t end) { return text.substr(from, end - from); };
    if (c == ' ' || c == '\t' || c == '\n') return {until(at), at + 1, c == '\n'};
    if (c == '-') return {until(at + 1), at + 1};
    if (text.substr(at).starts_with(zero_width_space))
      return {until(at), at + zero_width_space.size()};
  }
  return {text.substr(from), text.size()};
}

double width_of(std::string_view word) { return Picture::text_width(word, {.size = 10}); }

}  // namespace

int longest_word(std::string_view text) {
  // A word longer than any column is no measure.
  constexpr std::size_t longest = 100;
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Word word = word_at(text, at);
    width = std::max(width, width_of(word.text.substr(0, longest)));
    at = word.next;
  }
  constexpr double twentieths = 20;
  return static_cast<int>(width * twentieths);
}

int lines_taken(std::string_view text, double width) {
  constexpr double blank = 2.78;
  int lines = 1;
  double taken = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Word word = word_at(text, at);
    const double needed = width_of(word.text);
    if (taken > 0 && taken + needed > width) {
      ++lines;
      taken = 0;
    }
    if (needed > width) lines += static_cast<int>(std::ceil(needed / width)) - 1;
    taken = std::min(taken + needed, width) + blank;
    at = word.next;
    if (!word.ends_line) continue;
    ++lines;
    taken = 0;
  }
  return lines;
}

}  // namespace retroduce::reports
