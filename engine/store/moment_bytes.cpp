#include "store/moment_bytes.h"

#include <algorithm>
#include <fstream>

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/source_io.h"

namespace retroduce::store {

namespace {

constexpr std::int64_t piece = std::int64_t{1} << 20;

sqlite3_file* handle_of(Connection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3* database = connection.database().getHandle();
  if (sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == nullptr || file->pMethods == nullptr)
    throw SQLite::Exception(database, SQLITE_IOERR);
  return file;
}

std::int64_t size_of(Connection& connection) {
  sqlite3_file* file = handle_of(connection);
  sqlite3_int64 size = 0;
  const int result = file->pMethods->xFileSize(file, &size);
  if (result != SQLITE_OK) throw SQLite::Exception(connection.database().getHandle(), result);
  return size;
}

/// Made of the check sums of pieces.
class Fingerprint {
 public:
  void add(std::string_view bytes) { sums_ += base::check_sum(bytes); }
  std::string digits() const { return base::check_sum(sums_).substr(0, 16); }

 private:
  std::string sums_;
};

}  // namespace

std::string raw_bytes(Connection& connection, std::int64_t from, std::size_t count) {
  sqlite3_file* file = handle_of(connection);
  std::string bytes(count, '\0');
  const int result = file->pMethods->xRead(file, bytes.data(), static_cast<int>(count), from);
  if (result != SQLITE_OK) throw SQLite::Exception(connection.database().getHandle(), result);
  return bytes;
}

MomentBytes::MomentBytes(Connection& connection)
    : connection_(connection), moment_(connection, Transaction::Kind::read) {
  connection.number("SELECT count(*) FROM sqlite_schema");  // BEGIN alone takes no lock
  size_ = size_of(connection);
}

std::string MomentBytes::read(std::int64_t from, std::int64_t count) const {
  if (from >= size_) return {};
  return raw_bytes(connection_, from, static_cast<std::size_t>(std::min(count, size_ - from)));
}

std::string file_state(Connection& connection) {
  constexpr std::int64_t counter = 24;  // in the head of a SQLite file, four bytes
  return raw_bytes(connection, counter, 4) + std::to_string(size_of(connection));
}

void copy_into(Connection& from, Connection& to) {
  SQLite::Backup backup(to.database(), from.database());
  const int code = backup.executeStep(-1);  // gives "busy" back instead of throwing it
  if (code != SQLITE_DONE) throw SQLite::Exception(to.database().getHandle(), code);
}

std::string copy_moment(const MomentBytes& bytes, const std::filesystem::path& target) {
  base::FileWriter writer(target, false);
  Fingerprint meant;
  for (std::int64_t at = 0; at < bytes.size(); at += piece) {
    const std::string next = bytes.read(at, piece);
    meant.add(next);
    writer.write(next);
  }
  writer.commit();
  const std::string written = fingerprint(target);
  if (written == meant.digits()) return written;
  std::error_code ignored;
  std::filesystem::remove(target, ignored);
  throw base::Error(base::ErrorCode::io, "the copy " + target.filename().string() +
                                             " is not what was written, so it was taken away "
                                             "again; look at the disk");
}

std::string fingerprint(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  Fingerprint there;
  std::string next(std::size_t{piece}, '\0');
  while (in.read(next.data(), piece) || in.gcount() > 0)
    there.add(std::string_view(next).substr(0, static_cast<std::size_t>(in.gcount())));
  if (in.bad() || !in.eof())
    throw base::Error(base::ErrorCode::io, file.string() + " could not be read back");
  return there.digits();
}

}  // namespace retroduce::store
