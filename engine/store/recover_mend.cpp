#include "store/recover_mend.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "store/edit_session.h"
#include "store/raw_rows.h"

namespace retroduce::store {

namespace {

/// Much refers to these: without them most of a review would go.
constexpr std::array<std::string_view, 7> made_up{"change",  "coder",  "document",     "concept",
                                                  "extract", "theory", "configuration"};

/// Columns that refer from one table to another, side by side.
struct Reference {
  std::string table;
  std::string parent;
  std::vector<std::pair<std::string, std::string>> columns;  ///< from, to
};

std::vector<Reference> references(Connection& connection, const Recovery& all) {
  std::vector<Reference> found;
  for (const RecoveredTable& table : all.tables) {
    std::map<std::int64_t, Reference> by_number;
    RawRows row(connection.database().getHandle(), "PRAGMA foreign_key_list(" + table.name + ")");
    while (row.next()) {
      Reference& reference = by_number[row.number(0)];
      reference.table = table.name;
      reference.parent = row.text(2);
      reference.columns.emplace_back(row.text(3), row.text(4));
    }
    for (auto& [number, reference] : by_number) found.push_back(std::move(reference));
  }
  return found;
}

/// "t.a IS NOT NULL AND NOT EXISTS (SELECT 1 FROM p WHERE p.x = t.a)".
std::string dangling(const Reference& reference) {
  std::string is_set;
  std::string equal;
  for (const auto& [from, to] : reference.columns) {
    const std::string own = reference.table + "." + from;
    is_set += own + " IS NOT NULL AND ";
    equal += (equal.empty() ? "" : " AND ") + std::string("parent.") + to + " = " + own;
  }
  return is_set + "NOT EXISTS (SELECT 1 FROM " + reference.parent + " parent WHERE " + equal + ")";
}

class Mender {
 public:
  Mender(Connection& connection, Recovery& all, std::string by, std::string now)
      : connection_(connection), all_(all), by_(std::move(by)), now_(std::move(now)) {}

  void mend() {
    const std::vector<Reference> known = references(connection_, all_);
    bool is_whole = false;
    while (!is_whole) {
      is_whole = true;
      for (const Reference& reference : known) {
        if (connection_.number("SELECT EXISTS (SELECT 1 FROM " + reference.table + " WHERE " +
                               dangling(reference) + ")") == 0)
          continue;
        is_whole = false;
        if (std::find(made_up.begin(), made_up.end(), reference.parent) != made_up.end()) {
          make_up(reference);
        } else {
          drop(reference);
        }
      }
    }
    give_words();
    if (connection_.number("SELECT count(*) FROM review") == 0)
      connection_.run(
          "INSERT INTO review (id, title, about, scheme) VALUES "
          "(1, '', '', '')");
    const bool is_all_there = std::all_of(
        all_.tables.begin(), all_.tables.end(),
        [](const RecoveredTable& each) { return each.lost + each.lost_pages + each.altered == 0; });
    if (!is_all_there) own_change();
    seal();
  }

 private:
  RecoveredTable& told(const std::string& name) {
    return *std::find_if(all_.tables.begin(), all_.tables.end(),
                         [&](const RecoveredTable& each) { return each.name == name; });
  }

  void drop(const Reference& reference) {
    connection_.run("DELETE FROM " + reference.table + " WHERE " + dangling(reference));
    const std::int64_t gone = connection_.number("SELECT changes()");
    told(reference.table).rows -= gone;
    told(reference.table).lost += gone;
  }

  void make_up(const Reference& reference) {
    std::vector<std::int64_t> ids;
    {
      RawRows row(connection_.database().getHandle(),
                  "SELECT DISTINCT " + reference.columns[0].first + " FROM " + reference.table +
                      " WHERE " + dangling(reference) + " ORDER BY 1");
      while (row.next()) ids.push_back(row.number(0));
    }
    for (const std::int64_t id : ids) {
      if (reference.parent != "change") own_change();
      insert(reference.parent, id);
      ++told(reference.parent).made_up;
    }
  }

