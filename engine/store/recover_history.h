// What is lost of a damaged file and still told by its history. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/connection.h"
#include "store/recover.h"

namespace retroduce::store {

/// Puts lost things back as the history has them last, where that came back whole and its chain
/// holds: whatever it saw come. What is named by the number of a lost row names it again. Within
/// the running transaction, before anything is made up; counts in `all`. Where the review is then
/// what its history and its imports say, nothing of it is lost.
void restore_from_history(Connection& connection, Recovery& all);

}  // namespace retroduce::store
