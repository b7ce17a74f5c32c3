// Merging with a review that was recovered and lost rows of its history. Internal to the store.
#pragma once

#include <cstdint>

#include "store/connection.h"

namespace retroduce::store {

/// Takes what changes did from a copy that has them too, where this review lost that with rows of
/// its history: else what this one says of itself, and what the other one says, would be held for
/// the work of two who did not know of one another. Only into a review that was recovered and since
/// then began anew, which is not held against these rows. Within a merge's transaction, before
/// anything is joined; every change is then without its link in the chain. How many have rows
/// again.
std::int64_t take_lost_rows(Connection& mine, Connection& theirs);

}  // namespace retroduce::store
