// The XML of REFI-QDA files (project.qde, .qdc), loaded with care, and small questions to its
// elements. Names are matched without their namespace, as writers disagree on it (nine are known).
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "interchange/findings.h"
#include "interchange/xml_scan.h"

namespace retroduce::interchange::refi {

inline constexpr std::string_view system_name = "refi-qda";
inline constexpr std::string_view project_space = "urn:QDA-XML:project:1.0";
inline constexpr std::string_view codebook_space = "urn:QDA-XML:codebook:1.0";

using Node = pugi::xml_node;

/// One file, and what is said about it. Codes are given without their "refi.".
class Xml {
 public:
  Xml(std::string file, Findings& findings) : file_(std::move(file)), findings_(findings) {}

  /// Takes UTF-8, or UTF-16 with a byte order mark. False where it was refused: not well-formed, a
  /// DOCTYPE, nested too deep, an attribute beyond a megabyte, another root than `root`.
  bool load(std::string bytes, std::string_view root);
  Node root() const { return document_.document_element(); }

  std::size_t line(Node node) const;
  void tell(base::Severity severity, std::string_view code, std::string message, Node where,
            std::vector<std::string> notes = {});
  void note(std::string_view code, std::string message, Node where = {}) {
    tell(base::Severity::note, code, std::move(message), where);
  }
  void lose(std::string_view code, std::string message, Node where = {}) {
    tell(base::Severity::loss, code, std::move(message), where);
  }
  void refuse(std::string_view code, std::string message, Node where = {}) {
    tell(base::Severity::refused, code, std::move(message), where);
  }
  bool refused() const { return findings_.refused(); }

  /// The element with all in it, in one spelling, since two programs write one element in two ways:
  /// attributes by name, GUIDs as they are compared, no namespaces, comments and blanks between
  /// elements.
  static std::string plain(Node node);
  /// What is left of an element once `attributes` and `children` (by local name) are carried in
  /// another way: the same element with the rest. Empty where nothing is left. The guid is carried
  /// always.
  static std::string rest_of(Node node, std::initializer_list<std::string_view> attributes,
                             std::initializer_list<std::string_view> children);

 private:
  std::string file_;
  Findings& findings_;
  std::string bytes_;
  std::unique_ptr<LineTable> lines_;
  pugi::xml_document document_;
};

std::string_view local_name(Node node);
/// The first child element of that name; empty where there is none.
Node child(Node node, std::string_view name);
/// The child elements of that name, or all of them for the empty name.
std::vector<Node> children(Node node, std::string_view name = {});
/// Visits the element and all below it, each before what it holds.
template <typename Visit>
void for_each_in(Node top, const Visit& visit) {
  std::vector<Node> open = {top};
  while (!open.empty()) {
    const Node at = open.back();
    open.pop_back();
    visit(at);
    for (const Node part : children(at)) open.push_back(part);
  }
}
std::string attribute(Node node, std::string_view name);
/// A whole number; nothing where there is none, or one too large to number anything.
std::optional<std::int64_t> number_at(Node node, std::string_view name);
/// The same of a place in a text: one too large for any text, or for a number here, is still a
/// place, beyond the end of all.
std::optional<std::int64_t> place_at(Node node, std::string_view name);
/// Whether something below the element stands on a page 0: then the first page is that.
bool has_page_zero(Node node);
/// All text of the element, with its line ends as LF.
std::string text_of(Node node);

/// A GUID as it is compared: without blanks and braces, in lower case.
std::string guid_of(std::string_view text);
std::string guid_at(Node node, std::string_view name = "guid");

}  // namespace retroduce::interchange::refi
