// Texts as keys: what is left of a title or a name when spelling habits are taken away. Wraps
// utf8proc; knows nothing of the domain.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retroduce::base {

/// Letters and digits alone, without accents or case (NFKD, case folded, marks dropped). Equal for
/// titles that differ in punctuation, blanks, ligatures and accents. Invalid bytes are left out.
std::string letters_and_digits(std::string_view text);

/// Lower-case ASCII letters and digits: accents dropped, letters such as ß, ø and ł spelled out,
/// all others left out.
std::string ascii_key(std::string_view text);

/// The first letter is of Han, kana or Hangul, whose given names have no initials.
bool begins_east_asian(std::string_view text);

/// Composed (NFC): a letter and its accents as one character where there is one. Invalid UTF-8 is
/// returned as it is.
std::string composed(std::string_view text);

/// The code point as UTF-8, appended; a surrogate or one beyond Unicode becomes U+FFFD.
void append_utf8(std::string& out, std::uint32_t point);

}  // namespace retroduce::base
