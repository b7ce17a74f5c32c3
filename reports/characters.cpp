#include "reports/characters.h"

namespace retroduce::reports {

std::string_view character_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return text.substr(at, end - at);
}

std::uint32_t code_point(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return first;
  std::uint32_t c = first & (0xFFU >> (character.size() + 1));
  for (const char each : character.substr(1))
    c = (c << 6) | (static_cast<unsigned char>(each) & 0x3FU);
  return c;
}

}  // namespace retroduce::reports
