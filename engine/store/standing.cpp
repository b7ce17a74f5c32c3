#include "store/standing.h"

#include <unordered_map>

#include "store/precedence.h"

namespace retroduce::store {

namespace {

// Worded as the index change_taken_back is.
constexpr std::string_view last_word_sql =
    "SELECT uid, kind FROM change WHERE kind IN (?, ?) AND (kind GLOB 'undo of *' OR kind GLOB "
    "'redo of *') ORDER BY id DESC LIMIT 1";
constexpr std::string_view newest_first_sql =
    "SELECT uid, kind, arrived = 2 FROM change ORDER BY id DESC";

/// What only a name can mean: it can never be taken back as a whole.
bool is_for_good(std::string_view kind) { return is_of_one_file(kind); }

/// What undoing and doing again say of changes, read from the last to the first: the last holds.
class LastWords {
 public:
  /// Whether a change of that kind says something of another.
  bool take(const std::string& kind) {
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

/// The uid of the undoing that holds now.
std::optional<std::string> last_undoing(Connection& connection, std::string_view uid) {
  const std::string undo = std::string(undo_prefix).append(uid);
  const std::string redo = std::string(redo_prefix).append(uid);
  Query query(connection.prepared(last_word_sql));
  query.bind({Cell{std::string_view(undo)}, Cell{std::string_view(redo)}});
  if (!query.next() || query.view(1) != undo) return std::nullopt;
  return query.text(0);
}

}  // namespace

bool is_step(std::string_view kind) {
  return !kind.starts_with(undo_prefix) && !kind.starts_with(redo_prefix);
}

bool is_undone(Connection& connection, std::string_view uid) {
  return last_undoing(connection, uid).has_value();
}

std::optional<KnownChange> undone_by(Connection& connection, std::string_view uid) {
  const auto by = last_undoing(connection, uid);
  return by ? known_change(connection, *by) : std::nullopt;
}

bool stands(Connection& connection, std::string_view uid, std::string_view kind) {
  return is_step(kind) && !is_for_good(kind) && !is_undone(connection, uid);
}

std::optional<KnownChange> last_standing(Connection& connection) {
  LastWords words;
  Query query(connection.prepared(newest_first_sql));
  while (query.next() && !query.flag(2)) {
    const std::string uid = query.text(0);
    const std::string kind = query.text(1);
    if (!words.take(kind) && !is_for_good(kind) && !words.say_undone(uid))
      return known_change(connection, uid);
  }
  return std::nullopt;
}

std::optional<KnownChange> last_undone(Connection& connection) {
  LastWords words;
  Query query(connection.prepared(newest_first_sql));
  while (query.next() && !query.flag(2)) {
    const std::string kind = query.text(1);
    if (!words.take(kind) || !kind.starts_with(undo_prefix)) continue;
    const std::string uid = kind.substr(undo_prefix.size());
    if (words.say_undone(uid))
      if (auto found = known_change(connection, uid)) return found;
  }
  return std::nullopt;
}

}  // namespace retroduce::store
