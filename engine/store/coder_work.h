// Reads who read and coded what. Internal to the store.
#pragma once

#include "model/coder_work.h"
#include "store/connection.h"

namespace retroduce::store {

/// Fails: SQLite::Exception, Error corrupt.
model::CoderWork read_coder_work(Connection& connection);

}  // namespace retroduce::store
