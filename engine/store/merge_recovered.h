// Merging with a review that was recovered and lost rows of its history. Internal to the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/precedence.h"

namespace retroduce::store {

/// When the review was put together from a damaged file, the last time; nothing: it never was. Of a
/// recovery that a merge brought (arrived: 2) nothing is lost here.
std::optional<std::string> recovered_at(Connection& connection);

/// Takes what changes did from a copy that has them too, where this review lost that with rows of
/// its history: else what this one says of itself, and what the other one says, would be held for
/// the work of two who did not know of one another. Changes that were lost themselves have their
/// words again, also where another merge brought them here, and follow what they followed. Only of
/// changes that count as having come from elsewhere: nothing is held against their rows. Within a
/// merge's transaction, before anything is joined; every change is then without its link in the
/// chain. Of how many that was.
std::int64_t take_lost_rows(Connection& mine, Connection& theirs);

/// Changes of one copy that were lost there go by the names that they have in the other one, where
/// that has one which did the very same: else they would come there a second time.
void call_as_known(std::vector<ChangeNode>& nodes, Connection& side, Connection& other);

}  // namespace retroduce::store
