#include "reports/text_lines.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/picture.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view zero_width_space = "\u200b";

/// What the character takes that begins with this byte, in points; no more is looked at, since long
/// tables are measured to the last word.
std::array<float, 256> widths_by_byte() {
  std::array<float, 256> widths{};
  const auto width_of = [](std::string_view character) {
    return static_cast<float>(Picture::text_width(character, {.size = 10}));
  };
  for (std::size_t byte = 0; byte < widths.size(); ++byte) {
    const char character = static_cast<char>(byte);
    const bool is_wide = byte >= 0xE3 && byte <= 0xED;  // nearly all Chinese, Japanese, Korean
    if (byte < 0x80)
      widths[byte] = width_of({&character, 1});
    else if (byte >= 0xC0)
      widths[byte] = width_of(is_wide || byte >= 0xF0 ? "\u4e2d" : "\u00e9");
  }
  return widths;
}

/// Calls `use(width, ends_line)` for each stretch that no line may end in; a hyphen stays with what
/// stands before it.
template <typename Use>
void each_word(std::string_view text, Use use) {
  static const std::array<float, 256> widths = widths_by_byte();
  float width = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool is_blank = c == ' ' || c == '\n' || c == '\t';
    const bool is_break = c == '\xE2' && text.substr(at).starts_with(zero_width_space);
    if (!is_blank && !is_break) width += widths[static_cast<unsigned char>(c)];
    if (!is_blank && !is_break && c != '-') continue;
    use(width, c == '\n');
    width = 0;
    if (is_break) at += zero_width_space.size() - 1;
  }
  use(width, false);
}

}  // namespace

int longest_word(std::string_view text) {
  float longest = 0;
  each_word(text, [&](float width, bool) { longest = std::max(longest, width); });
  constexpr float twentieths = 20;
  constexpr float most = 10000;  // points: longer than any page
  return static_cast<int>(std::min(longest, most) * twentieths);
}

int lines_taken(std::string_view text, double width) {
  constexpr float blank = 2.78F;
  const auto whole = static_cast<float>(width);
  int lines = 1;
  float taken = 0;
  each_word(text, [&](float word, bool ends_line) {
    if (taken > 0 && word > 0 && taken + word > whole) {
      ++lines;
      taken = 0;
    }
    if (word > whole) lines += static_cast<int>(std::ceil(word / whole)) - 1;
    taken = std::min(taken + word, whole) + blank;
    if (!ends_line) return;
    ++lines;
    taken = 0;
  });
  return lines;
}

}  // namespace retroduce::reports
