#include "store/history_rows.h"

#include <algorithm>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "store/import_state.h"
#include "store/precedence.h"
#include "store/receipt_print.h"
#include "store/standing.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view insert_change_sql =
    "INSERT INTO change (uid, at, by_whom, kind, what, why, counts, content_hash, follows) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view insert_history_sql =
    "INSERT INTO history (change, place, thing, thing_id, before, after) VALUES (?, ?, ?, ?, ?, ?)";
// Changes of the same second stand as they came.
constexpr std::string_view changes_sql =
    "SELECT id, uid, at, by_whom, kind, what, why, counts, content_hash FROM change ORDER BY at, "
    "id";
constexpr std::string_view known_sql =
    "SELECT id, uid, at, by_whom, kind, what, why, counts, content_hash FROM change ORDER BY id "
    "DESC";
constexpr std::string_view one_change_sql =
    "SELECT id, uid, at, by_whom, kind, what, why, counts, content_hash FROM change WHERE id = ? "
    "ORDER BY id";
constexpr std::string_view change_of_uid_sql =
    "SELECT id, uid, at, by_whom, kind, what, why, counts, content_hash FROM change WHERE uid = ? "
    "ORDER BY id";
constexpr std::string_view history_sql =
    "SELECT thing, thing_id, before, after FROM history WHERE change = ? ORDER BY place";
constexpr std::string_view insert_arrival_sql =
    "INSERT INTO arrival (at, by_whom, source, format, content_hash, counts, upto) VALUES (?, ?, "
    "?, ?, ?, ?, (SELECT ifnull(max(id), 0) FROM change))";
constexpr std::string_view insert_finding_sql =
    "INSERT INTO arrival_finding (arrival, place, severity, code, message, source, line, position, "
    "notes) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view arrivals_sql =
    "SELECT id, at, by_whom, source, format, content_hash, counts FROM arrival ORDER BY id";
constexpr std::string_view findings_sql =
    "SELECT severity, code, message, source, line, position, notes FROM arrival_finding "
    "WHERE arrival = ? ORDER BY place";

constexpr std::string_view severity_words[] = {"note", "repair", "loss"};

bool is_uid(const std::string& uid) {
  return uid.size() == 16 && uid.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_json_or_empty(const std::string& text) {
  return text.empty() || nlohmann::json::accept(text);
}

bool is_sound(const Change& change) {
  return is_json_or_empty(change.counts) &&
         std::all_of(change.rows.begin(), change.rows.end(), [](const HistoryRow& row) {
           return is_json_or_empty(row.before) && is_json_or_empty(row.after);
         });
}

Change change_in(const Query& row) {
  Change change;
  change.uid = row.text(1);
  change.at = row.text(2);
  change.by = row.text(3);
  change.kind = row.text(4);
  change.what = row.text(5);
  change.why = row.text(6);
  change.counts = row.text(7);
  change.content_hash = row.text(8);
  return change;
}

bool same_history(const std::vector<HistoryRow>& a, const std::vector<HistoryRow>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const HistoryRow& x, const HistoryRow& y) {
                      return x.thing == y.thing && x.thing_id == y.thing_id &&
                             x.before == y.before && x.after == y.after;
                    });
}

std::vector<Difference> differences(const Change& there, const Change& here) {
  std::vector<Difference> found;
  const auto compare = [&](const char* field, std::string Change::*member) {
    if (there.*member != here.*member) found.push_back({field, there.*member, here.*member});
  };
  compare("time", &Change::at);
  compare("author", &Change::by);
  compare("kind", &Change::kind);
  compare("what", &Change::what);
  compare("why", &Change::why);
  compare("counts", &Change::counts);
  compare("content hash", &Change::content_hash);
  if (!same_history(there.rows, here.rows)) found.push_back({"history", "", ""});
  return found;
}

}  // namespace

void insert_rows(Connection& connection, std::int64_t change, const std::vector<HistoryRow>& rows) {
  std::int64_t place = 0;
  for (const HistoryRow& row : rows) {
    Query query(connection.prepared(insert_history_sql));
    query.bind({Cell{change}, Cell{++place}, Cell{to_word(row.thing)}, Cell{row.thing_id},
                Cell{row.before}, Cell{row.after}});
    query.run();
  }
}

