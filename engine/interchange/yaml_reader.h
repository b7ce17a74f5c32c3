// YAML as JSON: one kind of tree for whatever lists come in. Wraps yaml-cpp, which nobody else
// sees.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/diagnostic.h"

namespace retroduce::interchange {

/// The first document of the file; scalars as texts as they are written, "~", "null" and nothing as
/// null. Refused: records.yaml (no YAML, with line and column), records.depth (nested more than 64
/// deep), records.too-much (more than a million values, as aliases of aliases give).
std::optional<nlohmann::ordered_json> read_yaml(const std::string& text, const std::string& name,
                                                base::Diagnostics& found);

}  // namespace retroduce::interchange
