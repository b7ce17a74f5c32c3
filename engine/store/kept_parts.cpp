#include "store/kept_parts.h"

#include <array>
#include <utility>

#include <sqlite3.h>

#include "base/hash.h"
#include "store/raw_rows.h"

namespace retroduce::store {

namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO kept_part (kind, part, stamp, layout, check_sum, bytes) VALUES (?, ?, ?, ?, ?, ?)";

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

KeptWriter::KeptWriter(Connection& connection, std::string_view kind, std::string layout)
    : connection_(connection), kind_(kind), layout_(std::move(layout)) {
  drop_kept_parts(connection, kind);
  if (const auto counter = file_change_counter(connection)) stamp_ = next_counter(*counter);
}

void KeptWriter::add(std::string_view part) {
  if (!stamp_) return;
  SQLite::Statement insert(connection_.database(), std::string(insert_sql));
  insert.bindNoCopy(1, kind_);
  insert.bind(2, next_++);
  insert.bind(3, *stamp_);
  insert.bind(4, layout_.data(), static_cast<int>(layout_.size()));
  insert.bind(5, base::check_sum(part));
  insert.bindNoCopy(6, part.data(), static_cast<int>(part.size()));
  insert.exec();
}

bool each_kept_part(Connection& connection, std::string_view kind, std::string_view layout,
                    const std::function<void(std::string_view)>& take) {
  const Transaction one_moment(connection, Transaction::Kind::read);
  RawRows row(connection.database().getHandle(),
              "SELECT stamp, layout, check_sum, bytes FROM kept_part WHERE kind = ? ORDER BY part");
  row.bind(1, kind);
  bool is_any = false;
  while (row.next()) {
    // The counter is read within the transaction that the first row began.
    const bool fits = row.number(0) == file_change_counter(connection) && row.bytes(1) == layout;
    if (!fits) return false;
    const std::string check_sum(row.text(2));
    const std::string_view bytes = row.bytes(3);
    if (base::check_sum(bytes) != check_sum) return false;
    take(bytes);
    is_any = true;
  }
  return is_any;
}

void drop_kept_parts(Connection& connection, std::string_view kind) {
  Query query(connection.prepared("DELETE FROM kept_part WHERE kind = ?"));
  query.bind(1, Cell{kind}).run();
}

void carry_kept_parts(Connection& connection) {
  const auto counter = file_change_counter(connection);
  if (!counter) return;
  Query query(connection.prepared("UPDATE kept_part SET stamp = ? WHERE stamp = ?"));
  query.bind(1, Cell{next_counter(*counter)}).bind(2, Cell{*counter}).run();
}

}  // namespace retroduce::store
