#include "store/coded_apart.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "store/apart_claims.h"
#include "store/apart_history.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view assignments_sql =
    "SELECT d.value, c.value, ifnull(f.value, ''), ifnull(i.value, ''), ifnull(j.value, ''), e.id, "
    "ifnull((SELECT t.key FROM document t JOIN change u ON u.id = t.change WHERE u.uid = "
    "substr(i.value, 1, 16) AND t.ordinal = CAST(substr(i.value, 18) AS INTEGER)), ''), "
    "ifnull((SELECT t.label FROM coder t JOIN change u ON u.id = t.change WHERE u.uid = "
    "substr(j.value, 1, 16) AND t.ordinal = CAST(substr(j.value, 18) AS INTEGER)), ''), "
    "EXISTS (SELECT 1 FROM document WHERE key = d.value), "
    "EXISTS (SELECT 1 FROM coder WHERE label = c.value) FROM entry e "
    "JOIN entry_field d ON d.entry = e.id AND d.name = 'assigned document' "
    "JOIN entry_field c ON c.entry = e.id AND c.name = 'assigned coder' "
    "LEFT JOIN entry_field f ON f.entry = e.id AND f.name = 'done' "
    "LEFT JOIN entry_field i ON i.entry = e.id AND i.name = 'document id' "
    "LEFT JOIN entry_field j ON j.entry = e.id AND j.name = 'coder id' "
    "WHERE e.list = 'double coding' ORDER BY d.value, c.value";

// The document and the others of one that is coded apart, its extracts, and what who looks was ever
// called, in tables of the copy alone.
constexpr const char* tables[] = {
    "CREATE TEMP TABLE IF NOT EXISTS apart (document INTEGER, coder INTEGER, label TEXT)",
    "CREATE INDEX IF NOT EXISTS temp.apart_document ON apart (document)",
    "CREATE TEMP TABLE IF NOT EXISTS apart_extract (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS reader (label TEXT)",
    "CREATE TEMP TABLE IF NOT EXISTS hidden_extract (id INTEGER PRIMARY KEY)",
    "DELETE FROM apart",
    "DELETE FROM apart_extract",
    "DELETE FROM reader",
    "DELETE FROM hidden_extract",
};

// Whoever brought in the work of another brought the extracts with it. What who looks added, too,
// may be here by the id that another gave it.
constexpr std::string_view extracts_sql =
    "INSERT INTO hidden_extract SELECT e.id FROM apart_extract x CROSS JOIN extract e ON e.id = "
    "x.id JOIN change u ON u.id = e.change "
    "WHERE EXISTS (SELECT 1 FROM apart a WHERE a.document = e.document AND (a.label = u.by_whom OR "
    "EXISTS (SELECT 1 FROM coding c WHERE c.extract = e.id AND c.change = e.change AND c.coder = "
    "a.coder) OR EXISTS (SELECT 1 FROM evidence v WHERE v.extract = e.id AND v.change = e.change "
    "AND v.coder = a.coder))) "
    "AND NOT EXISTS (SELECT 1 FROM coding c WHERE c.extract = e.id AND c.coder = ?1) "
    "AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.extract = e.id AND v.coder = ?1) "
    "AND e.id NOT IN (SELECT j.extract FROM appraisal j WHERE j.coder = ?1 AND j.extract IS NOT "
    "NULL) "
    "AND u.uid || '.' || e.ordinal NOT IN (SELECT t.stands_for FROM twin t JOIN change v ON v.uid "
    "= substr(t.id, 1, 16) JOIN reader r ON r.label = v.by_whom)";

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
    "DELETE FROM reading WHERE EXISTS (SELECT 1 FROM apart a WHERE a.document = reading.document "
    "AND "
    "a.coder = reading.coder)",
    "DELETE FROM coding_resolution WHERE EXISTS (SELECT 1 FROM extract e JOIN apart a ON "
    "a.document = e.document WHERE e.id = coding_resolution.extract)",
    // A link that rests on such extracts is others' work as a claim is.
    "DELETE FROM link WHERE EXISTS (SELECT 1 FROM link_evidence v JOIN extract e ON e.id = "
    "v.extract JOIN apart a ON a.document = e.document WHERE v.link = link.id AND a.coder = "
    "link.coder)",
    "DELETE FROM link_evidence WHERE extract IN (SELECT id FROM hidden_extract) OR link NOT IN "
    "(SELECT id FROM link)",
    "DELETE FROM statement_extract WHERE extract IN (SELECT id FROM hidden_extract) OR EXISTS "
    "(SELECT 1 FROM statement s JOIN change u ON u.id = s.change JOIN extract e ON e.id = "
    "statement_extract.extract JOIN apart a ON a.document = e.document AND a.label = u.by_whom "
    "WHERE s.id = statement_extract.statement)",
    "DELETE FROM extract_text WHERE extract IN (SELECT id FROM hidden_extract)",
    "DELETE FROM anchor WHERE extract IN (SELECT id FROM hidden_extract)",
    "DELETE FROM extract WHERE id IN (SELECT id FROM hidden_extract)",
    "INSERT INTO extract_search (extract_search) VALUES ('rebuild')",
    "DELETE FROM kept_part",
    "DELETE FROM kept_answer",
};

