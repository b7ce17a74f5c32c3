#include "store/kept_snapshot.h"

#include <array>
#include <stdexcept>

#include <sqlite3.h>

#include "base/hash.h"
#include "store/packed_snapshot.h"
#include "store/raw_rows.h"

namespace retroduce::store {

namespace {

/// The file change counter: four bytes at place 24 of the header, one more with every transaction
/// that wrote (https://www.sqlite.org/fileformat2.html, 1.3.7). Nothing for a database in memory.
std::optional<std::int64_t> file_change_counter(Connection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file_control(connection.database().getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (file == nullptr || file->pMethods == nullptr) return std::nullopt;
  std::array<unsigned char, 4> bytes{};
  if (file->pMethods->xRead(file, bytes.data(), 4, 24) != SQLITE_OK) return std::nullopt;
  std::int64_t counter = 0;
  for (const unsigned char byte : bytes) counter = counter * 256 + byte;
  return counter;
}

/// What the counter will be once the running transaction is committed; it wraps round.
std::int64_t next_counter(std::int64_t counter) { return (counter + 1) & 0xffffffff; }

}  // namespace

void keep_snapshot(Connection& connection) {
  connection.run("DELETE FROM kept_snapshot");
  const auto counter = file_change_counter(connection);
  if (!counter) return;
  SQLite::Statement insert(connection.database(),
                           "INSERT INTO kept_snapshot (part, stamp, layout, check_sum, bytes) "
                           "VALUES (?, ?, ?, ?, ?)");
  const std::string layout = packed_layout();
  std::int64_t number = 0;
  try {
    pack(load_snapshot(connection), [&](std::string_view part) {
      insert.bind(1, number++);
      insert.bind(2, next_counter(*counter));
      insert.bind(3, layout.data(), static_cast<int>(layout.size()));
      insert.bind(4, base::check_sum(part));
      insert.bindNoCopy(5, part.data(), static_cast<int>(part.size()));
      insert.exec();
      insert.reset();
    });
  } catch (const std::out_of_range&) {
    // Beyond what the packed form has room for: the rows are read each time.
    connection.run("DELETE FROM kept_snapshot");
  }
}

std::optional<LoadedSnapshot> kept_snapshot(Connection& connection) {
  const Transaction one_moment(connection, Transaction::Kind::read);
  RawRows row(connection.database().getHandle(),
              "SELECT stamp, layout, check_sum, bytes FROM kept_snapshot ORDER BY part");
  const std::string layout = packed_layout();
  PackedReader reader;
  try {
    while (row.next()) {
      // The counter is read within the transaction that the first row began.
      const bool fits = row.number(0) == file_change_counter(connection) && row.bytes(1) == layout;
      if (!fits) return std::nullopt;
      const std::string check_sum(row.text(2));
      if (base::check_sum(row.bytes(3)) != check_sum) return std::nullopt;
      reader.add(row.bytes(3));
    }
    return reader.finish();
  } catch (const std::out_of_range&) {
    return std::nullopt;  // there is none, or a part is missing; the rows have it all
  }
}

void carry_kept_snapshot(Connection& connection) {
  const auto counter = file_change_counter(connection);
  if (!counter) return;
  Query query(connection.prepared("UPDATE kept_snapshot SET stamp = ? WHERE stamp = ?"));
  query.bind(1, Cell{next_counter(*counter)}).bind(2, Cell{*counter}).run();
}

}  // namespace retroduce::store
