// Records of searches and decisions on doubles: what is read of them and done to them outside of an
// import. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "model/doubles.h"
#include "store/connection.h"

namespace retroduce::store {

/// Doubtful pairs that nobody has decided, by score falling, then keys; `decided`: those that are
/// decided and joined records, too, at the end.
std::vector<model::PossibleDouble> read_doubles(Connection& connection, bool decided);

/// Decides on two documents, as one change, whose row of history is of the second. Without rows
/// where it was decided so already. Fails: Error not_found (no such key), conflict (one document;
/// they are one already through others).
model::Change decide_double(Connection& connection, const std::string& first,
                            const std::string& second, bool is_same, model::Change change);
/// Takes a decision back. Fails: Error not_found.
model::Change undecide_double(Connection& connection, const std::string& first,
                              const std::string& second, model::Change change);

/// By search, database and date.
std::vector<model::SearchCount> read_searches(Connection& connection);

/// Which document stands for which other, by row; only those that another stands for.
std::vector<std::pair<std::int64_t, std::int64_t>> stands_for(Connection& connection);

}  // namespace retroduce::store
