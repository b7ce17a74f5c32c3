// Things that people made without knowing of each other and that cannot all stand: decisions on
// papers that contradict each other through others, one coding that went to two concepts. Only
// reads. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/merge_history.h"

namespace retroduce::store {

struct ClashSide {
  ThingName thing;
  const ChangeNode* change = nullptr;  ///< that made it
  /// What goes where this side holds: what its maker and those others did not know of one another.
  std::vector<ThingName> gives_way;
};

/// The same in every copy that holds the same changes.
struct Clash {
  std::vector<ClashSide> sides;
  bool may_all_stand = false;  ///< where somebody says so
};

/// All that are open, over things that are there.
std::vector<Clash> clashes(Things& things, MergeHistory& history);

/// Documents that are one paper only through decisions of people who did not know of each other.
struct JoinedPapers {
  std::vector<ThingName> documents;
  std::vector<const ChangeNode*> by;  ///< of the decisions, the earliest first
};
std::vector<JoinedPapers> joined_papers(Things& things, const MergeHistory& history);

}  // namespace retroduce::store