  /// A row that says that it was lost; what a table asks for beyond that is
  /// left empty.
  void insert(const std::string& table, std::int64_t id) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    const std::string name = "(lost " + table + " " + std::to_string(id) + ")";
    RawRows row(connection_.database().getHandle(), "PRAGMA table_xinfo(" + table + ")");
    while (row.next()) {
      const std::string column(row.text(1));
      const bool is_required = row.number(3) != 0 || row.number(5) != 0;
      if (row.number(6) != 0 || !is_required) continue;
      names.push_back(column);
      values.push_back(value(table, column, std::string(row.text(2)), id, name));
    }
    connection_.run("INSERT INTO " + table + " (" + base::join(names, ", ") + ") VALUES (" +
                    base::join(values, ", ") + ")");
  }

  std::string value(const std::string& table, const std::string& column, const std::string& type,
                    std::int64_t id, const std::string& name) {
    const auto quoted = [](std::string text) {
      for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2)
        text.insert(at, "'");
      return "'" + text + "'";
    };
    if (column == "id") return std::to_string(id);
    if (column == "change") return std::to_string(change_);
    if (column == "ordinal") return std::to_string(++ordinal_);
    if (column == "uid") return quoted(base::random_id());
    if (column == "at") return quoted(now_);
    if (column == "by_whom") return quoted(by_);
    if (column == "kind" && table == "change") return "'recovery'";
    if (column == "kind" && table == "theory") return "'programme'";
    if (column == "what") return quoted(name);
    if (column == "authors") return "'[]'";
    if (column == "status") return "'proposed'";
    if (column == "label" || column == "folded" || column == "key" || column == "title")
      return quoted(name);
    return type == "INTEGER" ? "0" : "''";
  }

  /// Whoever reads the history sees what was done.
  void own_change() {
    if (change_ != 0) return;
    change_ = connection_.number(
        "SELECT ifnull(max(id), 0) + 1 FROM (SELECT id FROM change UNION "
        "ALL SELECT change FROM history)");
    insert("change", change_);
    connection_.run(
        "UPDATE change SET what = 'put the review together again "
        "from a damaged file' WHERE id = " +
        std::to_string(change_));
  }

  /// Extracts whose words are lost.
  void give_words() {
    std::vector<std::int64_t> ids;
    {
      RawRows row(connection_.database().getHandle(),
                  "SELECT id FROM extract WHERE id NOT IN (SELECT extract FROM "
                  "extract_text)");
      while (row.next()) ids.push_back(row.number(0));
    }
    for (const std::int64_t id : ids) {
      connection_.run(
          "INSERT INTO extract_text (extract, quote, translation, "
          "note) VALUES (" +
          std::to_string(id) + ", '(lost)', '', '')");
      ++told("extract_text").made_up;
    }
    // The place of words that are lost is held against them otherwise.
    connection_.run(
        "UPDATE extract SET paraphrase = 1 WHERE id IN (SELECT extract FROM "
        "extract_text WHERE quote = '(lost)')");
  }

  /// Where changes are lost, the chain of those that are left does not hold; that is written down,
  /// and it is made anew.
  void seal() {
    seal_changes(connection_);
    if (!broken_link(connection_)) return;
    own_change();
    connection_.run(
        "UPDATE change SET what = what || '; the chain of the history did not hold any more and "
        "was made anew' WHERE id = " +
        std::to_string(change_));
    connection_.run("UPDATE change SET chain = ''");
    seal_changes(connection_);
  }

  Connection& connection_;
  Recovery& all_;
  std::string by_;
  std::string now_;
  std::int64_t change_ = 0;
  std::int64_t ordinal_ = 0;
};

}  // namespace

void mend(Connection& connection, Recovery& all, const std::string& by, const std::string& now) {
  Mender(connection, all, by, now).mend();
}

}  // namespace retroduce::store
