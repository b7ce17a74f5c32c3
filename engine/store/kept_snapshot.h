// What is kept of a review for questions: its snapshot, and its extracts in reading order with
// their concepts (kept_parts.h says when it is used).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "store/extract_list.h"
#include "store/match_scores.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// Keeps the review as it stands within the running write transaction, which must be committed
/// next. Fails: SQLite::Exception.
void keep_snapshot(Connection& connection);
/// The same after an edit: only where over 1,000 changes were made since it was kept, for it reads
/// the whole review.
void keep_snapshot_if_old(Connection& connection);

/// What keeps a connection at one moment: what is read late is of the same state as what is there.
struct Moment {
  std::shared_ptr<Connection> connection;
  std::shared_ptr<Transaction> transaction;  ///< null: the snapshot is read at once
  std::filesystem::path path;                ///< for messages
};

/// The kept snapshot, or nothing where what is kept is not to be used. Its columns are read when
/// they are asked for, and hold the moment as long; where there is no transaction, all at once.
/// Fails, also later: Error.
std::optional<LoadedSnapshot> kept_snapshot(const Moment& moment);

/// The same of the extracts, all at once; their documents and concepts are those of `loaded`.
/// Fails: SQLite::Exception.
std::optional<model::ExtractList> kept_extracts(Connection& connection,
                                                const LoadedSnapshot& loaded);

/// The same of the lengths of quotes. Fails: SQLite::Exception.
std::optional<QuoteLengths> kept_lengths(Connection& connection);

}  // namespace retroduce::store
