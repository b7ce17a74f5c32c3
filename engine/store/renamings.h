// What things were called before, and a review in which they are called so again. Internal to the
// store.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/kept_answer.h"
#include "store/connection.h"
#include "store/precedence.h"
#include "store/things.h"

namespace retroduce::store {

/// All renamings that the history tells of, read once. Lends nothing.
class Renamings {
 public:
  explicit Renamings(Connection& connection);

  /// Of what was there then: what is called otherwise now. `since_change`: right after the change
  /// of that number, as this file had it.
  std::vector<model::Renamed> since_change(std::int64_t change) const;
  /// The same for what somebody wrote who knew all that this change knew, wherever that was; and
  /// what went into another by then, by the name of that. `now` is empty of a configuration that is
  /// gone, and whose label another has been given since.
  std::vector<model::Renamed> since_written(std::int64_t change) const;

 private:
  struct One {
    std::int64_t change = 0;
    ThingName thing;
    std::string before;
    std::string after;      ///< of what is gone: what it went into is called today, if it did
    std::int64_t made = 0;  ///< the change that the thing came with; 0: not known
  };
  struct ChangeName {
    std::string uid;
    bool is_own = true;
  };
  using Knows = std::function<bool(std::int64_t change)>;
  using Found = std::map<ThingName, model::Renamed>;
  using Name = std::pair<model::ThingKind, std::string>;

  void read_renamed(Connection& connection);
  void read_gone(Connection& connection);
  Found called_then(const Knows& knows, bool with_merged) const;
  std::map<Name, std::string> made_later(const Knows& knows, bool with_merged) const;
  bool is_given_away(const model::Renamed& gone) const;
  static std::vector<model::Renamed> listed(const Found& found);

  std::vector<One> renamed_;                ///< in the order in which they came
  std::vector<One> gone_;                   ///< of each thing that is not there how it went last
  std::map<ThingName, std::string> names_;  ///< of renamed things today; empty: it is gone
  std::set<Name> in_use_;                   ///< names of these that something has today
  std::map<std::int64_t, ChangeName> changes_;
  Precedence precedence_;
};

/// Gives things that are called `now` the name `then`, which nothing else has.
void call_otherwise(Connection& connection, const std::vector<model::Renamed>& names);

}  // namespace retroduce::store
