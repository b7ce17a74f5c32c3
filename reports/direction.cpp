#include "reports/direction.h"

#include <algorithm>
#include <cstdint>

#include "reports/characters.h"

namespace retroduce::reports {

namespace {

/// The blocks of Unicode whose letters are of the classes R and AL (UAX 9).
bool runs_right_to_left(std::uint32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

bool is_without_direction(std::string_view character) {
  const char c = character[0];
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return character.size() == 1 && !is_letter;
}

void add(std::vector<Stretch>& parts, std::string_view text, bool is_right_to_left) {
  if (!text.empty()) parts.push_back({text, is_right_to_left});
}

}  // namespace

std::vector<Stretch> stretches(std::string_view text) {
  std::vector<Stretch> parts;
  std::size_t begin = 0;  // of what is in no part yet
  std::size_t from = 0;   // where a part from right to left has begun …
  std::size_t until = 0;  // … and its last word ends
  bool is_inside = false;
  const auto close = [&] {
    add(parts, text.substr(begin, from - begin), false);
    add(parts, text.substr(from, until - from), true);
    begin = until;
    is_inside = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view character = character_at(text, at);
    if (runs_right_to_left(code_point(character))) {
      if (!is_inside) from = at;
      is_inside = true;
      until = at + character.size();
    } else if (is_inside && !is_without_direction(character)) {
      close();
    }
    at += character.size();
  }
  if (is_inside) close();
  add(parts, text.substr(begin), false);
  return parts;
}

}  // namespace retroduce::reports
