#include "base/grapheme.h"

#include <algorithm>

#include <utf8proc.h>

#include "base/text.h"

namespace retroduce::base {

bool splits_character(std::string_view text, std::int64_t place) {
  // What decides stands close by: no cluster that matters is longer.
  constexpr std::int64_t enough = 64;
  const std::int64_t first = std::max<std::int64_t>(0, place - enough);
  if (place <= 0) return false;
  const auto before = slice(text, {first, place});
  const auto next = slice(text, {place, place + 1});
  if (!before || !next) return false;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t last = -1;
  bool is_break = true;
  const auto take = [&](std::string_view part) {
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(part.data());
    auto left = static_cast<utf8proc_ssize_t>(part.size());
    while (left > 0) {
      utf8proc_int32_t letter = 0;
      const utf8proc_ssize_t taken = utf8proc_iterate(bytes, left, &letter);
      if (taken <= 0) return;
      is_break = last < 0 || utf8proc_grapheme_break_stateful(last, letter, &state) != 0;
      last = letter;
      bytes += taken;
      left -= taken;
    }
  };
  take(*before);
  take(*next);
  return !is_break;
}

}  // namespace retroduce::base
