#include "interchange/refi_xml.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstring>

#include "base/markup.h"
#include "base/text.h"
#include "interchange/foreign_xml.h"
#include "interchange/refi_text.h"

namespace retroduce::interchange::refi {

namespace {

constexpr std::size_t greatest_depth = 200;
constexpr std::size_t longest_attribute = std::size_t{1} << 20;

bool is_among(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view local_of(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// The first attribute that no honest writer makes; empty where there is none.
Node with_long_attribute(Node node) {
  for (const auto& attribute : node.attributes()) {
    if (std::strlen(attribute.value()) > longest_attribute) return node;
  }
  for (const Node part : node.children()) {
    if (const Node found = with_long_attribute(part)) return found;
  }
  return {};
}

/// The end of the element that begins at `at`, in XML that is known to be well-formed.
std::size_t end_of_element(std::string_view bytes, std::size_t at) {
  std::size_t depth = 0;
  while (at < bytes.size()) {
    at = bytes.find('<', at);
    if (at == std::string_view::npos) break;
    const std::string_view rest = bytes.substr(at);
    if (rest.starts_with("<!--")) {
      at = bytes.find("-->", at + 4) + 3;
    } else if (rest.starts_with("<![CDATA[")) {
      at = bytes.find("]]>", at) + 3;
    } else if (rest.starts_with("<?")) {
      at = bytes.find("?>", at) + 2;
    } else {
      const bool closes = rest.starts_with("</");
      char quote = 0;
      for (++at; at < bytes.size() && (quote != 0 || bytes[at] != '>'); ++at) {
        const char c = bytes[at];
        if (quote != 0) {
          if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
          quote = c;
        }
      }
      const bool is_empty = bytes[at - 1] == '/';
      ++at;
      if (closes) --depth;
      if (!closes && !is_empty) ++depth;
      if (depth == 0) return at;
    }
  }
  return bytes.size();
}

}  // namespace

bool Xml::load(std::string bytes, std::string_view root) {
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    bytes = decoded_text(bytes).text;
    // What it says of its encoding was true of the bytes before.
    if (bytes.starts_with("<?xml")) bytes.erase(0, bytes.find("?>") + 2);
  }
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.erase(0, 3);
  bytes_ = std::move(bytes);
  lines_ = std::make_unique<LineTable>(bytes_);
  const XmlScan scan = scan_xml(
      bytes_, *lines_, greatest_depth, [&](const XmlRoot& found) -> std::optional<XmlProblem> {
        if (local_of(found.name) == root) return std::nullopt;
        return XmlProblem{"vocabulary",
                          "the root is <" + std::string(found.name) + "> where <" +
                              std::string(root) + "> of REFI-QDA is wanted",
                          found.at};
      });
  if (scan.problem) {
    findings_.add(base::Severity::refused, "refi." + scan.problem->code, scan.problem->message,
                  {file_, lines_->line(scan.problem->at), 0});
    return false;
  }
  const auto parsed = document_.load_buffer(bytes_.data(), bytes_.size(),
                                            pugi::parse_default | pugi::parse_ws_pcdata_single,
                                            pugi::encoding_utf8);
  if (!parsed) {
    findings_.add(base::Severity::refused, "refi.malformed",
                  "the XML cannot be read: " + std::string(parsed.description()), {file_, 0, 0});
    return false;
  }
  if (const Node longest = with_long_attribute(document_.document_element())) {
    refuse("attribute-too-long",
           "<" + std::string(longest.name()) + "> has an attribute of more than a megabyte",
           longest);
    return false;
  }
  return true;
}

std::size_t Xml::line(Node node) const {
  const std::ptrdiff_t at = node ? node.offset_debug() : -1;
  return at < 0 || !lines_ ? 0 : lines_->line(static_cast<std::size_t>(at));
}

void Xml::tell(base::Severity severity, std::string_view code, std::string message, Node where,
               std::vector<std::string> notes) {
  findings_.add(severity, "refi." + std::string(code), std::move(message), {file_, line(where), 0},
                std::move(notes));
}

std::string Xml::bytes_of(Node node) const {
  const std::ptrdiff_t at = node.offset_debug();
  if (at <= 0) return {};
  const std::size_t begin = static_cast<std::size_t>(at) - 1;  // of its <
  return bytes_.substr(begin, end_of_element(bytes_, begin) - begin);
}

std::string Xml::rest_of(Node node, std::initializer_list<std::string_view> attributes,
                         std::initializer_list<std::string_view> children_carried) const {
  std::string facts;
  for (const auto& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name == "guid" || name.starts_with("xmlns") || name.starts_with("xsi:")) continue;
    if (is_among(name, attributes)) continue;
    facts.append(" ")
        .append(name)
        .append("=\"")
        .append(base::xml_escaped(attribute.value()))
        .append("\"");
  }
  std::string parts;
  for (const Node part : children(node)) {
    if (!is_among(local_name(part), children_carried)) parts += bytes_of(part);
  }
  if (facts.empty() && parts.empty()) return {};
  const std::string name(local_name(node));
  if (parts.empty()) return "<" + name + facts + "/>";
  return "<" + name + facts + ">" + parts + "</" + name + ">";
}

std::string_view local_name(Node node) { return local_of(node.name()); }

Node child(Node node, std::string_view name) {
  for (const Node part : node.children()) {
    if (part.type() == pugi::node_element && local_name(part) == name) return part;
  }
  return {};
}

std::vector<Node> children(Node node, std::string_view name) {
  std::vector<Node> found;
  for (const Node part : node.children()) {
    if (part.type() == pugi::node_element && (name.empty() || local_name(part) == name))
      found.push_back(part);
  }
  return found;
}

std::string attribute(Node node, std::string_view name) {
  return node.attribute(std::string(name).c_str()).value();
}

std::string text_of(Node node) {
  std::string text;
  for (const Node part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
  }
  return text;
}

std::string guid_of(std::string_view text) {
  std::string guid(base::trim(text));
  if (guid.size() > 2 && guid.front() == '{' && guid.back() == '}')
    guid = guid.substr(1, guid.size() - 2);
  std::transform(guid.begin(), guid.end(), guid.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return guid;
}

std::string guid_at(Node node, std::string_view name) { return guid_of(attribute(node, name)); }

}  // namespace retroduce::interchange::refi
