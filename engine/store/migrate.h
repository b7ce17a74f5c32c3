// Versions of the review file: how a new one is made, how an older one is brought up to date, and
// when a file is refused. Knows nothing of what the tables mean.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "store/connection.h"
#include "store/store.h"

namespace retroduce::store {

/// "RETR": tells a review from other programs' SQLite files.
inline constexpr int application_id = 0x52455452;

/// Takes a file from version `to - 1` to `to`.
struct MigrationStep {
  int to = 0;
  std::string_view name;  ///< as in schemas/sql/migrations/NNNN-<name>.sql
  std::string_view sql;
};

/// All steps, in order. Tests bring a longer one.
using Ladder = std::span<const MigrationStep>;

/// The ladder of this program; version 1 is the first, so it is empty until there is a second.
Ladder own_ladder();

/// The version that a file has at the top of the ladder.
int version_at_top(Ladder ladder);

/// Writes the schema into an empty database, within the caller's transaction.
void write_schema(Connection& connection);

/// Opens a review as Store::open promises.
std::unique_ptr<Connection> open_review(const std::filesystem::path& path, Mode mode, Ladder ladder,
                                        int busy_ms = Connection::patience_ms);

/// `<name>.v<old>-backup.retro` beside the file.
std::filesystem::path backup_path(const std::filesystem::path& path, int version);

}  // namespace retroduce::store
