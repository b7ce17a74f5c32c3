// An XML file from anywhere, loaded with care: decoded, its DOCTYPE left aside, the entities that
// publishers use turned into characters, then held against the strict scan (well-formed, not too
// deep, nothing that expands). For the readers of texts/ alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "base/diagnostic.h"

namespace retroduce::interchange::texts {

/// Loads the file; false where it was refused, and `found` tells why: text.entities (it declares
/// entities of its own), text.xml (it cannot be read, with the line), and those of utf8_of. `part`
/// names the part of an archive, or is empty. Unknown entities are kept as they are written
/// (text.unknown-entity, repair).
bool load_xml(std::string_view bytes, const std::string& name, std::string_view part,
              pugi::xml_document& document, base::Diagnostics& found);

/// The name without its prefix: "mml:math" is "math".
std::string_view local_name(const pugi::xml_node& node);

/// The first child element of that local name.
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name);
/// The first element of that local name below the node, in the order of the file.
pugi::xml_node first_below(const pugi::xml_node& node, std::string_view name);

/// All text below the node, in one line.
std::string plain_text(const pugi::xml_node& node);

/// The local name of the root and what stands in front of it, as far as the first few KiB tell:
/// for sniffing. Empty where it is no XML.
std::string root_name(std::string_view bytes);

}  // namespace retroduce::interchange::texts
