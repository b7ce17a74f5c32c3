// What was done later to the same. Internal to the store.
#pragma once

#include <cstdint>
#include <optional>

#include "store/standing.h"

namespace retroduce::store {

/// The last step after the change of that row number that stands and touched what the row of
/// history did; nothing where none did.
std::optional<KnownChange> step_after(Connection& connection, std::int64_t change,
                                      const model::HistoryRow& row);

}  // namespace retroduce::store
