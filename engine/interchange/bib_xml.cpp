#include "interchange/bib_xml.h"

#include <algorithm>
#include <array>

#include <pugixml.hpp>

#include "base/text.h"
#include "interchange/foreign_xml.h"

namespace retroduce::interchange {

namespace {

constexpr unsigned parse_options = pugi::parse_default | pugi::parse_ws_pcdata;

bool is_dress(std::string_view name) {
  constexpr std::array<std::string_view, 9> dress = {
      "i", "b", "u", "sub", "sup", "style", "mml:math", "DispFormula", "em"};
  return std::find(dress.begin(), dress.end(), name) != dress.end() || name.starts_with("mml:");
}

bool has_elements(const pugi::xml_node& node) {
  return std::any_of(node.begin(), node.end(), [](const pugi::xml_node& child) {
    return child.type() == pugi::node_element && !is_dress(child.name());
  });
}

void leaves(const pugi::xml_node& node, const std::string& path,
            const std::function<void(const std::string&, const std::string&)>& take) {
  for (const pugi::xml_node& child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string here = path.empty() ? child.name() : path + "/" + child.name();
    if (has_elements(child)) {
      leaves(child, here, take);
    } else if (const std::string value = base::collapse_blanks(text_below(child)); !value.empty()) {
      take(here, value);
    }
  }
}

std::string_view name_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at + 1, 200);
  return rest.substr(0, rest.find_first_of(" \t\r\n/>"));
}

/// The children of the element whose bytes these are, by scanning it alone.
std::vector<XmlRange> children_of(std::string_view piece, std::size_t offset) {
  const LineTable lines(piece);
  XmlScan scan =
      scan_xml(piece, lines, 256, [](const XmlRoot&) { return std::optional<XmlProblem>(); });
  for (XmlRange& range : scan.children) {
    range.begin += offset;
    range.end += offset;
  }
  return std::move(scan.children);
}

}  // namespace

void read_xml_bibliography(std::string_view format, BibParser parser, const Source& source,
                           const ReadOptions& options, model::BatchSink& sink,
                           base::Diagnostics& found, base::Progress& progress) {
  const std::string prefix(format);
  base::Diagnostics own;
  auto xml = foreign_xml(source.files->read(source.path), source.name(), prefix, own);
  found.append(own);
  if (xml)
    read_bibliography_text(format, parser, xml->text, source, options, sink, found, progress);
}

void parse_xml_records(BibParsing& parsing, const std::vector<std::string_view>& names,
                       const std::string& prefix,
                       const std::function<void(const pugi::xml_node&, std::size_t)>& take) {
  const std::string_view text = parsing.text;
  const LineTable lines(text);
  const auto is_record = [&](std::size_t at) {
    return std::find(names.begin(), names.end(), name_at(text, at)) != names.end();
  };
  const auto parse_one = [&](const XmlRange& range) {
    pugi::xml_document document;
    const std::size_t line = lines.line(range.begin);
    const auto parsed = document.load_buffer(text.data() + range.begin, range.end - range.begin,
                                             parse_options, pugi::encoding_utf8);
    if (parsed)
      take(document.document_element(), line);
    else
      parsing.say(
          base::Severity::loss, prefix + ".malformed",
          "a record could not be read and is left out: " + std::string(parsed.description()), line);
  };
  const std::size_t root = text.find_first_not_of(" \t\r\n");
  std::vector<XmlRange> level;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (at + 1 < text.size() && text[at + 1] != '!' && text[at + 1] != '?') {
      level.push_back({at, text.size()});
      break;
    }
  }
  if (root == std::string_view::npos || level.empty()) return;
  // The root, then its children, then theirs: wherever the records stand first.
  for (int depth = 0; depth < 3; ++depth) {
    const bool found = std::any_of(level.begin(), level.end(),
                                   [&](const XmlRange& range) { return is_record(range.begin); });
    if (found) {
      for (const XmlRange& range : level) {
        if (is_record(range.begin))
          parse_one(range);
        else
          parsing.say(
              base::Severity::loss, prefix + ".unknown-element",
              "<" + std::string(name_at(text, range.begin)) + "> is not known and was left out",
              lines.line(range.begin));
      }
      return;
    }
    std::vector<XmlRange> next;
    for (const XmlRange& range : level) {
      const auto children =
          children_of(text.substr(range.begin, range.end - range.begin), range.begin);
      next.insert(next.end(), children.begin(), children.end());
    }
    level = std::move(next);
  }
}

void each_leaf(const pugi::xml_node& node,
               const std::function<void(const std::string&, const std::string&)>& take) {
  leaves(node, "", take);
}

}  // namespace retroduce::interchange
