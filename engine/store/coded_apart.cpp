#include "store/coded_apart.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::store {

namespace {

constexpr std::string_view assignments_sql =
    "SELECT d.value, c.value, ifnull(f.value, '') FROM entry e "
    "JOIN entry_field d ON d.entry = e.id AND d.name = 'assigned document' "
    "JOIN entry_field c ON c.entry = e.id AND c.name = 'assigned coder' "
    "LEFT JOIN entry_field f ON f.entry = e.id AND f.name = 'done' "
    "WHERE e.list = 'double coding' ORDER BY d.value, c.value";

// The document and the others of one that is coded apart, in tables of the copy alone.
constexpr const char* tables[] = {
    "CREATE TEMP TABLE apart (document INTEGER, coder INTEGER, label TEXT)",
    "CREATE TEMP TABLE hidden_extract (id INTEGER PRIMARY KEY)",
};

constexpr std::string_view extracts_sql =
    "INSERT INTO hidden_extract SELECT e.id FROM extract e JOIN change u ON u.id = e.change "
    "WHERE EXISTS (SELECT 1 FROM apart a WHERE a.document = e.document AND a.label = u.by_whom) "
    "AND NOT EXISTS (SELECT 1 FROM coding c WHERE c.extract = e.id AND c.coder = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.extract = e.id AND v.coder = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM appraisal j WHERE j.extract = e.id AND j.coder = ?1)";

// Of an extract that is shown: what the others made of it.
constexpr const char* others_work[] = {
    "DELETE FROM coding WHERE extract IN (SELECT id FROM hidden_extract) OR EXISTS (SELECT 1 FROM "
    "extract e JOIN apart a ON a.document = e.document WHERE e.id = coding.extract AND a.coder = "
    "coding.coder)",
    "DELETE FROM evidence WHERE extract IN (SELECT id FROM hidden_extract) OR EXISTS (SELECT 1 "
    "FROM extract e JOIN apart a ON a.document = e.document JOIN change u ON u.id = "
    "evidence.change WHERE e.id = evidence.extract AND (a.coder = evidence.coder OR "
    "evidence.coder IS NULL AND a.label = u.by_whom))",
    "DELETE FROM appraisal WHERE extract IN (SELECT id FROM hidden_extract) OR EXISTS (SELECT 1 "
    "FROM apart a WHERE a.coder = appraisal.coder AND a.document = ifnull(appraisal.document, "
    "(SELECT e.document FROM extract e WHERE e.id = appraisal.extract)))",
    "DELETE FROM coding_resolution WHERE extract IN (SELECT id FROM hidden_extract)",
    "DELETE FROM link_evidence WHERE extract IN (SELECT id FROM hidden_extract)",
    "DELETE FROM statement_extract WHERE extract IN (SELECT id FROM hidden_extract)",
    "DELETE FROM extract_text WHERE extract IN (SELECT id FROM hidden_extract)",
    "DELETE FROM anchor WHERE extract IN (SELECT id FROM hidden_extract)",
    "DELETE FROM extract WHERE id IN (SELECT id FROM hidden_extract)",
    "INSERT INTO extract_search (extract_search) VALUES ('rebuild')",
    // What was done to all of these is told in words by the history, too.
    "UPDATE change SET what = '(hidden while documents are coded apart)', why = '' WHERE by_whom "
    "IN (SELECT label FROM apart) AND id IN (SELECT change FROM history WHERE thing IN ('extract', "
    "'coding', 'evidence', 'appraisal', 'memo'))",
    "DELETE FROM history WHERE thing IN ('extract', 'coding', 'evidence', 'appraisal', 'memo') AND "
    "change IN (SELECT id FROM change WHERE by_whom IN (SELECT label FROM apart))",
    "DELETE FROM kept_part",
    "DELETE FROM kept_answer",
};

std::int64_t row_of(Connection& connection, const char* sql, const std::string& name) {
  Query query(connection.prepared(sql));
  query.bind(1, Cell{std::string_view(name)});
  return query.next() ? query.number(0) : 0;
}

std::int64_t coder_row(Connection& connection, const std::string& label) {
  return row_of(connection, "SELECT id FROM coder WHERE label = ? ORDER BY id", label);
}

void list_apart(Connection& copy, const std::vector<CodedApart>& apart) {
  for (const CodedApart& each : apart) {
    const std::int64_t document =
        row_of(copy, "SELECT id FROM document WHERE key = ? ORDER BY id", each.document);
    for (const std::string& label : each.others) {
      Query query(copy.prepared("INSERT INTO apart VALUES (?, ?, ?)"));
      query.bind({Cell{document}, Cell{coder_row(copy, label)}, Cell{std::string_view(label)}});
      query.run();
    }
  }
}

/// Whether that number of the key names a row that is there; memos name things by their keys.
bool names_one(Connection& copy, const char* sql, const std::vector<std::string>& key,
               std::initializer_list<std::size_t> places) {
  Query query(copy.prepared(sql));
  int at = 0;
  for (const std::size_t place : places) {
    if (place >= key.size()) return false;
    query.bind(++at, Cell{std::string_view(key[place])});
  }
  return query.next();
}

/// Whether what the remark is about is shown.
bool is_shown(Connection& copy, const std::string& about, const std::string& key) {
  const auto parts = base::split(key, ' ');
  if (about == "extract")
    return names_one(copy, "SELECT 1 FROM extract WHERE id = ? ORDER BY 1", parts, {0});
  if (about == "coding")
    return names_one(copy,
                     "SELECT 1 FROM coding WHERE extract = ? AND concept = ? AND role = ? AND "
                     "coder = ? ORDER BY 1",
                     parts, {0, 1, 2, 3});
  if (about == "evidence")
    return names_one(copy,
                     "SELECT 1 FROM evidence WHERE configuration = ? AND element = ? AND extract = "
                     "? ORDER BY 1",
                     parts, {0, 1, 2});
  if (about == "appraisal")
    return names_one(copy, "SELECT 1 FROM appraisal WHERE id = ? ORDER BY 1", parts, {0});
  return true;
}

/// Whether the remark is on the document that is coded apart, or on an extract of it.
bool is_on_apart(Connection& copy, const std::string& about, const std::string& key) {
  const auto parts = base::split(key, ' ');
  const std::size_t place = about == "evidence" ? 2 : 0;
  if (about == "document")
    return names_one(copy, "SELECT 1 FROM apart WHERE document = ? ORDER BY 1", parts, {0});
  if (about != "extract" && about != "coding" && about != "evidence") return false;
  return names_one(copy,
                   "SELECT 1 FROM extract e JOIN apart a ON a.document = e.document WHERE e.id = ? "
                   "ORDER BY 1",
                   parts, {place});
}

void hide_remarks(Connection& copy) {
  for (const std::string table : {"memo", "foreign_part"}) {
    std::vector<std::int64_t> going;
    Query query(
        copy.prepared("SELECT id, about, about_key, " +
                      std::string(table == "memo" ? "coder IN (SELECT coder FROM apart)" : "0") +
                      " FROM " + table + " ORDER BY id"));
    while (query.next()) {
      const std::string about = query.text(1);
      const std::string key = query.text(2);
      if (!is_shown(copy, about, key) || (query.flag(3) && is_on_apart(copy, about, key)))
        going.push_back(query.number(0));
    }
    for (const std::int64_t id : going) {
      Query gone(copy.prepared("DELETE FROM " + table + " WHERE id = ?"));
      gone.bind(1, Cell{id}).run();
    }
  }
}

}  // namespace

