// The bytes of a text file as UTF-8: what editors, browsers and transcription programs save. Knows
// nothing of what the text holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace retroduce::interchange::texts {

/// UTF-8 with or without its mark; UTF-16 with its mark, or without where every second byte is
/// NUL; and, where the bytes are no UTF-8, Windows-1252. `declared` is what the file says of itself
/// ("iso-8859-1"), or empty. Line ends become LF. Diagnostics: text.windows-1252 (repair),
/// text.utf-16 (note), text.mixed-line-ends (note), text.wrong-mark (repair: the mark of UTF-8
/// before what is none); refused: text.bad-utf-16, text.not-text (NUL bytes).
std::optional<std::string> utf8_of(std::string_view bytes, const std::string& name,
                                   std::string_view declared, base::Diagnostics& found);

/// A code point as UTF-8; nothing for what is none, or is a control character other than tab, LF
/// and CR.
std::string utf8_character(std::uint32_t point);

}  // namespace retroduce::interchange::texts
