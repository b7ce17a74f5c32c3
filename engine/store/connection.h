// One connection to a review file, with the rules that every connection obeys, and its prepared
// statements. Knows nothing of what stands in the tables.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace retroduce::store {

struct Bytes {
  std::string_view of;  ///< written as they are, and lent until the row is written
};
/// A cell that is written: nothing, a number, text or bytes that its owner keeps alive until the
/// row is written.
using Cell = std::variant<std::monostate, std::int64_t, std::string_view, Bytes>;
using Cells = std::vector<Cell>;

inline Cell number_or_null(std::int64_t number) { return number == 0 ? Cell{} : Cell{number}; }

/// A prepared statement in use. Given back, reset, when it goes; so it is drained before the next
/// write.
class Query {
 public:
  struct Prepared {
    Prepared(SQLite::Database& database, const std::string& sql);
    SQLite::Statement statement;
    std::vector<std::string>
        texts;  ///< what is bound, by place; never resized, for SQLite looks at it
    bool in_use = false;
  };

  explicit Query(Prepared& prepared);
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query(Query&&) = delete;
  Query& operator=(Query&&) = delete;

  /// Binds the place, from 1.
  Query& bind(int place, const Cell& cell);
  Query& bind(const Cells& cells, int first = 1);

  /// Steps to the next row; false past the last.
  bool next() { return prepared_.statement.executeStep(); }
  /// Runs a statement that gives no rows; the number of rows changed.
  int run();

  bool is_null(int column) const { return column_of(column).isNull(); }
  std::int64_t number(int column) const { return column_of(column).getInt64(); }
  bool flag(int column) const { return number(column) != 0; }
  std::string text(int column) const { return column_of(column).getString(); }
  /// Lent until the next step.
  std::string_view view(int column) const;
  /// The same of a column of bytes.
  std::string_view bytes(int column) const;

 private:
  SQLite::Column column_of(int column) const { return prepared_.statement.getColumn(column); }
  Prepared& prepared_;
};

class Connection {
 public:
  enum class Access { read, write, create };
  static constexpr int patience_ms = 5000;

  /// Opens the file and sets the rules. Fails: SQLite::Exception; Error conflict, where a journal
  /// waits beside it that is not its own.
  Connection(const std::filesystem::path& path, Access access, int busy_ms = patience_ms);
  /// A database in memory.
  Connection();

  SQLite::Database& database() { return database_; }
  /// The statement, prepared once.
  Query::Prepared& prepared(std::string_view sql);
  void run(const std::string& sql) { database_.exec(sql); }
  /// The first column of the first row.
  std::int64_t number(std::string_view sql);
  bool is_in_transaction() const;
  /// Held while the connection is used, wherever another thread may come to use it: SQLite itself
  /// locks nothing here.
  const std::shared_ptr<std::recursive_mutex>& lock() const { return lock_; }

 private:
  void set_rules();
  std::shared_ptr<std::recursive_mutex> lock_ = std::make_shared<std::recursive_mutex>();
  SQLite::Database database_;
  std::map<std::string, std::unique_ptr<Query::Prepared>, std::less<>> statements_;
};

/// BEGIN IMMEDIATE (or a read transaction) that is rolled back unless committed. A read transaction
/// within another joins it.
class Transaction {
 public:
  enum class Kind { read, write };
  Transaction(Connection& connection, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction(Transaction&&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  void commit();
  void roll_back() noexcept;

 private:
  Connection& connection_;
  bool open_ = true;
};

}  // namespace retroduce::store