std::int64_t insert_change(Connection& connection, const Change& change) {
  {
    Query query(connection.prepared(insert_change_sql));
    query.bind({Cell{change.uid}, Cell{change.at}, Cell{change.by}, Cell{change.kind},
                Cell{change.what}, Cell{change.why}, Cell{change.counts}, Cell{change.content_hash},
                Cell{change.follows}});
    query.run();
  }
  const std::int64_t id = connection.database().getLastInsertRowid();
  insert_rows(connection, id, change.rows);
  return id;
}

std::vector<HistoryRow> history_of(Connection& connection, std::int64_t change) {
  std::vector<HistoryRow> rows;
  Query query(connection.prepared(history_sql));
  query.bind(1, Cell{change});
  while (query.next()) {
    HistoryRow row;
    row.thing = stored_word<ThingKind>(query.view(0));
    row.thing_id = query.text(1);
    row.before = query.text(2);
    row.after = query.text(3);
    rows.push_back(std::move(row));
  }
  return rows;
}

void complete_change(Connection& connection, std::int64_t id, const Change& change) {
  {
    Query query(connection.prepared("UPDATE change SET what = ?, why = ? WHERE id = ?"));
    query.bind({Cell{change.what}, Cell{change.why}, Cell{id}}).run();
  }
  insert_rows(connection, id, change.rows);
}

void drop_change(Connection& connection, std::int64_t id) {
  Query query(connection.prepared("DELETE FROM change WHERE id = ?"));
  query.bind(1, Cell{id}).run();
}

std::vector<StoredChange> read_changes(Connection& connection) {
  std::vector<StoredChange> changes;
  {
    Query query(connection.prepared(changes_sql));
    while (query.next()) changes.push_back({query.number(0), change_in(query)});
  }
  std::unordered_map<std::int64_t, std::string> follows;
  for (const ChangeNode& node : read_nodes(connection))
    follows.emplace(node.id, base::join(node.follows, " "));
  for (StoredChange& each : changes) {
    each.change.rows = history_of(connection, each.id);
    each.change.follows = follows.at(each.id);
  }
  return changes;
}

std::vector<KnownChange> known_changes(Connection& connection) {
  std::vector<KnownChange> list;
  std::unordered_map<std::string, bool> undone;
  Query query(connection.prepared(known_sql));
  while (query.next()) {
    KnownChange known{query.number(0), change_in(query), false};
    const std::string& kind = known.change.kind;
    const auto whole = undone.find(whole_of(known.change.counts));
    const bool is_not_made = whole != undone.end() && whole->second;
    if (is_not_made) {
      known.is_undone = true;
      list.push_back(std::move(known));
      continue;
    }
    if (kind.starts_with(undo_prefix)) undone.emplace(kind.substr(undo_prefix.size()), true);
    if (kind.starts_with(redo_prefix)) undone.emplace(kind.substr(redo_prefix.size()), false);
    const auto found = undone.find(known.change.uid);
    known.is_undone = found != undone.end() && found->second;
    list.push_back(std::move(known));
  }
  return list;
}

std::optional<KnownChange> known_change(Connection& connection, std::string_view uid) {
  KnownChange known;
  {
    Query query(connection.prepared(change_of_uid_sql));
    query.bind(1, Cell{uid});
    if (!query.next()) return std::nullopt;
    known = {query.number(0), change_in(query), false};
  }
  known.is_undone = is_undone(connection, uid);
  return known;
}

Change change_of(Connection& connection, std::int64_t id) {
  Change change;
  {
    Query query(connection.prepared(one_change_sql));
    query.bind(1, Cell{id});
    if (!query.next()) raise_damaged("change " + std::to_string(id));
    change = change_in(query);
  }
  change.rows = history_of(connection, id);
  return change;
}

