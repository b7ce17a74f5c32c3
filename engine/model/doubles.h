// Documents that may be one paper, and where records were found. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/records.h"

namespace retroduce::model {

/// Two documents that may be one paper, or were decided to be or not to be.
struct PossibleDouble {
  Document
      first;  ///< without fields and text; the one that stands for both where they are the same
  Document second;
  std::string rule;             ///< empty where no rule says so, and somebody decided it
  int score = 0;                ///< of the rule, to 100
  bool is_certain = false;      ///< by the rule: an import would have taken them for one
  std::optional<bool> is_same;  ///< as decided
  std::string decided_by;
  std::string reason;
  /// The second is no document but a record of the first, whose number stands as its key: an import
  /// joined it by the rule.
  bool is_joined = false;
};

/// What a search of one database gave.
struct SearchCount {
  std::string search;  ///< the round
  std::string database;
  std::string searched;  ///< when
  std::int64_t records = 0;
  std::int64_t doubles = 0;    ///< records of documents that an earlier record is of
  std::int64_t documents = 0;  ///< of the records; those decided to be one count once
};

}  // namespace retroduce::model
