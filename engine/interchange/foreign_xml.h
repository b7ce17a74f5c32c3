// XML of other tools, made safe to parse: whatever encoding it came in, with a DOCTYPE that is
// never followed, and within limits of depth and size. Knows no vocabulary.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "interchange/xml_scan.h"

namespace pugi {
class xml_node;
}

namespace retroduce::interchange {

struct ForeignXml {
  std::string text;  ///< UTF-8 without declaration and DOCTYPE, as many lines as the file
  XmlScan scan;      ///< of that text, without a problem
};

/// Decodes (text_encoding.h), blanks out declaration and DOCTYPE, takes out control characters that
/// no XML can hold (a repair), writes named characters of HTML and bare ampersands as XML has them
/// (a repair), and checks that it is well-formed. Refuses, under codes that begin with `prefix`: a
/// DOCTYPE that declares entities (`entity-bomb`), elements nested deeper than 256 (`depth`), a tag
/// longer than 1 MiB (`long-tag`), and what xml_scan.h refuses. Memory: twice the file.
std::optional<ForeignXml> foreign_xml(std::string bytes, const std::string& name,
                                      const std::string& prefix, base::Diagnostics& found);

/// The name of the first element in the head of a file, as far as it can be told; empty where none.
std::string root_name(std::string_view head);

/// All text below a node, in order, as it stands.
std::string text_below(const pugi::xml_node& node);

}  // namespace retroduce::interchange
