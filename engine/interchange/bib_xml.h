// What the bibliographic formats in XML share: a guarded file, parsed record by record.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/bib_format.h"

namespace pugi {
class xml_node;
}

namespace retroduce::interchange {

/// As read_bibliography, for XML: the parser is given the text of foreign_xml.h.
void read_xml_bibliography(std::string_view format, BibParser parser, const Source& source,
                           const ReadOptions& options, model::BatchSink& sink,
                           base::Diagnostics& found, base::Progress& progress);

/// Calls `take` with each element of these names, be it the root, its child or a grandchild, and
/// the line where it begins. One record is parsed at a time. Other elements are told as lost
/// (`<prefix>.unknown-element`).
void parse_xml_records(BibParsing& parsing, const std::vector<std::string_view>& names,
                       const std::string& prefix,
                       const std::function<void(const pugi::xml_node&, std::size_t)>& take);

/// Each element without elements below it, or with text of its own, by its path from `node`
/// ("MedlineCitation/PMID"); what dresses a text (i, b, sub, sup, style …) belongs to the text.
void each_leaf(const pugi::xml_node& node,
               const std::function<void(const std::string& path, const std::string& value)>& take);

}  // namespace retroduce::interchange
