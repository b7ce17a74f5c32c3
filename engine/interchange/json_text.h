// JSON of others: whatever stands in it, one tree or one reason. Objects that say a name twice are
// told, since only the last of the two is in the tree.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace retroduce::interchange {

struct JsonText {
  nlohmann::ordered_json tree;
  std::string why;                      ///< it could not be read; empty: it was
  bool is_too_deep = false;             ///< that is why
  std::size_t line = 0;                 ///< where not
  std::vector<std::string> said_twice;  ///< names, each once
};

/// Deeper than `deepest` is refused before anything recurses into it.
JsonText read_json_text(std::string_view text, int deepest);

}  // namespace retroduce::interchange
