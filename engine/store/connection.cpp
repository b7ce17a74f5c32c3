#include "store/connection.h"

#include <cstddef>

#include <sqlite3.h>

#include "base/error.h"
#include "store/left_journal.h"

namespace retroduce::store {

namespace {

/// One thread uses a connection at a time (Connection::lock), so SQLite need not lock every call.
int flags_of(Connection::Access access) {
  switch (access) {
    case Connection::Access::read:
      return SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX;
    case Connection::Access::write:
      return SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX;
    case Connection::Access::create:
      break;
  }
  return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX;
}

/// SQLite counts every allocation behind a lock unless told before its first use; nobody here asks
/// for the count. Where the process has used SQLite already it keeps its ways, and nothing is lost
/// but a little speed.
std::string quick_memory(std::string path) {
  static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(told);
  return path;
}

}  // namespace

Query::Prepared::Prepared(SQLite::Database& database, const std::string& sql)
    : statement(database, sql),
      texts(static_cast<std::size_t>(statement.getBindParameterCount()) + 1) {}

Query::Query(Prepared& prepared) : prepared_(prepared) {
  RETRODUCE_ASSERT(!prepared.in_use);
  prepared_.in_use = true;
}

Query::~Query() {
  // reset() would throw a failed step's error a second time.
  prepared_.statement.tryReset();
  prepared_.in_use = false;
}

Query& Query::bind(int place, const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    prepared_.statement.bind(place, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&cell)) {
    const auto slot = static_cast<std::size_t>(place);
    RETRODUCE_ASSERT(slot < prepared_.texts.size());
    prepared_.texts[slot].assign(*text);
    prepared_.statement.bindNoCopy(place, prepared_.texts[slot]);
  } else if (const auto* bytes = std::get_if<Bytes>(&cell)) {
    const char* data = bytes->of.empty() ? "" : bytes->of.data();  // null would be NULL
    prepared_.statement.bindNoCopy(place, data, static_cast<int>(bytes->of.size()));
  } else {
    prepared_.statement.bind(place);
  }
  return *this;
}

Query& Query::bind(const Cells& cells, int first) {
  for (const Cell& cell : cells) bind(first++, cell);
  return *this;
}

int Query::run() { return prepared_.statement.exec(); }

std::string_view Query::view(int column) const {
  const SQLite::Column cell = column_of(column);
  const char* text = cell.getText();  // before the size: it may convert
  return {text, static_cast<std::size_t>(cell.getBytes())};
}

std::string_view Query::bytes(int column) const {
  const SQLite::Column cell = column_of(column);
  const void* bytes = cell.getBlob();
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(cell.getBytes())};
}

Connection::Connection(const std::filesystem::path& path, Access access, int busy_ms)
    : database_(quick_memory(path.string()), flags_of(access), busy_ms) {
  need_own_journal(*this, path);  // the first rule reads the file
  set_rules();
}

Connection::Connection() : database_(":memory:", flags_of(Access::create)) { set_rules(); }

void Connection::set_rules() {
  sqlite3* handle = database_.getHandle();
  sqlite3_extended_result_codes(handle, 1);
  // A review may come from anybody: its schema is not trusted with anything, and a misspelt name is
  // no text.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  run("PRAGMA trusted_schema = OFF");
  run("PRAGMA cell_size_check = ON");
  run("PRAGMA synchronous = FULL");
  run("PRAGMA temp_store = MEMORY");
  run("PRAGMA foreign_keys = ON");
  RETRODUCE_ASSERT(number("PRAGMA foreign_keys") == 1);
}

Query::Prepared& Connection::prepared(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    std::string text(sql);
    auto made = std::make_unique<Query::Prepared>(database_, text);
    found = statements_.emplace(std::move(text), std::move(made)).first;
  }
  return *found->second;
}

std::int64_t Connection::number(std::string_view sql) {
  SQLite::Statement statement(database_, std::string(sql));
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

bool Connection::is_in_transaction() const {
  return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  open_ = kind == Kind::write || !connection_.is_in_transaction();
  if (!open_) return;  // a read within another is part of its moment
  connection_.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() { roll_back(); }

void Transaction::commit() {
  connection_.run("COMMIT");
  open_ = false;
}

void Transaction::roll_back() noexcept {
  if (!open_) return;
  open_ = false;
  // Where SQLite has rolled back by itself (disk full), there is nothing left to do.
  connection_.database().tryExec("ROLLBACK");
}

}  // namespace retroduce::store
