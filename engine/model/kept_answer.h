// What a review keeps of the last answer to a saved question: enough to tell what is new since.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/vocabulary.h"

namespace retroduce::model {

/// A row by what it says ("trust", "CMOC 7 > CMOC 12") and how well it is supported.
struct KeptRow {
  std::string name;
  std::int64_t support = 0;
  std::string rest = {};     ///< what else it says of its evidence: "disputed by 1; thread"
  std::string grounds = {};  ///< a fingerprint of all that it rests on
  friend bool operator==(const KeptRow&, const KeptRow&) = default;
};

/// A thing that people call otherwise than they did.
struct Renamed {
  ThingKind kind = ThingKind::review;
  std::string then;
  std::string now;
  friend bool operator==(const Renamed&, const Renamed&) = default;
};

struct KeptAnswer {
  std::string at;                     ///< UTC, ISO 8601
  std::vector<KeptRow> rows;          ///< in the order of the answer
  std::vector<Renamed> renamed = {};  ///< since it was given
};

/// A saved question; `last` is unset where it was not asked yet, or is asked otherwise now.
struct KeptQuestion {
  std::string name;
  std::string text;
  std::optional<KeptAnswer> last;
  std::vector<Renamed> renamed = {};  ///< since its words were written
};

}  // namespace retroduce::model
