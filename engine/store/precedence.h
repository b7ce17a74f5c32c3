// Which change knew of which. A change that is made in a file knows of all that the file held then;
// one that came from elsewhere says which stood last before it. Neither of two that did not know of
// each other comes first. Internal to the store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/connection.h"

namespace retroduce::store {

/// A change among others, without what it did.
struct ChangeNode {
  std::int64_t id = 0;
  std::string uid;
  std::string at;
  std::string by;
  std::string kind;
  bool is_own = true;                ///< made in this file
  std::vector<std::string> follows;  ///< by uid, in order
  std::string part_of;               ///< what was done at one go with it (standing.h); empty: none
};

/// The kind of the change that a merge leaves: it is of this file alone, and nothing follows it.
constexpr std::string_view merge_kind = "merge";

/// Of a change that took something out for good (store/erase.h); nothing is kept to undo it from.
constexpr std::string_view erasure_kind = "erasure";

/// Of a change that tells that the file went back to a backup; what it was before is another file.
constexpr std::string_view restore_kind = "restore";

/// Of a change that put a review together from a damaged file, with what stands for things that
/// were lost (store/recover.h).
constexpr std::string_view recovery_kind = "recovery";
/// Of a change that was itself lost, while things that it added are left.
constexpr std::string_view lost_kind = "lost";

/// Whether a change is about its file and not about the review: no other copy takes it over.
constexpr bool is_of_one_file(std::string_view kind) {
  return kind == merge_kind || kind == erasure_kind || kind == restore_kind;
}

/// The kind of a change that decides what holds where two differ.
constexpr std::string_view decision_kind = "decision";

/// Whether any change came from elsewhere; else nothing is left to decide or waits for anything,
/// and the history need not be read for that.
bool has_arrivals(Connection& connection);

/// All changes of a file, in the order in which they came into it; merges among them.
std::vector<ChangeNode> read_nodes(Connection& connection);
/// Those that another copy takes over: none about this file alone, nor a recovery as long as nobody
/// worked on what stands for lost things.
std::vector<ChangeNode> read_joined_nodes(Connection& connection);

class Precedence {
 public:
  /// In any order. A uid that is followed and not among them counts for nothing; a circle, which no
  /// history of ours holds, is cut where it is met.
  explicit Precedence(const std::vector<ChangeNode>& nodes);

  /// Whether `later` knew of `earlier`; false for one and the same. Both by uid, among the nodes.
  bool knew(std::string_view later, std::string_view earlier) const;

  /// Whether nobody stands beside the way from the one to the other, which knew of it: who knew of
  /// the earlier one either knew of the later one, too, or was known to it, and all that the later
  /// one knew of the earlier one knew of, or followed it.
  bool is_way_alone(std::string_view earlier, std::string_view later) const;

 private:
  /// Changes that follow one another without a fork stand on one chain, from 1; of other chains a
  /// change knows up to a place.
  struct Place {
    std::uint32_t chain = 0;
    std::uint32_t place = 0;
    std::shared_ptr<const std::vector<std::uint32_t>> known;
  };
  void place(const ChangeNode& node, std::vector<std::uint32_t>& ends);
  std::size_t first_that_knew(std::size_t chain, std::string_view of) const;
  std::unordered_map<std::string, Place> places_;
  std::vector<std::vector<std::string>> chains_;  ///< by place
};

}  // namespace retroduce::store
