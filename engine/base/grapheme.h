// Characters as readers see them: a letter with all its marks. Wraps utf8proc.
#pragma once

#include <cstdint>
#include <string_view>

namespace retroduce::base {

/// Whether the place before the code point of that number, from 0, lies within a character (Unicode
/// Standard Annex 29, extended grapheme clusters). Valid UTF-8; the beginning and the end of the
/// text lie within none.
bool splits_character(std::string_view text, std::int64_t place);

}  // namespace retroduce::base
