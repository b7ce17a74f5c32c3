// Fingerprints of what merges and erasures keep beside the history, which tells nothing of it: what
// was altered there would lead the next merge astray in silence. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/connection.h"

namespace retroduce::store {

/// Keeps what these tables say now. In the transaction that wrote them.
void print_beside(Connection& connection);

/// The names of tables that say something else than when they were printed, in alphabetical order.
std::vector<std::string> altered_beside(Connection& connection);

}  // namespace retroduce::store