void list_apart(Connection& copy, const Blind& blind) {
  Things things(copy);
  for (const CodedApart& each : blind.documents) {
    const std::int64_t document = things.row_of(ThingKind::document, each.id).value_or(0);
    for (const std::string& other : each.others) {
      const std::int64_t coder = things.row_of(ThingKind::coder, other).value_or(0);
      for (const std::string& label : blind.labels.at(other)) {
        Query query(copy.prepared("INSERT INTO apart VALUES (?, ?, ?)"));
        query.bind({Cell{document}, Cell{coder}, Cell{std::string_view(label)}});
        query.run();
      }
    }
  }
  for (const std::string& label : blind.labels.at(blind.coder)) {
    Query query(copy.prepared("INSERT INTO reader VALUES (?)"));
    query.bind(1, Cell{std::string_view(label)}).run();
  }
}

/// Fills the temporary tables.
void find_hidden(Connection& connection, const Blind& blind) {
  for (const char* sql : tables) connection.run(sql);
  list_apart(connection, blind);
  connection.run(
      "INSERT INTO apart_extract SELECT id FROM extract WHERE document IN (SELECT document FROM "
      "apart)");
  Query query(connection.prepared(extracts_sql));
  query.bind(1, Cell{Things(connection).row_of(ThingKind::coder, blind.coder).value_or(0)}).run();
}

/// By label, else by label or name whatever the case of the letters.
std::vector<ThingName> coders_called(Things& things, const std::string& said) {
  std::vector<ThingName> found = things.find(ThingKind::coder, said);
  if (!found.empty() || base::trim(said).empty()) return found;
  const std::string folded = base::fold(said);
  for (const ThingName& each : things.all(ThingKind::coder)) {
    const Image image = things.image(each).value();
    if (base::fold(image.value("label", std::string())) == folded ||
        base::fold(image.value("name", std::string())) == folded)
      found.push_back(each);
  }
  return found;
}

/// What that coder went into: who is named in the edit that it went with, else who has what it had
/// then. An undo, or a merge, does many things at once.
constexpr std::string_view went_into_sql =
    "SELECT ifnull(t.stands_for, o.thing_id), o.after, o.thing = 'coder' FROM history g JOIN "
    "history o ON o.change = g.change JOIN change c ON c.id = g.change LEFT JOIN twin t ON t.id = "
    "o.thing_id WHERE c.kind = 'edit' AND g.thing = 'coder' AND g.thing_id = ? AND g.after = '' "
    "AND o.after != '' ORDER BY g.change DESC, o.thing <> 'coder', o.place";

/// Whose the thing was then; nothing where it is nobody's.
std::string coder_in(const std::string& id, std::string_view after, bool is_coder) {
  if (is_coder) return id;
  const Image image = Image::parse(after, nullptr, false);
  return image.is_object() ? image.value("coder", std::string()) : std::string();
}

/// Things that were ever called so, the last first.
std::vector<std::string> ids_called(Things& things, ThingKind kind, const std::string& name) {
  std::vector<std::string> ids;
  const std::string path = "$." + std::string(shape_of(kind).name);
  Query query(things.connection().prepared(
      "SELECT thing_id FROM history WHERE thing = ?1 AND ?3 IN (json_extract(nullif(before, ''), "
      "?2), json_extract(nullif(after, ''), ?2)) ORDER BY change DESC, place DESC"));
  query.bind({Cell{to_word(kind)}, Cell{std::string_view(path)}, Cell{std::string_view(name)}});
  while (query.next()) ids.push_back(query.text(0));
  return ids;
}

std::optional<ThingName> went_into(Things& things, const std::string& coder,
                                   std::set<std::string> passed = {}) {
  if (!passed.insert(coder).second) return std::nullopt;
  std::vector<std::string> named;
  {
    Query query(things.connection().prepared(went_into_sql));
    query.bind(1, Cell{std::string_view(coder)});
    while (query.next()) named.push_back(coder_in(query.text(0), query.view(1), query.flag(2)));
  }
  for (const std::string& each : named) {
    if (each.empty() || passed.count(each) > 0) continue;
    if (things.image({ThingKind::coder, each})) return ThingName{ThingKind::coder, each};
    if (auto found = went_into(things, each, passed)) return found;
    passed.insert(each);
  }
  return std::nullopt;
}

