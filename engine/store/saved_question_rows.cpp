#include "store/saved_question_rows.h"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/history_rows.h"
#include "store/import_state.h"
#include "store/renamings.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;
using base::Error;
using base::ErrorCode;

namespace {

constexpr std::string_view all_sql =
    "SELECT q.name, q.text, a.at, a.rows, a.change, q.change, c.uid || '.' || q.ordinal "
    "FROM saved_question q JOIN change c ON c.id = q.change "
    "LEFT JOIN kept_answer a ON a.saved_question = q.id ORDER BY q.name";
constexpr std::string_view written_sql =
    "SELECT h.thing_id, max(h.change) FROM history h JOIN change c ON c.id = h.change "
    "WHERE h.thing = 'saved question' AND instr(h.after, '\"question\"') > 0 AND c.kind != 'merge' "
    "GROUP BY h.thing_id ORDER BY h.thing_id";
constexpr std::string_view find_sql =
    "SELECT q.id, q.text, c.uid, q.ordinal FROM saved_question q JOIN change c ON c.id = q.change "
    "WHERE q.name = ? ORDER BY q.id";
constexpr std::string_view keep_sql =
    "INSERT INTO kept_answer (saved_question, at, change, rows, print) "
    "VALUES (?, ?, (SELECT max(id) FROM change WHERE arrived != 2), ?, '') "
    "ON CONFLICT (saved_question) DO UPDATE SET at = excluded.at, change = excluded.change, "
    "rows = excluded.rows";
constexpr std::string_view prints_sql =
    "SELECT a.at, a.change, a.rows, a.print, q.id, q.name FROM kept_answer a JOIN saved_question q "
    "ON q.id = a.saved_question WHERE ?1 IN (0, q.id) ORDER BY q.id";
constexpr std::int64_t all_questions = 0;

struct Row {
  std::int64_t id = 0;  ///< 0: there is none of that name
  std::string text;
  std::string permanent_id;
};

Row find(Connection& connection, const std::string& name) {
  Query query(connection.prepared(find_sql));
  query.bind(1, Cell{name});
  if (!query.next()) return {};
  return {query.number(0), query.text(1), query.text(2) + "." + query.text(3)};
}

void run(Connection& connection, std::string_view sql, const Cells& cells) {
  Query query(connection.prepared(sql));
  query.bind(cells).run();
}

void drop_answer(Connection& connection, std::int64_t id) {
  run(connection, "DELETE FROM kept_answer WHERE saved_question = ?", {id});
}

std::string image_of(const std::string& name, const std::string& text) {
  nlohmann::ordered_json image;
  image["name"] = name;
  image["question"] = text;
  return image.dump();
}

HistoryRow history(const std::string& id, std::string before, std::string after) {
  return {ThingKind::saved_question, id, std::move(before), std::move(after)};
}

KeptAnswer answer_in(const Query& row) {
  KeptAnswer answer{row.text(2), {}};
  const auto json = nlohmann::json::parse(row.view(3), nullptr, false);
  const bool sound = json.is_array() && std::all_of(json.begin(), json.end(), [](const auto& one) {
                       return one.is_array() && one.size() == 4 && one[0].is_string() &&
                              one[1].is_number_integer() && one[2].is_string() &&
                              one[3].is_string();
                     });
  if (!sound) raise_damaged(row.view(3));
  for (const auto& one : json)
    answer.rows.push_back({one[0].template get<std::string>(), one[1].template get<std::int64_t>(),
                           one[2].template get<std::string>(), one[3].template get<std::string>()});
  return answer;
}

/// Of a row of `prints_sql`.
std::string print_of(const Query& row) {
  base::Hasher hasher;
  for (const int column : {0, 1, 2}) hasher.add_counted(row.text(column));
  return hasher.finish();
}

/// `question`: the row of one, or all.
void print_answers_of(Connection& connection, std::int64_t question) {
  std::map<std::int64_t, std::string> prints;
  {
    Query row(connection.prepared(prints_sql));
    row.bind(1, Cell{question});
    while (row.next()) prints[row.number(4)] = print_of(row);
  }
  for (const auto& [id, print] : prints)
    run(connection, "UPDATE kept_answer SET print = ? WHERE saved_question = ?", {print, id});
}

/// By permanent id, the change that wrote the words of a question last, wherever it was made; none
/// where it was imported.
std::map<std::string, std::int64_t> when_written(Connection& connection) {
  std::map<std::string, std::int64_t> found;
  Query row(connection.prepared(written_sql));
  while (row.next()) found[row.text(0)] = row.number(1);
  return found;
}

}  // namespace

