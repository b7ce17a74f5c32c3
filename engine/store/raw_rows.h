// Stepping over many rows by SQLite's own handle: a snapshot reads some 300,000 rows, and the
// wrapper's columns (a shared pointer and a check each) take about twice the time. Nothing is lent
// past the next step.
#pragma once

#include <cstdint>
#include <string_view>

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace retroduce::store {

class RawRows {
 public:
  RawRows(sqlite3* handle, std::string_view sql) : handle_(handle) {
    check(
        sqlite3_prepare_v2(handle, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
  }
  ~RawRows() { sqlite3_finalize(statement_); }
  RawRows(const RawRows&) = delete;
  RawRows& operator=(const RawRows&) = delete;
  RawRows(RawRows&&) = delete;
  RawRows& operator=(RawRows&&) = delete;

  /// Back to before the first step, to be bound anew.
  void reset() { sqlite3_reset(statement_); }
  void bind(int place, std::int64_t number) {
    check(sqlite3_bind_int64(statement_, place, number));
  }
  /// Call before the first step; the text is copied.
  void bind(int place, std::string_view text) {
    check(sqlite3_bind_text(statement_, place, text.data(), static_cast<int>(text.size()),
                            SQLITE_TRANSIENT));
  }
  bool next() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) check(result);
    return result == SQLITE_ROW;
  }
  /// 0 for a missing one.
  std::int64_t number(int column) { return sqlite3_column_int64(statement_, column); }
  bool is_null(int column) { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::string_view text(int column) {
    const void* text = sqlite3_column_text(statement_, column);
    if (text == nullptr) return {};
    return {static_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string_view bytes(int column) {
    const void* blob = sqlite3_column_blob(statement_, column);
    if (blob == nullptr) return {};
    return {static_cast<const char*>(blob),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

  sqlite3_stmt* statement() const { return statement_; }

 private:
  void check(int result) {
    if (result != SQLITE_OK) throw SQLite::Exception(handle_, result);
  }
  sqlite3* handle_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace retroduce::store
