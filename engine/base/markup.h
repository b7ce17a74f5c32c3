// Text on its way into markup, and lines of text that come with some.
#pragma once

#include <string>
#include <string_view>

namespace retroduce::base {

/// Appends the text with the characters of `special` escaped, which are of & < > " and tab, line
/// end and carriage return.
void append_xml_escaped(std::string& out, std::string_view text, std::string_view special);

/// Text for an element or an attribute: the five characters escaped, what no XML can hold left out.
std::string xml_escaped(std::string_view text);

/// A line of text without the tags that HTML and databases put into it: `<i>`, `</sub>`, `<span
/// …>`. What is no such tag ("p < 0.05") stays.
std::string without_inline_tags(std::string_view text);

/// The text between the first tags of that name, which bear nothing else, its five escapes read.
/// Of XML in the plain spelling of a writer alone: no comments, no sections of data.
std::string text_of_element(std::string_view xml, std::string_view name);

/// "/" of "%2F", as addresses write it, where that gives a visible ASCII character.
std::string without_percents(std::string_view text);

}  // namespace retroduce::base
