// What edits do to things that a merge left bound to others. Internal to the store.
#pragma once

#include <string>

#include "store/connection.h"
#include "store/store.h"

namespace retroduce::store {

/// Call after an edit, an undo or a decision, within its transaction: where an earlier merge left
/// things that are as they are only because of others (a circle of moves, something that is kept
/// for its user), they become what all changes together say. So a copy that is edited before it is
/// merged comes to the same as one that is merged first. As a change of this file alone; does
/// nothing where there was none.
void settle_merges(Connection& connection, const Authorship& by, const std::string& now);

}  // namespace retroduce::store
