// Text on its way into XML.
#pragma once

#include <string>
#include <string_view>

namespace retroduce::base {

/// Appends the text with the characters of `special` escaped, which are of & < > " and tab, line
/// end and carriage return.
void append_xml_escaped(std::string& out, std::string_view text, std::string_view special);

/// Text for an element or an attribute: the five characters escaped, what no XML can hold left out.
std::string xml_escaped(std::string_view text);

}  // namespace retroduce::base