void add_to(ImportState& state, const Change& change) {
  std::int64_t& id = state.rows.changes.emplace_back(0);
  const std::string name = in_quotes(change.uid);
  if (!is_uid(change.uid))
    return state.refuse(Kind::change, 0, "import.change-id",
                        "the id " + name + " of a change is not 16 hexadecimal digits");
  if (!is_sound(change))
    return state.refuse(Kind::change, 0, "import.change-damaged",
                        "the change " + name + " holds an image that is no JSON");
  ImportState::Settled settled;
  Change there;
  {
    Query query(state.connection.prepared(change_of_uid_sql));
    query.bind(1, Cell{change.uid});
    if (query.next()) {
      settled.id = query.number(0);
      there = change_in(query);
    }
  }
  if (settled.id == 0) {
    settled.id = insert_change(state.connection, change);
    Query arrived(state.connection.prepared("UPDATE change SET arrived = 1 WHERE id = ?"));
    arrived.bind(1, Cell{settled.id}).run();
    settled.is_new = true;
    state.is_review_told |=
        std::any_of(change.rows.begin(), change.rows.end(),
                    [](const HistoryRow& row) { return row.thing == ThingKind::review; });
  } else {
    there.rows = history_of(state.connection, settled.id);
    settled.differences = differences(there, change);
  }
  id = state.conclude(Kind::change, settled, 0, [&] { return name; });
}

std::int64_t insert_arrival(Connection& connection, const Receipt& receipt) {
  nlohmann::json counts = nlohmann::json::array();
  for (const ReceiptLine& line : receipt.lines) {
    counts.push_back({line.kind, line.added, line.present, line.left_out});
  }
  const std::string counts_text = counts.dump();
  {
    Query query(connection.prepared(insert_arrival_sql));
    query.bind({Cell{receipt.at}, Cell{receipt.by}, Cell{receipt.source}, Cell{receipt.format},
                Cell{receipt.content_hash}, Cell{counts_text}});
    query.run();
  }
  const std::int64_t id = connection.database().getLastInsertRowid();
  std::int64_t place = 0;
  for (const base::Diagnostic& finding : receipt.found.sorted()) {
    const std::string notes = nlohmann::json(finding.notes).dump();
    Query query(connection.prepared(insert_finding_sql));
    query.bind({Cell{id}, Cell{++place},
                Cell{severity_words[static_cast<std::size_t>(finding.severity)]},
                Cell{finding.code}, Cell{finding.message}, Cell{finding.origin.name},
                Cell{static_cast<std::int64_t>(finding.origin.line)},
                Cell{static_cast<std::int64_t>(finding.origin.column)}, Cell{notes}});
    query.run();
  }
  print_receipt(connection, id);
  return id;
}

namespace {

std::vector<ReceiptLine> lines_in(std::string_view json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  std::vector<ReceiptLine> lines;
  for (const auto& line : parsed) {
    if (!line.is_array() || line.size() != 4 || !line[0].is_string() || !line[1].is_number())
      raise_damaged(json);
    lines.push_back({line[0], line[1], line[2], line[3]});
  }
  return lines;
}

void read_findings(Connection& connection, Receipt& receipt) {
  Query query(connection.prepared(findings_sql));
  query.bind(1, Cell{receipt.number});
  while (query.next()) {
    base::Diagnostic finding;
    const auto word =
        std::find(std::begin(severity_words), std::end(severity_words), query.view(0));
    if (word == std::end(severity_words)) raise_damaged(query.view(0));
    finding.severity = static_cast<base::Severity>(word - std::begin(severity_words));
    finding.code = query.text(1);
    finding.message = query.text(2);
    finding.origin = {query.text(3), static_cast<std::size_t>(query.number(4)),
                      static_cast<std::size_t>(query.number(5))};
    finding.notes = stored_texts(query.view(6));
    receipt.found.add(std::move(finding));
  }
}

}  // namespace

std::vector<Receipt> read_arrivals(Connection& connection) {
  std::vector<Receipt> receipts;
  {
    Query query(connection.prepared(arrivals_sql));
    while (query.next()) {
      Receipt& receipt = receipts.emplace_back();
      receipt.number = query.number(0);
      receipt.at = query.text(1);
      receipt.by = query.text(2);
      receipt.source = query.text(3);
      receipt.format = query.text(4);
      receipt.content_hash = query.text(5);
      receipt.lines = lines_in(query.view(6));
    }
  }
  for (Receipt& receipt : receipts) read_findings(connection, receipt);
  return receipts;
}

}  // namespace retroduce::store