/// Coders that went into this one.
std::set<std::string> went_into_it(Things& things, const std::string& coder) {
  std::set<std::string> gone;
  {
    Query query(things.connection().prepared(
        "SELECT DISTINCT thing_id FROM history WHERE thing = 'coder' AND after = '' ORDER BY 1"));
    while (query.next()) gone.insert(query.text(0));
  }
  std::erase_if(gone, [&](const std::string& each) {
    const auto into = went_into(things, each);
    return !into || into->id != coder;
  });
  return gone;
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

std::optional<ThingName> called_or_was(Things& things, ThingKind kind, const std::string& name) {
  const auto found = things.find(kind, name);
  if (!found.empty()) return found.front();
  for (const std::string& id : ids_called(things, kind, name)) {
    if (things.image({kind, id})) return ThingName{kind, id};
    if (kind != ThingKind::coder) continue;
    if (auto into = went_into(things, id)) return into;
  }
  return std::nullopt;
}

std::optional<ThingName> namesake_went_into(Things& things, const ThingName& coder,
                                            const std::string& label) {
  for (const std::string& id : ids_called(things, ThingKind::coder, label)) {
    if (id == coder.id || things.image({ThingKind::coder, id})) continue;
    auto into = went_into(things, id);
    if (into && *into != coder) return into;
  }
  return std::nullopt;
}

std::set<std::string> labels_of(Connection& connection, const std::string& coder) {
  std::set<std::string> labels;
  const auto add = [&labels](const Image& image) {
    if (image.is_object() && image.contains("label"))
      labels.insert(image.at("label").get<std::string>());
  };
  Things things(connection);
  add(things.image({ThingKind::coder, coder}).value());
  std::set<std::string> all = went_into_it(things, coder);
  all.insert(coder);
  for (const std::string& each : all) {
    Query query(connection.prepared(
        "SELECT before, after FROM history WHERE thing = 'coder' AND thing_id = ? ORDER BY "
        "change"));
    query.bind(1, Cell{std::string_view(each)});
    while (query.next())
      for (const int column : {0, 1}) add(Image::parse(query.view(column), nullptr, false));
  }
  return labels;
}

std::optional<ThingName> coder_meant(Things& things, const std::string& said) {
  if (base::trim(said).empty()) return std::nullopt;
  const auto found = coders_called(things, said);
  if (found.empty()) return called_or_was(things, ThingKind::coder, said);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

std::string author_meant(Connection& connection, const std::string& said) {
  Things things(connection);
  const auto found = coders_called(things, said);
  std::optional<ThingName> coder;
  if (found.size() == 1) coder = found.front();
  // The history is long; what was is asked for where it decides who sees what.
  if (found.empty() && connection.number("SELECT EXISTS (SELECT 1 FROM entry WHERE list = 'double "
                                         "coding')") != 0)
    coder = coder_meant(things, said);
  return coder ? things.image(*coder).value().at("label").get<std::string>() : said;
}

namespace {

/// Who or what an assignment is of, where what it names is not there so.
struct Named {
  ThingName thing;        ///< without an id where a sheet said the name alone
  std::string today;      ///< what that is called; empty: it is not there
  bool has_name = false;  ///< whether anything is called as it says
};

/// `columns`: of its permanent id, of what that is called, and of whether anything is called so.
Named named_in(const Query& row, ThingKind kind, const std::array<int, 3>& columns) {
  Named named;
  named.thing.kind = kind;
  named.thing.id = row.text(columns[0]);
  named.today = row.text(columns[1]);
  named.has_name = row.flag(columns[2]);
  return named;
}

std::string name_today(Things& things, const Named& named, const std::string& said) {
  if (!named.today.empty()) return named.today;
  if (named.thing.id.empty() && named.has_name) return said;
  std::optional<ThingName> meant;
  if (!named.thing.id.empty() && named.thing.kind == ThingKind::coder)
    meant = went_into(things, named.thing.id);
  if (!meant) meant = called_or_was(things, named.thing.kind, said);
  if (!meant) return said;
  return things.image(*meant).value().at(std::string(shape_of(meant->kind).name));
}

}  // namespace

std::vector<Assignment> read_assignments(Connection& connection) {
  std::vector<Assignment> list;
  std::vector<std::pair<Named, Named>> named;
  {
    Query query(connection.prepared(assignments_sql));
    while (query.next()) {
      list.push_back({query.text(0), query.text(1), query.text(2), query.number(5)});
      named.emplace_back(named_in(query, ThingKind::document, {3, 6, 8}),
                         named_in(query, ThingKind::coder, {4, 7, 9}));
    }
  }
  Things things(connection);
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].document = name_today(things, named[i].first, list[i].document);
    list[i].coder = name_today(things, named[i].second, list[i].coder);
  }
  std::sort(list.begin(), list.end());
  return list;
}

