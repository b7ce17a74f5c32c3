#include "interchange/foreign_xml.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <pugixml.hpp>

#include "base/text.h"
#include "interchange/text_encoding.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

constexpr std::size_t greatest_depth = 256;
constexpr std::size_t longest_tag = std::size_t{1} << 20U;

void blank_out(std::string& text, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  }
}

/// Where a DOCTYPE ends: behind its >, brackets and quotes within skipped.
std::size_t end_of_doctype(std::string_view text, std::size_t from) {
  char quote = '\0';
  bool in_subset = false;
  for (std::size_t i = from; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || (c == '\'' && !in_subset)) {
      quote = c;
    } else if (c == '[') {
      in_subset = true;
    } else if (c == ']') {
      in_subset = false;
    } else if (c == '>' && !in_subset) {
      return i + 1;
    }
  }
  return text.size();
}

/// Whatever the declaration says, the text is UTF-8 by now.
bool take_off_prologue(std::string& text, std::string& why) {
  std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at == std::string::npos) return true;
  if (text.compare(at, 5, "<?xml") == 0) {
    const std::size_t end = text.find("?>", at);
    if (end != std::string::npos) blank_out(text, at, end + 2);
  }
  const std::size_t doctype = text.find("<!DOCTYPE");
  const std::size_t root = [&] {
    for (std::size_t i = text.find('<'); i != std::string::npos; i = text.find('<', i + 1)) {
      if (i + 1 < text.size() && text[i + 1] != '!' && text[i + 1] != '?') return i;
    }
    return text.size();
  }();
  if (doctype == std::string::npos || doctype > root) return true;
  const std::size_t end = end_of_doctype(text, doctype);
  const std::string_view declared(text.data() + doctype, end - doctype);
  if (declared.find("<!ENTITY") != std::string_view::npos) {
    why = "its DOCTYPE declares entities of its own, which are never expanded here; take it out";
    return false;
  }
  blank_out(text, doctype, end);
  return true;
}

std::size_t drop_control_characters(std::string& text) {
  const auto is_odd = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
  };
  const auto kept = std::remove_if(text.begin(), text.end(), is_odd);
  const auto count = static_cast<std::size_t>(text.end() - kept);
  text.erase(kept, text.end());
  return count;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 60> named = {{
    {"nbsp", "\xC2\xA0"}, {"ndash", "–"},  {"mdash", "—"},  {"lsquo", "‘"},  {"rsquo", "’"},
    {"ldquo", "“"},       {"rdquo", "”"},  {"hellip", "…"}, {"bull", "•"},   {"middot", "·"},
    {"copy", "©"},        {"reg", "®"},    {"trade", "™"},  {"deg", "°"},    {"plusmn", "±"},
    {"times", "×"},       {"divide", "÷"}, {"le", "≤"},     {"ge", "≥"},     {"ne", "≠"},
    {"micro", "µ"},       {"alpha", "α"},  {"beta", "β"},   {"gamma", "γ"},  {"delta", "δ"},
    {"agrave", "à"},      {"aacute", "á"}, {"acirc", "â"},  {"atilde", "ã"}, {"auml", "ä"},
    {"aring", "å"},       {"aelig", "æ"},  {"ccedil", "ç"}, {"egrave", "è"}, {"eacute", "é"},
    {"ecirc", "ê"},       {"euml", "ë"},   {"igrave", "ì"}, {"iacute", "í"}, {"icirc", "î"},
    {"iuml", "ï"},        {"ntilde", "ñ"}, {"ograve", "ò"}, {"oacute", "ó"}, {"ocirc", "ô"},
    {"otilde", "õ"},      {"ouml", "ö"},   {"oslash", "ø"}, {"ugrave", "ù"}, {"uacute", "ú"},
    {"ucirc", "û"},       {"uuml", "ü"},   {"yacute", "ý"}, {"szlig", "ß"},  {"Auml", "Ä"},
    {"Ouml", "Ö"},        {"Uuml", "Ü"},   {"Eacute", "É"}, {"euro", "€"},   {"pound", "£"},
}};

/// Whether the reference between & and ; is one that XML allows.
bool is_sound_reference(std::string_view name) {
  if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos")
    return true;
  if (!name.starts_with('#') || name.size() < 2 || name.size() > 9) return false;
  std::uint32_t code = 0;
  const bool hexadecimal = name[1] == 'x';
  if (hexadecimal && name.size() == 2) return false;
  for (const char c : name.substr(hexadecimal ? 2 : 1)) {
    const std::size_t digit = std::string_view("0123456789abcdefABCDEF").find(c);
    if (digit == std::string_view::npos || (!hexadecimal && digit > 9)) return false;
    code = code * (hexadecimal ? 16U : 10U) +
           static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
    if (code > 0x10FFFF) return false;
  }
  if (code < 0x20) return code == 9 || code == 10 || code == 13;
  return (code < 0xD800 || code > 0xDFFF) && code != 0xFFFE && code != 0xFFFF;
}

