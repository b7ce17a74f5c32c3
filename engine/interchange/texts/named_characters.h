// Characters by the names and numbers that &name; and &#number; give. Knows no form of file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retroduce::interchange::texts {

/// "nbsp" as UTF-8; nothing for a name that is not known, nor for the five of XML itself.
std::optional<std::string> named_character(std::string_view name);

/// "8211" or "x2013" as UTF-8, empty for what no text can hold; nothing where it is no number.
std::optional<std::string> numbered_character(std::string_view number);

/// The text with `&name;` and `&#number;` as the characters that they give, the five of XML too;
/// any other & stays as it is.
std::string with_named_characters(std::string_view text);

/// Whether that would alter the text.
bool has_named_characters(std::string_view text);

}  // namespace retroduce::interchange::texts
