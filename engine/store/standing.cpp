#include "store/standing.h"

#include <array>
#include <unordered_map>
#include <unordered_set>

#include "store/precedence.h"

namespace retroduce::store {

namespace {

// Worded as the index change_taken_back is.
constexpr std::string_view last_word_sql =
    "SELECT uid, kind, counts FROM change WHERE kind IN (?, ?) AND (kind GLOB 'undo of *' OR kind "
    "GLOB 'redo of *') ORDER BY id DESC";
// The third cell: whether only a name can mean what came before.
constexpr std::string_view newest_first_sql =
    "SELECT uid, kind, arrived = 2 OR (arrived = 0 AND kind = 'restore'), counts, by_whom FROM "
    "change ORDER BY id DESC";

/// In place of the counts of an import.
constexpr std::string_view part_begin = "{\"part of\":\"";

std::string part_mark(std::string_view first) {
  return std::string(part_begin).append(first).append("\"}");
}

/// What only a name can mean: it can never be taken back as a whole.
bool is_for_good(std::string_view kind) { return is_of_one_file(kind); }

/// What undoing and doing again say of changes, read from the last to the first: the last holds.
class LastWords {
 public:
  /// Whether a change of that kind says something of another.
  bool take(const std::string& kind, std::string_view counts) {
    if (say_undone(whole_of(counts))) return !is_step(kind);  // it counts as not made
    if (kind.starts_with(undo_prefix)) {
      undone_.emplace(kind.substr(undo_prefix.size()), true);
    } else if (kind.starts_with(redo_prefix)) {
      undone_.emplace(kind.substr(redo_prefix.size()), false);
    }
    return !is_step(kind);
  }
  bool say_undone(const std::string& uid) const {
    const auto found = undone_.find(uid);
    return found != undone_.end() && found->second;
  }

 private:
  std::unordered_map<std::string, bool> undone_;
};

/// Whether the change of the row can be meant without a name: by one of these, and whole.
bool is_meant(const Query& row, const std::set<std::string>& by) {
  return whole_of(row.view(3)).empty() && (by.empty() || by.count(row.text(4)) > 0);
}

/// The uid of the undoing that holds now.
std::optional<std::string> last_undoing(Connection& connection, std::string_view uid) {
  const std::string undo = std::string(undo_prefix).append(uid);
  const std::string redo = std::string(redo_prefix).append(uid);
  std::vector<std::array<std::string, 3>> words;
  {
    Query query(connection.prepared(last_word_sql));
    query.bind({Cell{std::string_view(undo)}, Cell{std::string_view(redo)}});
    while (query.next()) words.push_back({query.text(0), query.text(1), query.text(2)});
  }
  for (const auto& [by, kind, counts] : words) {
    const std::string whole = whole_of(counts);
    if (!whole.empty() && last_undoing(connection, whole)) continue;  // it counts as not made
    return kind == undo ? std::optional(by) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool is_step(std::string_view kind) {
  return !kind.starts_with(undo_prefix) && !kind.starts_with(redo_prefix);
}

void make_parts(Connection& connection, std::string_view first,
                const std::vector<std::string>& parts) {
  const std::string mark = part_mark(first);
  for (const std::string& part : parts) {
    Query query(connection.prepared("UPDATE change SET counts = ? WHERE uid = ?"));
    query.bind({Cell{std::string_view(mark)}, Cell{std::string_view(part)}}).run();
  }
}

std::string whole_of(std::string_view counts) {
  return counts.starts_with(part_begin) ? std::string(counts.substr(part_begin.size(), 16))
                                        : std::string();
}

std::vector<KnownChange> parts_of(Connection& connection, std::string_view first) {
  const std::string mark = part_mark(first);
  std::vector<std::string> uids;
  {
    Query query(connection.prepared("SELECT uid FROM change WHERE counts = ? ORDER BY id"));
    query.bind(1, Cell{std::string_view(mark)});
    while (query.next()) uids.push_back(query.text(0));
  }
  std::vector<KnownChange> parts;
  for (const std::string& uid : uids) parts.push_back(known_change(connection, uid).value());
  return parts;
}

bool is_undone(Connection& connection, std::string_view uid) {
  if (last_undoing(connection, uid)) return true;
  std::string whole;
  {
    Query query(connection.prepared("SELECT counts FROM change WHERE uid = ? ORDER BY id"));
    query.bind(1, Cell{uid});
    if (query.next()) whole = whole_of(query.view(0));
  }
  return !whole.empty() && last_undoing(connection, whole);
}

std::optional<KnownChange> undone_by(Connection& connection, std::string_view uid) {
  const auto by = last_undoing(connection, uid);
  return by ? known_change(connection, *by) : std::nullopt;
}

bool stands(Connection& connection, std::string_view uid, std::string_view kind) {
  return is_step(kind) && !is_for_good(kind) && !is_undone(connection, uid);
}

std::vector<std::string> last_standing(Connection& connection, std::size_t count,
                                       const std::set<std::string>& by) {
  std::vector<std::string> steps;
  std::unordered_set<std::string> met;  // what was done again stands where that was
  LastWords words;
  Query query(connection.prepared(newest_first_sql));
  while (steps.size() < count && query.next() && !query.flag(2)) {
    const std::string kind = query.text(1);
    const bool is_again = kind.starts_with(redo_prefix);
    if ((words.take(kind, query.view(3)) && !is_again) || !is_meant(query, by)) continue;
    const std::string uid = is_again ? kind.substr(redo_prefix.size()) : query.text(0);
    if (words.say_undone(uid) || !met.insert(uid).second) continue;
    const auto again = is_again ? known_change(connection, uid) : std::nullopt;
    const bool is_of_others = again && !by.empty() && by.count(again->change.by) == 0;
    if (is_again ? again && !is_of_others : !is_for_good(kind)) steps.push_back(uid);
  }
  return steps;
}

std::vector<std::string> last_undone(Connection& connection, std::size_t count,
                                     const std::set<std::string>& by) {
  std::vector<std::string> steps;
  std::unordered_set<std::string> met;  // one may have been undone several times
  LastWords words;
  Query query(connection.prepared(newest_first_sql));
  while (steps.size() < count && query.next() && !query.flag(2)) {
    const std::string kind = query.text(1);
    if (!words.take(kind, query.view(3)) || !kind.starts_with(undo_prefix) || !is_meant(query, by))
      continue;
    const std::string uid = kind.substr(undo_prefix.size());
    if (words.say_undone(uid) && met.insert(uid).second && known_change(connection, uid))
      steps.push_back(uid);
  }
  return steps;
}

std::optional<KnownChange> went_back(Connection& connection) {
  std::string uid;
  {
    Query query(connection.prepared(newest_first_sql));
    while (uid.empty() && query.next())
      if (query.flag(2)) {
        if (query.view(1) != restore_kind) return std::nullopt;
        uid = query.text(0);
      }
  }
  return uid.empty() ? std::nullopt : known_change(connection, uid);
}

bool is_merged(Connection& connection) {
  return connection.number("SELECT EXISTS (SELECT 1 FROM change WHERE arrived = 2)") != 0;
}

}  // namespace retroduce::store
