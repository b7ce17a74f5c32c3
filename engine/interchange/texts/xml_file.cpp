#include "interchange/texts/xml_file.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "interchange/text_encoding.h"
#include "interchange/texts/named_characters.h"
#include "interchange/texts/text_bytes.h"
#include "interchange/xml_scan.h"

namespace retroduce::interchange::texts {

namespace {

using base::Severity;

constexpr std::size_t nowhere = std::string_view::npos;
constexpr std::size_t deepest = 256;

/// What the XML declaration says; empty where it says nothing.
std::string declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 200);
  if (head.find("<?xml") == nowhere) return {};
  const std::string_view line = head.substr(0, head.find("?>"));
  const std::size_t at = line.find("encoding");
  const std::size_t open = at == nowhere ? nowhere : line.find_first_of("\"'", at);
  if (open == nowhere) return {};
  const std::size_t close = line.find(line[open], open + 1);
  if (close == nowhere) return {};
  return std::string(line.substr(open + 1, close - open - 1));
}

/// Copies the file without declaration and DOCTYPE, with characters for entities. Lines stay.
class Preparing {
 public:
  explicit Preparing(std::string_view text) : text_(text) { out_.reserve(text.size()); }

  /// False where it declares entities of its own.
  bool run() {
    while (at_ < text_.size() && !declares_) {
      if (text_[at_] == '<')
        markup();
      else if (text_[at_] == '&')
        reference();
      else
        copy_until(std::min(text_.find_first_of("<&", at_), text_.size()));
    }
    return !declares_;
  }
  std::string take() { return std::move(out_); }
  const std::set<std::string>& unknown() const { return unknown_; }

 private:
  void copy_until(std::size_t end) {
    out_ += text_.substr(at_, end - at_);
    at_ = end;
  }
  /// Only the line ends of what is left aside.
  void pass_until(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (text_[at_] == '\n') out_.push_back('\n');
    }
  }
  void markup() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return copy_to("-->");
    if (rest.starts_with("<![CDATA[")) return copy_to("]]>");
    if (rest.starts_with("<?xml ")) return pass_until(after("?>"));
    if (rest.starts_with("<?")) return copy_to("?>");
    if (rest.starts_with("<!DOCTYPE") || rest.starts_with("<!doctype")) return doctype();
    copy_until(at_ + 1);
  }
  std::size_t after(std::string_view end) const {
    const std::size_t found = text_.find(end, at_);
    return found == nowhere ? text_.size() : found + end.size();
  }
  void copy_to(std::string_view end) { copy_until(after(end)); }
  void doctype() {
    char quote = '\0';
    for (std::size_t at = at_; at < text_.size(); ++at) {
      const char c = text_[at];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        declares_ = true;
        return;
      } else if (c == '>') {
        return pass_until(at + 1);
      }
    }
    copy_until(text_.size());  // the scan will say that it never ends
  }
  void reference() {
    const std::string_view rest = text_.substr(at_ + 1, 40);
    const std::string_view name = rest.substr(0, std::min(rest.find(';'), rest.size()));
    const bool whole = name.size() < rest.size() && !name.empty();
    if (!whole || name.find_first_of(" \t\n<&") != nowhere) return copy_until(at_ + 1);
    const std::size_t end = at_ + name.size() + 2;
    if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos")
      return copy_until(end);
    if (name.front() == '#') {
      const auto character = numbered_character(name.substr(1));
      if (!character || !character->empty()) return copy_until(end);
      at_ = end;  // a control character, which no text holds
      return;
    }
    if (const auto character = named_character(name)) {
      out_ += *character;
    } else {
      out_ += "&amp;" + std::string(name) + ";";
      if (unknown_.size() < 10) unknown_.emplace(name);
    }
    at_ = end;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool declares_ = false;
  std::string out_;
  std::set<std::string> unknown_;
};

}  // namespace

bool load_xml(std::string_view bytes, const std::string& name, std::string_view part,
              pugi::xml_document& document, base::Diagnostics& found) {
  const std::string where = part.empty() ? name : name + ", part " + std::string(part);
  const auto text = utf8_of(bytes, where, declared_encoding(bytes), found);
  if (!text) return false;
  Preparing preparing(*text);
  if (!preparing.run()) {
    found.add(Severity::refused, "text.entities",
              "declares entities of its own in its DOCTYPE, which are never expanded here", {where},
              {"Take the part in [ ] out of the DOCTYPE, if you trust the file."});
    return false;
  }
  std::string prepared = preparing.take();
  const LineTable lines(prepared);
  const XmlScan scan =
      scan_xml(prepared, lines, deepest, [](const XmlRoot&) { return std::nullopt; });
  if (scan.problem) {
    found.add(Severity::refused, "text.xml", scan.problem->message,
              {where, lines.line(scan.problem->at), 0});
    return false;
  }
  if (!preparing.unknown().empty()) {
    const std::vector<std::string> names(preparing.unknown().begin(), preparing.unknown().end());
    found.add(
        Severity::repair, "text.unknown-entity",
        "names characters that are not known here; they stand in the text as they are written",
        {where}, {"&" + base::join(names, ";, &") + ";"});
  }
  const auto parsed =
      document.load_buffer(prepared.data(), prepared.size(),
                           pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (parsed) return true;
  const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0));
  found.add(Severity::refused, "text.xml", "cannot be read: " + std::string(parsed.description()),
            {where, lines.line(std::min(at, prepared.size())), 0});
  return false;
}

std::string_view local_name(const pugi::xml_node& node) {
  std::string_view name = node.name();
  if (const auto colon = name.find(':'); colon != nowhere) name.remove_prefix(colon + 1);
  return name;
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& each : node.children()) {
    if (local_name(each) == name) return each;
  }
  return {};
}

pugi::xml_node first_below(const pugi::xml_node& node, std::string_view name) {
  return node.find_node([&](const pugi::xml_node& each) { return local_name(each) == name; });
}

namespace {

void append_text(const pugi::xml_node& node, std::string& out) {
  for (const pugi::xml_node& each : node.children()) {
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata)
      out += each.value();
    else
      append_text(each, out);
  }
}

}  // namespace

std::string plain_text(const pugi::xml_node& node) {
  std::string out;
  append_text(node, out);
  return base::collapse_blanks(out);
}

std::string root_name(std::string_view bytes) {
  std::string wide;
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    wide = from_utf_16(bytes.substr(2, 8192), bytes.front() == '\xFF').value_or("");
    bytes = wide;
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  bytes = bytes.substr(0, 16384);
  std::size_t at = bytes.find_first_not_of(" \t\r\n");
  while (at != nowhere && at < bytes.size() && bytes[at] == '<') {
    const std::string_view rest = bytes.substr(at);
    std::string_view end = ">";
    if (rest.starts_with("<!--"))
      end = "-->";
    else if (rest.starts_with("<?"))
      end = "?>";
    else if (rest.starts_with("<!DOCTYPE") && rest.substr(0, rest.find('>')).find('[') != nowhere)
      end = "]>";
    else if (!rest.starts_with("<!")) {
      const std::string_view name = rest.substr(1, rest.find_first_of(" \t\r\n/>", 1) - 1);
      const std::size_t colon = name.find(':');
      return std::string(colon == nowhere ? name : name.substr(colon + 1));
    }
    const std::size_t close = rest.find(end);
    if (close == nowhere) return {};
    at = bytes.find_first_not_of(" \t\r\n", at + close + end.size());
  }
  return {};
}

}  // namespace retroduce::interchange::texts