namespace {

/// Documents that several are to code, not all of whom are done; the list is by document.
std::vector<std::string> open_documents(const std::vector<Assignment>& all) {
  std::vector<std::string> documents;
  for (auto from = all.begin(); from != all.end();) {
    const auto to = std::find_if(
        from, all.end(), [&](const Assignment& each) { return each.document != from->document; });
    const bool is_open =
        std::any_of(from, to, [](const Assignment& each) { return each.done.empty(); });
    if (to - from > 1 && is_open) documents.push_back(from->document);
    from = to;
  }
  return documents;
}

}  // namespace

std::vector<std::string> documents_coded_apart(Connection& connection) {
  return open_documents(read_assignments(connection));
}

Blind coded_apart(Connection& connection, const std::string& coder) {
  Blind blind;
  if (coder.empty()) return blind;
  const auto all = read_assignments(connection);
  if (all.empty()) return blind;
  Things things(connection);
  const auto meant = coder_meant(things, coder);
  if (!meant) {
    blind.shown_to_stranger = open_documents(all);
    return blind;
  }
  const std::string own = meant->id;
  for (auto from = all.begin(); from != all.end();) {
    const auto to = std::find_if(
        from, all.end(), [&](const Assignment& each) { return each.document != from->document; });
    const auto document = things.find(ThingKind::document, from->document);
    CodedApart one{from->document, document.empty() ? std::string() : document.front().id, {}};
    bool is_mine = false;
    bool is_open = false;
    for (; from != to; ++from) {
      const auto found = things.find(ThingKind::coder, from->coder);
      if (found.empty()) continue;
      is_open |= from->done.empty();
      if (found.front().id == own) {
        is_mine = true;
      } else {
        one.others.push_back(found.front().id);
      }
    }
    if (is_mine && is_open && !one.others.empty() && !one.id.empty())
      blind.documents.push_back(std::move(one));
  }
  if (blind.documents.empty()) return {};
  blind.coder = own;
  blind.labels[own] = labels_of(connection, own);
  for (const CodedApart& each : blind.documents)
    for (const std::string& other : each.others)
      if (blind.labels.count(other) == 0) blind.labels[other] = labels_of(connection, other);
  return blind;
}

std::set<std::string> labels_meant(Connection& connection, const std::string& coder) {
  const Blind blind = coded_apart(connection, coder);
  return blind.documents.empty() ? std::set<std::string>() : blind.labels.at(blind.coder);
}

std::set<std::string> hidden_extracts(Connection& connection, const Blind& blind) {
  std::set<std::string> hidden;
  if (blind.documents.empty()) return hidden;
  find_hidden(connection, blind);
  std::vector<std::int64_t> rows;
  {
    Query query(connection.prepared("SELECT id FROM hidden_extract ORDER BY id"));
    while (query.next()) rows.push_back(query.number(0));
  }
  Things things(connection);
  for (const std::int64_t row : rows) hidden.insert(things.id_of(ThingKind::extract, row));
  return hidden;
}

std::set<std::int64_t> documents_with_hidden_work(Connection& connection, const Blind& blind) {
  std::set<std::int64_t> documents;
  if (blind.documents.empty()) return documents;
  find_hidden(connection, blind);
  Query query(connection.prepared(
      "SELECT e.document FROM apart_extract x CROSS JOIN extract e ON e.id = x.id WHERE e.id IN "
      "(SELECT id FROM hidden_extract) OR EXISTS (SELECT 1 FROM apart a WHERE a.document = "
      "e.document AND (EXISTS (SELECT 1 FROM coding c "
      "WHERE c.extract = e.id AND c.coder = a.coder) OR EXISTS (SELECT 1 FROM evidence v WHERE "
      "v.extract = e.id AND v.coder = a.coder))) GROUP BY e.document ORDER BY e.document"));
  while (query.next()) documents.insert(query.number(0));
  return documents;
}

void hide_others(Connection& copy, const Blind& blind) {
  if (blind.documents.empty()) return;
  copy.run("PRAGMA foreign_keys = OFF");
  find_hidden(copy, blind);
  ApartClaims claims(copy);
  ApartWords words(copy);
  ApartHistory history(copy, blind);
  words.take_out();  // while the history tells who said what
  history.hide(claims.all(), words);
  words.take_out_remarks();
  for (const char* sql : others_work) copy.run(sql);
  claims.take_out(history.own_claims());
  history.put_back_own();
  hide_remarks(copy);
  history.drop_hidden_edits();
}

}  // namespace retroduce::store
