// How text stands in the native XML form: what XML wants escaped, and what XML 1.0 cannot hold at
// all. Knows no records.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace retroduce::interchange::native {

/// Whether the text has a character that XML 1.0 cannot hold: a control character other than tab,
/// line feed and carriage return, U+FFFE or U+FFFF. Its element is then written with
/// escaped="true".
bool is_beyond_xml(std::string_view text);

/// With \uXXXX for what is beyond XML, and \\ for a backslash; and back. `unescaped` gives nothing
/// where a backslash is followed by anything else.
std::string escaped(std::string_view text);
std::optional<std::string> unescaped(std::string_view text);

/// Appends text as content or as the value of an attribute in double quotes, so that a parser gives
/// the same text back: carriage returns, and tabs and line feeds in attributes, as character
/// references.
void append_content(std::string& out, std::string_view text);
void append_value(std::string& out, std::string_view text);

}  // namespace retroduce::interchange::native
