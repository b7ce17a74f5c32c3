#include "store/recover.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <sqlite3.h>

#include "base/error.h"
#include "base/file_moves.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/errors.h"
#include "store/history_rows.h"
#include "store/left_journal.h"
#include "store/migrate.h"
#include "store/precedence.h"
#include "store/raw_pages.h"
#include "store/raw_rows.h"
#include "store/recover_mend.h"
#include "store/recover_schema.h"
#include "store/retrace.h"

namespace retroduce::store {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{4} << 30;

/// A copy with its journal, gone at the end.
class CopyWithJournal {
 public:
  CopyWithJournal(const fs::path& file, const fs::path& copy) : copy_(copy) {
    try {
      fs::copy_file(file, copy_);
      fs::copy_file(journal_of(file), journal_of(copy_));
    } catch (const fs::filesystem_error& fault) {
      remove();
      throw Error(ErrorCode::io, file.string() + " could not be copied (" + fault.code().message() +
                                     "); is the disk full?");
    }
  }
  ~CopyWithJournal() { remove(); }
  CopyWithJournal(const CopyWithJournal&) = delete;
  CopyWithJournal& operator=(const CopyWithJournal&) = delete;
  CopyWithJournal(CopyWithJournal&&) = delete;
  CopyWithJournal& operator=(CopyWithJournal&&) = delete;

  const fs::path& path() const { return copy_; }

 private:
  void remove() const {
    std::error_code ignored;
    fs::remove(copy_, ignored);
    fs::remove(journal_of(copy_), ignored);
  }
  fs::path copy_;
};

/// The file as it is to be read: where a change was cut off, its journal takes
/// it back first, in a copy.
std::string bytes_of(const fs::path& damaged, const fs::path& target) {
  const base::DiskFiles files;
  // The journal stands beside the file itself, whatever link leads there.
  const fs::path file = fs::canonical(damaged);
  if (fs::file_size(file) > most_bytes)
    throw Error(ErrorCode::unsupported,
                damaged.string() + " is larger than 4 GiB, which recover cannot read");
  if (!fs::exists(journal_of(file))) return files.read(file);
  fs::path beside = target;
  beside += ".undo-" + base::random_id();
  const CopyWithJournal copy(file, beside);
  try {
    Connection connection(copy.path(), Connection::Access::write);
    connection.number("SELECT count(*) FROM sqlite_schema");
  } catch (const SQLite::Exception&) {
    // Too damaged for that: it is read as it stands.
  } catch (const Error&) {
    // The journal is of another file.
  }
  return files.read(copy.path());
}

/// Bytes that are no text any more become U+FFFD; whether there were any.
bool patch(std::string& text) {
  bool is_patched = false;
  std::size_t from = 0;
  for (;;) {
    const auto bad = base::first_invalid_utf8(std::string_view(text).substr(from));
    if (!bad) return is_patched;
    text.replace(from + *bad, 1, "\xEF\xBF\xBD");
    from += *bad + 3;
    is_patched = true;
  }
}

class Rows {
 public:
  Rows(Connection& target, const StoredTable& table, RecoveredTable& told)
      : target_(target), table_(table), told_(told) {}

  /// `is_stray`: of a page that nothing led to, so a row that is there already
  /// is no loss.
  void add(RawRecord record, bool is_stray) {
    // A row written before the table had its last columns is shorter.
    if (record.values.size() > table_.columns.size()) return lose(is_stray);
    try {
      SQLite::Statement& insert = statement(record.values.size());
      bool is_patched = false;
      for (std::size_t i = 0; i < record.values.size(); ++i)
        is_patched |= bind(insert, static_cast<int>(i) + 1, record, i);
      insert.exec();
      insert.reset();
      ++told_.rows;
      told_.altered += is_patched ? 1 : 0;
    } catch (const SQLite::Exception& fault) {
      statement(record.values.size()).tryReset();
      const int code = fault.getErrorCode() & 0xff;
      if (code != SQLITE_CONSTRAINT && code != SQLITE_MISMATCH) throw;
      lose(is_stray);
    }
  }

  void lose(bool is_stray) { told_.lost += is_stray ? 0 : 1; }

 private:
  bool bind(SQLite::Statement& insert, int place, RawRecord& record, std::size_t column) {
    RawValue& value = record.values[column];
    if (table_.columns[column].is_rowid) {
      insert.bind(place, record.rowid);
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
      insert.bind(place, *number);
    } else if (const auto* real = std::get_if<double>(&value)) {
      insert.bind(place, *real);
    } else if (auto* text = std::get_if<RawText>(&value)) {
      const bool is_patched = patch(text->text);
      insert.bindNoCopy(place, text->text);
      return is_patched;
    } else if (const auto* bytes = std::get_if<RawBytes>(&value)) {
      insert.bind(place, bytes->bytes.data(), static_cast<int>(bytes->bytes.size()));
    } else {
      insert.bind(place);
    }
    return false;
  }

