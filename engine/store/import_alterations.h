// What an import does to things that were there before it, as rows of history: without them a merge
// would lose it, and no undo could give back what stood there. Internal to the store.
//
// What the import itself brings leaves no rows: it is told by the change that each thing is of.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/records.h"
#include "store/things.h"

namespace retroduce::store {

class ImportAlterations {
 public:
  explicit ImportAlterations(Connection& connection) : things_(connection) {}

  /// Call before the thing is altered, added under another key, or taken away; once is enough.
  void before(const ThingName& thing);
  /// The same for all remarks about a thing.
  void before_remarks(const ThingName& about);
  /// Call before something is put under a change that the review knew: it was taken out since, and
  /// no change that came tells that it is back.
  void before_adding_to(std::int64_t change);
  /// Call after the review that came was taken, and once more where changes came that say so
  /// themselves: then only what was done to it since is the import's.
  void review_taken();
  void review_came_with_changes();
  /// The review is as it is because the import left it so, whatever changes that came with it say.
  void review_kept() { is_review_kept_ = true; }

  /// The rows, for the change of that name, whose own things are left out.
  std::vector<model::HistoryRow> rows(const std::string& own_change);
  /// What came again under changes that the review knew, in the order in which it came. Told once
  /// everything has come.
  const std::vector<ThingName>& came_again();

  Things& things() { return things_; }

 private:
  Things things_;
  std::map<ThingName, std::optional<Image>> before_;
  std::map<std::int64_t, std::set<ThingName>> added_to_;  ///< what each change had here
  std::optional<std::vector<ThingName>> came_again_;      ///< once it was asked
  bool is_review_kept_ = false;
  std::optional<Image> taken_review_;
};

}  // namespace retroduce::store
