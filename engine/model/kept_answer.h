// What a review keeps of the last answer to a saved question: enough to tell what is new since.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retroduce::model {

/// A row by what it says ("trust", "CMOC 7 > CMOC 12") and how well it is supported.
struct KeptRow {
  std::string name;
  std::int64_t support = 0;
  std::string rest = {};  ///< what else it says of its evidence: "disputed by 1; thread"
  friend bool operator==(const KeptRow&, const KeptRow&) = default;
};

struct KeptAnswer {
  std::string at;             ///< UTC, ISO 8601
  std::vector<KeptRow> rows;  ///< in the order of the answer
};

/// A saved question; `last` is unset where it was not asked yet, or is asked otherwise now.
struct KeptQuestion {
  std::string name;
  std::string text;
  std::optional<KeptAnswer> last;
};

}  // namespace retroduce::model