  SQLite::Statement& statement(std::size_t columns) {
    auto& made = statements_[columns];
    if (!made) {
      std::vector<std::string> names;
      for (std::size_t i = 0; i < columns; ++i) names.push_back(table_.columns[i].name);
      const std::vector<std::string> marks(columns, "?");
      made = std::make_unique<SQLite::Statement>(
          target_.database(), "INSERT INTO " + table_.name + " (" + base::join(names, ", ") +
                                  ") VALUES (" + base::join(marks, ", ") + ")");
    }
    return *made;
  }

  Connection& target_;
  const StoredTable& table_;
  RecoveredTable& told_;
  std::map<std::size_t, std::unique_ptr<SQLite::Statement>> statements_;
};

/// Whether every value is what the column takes.
bool fits(const RawRecord& record, const StoredTable& table) {
  if (record.values.size() != table.columns.size()) return false;
  for (std::size_t i = 0; i < record.values.size(); ++i) {
    const StoredColumn& column = table.columns[i];
    const RawValue& value = record.values[i];
    if (std::holds_alternative<std::monostate>(value)) {
      if (column.is_required && !column.is_rowid) return false;
    } else if (column.is_rowid ||
               (column.type == "INTEGER") != std::holds_alternative<std::int64_t>(value) ||
               (column.type == "TEXT") != std::holds_alternative<RawText>(value) ||
               (column.type == "BLOB") != std::holds_alternative<RawBytes>(value)) {
      return false;
    }
  }
  return true;
}

/// The one broken table whose rows these are; null where none or several may
/// be.
const StoredTable* owner_of(const std::vector<std::optional<RawRecord>>& records,
                            const std::vector<const StoredTable*>& broken) {
  const StoredTable* owner = nullptr;
  for (const StoredTable* table : broken) {
    std::size_t fitting = 0;
    std::size_t read = 0;
    for (const auto& record : records) {
      if (!record) continue;
      ++read;
      fitting += fits(*record, *table) ? 1U : 0U;
    }
    if (read == 0 || fitting * 10 < read * 9) continue;
    if (owner != nullptr) return nullptr;
    owner = table;
  }
  return owner;
}

RawPages::Kind kind_of(const StoredTable& table) {
  return table.has_rowid ? RawPages::Kind::table : RawPages::Kind::index;
}

class Reader {
 public:
  Reader(RawPages& pages, Connection& target) : pages_(pages), target_(target) {}

  Recovery read() {
    const StoredSchema schema = read_schema(target_);
    const auto roots = roots_of(pages_, schema);
    std::map<std::string, std::int64_t> entries;  // of sound indices, by table
    for (const StoredIndex& index : schema.indices) {
      const RawTree tree = pages_.walk(roots.at(index.name), RawPages::Kind::index);
      // Each of them holds every row; the fullest knows best.
      if (tree.broken != 0 || !index.is_full) continue;
      std::int64_t& known = entries[index.table];
      known = std::max(known, tree.cells);
    }
    for (const StoredTable& other : schema.others)
      pages_.walk(roots.at(other.name), kind_of(other));
    Recovery all;
    std::vector<const StoredTable*> broken;
    for (const StoredTable& table : schema.tables) {
      all.tables.push_back({table.name});
      const RawTree tree = pages_.walk(roots.at(table.name), kind_of(table));
      all.tables.back().lost_pages = tree.broken;
      if (tree.broken != 0) broken.push_back(&table);
      Rows rows(target_, table, all.tables.back());
      for (const std::uint32_t page : tree.pages) take(page, rows, false);
    }
    for (const auto kind : {RawPages::Kind::table, RawPages::Kind::index}) {
      std::vector<const StoredTable*> candidates;
      for (const StoredTable* table : broken) {
        if (kind_of(*table) == kind) candidates.push_back(table);
      }
      if (candidates.empty()) continue;
      for (const std::uint32_t page : pages_.stray(kind)) {
        const StoredTable* owner = owner_of(pages_.records(page), candidates);
        if (owner == nullptr) continue;
        Rows rows(target_, *owner, told(all, owner->name));
        take(page, rows, true);
      }
    }
    for (RecoveredTable& table : all.tables) {
      const auto counted = entries.find(table.name);
      if (counted == entries.end()) continue;
      table.lost = std::max<std::int64_t>(0, counted->second - table.rows);
      table.lost_pages = 0;  // the rows are counted
    }
    return all;
  }

