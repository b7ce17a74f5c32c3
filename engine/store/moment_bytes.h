// The bytes of a review file as one moment has them, and a true copy of them.
// Read by SQLite's own handle: who opens and closes the file beside it drops
// SQLite's locks on it (POSIX takes away all locks of a process). Internal to
// the store.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "store/connection.h"

namespace retroduce::store {

class MomentBytes {
 public:
  /// Keeps writers out as long as it lives. Fails: SQLite::Exception.
  explicit MomentBytes(Connection& connection);
  std::int64_t size() const { return size_; }
  /// Bytes from there, fewer at the end. Fails: SQLite::Exception.
  std::string read(std::int64_t from, std::int64_t count) const;

 private:
  Connection& connection_;
  Transaction moment_;
  std::int64_t size_ = 0;
};

/// SQLite's counter of changes to the file, and its size: the same as long as
/// nothing was written. Takes no lock. Fails: SQLite::Exception.
std::string file_state(Connection& connection);

/// Bytes of the file as they are, without a lock and before a journal is taken back. Fails:
/// SQLite::Exception, also where there are not so many.
std::string raw_bytes(Connection& connection, std::int64_t from, std::size_t count);

/// All of the one into the other, as one moment has it. Fails: SQLite::Exception, also where the
/// one is busy or the other finds no room.
void copy_into(Connection& from, Connection& to);

/// Writes the bytes to a file that is not there yet, on disk, reads them back,
/// and gives their fingerprint. Fails: Error io; the file is then not there.
std::string copy_moment(const MomentBytes& bytes, const std::filesystem::path& target);

/// 16 hexadecimal digits that tell any damage of a file from chance. Fails:
/// Error io.
std::string fingerprint(const std::filesystem::path& file);

}  // namespace retroduce::store