/// References that no XML allows: names of HTML become characters, forbidden numbers nothing, other
/// ampersands themselves. How many there were.
std::size_t mend_references(std::string& text) {
  std::size_t count = 0;
  std::string out;
  std::size_t done = 0;
  std::size_t section = text.find("<![CDATA[");
  for (std::size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1)) {
    if (section < at) {  // within a CDATA section an ampersand is itself
      const std::size_t close = std::min(text.find("]]>", section), text.size());
      if (close > at) at = close - 1;
      if (close > at || close == text.size()) continue;
      section = text.find("<![CDATA[", close);
    }
    const std::string_view rest = std::string_view(text).substr(at + 1, 12);
    const std::size_t end = rest.find(';');
    const std::string_view name = rest.substr(0, end);
    if (end != std::string_view::npos && is_sound_reference(name)) continue;
    out.append(text, done, at - done);
    const auto known = std::find_if(named.begin(), named.end(),
                                    [&](const auto& each) { return each.first == name; });
    const bool forbidden =
        end != std::string_view::npos && name.size() > 1 && name[0] == '#' &&
        name.find_first_not_of("x0123456789abcdefABCDEF", 1) == std::string_view::npos;
    if (end != std::string_view::npos && known != named.end()) {
      out += known->second;
      done = at + 1 + end + 1;
    } else if (forbidden) {
      done = at + 1 + end + 1;
    } else {
      out += "&amp;";
      done = at + 1;
    }
    ++count;
  }
  if (count == 0) return 0;
  out.append(text, done);
  text = std::move(out);
  return count;
}

/// The first tag that is longer than any tool writes; its start.
std::optional<std::size_t> long_tag(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = std::min(text.find("-->", at + 4), text.size());
      continue;
    }
    if (rest.starts_with("<![CDATA[")) {
      at = std::min(text.find("]]>", at + 9), text.size());
      continue;
    }
    // A quoted > does no harm here: what follows it is counted anew from the next <.
    const std::size_t end = text.find('>', at);
    if (std::min(end, text.size()) - at > longest_tag) return at;
    if (end == std::string_view::npos) return std::nullopt;
    at = end;
  }
  return std::nullopt;
}

void append_below(const pugi::xml_node& node, std::string& out) {
  // Depth is bounded by the scan.
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
      out += child.value();
    else if (child.type() == pugi::node_element)
      append_below(child, out);
  }
}

}  // namespace

std::optional<ForeignXml> foreign_xml(std::string bytes, const std::string& name,
                                      const std::string& prefix, base::Diagnostics& found) {
  base::Diagnostics own;
  auto text = decoded_text(std::move(bytes), name, prefix, own);
  found.append(own);
  if (!text) return std::nullopt;
  const auto refuse = [&](const std::string& code, const std::string& message, std::size_t line) {
    found.add(Severity::refused, prefix + "." + code, message, {name, line, 0});
    return std::nullopt;
  };
  std::string why;
  if (!take_off_prologue(*text, why)) return refuse("entity-bomb", why, 1);
  if (const auto at = long_tag(*text)) {
    const auto line = LineTable(*text).line(*at);
    return refuse("long-tag", "a tag longer than 1 MiB stands here, which no tool writes", line);
  }
  const std::size_t odd = drop_control_characters(*text);
  if (odd > 0)
    found.add(
        Severity::repair, prefix + ".control",
        base::count_of(static_cast<std::int64_t>(odd), "control character", "control characters") +
            " that no XML can hold left out",
        {name});
  const std::size_t references = mend_references(*text);
  if (references > 0)
    found.add(Severity::repair, prefix + ".reference",
              base::count_of(static_cast<std::int64_t>(references), "character reference",
                             "character references") +
                  " that XML does not know read as HTML has them, or as they stand",
              {name});
  ForeignXml xml;
  xml.text = std::move(*text);
  const LineTable lines(xml.text);
  xml.scan = scan_xml(xml.text, lines, greatest_depth,
                      [](const XmlRoot&) { return std::optional<XmlProblem>(); });
  if (xml.scan.problem)
    return refuse(xml.scan.problem->code, xml.scan.problem->message,
                  lines.line(xml.scan.problem->at));
  return xml;
}

std::string root_name(std::string_view head) {
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    const std::string_view rest = head.substr(at + 1);
    if (rest.starts_with("!--")) {
      at = head.find("-->", at);
      if (at == std::string_view::npos) return {};
      continue;
    }
    if (rest.starts_with("?") || rest.starts_with("!")) continue;
    return std::string(rest.substr(0, rest.find_first_of(" \t\r\n/>")));
  }
  return {};
}

std::string text_below(const pugi::xml_node& node) {
  std::string out;
  append_below(node, out);
  return out;
}

}  // namespace retroduce::interchange
