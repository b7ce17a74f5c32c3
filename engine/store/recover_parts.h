// Parts of things that came back without all of the others: elements of a configuration, remarks on
// what is lost. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/connection.h"

namespace retroduce::store {

/// Evidence for an element that is lost bears on the whole configuration, and its note says so;
/// where the same bears on that already, it is left to be dropped. Returns the rows of
/// configurations that it named.
std::vector<std::int64_t> free_evidence(Connection& connection);

/// Elements that are left move up to where others are lost, and evidence and remarks with them.
/// Adds the rows of configurations that had gaps.
void close_gaps(Connection& connection, std::vector<std::int64_t>& incomplete);

/// Remarks on what is lost stay, with the review itself.
void keep_remarks(Connection& connection);

}  // namespace retroduce::store
