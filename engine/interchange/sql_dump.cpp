// The tables of the bundle as SQL, for databases: one transaction of CREATE TABLE and INSERT in the
// words that SQLite, PostgreSQL and others share (SQL-92: double quotes round names, single ones
// round texts, a quote inside doubled). MySQL takes it with sql_mode = 'ANSI_QUOTES,
// NO_BACKSLASH_ESCAPES'.
#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "base/source_io.h"
#include "base/text.h"
#include "interchange/bundle_copy.h"
#include "interchange/format.h"

namespace retroduce::interchange {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t rows_at_once = 200;  // in one INSERT

/// Columns that hold whole numbers or nothing; `change` is the place of a change.
bool is_number(std::string_view column) {
  constexpr std::array<std::string_view, 6> numbers = {"year",     "char_start", "char_end",
                                                       "position", "change",     "ordinal"};
  return (column.ends_with("_id") && column != "thing_id" && column != "about_id" &&
          column != "foreign_id") ||
         std::find(numbers.begin(), numbers.end(), column) != numbers.end();
}

std::string in_marks(std::string_view text, char mark) {
  std::string out(1, mark);
  for (const char c : text) {
    if (c == '\0') continue;  // no SQL text holds it
    if (c == mark) out += mark;
    out += c;
  }
  return out + mark;
}

class SqlDump : public bundle::CopiedBundle {
 public:
  SqlDump(const fs::path& target, const WriteOptions& options)
      : CopiedBundle(target), file_(target, options.overwrite) {}

 private:
  void copy(const fs::path& bundle) override {
    file_.write(
        "-- A realist review, written by Retroduce. An empty text means: not said.\nBEGIN;\n");
    bundle::each_table(bundle,
                       {[&](const auto& table, const auto& columns) { begin(table, columns); },
                        [&](const auto& cells) { row(cells); }, [&] { end(); }});
    file_.write("COMMIT;\n");
    file_.commit();
  }

  void begin(const std::string& table, const std::vector<std::string>& columns) {
    table_ = in_marks(table, '"');
    numbers_.clear();
    rows_ = 0;
    std::string text = "\nCREATE TABLE " + table_ + " (";
    std::set<std::string> names;  // SQL takes large letters and small ones for the same
    for (const std::string& column : columns) {
      if (!numbers_.empty()) text += ", ";
      numbers_.push_back(is_number(column));
      std::string name = column;
      for (int number = 2; !names.insert(base::fold(name)).second; ++number)
        name = column + " (" + std::to_string(number) + ")";
      text += in_marks(name, '"') + (numbers_.back() ? " INTEGER" : " TEXT NOT NULL");
    }
    file_.write(text + ");\n");
  }

  void row(const std::vector<std::string>& cells) {
    std::string text = rows_ % rows_at_once == 0 ? "INSERT INTO " + table_ + " VALUES\n(" : ",\n(";
    if (rows_ > 0 && rows_ % rows_at_once == 0) text.insert(0, ";\n");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text += ", ";
      if (!numbers_.at(i)) {
        text += in_marks(cells[i], '\'');
      } else {
        text += cells[i].empty() ? "NULL" : cells[i];
      }
    }
    file_.write(text + ")");
    ++rows_;
  }

  void end() {
    if (rows_ > 0) file_.write(";\n");
  }

  base::FileWriter file_;
  std::string table_;
  std::vector<bool> numbers_;
  std::size_t rows_ = 0;
};

std::unique_ptr<Writer> write(const fs::path& target, const WriteOptions& options) {
  return std::make_unique<SqlDump>(target, options);
}

}  // namespace

extern const Format format_sql_dump;
constinit const Format format_sql_dump{
    "sql-dump",
    "SQL, one file, for other databases",
    ".sql",
    "Carries everything that a review holds but the bytes of attached files, as CREATE TABLE and "
    "INSERT.",
    nullptr,
    nullptr,
    write};

}  // namespace retroduce::interchange
