// What things were called before. Internal to the store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/kept_answer.h"
#include "store/connection.h"

namespace retroduce::store {

/// All renamings that the history tells of, read once. Lends nothing.
class Renamings {
 public:
  explicit Renamings(Connection& connection);

  /// What was there right after the change and is called otherwise now. What a
  /// merge brought was done elsewhere: it counts only since a change that came so, too.
  /// `with_merged`: and what went into another, by the name of that.
  std::vector<model::Renamed> since(std::int64_t change, bool with_merged) const;

 private:
  void read_merged(Connection& connection);

  struct One {
    std::int64_t change = 0;
    bool is_brought = false;
    model::ThingKind kind = model::ThingKind::review;
    std::string thing;
    std::string before;
    std::string after;
    std::int64_t made = 0;  ///< the change that the thing came with
    bool is_merged = false;
  };
  std::vector<One> list_;              ///< in the order in which they were done
  std::vector<std::int64_t> brought_;  ///< changes that came with a merge, rising
};

}  // namespace retroduce::store
