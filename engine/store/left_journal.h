// Journals that were left behind by a program that was killed, where another file has the name of
// theirs by now: SQLite would write into that what belongs to the other one. Internal to the store.
#pragma once

#include <filesystem>

#include "store/connection.h"

namespace retroduce::store {

/// "r.retro-journal"
std::filesystem::path journal_of(std::filesystem::path file);

/// Before a file is put where none is, or where it replaces another. Fails: Error conflict where a
/// journal waits there for the file that had this name.
void need_no_journal(const std::filesystem::path& file);

/// Before anything is read: a journal that is there must be of this very file. It holds what the
/// file said of the number of its last change, which the file says as well, or one more; where it
/// does not hold that, it says how many pages the file had (SQLite file format, "Database Header",
/// offsets 24 and 28, and "The Rollback Journal"). Fails: Error conflict.
void need_own_journal(Connection& connection, const std::filesystem::path& file);

}  // namespace retroduce::store