std::vector<KeptQuestion> read_saved_questions(Connection& connection) {
  std::vector<KeptQuestion> list;
  Query query(connection.prepared(all_sql));
  if (!query.next()) return list;
  const Renamings renamings(connection);
  const auto written = when_written(connection);
  do {
    const auto at = written.find(query.text(6));
    const std::int64_t since = at != written.end() ? at->second : query.number(5);
    list.push_back({query.text(0), query.text(1), std::nullopt, renamings.since_written(since)});
    if (query.is_null(2)) continue;
    list.back().last = answer_in(query);
    list.back().last->renamed = renamings.since_change(query.number(4));
  } while (query.next());
  std::sort(list.begin(), list.end(), [](const KeptQuestion& a, const KeptQuestion& b) {
    return base::compare_labels(a.name, b.name) < 0;
  });
  return list;
}

Change save_question(Connection& connection, const std::string& name, const std::string& text,
                     bool replace, Change change) {
  const Row there = find(connection, name);
  if (there.id != 0 && there.text == text && !replace) return change;
  if (there.id == 0) {
    change.what = "saved the question " + in_quotes(name);
    change.rows.push_back(history(change.uid + ".1", "", image_of(name, text)));
    const std::int64_t id = insert_change(connection, change);
    run(connection, "INSERT INTO saved_question (name, text, change, ordinal) VALUES (?, ?, ?, 1)",
        {name, text, id});
    return change;
  }
  if (!replace) {
    throw Error(ErrorCode::conflict, "another question is saved as " + in_quotes(name) + ": " +
                                         there.text + "; say --force to replace it");
  }
  change.what = "changed the saved question " + in_quotes(name);
  change.rows.push_back(
      history(there.permanent_id, image_of(name, there.text), image_of(name, text)));
  insert_change(connection, change);
  drop_answer(connection, there.id);
  run(connection, "UPDATE saved_question SET text = ? WHERE id = ?", {text, there.id});
  return change;
}

Change forget_question(Connection& connection, const std::string& name, Change change) {
  const Row there = find(connection, name);
  if (there.id == 0)
    throw Error(ErrorCode::not_found, "no question is saved as " + in_quotes(name));
  {
    Query memos(connection.prepared(
        "SELECT count(*) FROM memo WHERE about = 'saved question' AND about_key = ? ORDER BY 1"));
    memos.bind(1, Cell{std::to_string(there.id)});
    if (memos.next() && memos.number(0) > 0)
      throw Error(ErrorCode::conflict,
                  "a memo is about the question saved as " + in_quotes(name) + "; it stays");
  }
  change.what = "forgot the saved question " + in_quotes(name);
  change.rows.push_back(history(there.permanent_id, image_of(name, there.text), ""));
  insert_change(connection, change);
  drop_answer(connection, there.id);
  run(connection, "DELETE FROM saved_question WHERE id = ?", {there.id});
  return change;
}

void keep_answer(Connection& connection, const std::string& name, const KeptAnswer& answer) {
  const Row there = find(connection, name);
  if (there.id == 0) return;
  nlohmann::json rows = nlohmann::json::array();
  for (const KeptRow& row : answer.rows)
    rows.push_back({row.name, row.support, row.rest, row.grounds});
  const std::string text = rows.dump();
  run(connection, keep_sql, {there.id, answer.at, text});
  print_answers_of(connection, there.id);
}

void print_answers(Connection& connection) { print_answers_of(connection, all_questions); }

std::vector<std::string> altered_answers(Connection& connection) {
  std::vector<std::string> names;
  Query row(connection.prepared(prints_sql));
  row.bind(1, Cell{all_questions});
  while (row.next())
    if (row.text(3) != print_of(row)) names.push_back(row.text(5));
  return names;
}

void add_to(ImportState& state, const SavedQuestion& saved) {
  std::int64_t& id = state.rows.saved_questions.emplace_back(0);
  if (saved.name.empty())
    return state.refuse(Kind::saved_question, saved.line, "import.no-label",
                        "saved question without a name");
  const Cells cells = {saved.name, saved.text};
  const auto settled = state.settle(Kind::saved_question, state.tables.saved_question, cells,
                                    saved.origin, saved.line);
  id = state.conclude(Kind::saved_question, settled, saved.line,
                      [&] { return in_quotes(saved.name); });
}

}  // namespace retroduce::store
