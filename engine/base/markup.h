// Text on its way into XML.
#pragma once

#include <string>
#include <string_view>

namespace retroduce::base {

/// Text for an element or an attribute: the five characters escaped, what no XML can hold left out.
std::string xml_escaped(std::string_view text);

}  // namespace retroduce::base
