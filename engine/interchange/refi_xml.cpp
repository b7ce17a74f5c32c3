#include "interchange/refi_xml.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <utility>

#include "base/markup.h"
#include "base/text.h"
#include "interchange/foreign_xml.h"
#include "interchange/refi_text.h"

namespace retroduce::interchange::refi {

namespace {

constexpr std::size_t greatest_depth = 200;
/// Further than any text is long.
constexpr std::int64_t beyond = std::int64_t{1} << 53;
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

bool is_guid(std::string_view text) {
  const std::string guid = guid_of(text);
  if (guid.size() != 36) return false;
  for (std::size_t i = 0; i < guid.size(); ++i) {
    const bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? guid[i] != '-' : std::isxdigit(static_cast<unsigned char>(guid[i])) == 0)
      return false;
  }
  return true;
}

/// The GUID, then by name, without what is about namespaces; GUIDs as they are compared.
std::vector<std::pair<std::string, std::string>> plain_attributes(Node node) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const auto& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (name.starts_with("xmlns") || name.starts_with("xsi:")) continue;
    list.emplace_back(name, is_guid(attribute.value()) ? guid_of(attribute.value())
                                                       : std::string(attribute.value()));
  }
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first != "guid", a) < std::pair(b.first != "guid", b);
  });
  return list;
}

void append_plain(Node into, Node from) {
  Node node = into.append_child(std::string(local_name(from)).c_str());
  for (const auto& [name, value] : plain_attributes(from))
    node.append_attribute(name.c_str()) = value.c_str();
  for (const Node part : from.children()) {
    if (part.type() == pugi::node_element) append_plain(node, part);
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata)
      node.append_child(pugi::node_pcdata).set_value(part.value());
  }
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

std::string Xml::plain(Node node) {
  pugi::xml_document document;
  append_plain(document, node);
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

std::string Xml::rest_of(Node node, std::initializer_list<std::string_view> attributes,
                         std::initializer_list<std::string_view> children_carried) {
  std::string facts;
  for (const auto& [name, value] : plain_attributes(node)) {
    if (name == "guid" || is_among(name, attributes)) continue;
    facts.append(" ").append(name).append("=\"").append(base::xml_escaped(value)).append("\"");
  }
  std::string parts;
  for (const Node part : children(node)) {
    if (!is_among(local_name(part), children_carried)) parts += plain(part);
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

std::optional<std::int64_t> place_at(Node node, std::string_view name) {
  std::string text(base::trim(attribute(node, name)));
  if (text.starts_with("+")) text.erase(0, 1);
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ptr != end) return std::nullopt;
  if (read.ec == std::errc::result_out_of_range) value = text.starts_with('-') ? -beyond : beyond;
  return std::clamp(value, -beyond, beyond);
}

std::optional<std::int64_t> number_at(Node node, std::string_view name) {
  const auto place = place_at(node, name);
  return place && std::abs(*place) < beyond ? place : std::nullopt;
}

bool has_page_zero(Node node) {
  return static_cast<bool>(node.find_node(
      [](const Node& each) { return std::string_view(each.attribute("page").value()) == "0"; }));
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
