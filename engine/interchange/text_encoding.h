// Bytes of a text file as UTF-8, whatever they came in: a mark at the start, the pattern of NUL
// bytes and the validity of UTF-8 decide, never what the file says of itself. Knows no format.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace retroduce::interchange {

/// UTF-8 with or without mark, UTF-16 either way with or without mark, else Windows-1252, each but
/// the first said to `found` under codes that begin with `prefix` ("ris" → "ris.windows-1252").
/// Nothing where the bytes are refused: codes empty, bad-utf-16, cut-short, nul. A text may be in
/// UTF-8 but for single bytes; these alone are then taken for Windows-1252 (mixed-encoding).
std::optional<std::string> decoded_text(std::string bytes, const std::string& name,
                                        const std::string& prefix, base::Diagnostics& found);

/// The same for the first bytes of a file, cut anywhere; says nothing and refuses nothing.
std::string decoded_head(std::string_view head);

/// UTF-16 without its mark as UTF-8; nothing where a surrogate stands alone or a byte is missing.
std::optional<std::string> from_utf_16(std::string_view bytes, bool little_endian);

/// Whether all that is wrong with the bytes is that the last character is not all there.
bool ends_within_a_character(std::string_view bytes, std::size_t invalid_at);

}  // namespace retroduce::interchange
