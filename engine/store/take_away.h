// What an import brought, taken away on the way back through the history: no rows tell of it.
// Internal to the store.
#pragma once

#include <cstdint>

#include "store/connection.h"

namespace retroduce::store {

/// Takes away all that the change added, with what belongs to it, by table, for there may be a
/// million. Within a running transaction whose references are not checked. The full text search is
/// left as it is.
void take_away_added(Connection& connection, std::int64_t change);

}  // namespace retroduce::store
