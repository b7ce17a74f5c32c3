// Rows of a damaged history that came back and cannot be what was written. Internal to the store.
#pragma once

#include <cstdint>

#include "store/connection.h"

namespace retroduce::store {

/// Takes rows of the history out that nobody can have written: no images, or of other fields, other
/// types, or things that nobody knows of. What they told is lost; left in they would be joined with
/// what other copies know, or keep the review from being read. Where the chain does not hold alone.
/// Returns how many.
std::int64_t drop_spoilt_rows(Connection& connection);

}  // namespace retroduce::store
