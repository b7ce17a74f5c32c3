// A first, strict pass over an XML file: whether it is well-formed, in UTF-8 and not too deep, said
// in words with the place. Done before parsing, as pugixml lets much of this pass. Knows no
// vocabulary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::interchange {

/// What is wrong, and at which byte. `code` has no format's name before it: "truncated".
struct XmlProblem {
  std::string code;
  std::string message;
  std::size_t at = 0;
};

/// The first start tag.
struct XmlRoot {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  ///< values as written
  std::size_t at = 0;
  std::string_view attribute(std::string_view wanted) const;  ///< empty where there is none
};

/// Line starts of a file, to tell lines and columns of bytes.
class LineTable {
 public:
  explicit LineTable(std::string_view bytes);
  std::size_t line(std::size_t at) const;          ///< from 1
  std::size_t line_start(std::size_t line) const;  ///< byte of the line's first character

 private:
  std::vector<std::uint32_t> starts_;
};

/// The bytes of an element, from its < to after its last >.
struct XmlRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct XmlScan {
  std::optional<XmlProblem> problem;  ///< the first one
  XmlRoot root;
  std::vector<XmlRange> children;           ///< of the root, in order
  std::optional<std::size_t> text_in_root;  ///< the first text that stands between them
  /// A comment, CDATA section or processing instruction stands inside the root, perhaps inside a
  /// text.
  bool has_broken_text = false;
};

/// `check_root` is called once, at the first start tag, and may end the scan with a problem of its
/// own. Codes: empty, encoding, utf8, control, truncated, malformed, doctype, entity, depth.
/// DOCTYPEs are refused altogether, so that no entity is ever expanded; so are elements nested more
/// than `depth` deep. Linear in the size; the memory is that of `depth` names.
XmlScan scan_xml(std::string_view bytes, const LineTable& lines, std::size_t depth,
                 const std::function<std::optional<XmlProblem>(const XmlRoot&)>& check_root);

}  // namespace retroduce::interchange
