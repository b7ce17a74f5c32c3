// The snapshot kept in the review file, so that a question need not read every row. Written by
// imports, inside their transaction, never by readers; what does not fit the file is not used.
#pragma once

#include <optional>

#include "store/snapshot_load.h"

namespace retroduce::store {

/// Keeps the review as it stands within the running write transaction, which must be committed
/// next. Fails: SQLite::Exception.
void keep_snapshot(Connection& connection);

/// The kept snapshot, or nothing where there is none, where the file was written since (its change
/// counter tells), where the bytes are damaged or of another build. Fails: SQLite::Exception.
std::optional<LoadedSnapshot> kept_snapshot(Connection& connection);

/// For a change that alters nothing that a snapshot holds, before it is committed: what is kept and
/// fits stays in use.
void carry_kept_snapshot(Connection& connection);

}  // namespace retroduce::store