std::vector<Assignment> read_assignments(Connection& connection) {
  std::vector<Assignment> list;
  Query query(connection.prepared(assignments_sql));
  while (query.next()) list.push_back({query.text(0), query.text(1), query.text(2)});
  return list;
}

std::vector<CodedApart> coded_apart(Connection& connection, const std::string& coder) {
  std::vector<CodedApart> list;
  if (coder.empty()) return list;
  const auto all = read_assignments(connection);
  for (auto from = all.begin(); from != all.end();) {
    const auto to = std::find_if(
        from, all.end(), [&](const Assignment& each) { return each.document != from->document; });
    CodedApart one{from->document, {}};
    bool is_mine = false;
    bool is_open = false;
    for (; from != to; ++from) {
      is_open |= from->done.empty();
      if (from->coder == coder) {
        is_mine = true;
      } else {
        one.others.push_back(from->coder);
      }
    }
    if (is_mine && is_open && !one.others.empty()) list.push_back(std::move(one));
  }
  return list;
}

void hide_others(Connection& copy, const std::string& coder, const std::vector<CodedApart>& apart) {
  if (apart.empty()) return;
  copy.run("PRAGMA foreign_keys = OFF");
  for (const char* sql : tables) copy.run(sql);
  list_apart(copy, apart);
  {
    Query query(copy.prepared(extracts_sql));
    query.bind(1, Cell{coder_row(copy, coder)}).run();
  }
  for (const char* sql : others_work) copy.run(sql);
  hide_remarks(copy);
}

}  // namespace retroduce::store