 private:
  void take(std::uint32_t page, Rows& rows, bool is_stray) {
    for (auto& record : pages_.records(page)) {
      if (record) {
        rows.add(std::move(*record), is_stray);
      } else {
        rows.lose(false);
      }
    }
  }
  static RecoveredTable& told(Recovery& all, const std::string& name) {
    return *std::find_if(all.tables.begin(), all.tables.end(),
                         [&](const RecoveredTable& each) { return each.name == name; });
  }

  RawPages& pages_;
  Connection& target_;
};

Recovery fill(Connection& target, RawPages& pages, const std::string& by, const std::string& now) {
  target.run("PRAGMA page_size = 8192");
  target.run("PRAGMA foreign_keys = OFF");
  Recovery all;
  {
    Transaction transaction(target, Transaction::Kind::write);
    write_schema(target);
    target.run("DELETE FROM review");
    all = Reader(pages, target).read();
    const auto found = std::any_of(all.tables.begin(), all.tables.end(),
                                   [](const RecoveredTable& each) { return each.rows != 0; });
    if (!found) return {};
    mend(target, all, by, now);
    settle_prints(target);  // what is lost is told, and is not damage any more
    transaction.commit();
  }
  std::erase_if(all.tables, [](const RecoveredTable& each) {
    return each.rows + each.lost + each.lost_pages + each.made_up == 0;
  });
  for (RecoveredTable& table : all.tables) {
    table.lost = std::max(table.lost, table.made_up);  // what is made up was there
    all.rows += table.rows;
    all.lost += table.lost;
    all.lost_pages += table.lost_pages;
    all.made_up += table.made_up;
    all.altered += table.altered;
  }
  return all;
}

void require_version(const RawPages& pages, const fs::path& damaged) {
  const std::int64_t version = pages.count() == 0 ? 0 : pages.user_version();
  const int own = version_at_top(own_ladder());
  // A number beyond all sense is damage, not a version.
  if (version > 0 && version < 1000 && version != own)
    throw Error(ErrorCode::unsupported,
                damaged.filename().string() + " is of version " + std::to_string(version) +
                    " of review files; this program recovers version " + std::to_string(own) +
                    " alone. Use the retroduce that wrote it");
}

}  // namespace

Recovery recover(const fs::path& damaged, const fs::path& target, const std::string& by,
                 const base::Clock& clock) {
  if (!fs::exists(damaged))
    throw Error(ErrorCode::not_found, "there is no file " + damaged.string());
  if (!fs::is_regular_file(damaged))
    throw Error(ErrorCode::unsupported, damaged.string() + " is no file; name the damaged review");
  if (const fs::path folder = fs::absolute(target).parent_path(); !fs::is_directory(folder))
    throw Error(ErrorCode::not_found, "there is no folder " + folder.string());
  if (fs::exists(fs::symlink_status(target)))
    throw Error(ErrorCode::conflict, target.string() + " is there already; name a new file");
  need_no_journal(target);
  RawPages pages(bytes_of(damaged, target));
  require_version(pages, damaged);
  fs::path draft = target;
  draft += ".recovering-" + base::random_id();
  std::error_code ignored;
  try {
    const Recovery all = guarded(target, [&] {
      Connection connection(draft, Connection::Access::create);
      return fill(connection, pages, by, clock.now());
    });
    if (all.rows == 0)
      throw Error(ErrorCode::corrupt,
                  "nothing of a review is left in " + damaged.filename().string());
    if (const auto fault = base::move_to_new(draft, target))
      throw fs::filesystem_error("", draft, target, fault);
    base::sync_folder_of(target);
    return all;
  } catch (const fs::filesystem_error& fault) {
    fs::remove(draft, ignored);
    throw Error(ErrorCode::io,
                target.string() + " could not be written (" + fault.code().message() + ")");
  } catch (...) {
    fs::remove(draft, ignored);
    throw;
  }
}

std::vector<model::Change> recoveries_of(const fs::path& review) {
  return guarded(review, [&] {
    Connection connection(review, Connection::Access::read);
    std::vector<std::int64_t> ids;
    {
      // 2: a merge brought it. One with rows of history tells what stands, and not what is lost.
      Query query(connection.prepared(
          "SELECT id FROM change WHERE kind = ? AND arrived <> 2 AND NOT EXISTS "
          "(SELECT 1 FROM history h WHERE h.change = change.id) ORDER BY id"));
      query.bind(1, Cell{recovery_kind});
      while (query.next()) ids.push_back(query.number(0));
    }
    std::vector<model::Change> list;
    for (const std::int64_t id : ids) list.push_back(change_of(connection, id));
    return list;
  });
}

}  // namespace retroduce::store
