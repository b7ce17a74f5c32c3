#include "base/markup.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

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

std::string without_inline_tags(std::string_view text) {
  constexpr std::string_view names[] = {"i",    "b",   "em", "strong", "sub",   "sup",   "u",
                                        "span", "tt",  "br", "p",      "small", "font",  "scp",
                                        "sc",   "inf", "it", "italic", "bold",  "title", "nocase"};
  std::string out;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<')) {
    out += text.substr(0, at);
    text.remove_prefix(at);
    const std::size_t end = text.find('>');
    std::string_view name =
        end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
    if (name.starts_with('/')) name.remove_prefix(1);
    if (name.ends_with('/')) name.remove_suffix(1);
    const std::string word = fold(name.substr(0, name.find(' ')));
    const bool is_tag = std::find(std::begin(names), std::end(names), word) != std::end(names);
    if (!is_tag) out += '<';
    text.remove_prefix(is_tag ? end + 1 : 1);
  }
  return out.append(text);
}

std::string text_of_element(std::string_view xml, std::string_view name) {
  const std::string open = "<" + std::string(name) + ">";
  const std::size_t from = xml.find(open);
  if (from == std::string_view::npos) return {};
  xml.remove_prefix(from + open.size());
  xml = xml.substr(0, xml.find("</" + std::string(name) + ">"));
  constexpr std::pair<std::string_view, char> escapes[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}};
  std::string text;
  while (!xml.empty()) {
    const auto escape = std::find_if(std::begin(escapes), std::end(escapes),
                                     [&](const auto& each) { return xml.starts_with(each.first); });
    const bool is_escape = escape != std::end(escapes);
    text.push_back(is_escape ? escape->second : xml.front());
    xml.remove_prefix(is_escape ? escape->first.size() : 1);
  }
  return text;
}

std::string without_percents(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    const bool is_coded =
        text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(&text[i + 1], &text[i + 1] + 2, value, 16).ptr == &text[i + 1] + 2;
    if (!is_coded || value <= ' ' || value >= 0x7f) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(value);
    i += 2;
  }
  return out;
}

}  // namespace retroduce::base
