// What is kept of a review for questions: its snapshot, and its extracts in reading order with
// their concepts (kept_parts.h says when it is used).
#pragma once

#include <optional>

#include "store/extract_list.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// Keeps the review as it stands within the running write transaction, which must be committed
/// next. Fails: SQLite::Exception.
void keep_snapshot(Connection& connection);

/// The kept snapshot, or nothing where what is kept is not to be used. Fails: SQLite::Exception.
std::optional<LoadedSnapshot> kept_snapshot(Connection& connection);

/// The same of the extracts; their documents and concepts are those of `loaded`.
std::optional<ExtractList> kept_extracts(Connection& connection, const LoadedSnapshot& loaded);

}  // namespace retroduce::store
