// A review as it was: a copy of it, walked back through its history.
#include <algorithm>
#include <optional>

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

/// What is here for sure before anything else came: the first change that did more in this file
/// than describe the review.
std::int64_t first_work(Connection& connection) {
  return connection.number(
      "SELECT ifnull(min(c.id), 9223372036854775807) FROM change c WHERE c.arrived = 0 AND NOT "
      "EXISTS (SELECT 1 FROM history h WHERE h.change = c.id AND h.thing = 'review')");
}

/// When an import came, and the last change that was there then.
struct Import {
  std::string at;
  std::int64_t upto = 0;
};

/// That brought a change which was made elsewhere.
std::optional<Import> import_of(Connection& connection, std::int64_t change) {
  Query query(
      connection.prepared("SELECT at, upto FROM arrival WHERE upto >= ? ORDER BY id LIMIT 1"));
  query.bind(1, Cell{change});
  if (!query.next()) return std::nullopt;
  return Import{query.text(0), query.number(1)};
}

/// The last change of all that came with this one, for this file never was with it and without the
/// others; the change itself where an import filled a new review, whose history is this one's.
std::int64_t last_with(Connection& connection, std::int64_t change, bool by_merge) {
  if (by_merge) {
    Query query(connection.prepared(
        "SELECT id, kind FROM change WHERE id > ? AND arrived = 0 ORDER BY id LIMIT 1"));
    query.bind(1, Cell{change});
    return query.next() && query.view(1) == merge_kind ? query.number(0) : change;
  }
  if (change < first_work(connection)) return change;
  const auto import = import_of(connection, change);
  return import ? import->upto : change;
}

Moment moment_of(Connection& connection, const std::string& when) {
  if (is_date(when)) {
    const std::string latest = when.size() == 10 ? when + "T23:59:59Z" : when;
    need_begun(connection, latest, when);
    return {latest, 0};
  }
  Query query(connection.prepared("SELECT id, arrived FROM change WHERE uid = ? ORDER BY id"));
  query.bind(1, Cell{std::string_view(when)});
  if (query.next()) {
    const std::int64_t id = query.number(0);
    const std::int64_t arrived = query.number(1);
    return {{}, arrived == 0 ? id : last_with(connection, id, arrived == 2)};
  }
  throw base::Error(
      base::ErrorCode::usage,
      "\"" + when +
          "\" is neither a date (2026-03-01), nor a time (2026-03-01T12:00:00Z), nor the name "
          "of a change; see retroduce history");
}

struct LaterChange {
  std::int64_t id = 0;
  bool is_own = false;  ///< made in this file
  bool is_brought =
      false;  ///< others' rows took it away: a merge's, or an import's that came later
  bool adds_unsaid = false;  ///< no rows tell of what it added
};

/// The newest first. What an import brought to a review that held something stands or goes with the
/// import, whenever it was made: names of the two may be in each other's way.
std::vector<LaterChange> later_changes(Connection& connection, const Moment& moment) {
  std::vector<LaterChange> list;
  const std::int64_t first = first_work(connection);
  Query query(connection.prepared(
      "SELECT id, arrived, at, kind = 'import' OR NOT EXISTS (SELECT 1 FROM history h WHERE "
      "h.change = change.id) FROM change WHERE id > ? ORDER BY id DESC"));
  query.bind(1, Cell{moment.change});
  while (query.next()) {
    const std::int64_t arrived = query.number(1);
    const bool by_import = arrived == 1 && query.number(0) > first;
    if (!moment.latest.empty()) {
      const auto import = by_import ? import_of(connection, query.number(0)) : std::nullopt;
      if ((import ? import->at : query.text(2)) <= moment.latest) continue;
    }
    list.push_back({query.number(0), arrived == 0, arrived == 2 || by_import,
                    by_import || (arrived != 2 && query.flag(3))});
  }
  return list;
}

/// Whether the row says that the review stayed as it was, whatever came with the import says.
bool keeps_review(const HistoryRow& row) {
  return row.thing == ThingKind::review && row.before == row.after;
}

}  // namespace

void go_back(Connection& connection, const std::string& when) {
  connection.run("PRAGMA foreign_keys = OFF");
  Transaction transaction(connection, Transaction::Kind::write);
  Things things(connection);
  bool is_found_anew = true;    // by the full text search
  bool is_review_kept = false;  // by the import that brought what comes next
  for (const auto& [change, is_own, is_brought, adds_unsaid] :
       later_changes(connection, moment_of(connection, when))) {
    const auto rows = is_brought ? std::vector<HistoryRow>() : history_of(connection, change);
    if (is_own) is_review_kept = std::any_of(rows.begin(), rows.end(), keeps_review);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row)
      if (is_own || !is_review_kept || row->thing != ThingKind::review) step_back(things, *row);
    if (adds_unsaid) {
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
