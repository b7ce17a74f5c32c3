// TeX's ways of writing characters as Unicode, and back. Knows accents, special letters, escapes
// and the commands that only dress a text; nothing of BibTeX.
#pragma once

#include <string>
#include <string_view>

namespace retroduce::interchange {

enum class Braces : bool { drop, keep };

/// Accents ("{\"o}", "\v{s}"), letters ("\ss"), Greek, dashes, quotes and escapes as characters;
/// commands that only dress their argument ("\emph{x}") are taken off it; a command that is not
/// known stays as it is written. Blanks and line ends become one space, `\newline` a line feed.
std::string from_tex(std::string_view tex, Braces braces = Braces::drop);

/// Text that from_tex gives back as it is; other than TeX's own characters it stays UTF-8.
std::string to_tex(std::string_view text);

/// The escapes of an address or a path ("\_", "\%", "\&") taken back; all else as it is.
std::string from_tex_verbatim(std::string_view tex);

}  // namespace retroduce::interchange
