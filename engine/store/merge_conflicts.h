// What merges left open, as it is told and as it is decided on. Internal to the store.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/merge_clashes.h"
#include "store/merge_names.h"
#include "store/store.h"

namespace retroduce::store {

struct OpenConflict {
  Conflict told;
  Dispute dispute;
  /// By the uid of changes that took the thing away: what they put it into.
  std::map<std::string, MergeHistory::Union> unions;
  Clash clash;                      ///< its sides in the order of those that are told
  std::optional<ThingName> circle;  ///< whose move holds, of a move that was cut from a circle
};

constexpr std::string_view is_used = "is in use";
constexpr std::string_view is_retired = "is retired";

/// Conflicts are nowhere written down: they follow from the history, so that every copy that holds
/// the same changes has the same ones.
class Conflicts {
 public:
  explicit Conflicts(Connection& connection);

  /// In the order of their numbers.
  std::vector<OpenConflict>& open() { return open_; }

 private:
  void add(Dispute dispute);
  void add_forks();
  bool is_settled(const MergeHistory::Crossing& crossing);
  void add_clashes();
  void add_circles();
  std::optional<ThingName> rival_move(const ThingName& thing, const Write& cut);
  void tell(OpenConflict& one);
  std::optional<MergeHistory::Union> union_by(const ChangeNode& change, const ThingName& thing);
  void tell_sides(OpenConflict& one);
  static void tell_presence_once(OpenConflict& one);
  void tell_how_it_went(OpenConflict& one);
  std::string how_it_went(const model::Change& change, const ThingName& thing);
  std::string what_went_with(const std::string& uid, const ThingName& thing);
  std::string field_in_words(const Dispute& dispute);
  std::string texts_of_two(const ThingName& thing, const Image& name);
  std::string side_in_words(const Dispute& dispute, const Image& value);
  std::string clash_in_words(const ThingName& thing);
  std::string judgement_in_words(const ThingName& thing, const Image& value);

  Connection& connection_;
  Things things_;
  MergeHistory history_;
  MergeState state_;
  std::vector<OpenConflict> open_;
};

}  // namespace retroduce::store
