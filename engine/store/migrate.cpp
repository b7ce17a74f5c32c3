#include "store/migrate.h"

#include <fstream>
#include <iterator>
#include <string>

#include <sqlite3.h>

#include "base/error.h"
#include "base/source_io.h"
#include "store/errors.h"
#include "store/moment_bytes.h"

namespace retroduce::store {

extern const std::string_view schema_sql;  // embedded by CMake from schemas/sql/schema.sql

namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

constexpr std::string_view sqlite_head("SQLite format 3\0", 16);

void require_review_file(const fs::path& path) {
  const std::string name = path.filename().string();
  std::error_code fault;
  const fs::file_status status = fs::status(path, fault);
  if (!fs::exists(status))
    throw Error(ErrorCode::not_found, "there is no file " + path.string() +
                                          "; make one with: retroduce new " + path.string() +
                                          " --title \"YOUR TITLE\"");
  if (!fs::is_regular_file(status))
    throw Error(ErrorCode::io, path.string() + " is no file; name a review file (.retro)");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorCode::io, name + " could not be opened; look at its permissions");
  std::string head(sqlite_head.size(), '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  // An empty file may be a new review whose first import was cut off: nothing of it is lost.
  if (file.gcount() == 0)
    throw Error(ErrorCode::corrupt, name + " is empty, so it is no review file");
  if (static_cast<std::size_t>(file.gcount()) < head.size() || head != sqlite_head)
    throw Error(ErrorCode::corrupt, name +
                                        " is no review file (it is no SQLite database); nothing "
                                        "was done to it");
}

/// An import that was killed left a journal: who may write takes the file back to where it was
/// before.
bool needs_recovery(const SQLite::Exception& fault) {
  return fault.getExtendedErrorCode() == SQLITE_READONLY_ROLLBACK ||
         fault.getExtendedErrorCode() == SQLITE_READONLY_RECOVERY;
}

std::unique_ptr<Connection> first_look(const fs::path& path, Connection::Access access,
                                       int busy_ms) {
  auto connection = std::make_unique<Connection>(path, access, busy_ms);
  connection->number("SELECT count(*) FROM sqlite_schema");
  return connection;
}

std::unique_ptr<Connection> connect(const fs::path& path, Mode mode, int busy_ms) {
  const auto access = mode == Mode::write ? Connection::Access::write : Connection::Access::read;
  std::unique_ptr<Connection> connection;
  try {
    connection = first_look(path, access, busy_ms);
  } catch (const SQLite::Exception& fault) {
    if (mode == Mode::write || !needs_recovery(fault)) throw;
    first_look(path, Connection::Access::write, busy_ms);
    connection = first_look(path, access, busy_ms);
  }
  if (mode == Mode::write && sqlite3_db_readonly(connection->database().getHandle(), "main") == 1)
    throw Error(ErrorCode::io, path.filename().string() +
                                   " may only be read (its permissions say so); copy it to change "
                                   "it");
  return connection;
}

int require_ours(Connection& connection, const fs::path& path, int newest) {
  const std::string name = path.filename().string();
  if (connection.number("PRAGMA application_id") != application_id)
    throw Error(ErrorCode::corrupt,
                name +
                    " is no review file (it is another program's SQLite database); nothing was "
                    "done to it");
  const auto pages = static_cast<std::uintmax_t>(connection.number("PRAGMA page_count"));
  const auto page_size = static_cast<std::uintmax_t>(connection.number("PRAGMA page_size"));
  if (fs::file_size(path) < pages * page_size)
    throw Error(ErrorCode::corrupt, name + " is cut short: " + std::to_string(fs::file_size(path)) +
                                        " of " + std::to_string(pages * page_size) +
                                        " bytes are there. Go back to an earlier copy");
  const auto version = static_cast<int>(connection.number("PRAGMA user_version"));
  if (version > newest)
    throw Error(ErrorCode::newer_schema,
                name + " was written by a newer retroduce (its version is " +
                    std::to_string(version) + ", this program knows " + std::to_string(newest) +
                    "). It was left as it is; use the newer program");
  if (version < 1)
    throw Error(ErrorCode::corrupt, name + " is no finished review file (its version is missing)");
  return version;
}

/// Copies the file and reads the copy back, byte by byte and page by page. The caller holds the
/// write lock.
void back_up(const fs::path& path, int version) {
  const base::DiskFiles files;
  const fs::path copy = backup_path(path, version);
  const std::string bytes = files.read(path);
  if (!files.exists(copy)) base::write_file(copy, bytes, false);
  if (files.read(copy) != bytes)
    throw Error(ErrorCode::conflict, "The copy " + copy.filename().string() +
                                         " is there already and differs from " +
                                         path.filename().string() + "; move it away and try again");
  Connection check(copy, Connection::Access::read);
  SQLite::Statement verdict(check.database(), "PRAGMA quick_check(1)");
  if (!verdict.executeStep() || verdict.getColumn(0).getString() != "ok")
    throw Error(ErrorCode::corrupt, path.filename().string() +
                                        " is damaged and was not brought up to date; run "
                                        "retroduce check");
}

void climb(Connection& connection, int version, Ladder ladder, const fs::path* file) {
  for (const MigrationStep& step : ladder) {
    if (step.to <= version) continue;
    Transaction transaction(connection, Transaction::Kind::write);
    if (connection.number("PRAGMA user_version") >= step.to) continue;  // somebody else was quicker
    if (file != nullptr) back_up(*file, step.to - 1);
    connection.run("PRAGMA defer_foreign_keys = ON");
    connection.run(std::string(step.sql));
    connection.run("PRAGMA user_version = " + std::to_string(step.to));
    transaction.commit();
  }
}

/// For reading, an older file stays as it is: a copy in memory is brought up to date.
std::unique_ptr<Connection> migrated_copy(Connection& file, int version, Ladder ladder) {
  auto copy = std::make_unique<Connection>();
  copy_into(file, *copy);
  climb(*copy, version, ladder, nullptr);
  return copy;
}

}  // namespace

Ladder own_ladder() { return {}; }

int version_at_top(Ladder ladder) { return ladder.empty() ? 1 : ladder.back().to; }

void write_schema(Connection& connection) {
  connection.run(std::string(schema_sql));
  connection.run("INSERT INTO review (id, title, about, scheme) VALUES (1, '', '', '')");
  connection.run("PRAGMA application_id = " + std::to_string(application_id));
  connection.run("PRAGMA user_version = " + std::to_string(version_at_top(own_ladder())));
}

std::unique_ptr<Connection> open_review(const fs::path& path, Mode mode, Ladder ladder,
                                        int busy_ms) {
  return guarded(path, [&] {
    require_review_file(path);
    std::unique_ptr<Connection> connection = connect(path, mode, busy_ms);
    const int version = require_ours(*connection, path, version_at_top(ladder));
    if (mode == Mode::write) connection->run("PRAGMA journal_mode = DELETE");
    if (version == version_at_top(ladder)) return connection;
    if (mode == Mode::read) return migrated_copy(*connection, version, ladder);
    climb(*connection, version, ladder, &path);
    return connection;
  });
}

fs::path backup_path(const fs::path& path, int version) {
  const std::string name = path.stem().string() + ".v" + std::to_string(version) + "-backup.retro";
  return path.parent_path() / name;
}

}  // namespace retroduce::store
