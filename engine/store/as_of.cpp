// A review as it was: a copy of it, walked back through its history.
#include <algorithm>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "store/body.h"
#include "store/history_rows.h"
#include "store/precedence.h"
#include "store/step_back.h"
#include "store/take_away.h"

namespace retroduce::store {

using namespace model;

namespace {

/// "2026-03-01" is the end of that day; the name of a change is the moment after it.
struct Moment {
  std::string latest;       ///< changes up to this time stand
  std::int64_t change = 0;  ///< or up to this one
};

/// A day, or a second of one as changes have it.
bool is_date(const std::string& text) {
  constexpr std::size_t day = 10;
  constexpr std::string_view form = "T00:00:00Z";
  if (text.size() < day || !base::is_date(text.substr(0, day))) return false;
  const std::string time = text.substr(day);
  if (time.empty()) return true;
  for (std::size_t i = 0; i < form.size() && time.size() == form.size(); ++i) {
    const bool digit = time[i] >= '0' && time[i] <= '9';
    if (form[i] == '0' ? !digit : time[i] != form[i]) return false;
  }
  return time.size() == form.size() && time.substr(1, 2) < "24" && time.substr(4, 2) < "60" &&
         time.substr(7, 2) < "60";
}

void need_begun(Connection& connection, const std::string& latest, const std::string& when) {
  Query query(connection.prepared("SELECT ifnull(min(at), '') FROM change ORDER BY 1"));
  if (query.next() && query.text(0) > latest)
    throw base::Error(base::ErrorCode::usage, "the review had not begun on " + when +
                                                  ": its first change is of " + query.text(0));
}

/// The merge that brought the change, for this file never was with it and without the others that
/// came along; the change itself, where none of them did anything here.
std::int64_t merge_of(Connection& connection, std::int64_t change) {
  Query query(
      connection.prepared("SELECT id, kind FROM change WHERE id > ? AND arrived <> 2 ORDER BY id"));
  query.bind(1, Cell{change});
  return query.next() && query.view(1) == merge_kind ? query.number(0) : change;
}

Moment moment_of(Connection& connection, const std::string& when) {
  if (is_date(when)) {
    const std::string latest = when.size() == 10 ? when + "T23:59:59Z" : when;
    need_begun(connection, latest, when);
    return {latest, 0};
  }
  Query query(connection.prepared("SELECT id, arrived = 2 FROM change WHERE uid = ? ORDER BY id"));
  query.bind(1, Cell{std::string_view(when)});
  if (query.next())
    return {{}, query.flag(1) ? merge_of(connection, query.number(0)) : query.number(0)};
  throw base::Error(
      base::ErrorCode::usage,
      "\"" + when +
          "\" is neither a date (2026-03-01), nor a time (2026-03-01T12:00:00Z), nor the name "
          "of a change; see retroduce history");
}

struct LaterChange {
  std::int64_t id = 0;
  bool is_brought = false;  ///< by a merge, whose own rows took it away
  bool is_import = false;   ///< no rows tell of what it added
};

/// The newest first.
std::vector<LaterChange> later_changes(Connection& connection, const Moment& moment) {
  std::vector<LaterChange> list;
  Query query(connection.prepared(
      "SELECT id, arrived = 2, kind = 'import' OR NOT EXISTS (SELECT 1 FROM history h WHERE "
      "h.change = "
      "change.id) FROM change WHERE CASE WHEN ?1 = '' THEN id > ?2 ELSE at > ?1 END ORDER BY id "
      "DESC"));
  query.bind({Cell{std::string_view(moment.latest)}, Cell{moment.change}});
  while (query.next()) list.push_back({query.number(0), query.flag(1), query.flag(2)});
  return list;
}

}  // namespace

void go_back(Connection& connection, const std::string& when) {
  connection.run("PRAGMA foreign_keys = OFF");
  Transaction transaction(connection, Transaction::Kind::write);
  Things things(connection);
  bool is_found_anew = true;  // by the full text search
  for (const auto& [change, is_brought, is_import] :
       later_changes(connection, moment_of(connection, when))) {
    const auto rows = history_of(connection, change);
    // What a merge brought, the merge's own rows took away.
    for (auto row = rows.rbegin(); row != rows.rend() && !is_brought; ++row)
      step_back(things, *row);
    if (is_import && !is_brought) {
      take_away_added(connection, change);
      is_found_anew = false;
    }
    things.forget_change(change);
    for (const char* sql : {"DELETE FROM history WHERE change = ?",
                            "UPDATE review SET change = NULL WHERE change = ?"}) {
      Query query(connection.prepared(sql));
      query.bind(1, Cell{change}).run();
    }
    Query query(connection.prepared("DELETE FROM change WHERE id = ?"));
    query.bind(1, Cell{change}).run();
  }
  if (!is_found_anew)
    connection.run("INSERT INTO extract_search (extract_search) VALUES ('rebuild')");
  connection.run("DELETE FROM kept_part");
  transaction.commit();
  connection.run("PRAGMA foreign_keys = ON");
}

}  // namespace retroduce::store
