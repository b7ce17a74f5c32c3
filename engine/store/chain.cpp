// The chain of changes: each holds a fingerprint of the one before it and of all that it says, so
// that none can be altered, left out or put between without that showing. By the order in which
// they came into this file; an export sends no links, and an import makes its own.
#include "base/hash.h"
#include "store/edit_session.h"
#include "store/raw_rows.h"

namespace retroduce::store {

namespace {

constexpr std::string_view changes_sql =
    "SELECT id, uid, at, by_whom, kind, what, why, counts, content_hash, follows, arrived, "
    "chain FROM change ";
constexpr int last_said = 10;  // of these columns, from the second
constexpr std::string_view rows_sql =
    "SELECT place, thing, thing_id, before, after FROM history WHERE change = ? ORDER BY place";

std::string link_of(Connection& connection, const Query& change, const std::string& before) {
  base::Hasher hasher;
  hasher.add_counted(before);
  for (int column = 1; column <= last_said; ++column) hasher.add_counted(change.view(column));
  Query rows(connection.prepared(rows_sql));
  rows.bind(1, Cell{change.number(0)});
  while (rows.next()) {
    for (int column = 0; column < 5; ++column) hasher.add_counted(rows.text(column));
  }
  return hasher.finish();
}

}  // namespace

void seal_changes(Connection& connection) {
  std::vector<std::int64_t> open;
  {
    Query query(connection.prepared("SELECT id FROM change WHERE chain = '' ORDER BY id"));
    while (query.next()) open.push_back(query.number(0));
  }
  for (const std::int64_t id : open) {
    std::string before;
    {
      Query query(
          connection.prepared("SELECT chain FROM change WHERE id < ? ORDER BY id DESC LIMIT 1"));
      query.bind(1, Cell{id});
      if (query.next()) before = query.text(0);
    }
    std::string link;
    {
      Query query(connection.prepared(std::string(changes_sql) + "WHERE id = ? ORDER BY id"));
      query.bind(1, Cell{id}).next();
      link = link_of(connection, query, before);
    }
    Query query(connection.prepared("UPDATE change SET chain = ? WHERE id = ?"));
    query.bind({Cell{std::string_view(link)}, Cell{id}}).run();
  }
}

std::optional<std::int64_t> broken_link_at(Connection& connection) {
  std::string before;
  Query query(connection.prepared(std::string(changes_sql) + "ORDER BY id"));
  while (query.next()) {
    const std::string link = link_of(connection, query, before);
    if (link != query.view(last_said + 1)) return query.number(0);
    before = link;
  }
  return std::nullopt;
}

std::optional<std::string> broken_link(Connection& connection) {
  const auto broken = broken_link_at(connection);
  if (!broken) return std::nullopt;
  Query query(connection.prepared(std::string(changes_sql) + "WHERE id = ? ORDER BY id"));
  query.bind(1, Cell{*broken}).next();
  return "the history was altered at or before the change of " + query.text(2) + " by " +
         query.text(3) + " (" + query.text(5) + ", " + query.text(1) + ")";
}

}  // namespace retroduce::store
