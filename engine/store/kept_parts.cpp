#include "store/kept_parts.h"

#include <array>
#include <utility>

#include <sqlite3.h>

#include "base/hash.h"

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

KeptWriter::KeptWriter(Connection& connection, std::string layout)
    : connection_(connection), layout_(std::move(layout)) {
  drop_kept_parts(connection);
  if (const auto counter = file_change_counter(connection)) stamp_ = next_counter(*counter);
}

void KeptWriter::add(std::string_view kind, std::size_t part, std::string_view bytes) {
  if (!stamp_) return;
  const std::string check_sum = base::check_sum(bytes);
  Query insert(connection_.prepared(insert_sql));
  insert.bind({kind, static_cast<std::int64_t>(part), *stamp_, Bytes{layout_},
               std::string_view(check_sum), Bytes{bytes}});
  insert.run();
}

KeptReader::KeptReader(Connection& connection, std::string layout)
    : connection_(connection),
      layout_(std::move(layout)),
      rows_(connection.database().getHandle(),
            "SELECT stamp, layout, check_sum, bytes FROM kept_part WHERE kind = ? AND part = ?") {}

bool KeptReader::read(std::string_view kind, std::size_t part,
                      const std::function<void(std::string_view)>& take) {
  rows_.reset();
  rows_.bind(1, kind);
  rows_.bind(2, static_cast<std::int64_t>(part));
  if (!rows_.next()) return false;
  if (!counter_) counter_ = file_change_counter(connection_);
  const bool fits = rows_.number(0) == counter_ && rows_.bytes(1) == layout_;
  if (!fits) return false;
  const std::string_view bytes = rows_.bytes(3);
  if (base::check_sum(bytes) != rows_.text(2)) return false;
  take(bytes);
  return true;
}

void drop_kept_parts(Connection& connection) { connection.run("DELETE FROM kept_part"); }

void carry_kept_parts(Connection& connection) {
  const auto counter = file_change_counter(connection);
  if (!counter) return;
  Query query(connection.prepared("UPDATE kept_part SET stamp = ? WHERE stamp = ?"));
  query.bind(1, Cell{next_counter(*counter)}).bind(2, Cell{*counter}).run();
}

}  // namespace retroduce::store
