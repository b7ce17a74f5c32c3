#include "base/markup.h"

#include "base/text.h"

namespace retroduce::base {

void append_xml_escaped(std::string& out, std::string_view text, std::string_view special) {
  std::size_t done = 0;
  for (;;) {
    const std::size_t at = text.find_first_of(special, done);
    out.append(text.substr(done, at - done));
    if (at == std::string_view::npos) return;
    switch (text[at]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\t':
        out += "&#9;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        out += "&#13;";
    }
    done = at + 1;
  }
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  append_xml_escaped(out, xml_safe(text), "&<>\"\r");
  return out;
}

}  // namespace retroduce::base
