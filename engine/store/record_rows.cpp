#include "store/record_rows.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "store/document_matcher.h"
#include "store/document_row.h"
#include "store/history_rows.h"
#include "store/import_state.h"
#include "store/joined_records.h"
#include "store/named_papers.h"
#include "store/sender.h"
#include "store/stored.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;
using base::Error;
using base::ErrorCode;

namespace {

using Rows = std::map<std::int64_t, std::int64_t>;

std::int64_t root_of(const Rows& parents, std::int64_t row) {
  for (auto found = parents.find(row); found != parents.end(); found = parents.find(row))
    row = found->second;
  return row;
}

using RowPair = std::pair<std::int64_t, std::int64_t>;

std::vector<RowPair> two_papers(Connection& connection) {
  std::vector<RowPair> pairs;
  Query query(connection.prepared(
      "SELECT document, other FROM sameness WHERE same = 0 ORDER BY document, other"));
  while (query.next()) pairs.emplace_back(query.number(0), query.number(1));
  return pairs;
}

/// The decision that two are two papers that would not hold if these were one.
const RowPair* kept_apart(const Rows& parents, const std::vector<RowPair>& two, std::int64_t first,
                          std::int64_t second) {
  for (const RowPair& pair : two) {
    const std::int64_t one = root_of(parents, pair.first);
    const std::int64_t other = root_of(parents, pair.second);
    if ((one == first && other == second) || (one == second && other == first)) return &pair;
  }
  return nullptr;
}

/// Decisions may come from a file of anybody, circles among them, and from people who did not know
/// of each other; the earlier ones hold, and two papers are two until it is decided that they are
/// one. The same in every copy, in whatever order they came.
Rows parents_of(Connection& connection) {
  Rows parents;
  const auto two = two_papers(connection);
  Query query(connection.prepared(
      "SELECT s.document, s.other FROM sameness s JOIN change c ON c.id = s.change JOIN document d "
      "ON d.id = s.document JOIN change dc ON dc.id = d.change JOIN document o ON o.id = s.other "
      "JOIN change oc ON oc.id = o.change WHERE s.same = 1 ORDER BY c.at, c.uid, dc.uid, "
      "d.ordinal, oc.uid, o.ordinal"));
  while (query.next()) {
    const std::int64_t first = root_of(parents, query.number(0));
    const std::int64_t second = root_of(parents, query.number(1));
    if (first != second && kept_apart(parents, two, first, second) == nullptr)
      parents[second] = first;
  }
  return parents;
}

/// By hand: a library that builds the value first takes as long as all the rest of an import. As
/// that library spells it, though: what is undone and done again is written by it.
void append_json_text(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  constexpr std::string_view short_ones = "\b\t\n\f\r\"\\";
  constexpr std::string_view letters = "btnfr\"\\";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (const std::size_t at = short_ones.find(c); at != std::string_view::npos) {
      out.append(1, '\\').append(1, letters[at]);
    } else if (byte < 0x20) {
      out.append("\\u00").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    } else {
      out += c;
    }
  }
  out += '"';
}

std::string raw_json(const std::vector<Field>& raw) {
  std::string out = "[";
  for (const Field& field : raw) {
    out += out.size() == 1 ? "[" : ",[";
    append_json_text(out, field.name);
    out += ',';
    append_json_text(out, field.value);
    out += ']';
  }
  return out + "]";
}

std::vector<Field> stored_raw(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_array()) raise_damaged(text);
  std::vector<Field> raw;
  for (const auto& each : json) {
    if (!each.is_array() || each.size() != 2 || !each[0].is_string() || !each[1].is_string())
      raise_damaged(text);
    raw.push_back({each[0].get<std::string>(), each[1].get<std::string>()});
  }
  return raw;
}

Document citation_row(Connection& connection, std::int64_t id) {
  static const std::string sql =
      "SELECT " + document_columns + " FROM document WHERE id = ? ORDER BY id";
  Query query(connection.prepared(sql));
  query.bind(1, Cell{id}).next();
  return document_in(query);
}

/// Whether nothing is known of it but what it is called.
bool is_but_a_name(const Document& document) {
  return document.title.empty() && document.authors.empty() && document.container.empty() &&
         document.doi.empty() && !document.is_consultation;
}

struct Named {
  std::int64_t row = 0;
  std::string permanent_id;
};

Named document_named(Connection& connection, const std::string& key) {
  Query query(connection.prepared(
      "SELECT d.id, c.uid, d.ordinal FROM document d JOIN change c ON c.id = d.change "
      "WHERE d.key = ? ORDER BY d.id"));
  query.bind(1, Cell{key});
  if (!query.next()) throw Error(ErrorCode::not_found, "no document has the key " + in_quotes(key));
  return {query.number(0), query.text(1) + "." + query.text(2)};
}

struct Decision {
  bool is_there = false;
  bool is_same = false;
  std::int64_t document = 0;
  std::int64_t other = 0;
};

Decision decision_on(Connection& connection, std::int64_t first, std::int64_t second) {
  Query query(connection.prepared(
      "SELECT same, document, other FROM sameness WHERE (document = ?1 AND other = ?2) "
      "OR (document = ?2 AND other = ?1) ORDER BY document"));
  query.bind(1, Cell{first}).bind(2, Cell{second});
  if (!query.next()) return {};
  return {true, query.flag(0), query.number(1), query.number(2)};
}

HistoryRow row_of(const Named& document, const Named& other, std::string before,
                  std::string after) {
  return {ThingKind::sameness, document.permanent_id + " " + other.permanent_id, std::move(before),
          std::move(after)};
}

std::string image_of(const Named& document, const Named& other, bool is_same,
                     const Change& change) {
  Image image = {
      {"document", document.permanent_id}, {"other", other.permanent_id}, {"change", change.uid}};
  if (is_same) image["same"] = true;
  if (!change.why.empty()) image["reason"] = change.why;
  return image.dump();
}

void run(Connection& connection, std::string_view sql, const Cells& cells) {
  Query query(connection.prepared(sql));
  query.bind(cells).run();
}

}  // namespace

std::vector<std::pair<std::int64_t, std::int64_t>> stands_for(Connection& connection) {
  std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
  const Rows parents = parents_of(connection);
  for (const auto& [second, first] : parents) pairs.emplace_back(second, root_of(parents, first));
  return pairs;
}

namespace {

/// Decisions by the rows of their documents.
std::map<RowPair, PossibleDouble> decided_pairs(Connection& connection) {
  std::map<RowPair, PossibleDouble> known;
  Query query(
      connection.prepared("SELECT s.document, s.other, s.same, c.by_whom, s.reason FROM sameness s "
                          "JOIN change c ON c.id = s.change ORDER BY s.document, s.other"));
  while (query.next()) {
    PossibleDouble& each = known[{query.number(0), query.number(1)}];
    each.is_same = query.flag(2);
    each.decided_by = query.text(3);
    each.reason = query.text(4);
  }
  return known;
}

/// Documents whose keys are one but for case or the form of their accents, each beside the first.
void each_pair_of_key(Connection& connection,
                      const std::function<void(std::int64_t, std::int64_t)>& visit) {
  std::map<std::string, std::int64_t> first;
  Query query(connection.prepared("SELECT id, key FROM document ORDER BY id"));
  while (query.next()) {
    const auto [there, is_new] = first.emplace(base::fold(query.view(1)), query.number(0));
    if (!is_new) visit(there->second, query.number(0));
  }
}

}  // namespace

std::vector<PossibleDouble> read_doubles(Connection& connection, bool decided) {
  std::map<RowPair, PossibleDouble> known = decided_pairs(connection);
  const Rows parents = parents_of(connection);
  std::map<RowPair, Match> met;
  DocumentMatcher(connection)
      .each_pair(nullptr, [&](std::int64_t a, std::int64_t b, const Match& match) {
        met.emplace(RowPair(a, b), match);
      });
  each_pair_of_key(connection, [&](std::int64_t a, std::int64_t b) {
    met.emplace(RowPair(a, b),
                Match{Likeness::doubtful, "keys alike but for case and form of accents", 60});
  });
  each_named_pair(connection, nullptr, [&](std::int64_t a, std::int64_t b) {
    // What is one with another paper is not a third.
    if (parents.count(a) + parents.count(b) == 0)
      met.emplace(RowPair(a, b), Match{Likeness::doubtful, named_paper_rule, named_paper_score});
  });
  std::vector<PossibleDouble> open;
  for (const auto& [rows, match] : met) {
    const auto [a, b] = rows;
    auto there = known.find({a, b});
    if (there == known.end()) there = known.find({b, a});
    if (there != known.end()) {
      there->second.rule = match.rule;
      there->second.score = match.score;
      continue;
    }
    if (root_of(parents, a) == root_of(parents, b)) continue;
    PossibleDouble pair;
    pair.first = citation_row(connection, a);
    pair.second = citation_row(connection, b);
    pair.rule = match.rule;
    pair.score = match.score;
    pair.is_certain = match.likeness == Likeness::certain;
    // The first stands for both.
    if (is_but_a_name(pair.first) && !is_but_a_name(pair.second))
      std::swap(pair.first, pair.second);
    open.push_back(std::move(pair));
  }
  std::sort(open.begin(), open.end(), [](const PossibleDouble& x, const PossibleDouble& y) {
    if (x.score != y.score) return x.score > y.score;
    const auto order = base::compare_labels(x.first.key, y.first.key);
    return order != 0 ? order < 0 : base::compare_labels(x.second.key, y.second.key) < 0;
  });
  if (!decided) return open;
  for (auto& [rows, pair] : known) {
    pair.first = citation_row(connection, rows.first);
    pair.second = citation_row(connection, rows.second);
    open.push_back(std::move(pair));
  }
  for (PossibleDouble& joined : read_joined_records(connection)) open.push_back(std::move(joined));
  return open;
}

Change decide_double(Connection& connection, const std::string& first, const std::string& second,
                     bool is_same, Change change) {
  const Named a = document_named(connection, first);
  const Named b = document_named(connection, second);
  if (a.row == b.row)
    throw Error(ErrorCode::conflict, in_quotes(first) + " is named twice; name two documents");
  const Decision there = decision_on(connection, a.row, b.row);
  if (there.is_there && there.is_same == is_same) return change;
  if (there.is_there)
    throw Error(ErrorCode::conflict, "it is decided already that " + in_quotes(first) + " and " +
                                         in_quotes(second) +
                                         (there.is_same ? " are one paper" : " are two papers") +
                                         "; take that back first with --undecide");
  if (is_same && is_but_a_name(citation_row(connection, a.row)) &&
      !is_but_a_name(citation_row(connection, b.row)))
    throw Error(ErrorCode::conflict, "nothing is known of " + in_quotes(first) +
                                         " but its name, so it cannot stand for " +
                                         in_quotes(second) +
                                         ", of which more is known; name that one first");
  const Rows parents = parents_of(connection);
  if (root_of(parents, a.row) == root_of(parents, b.row))
    throw Error(ErrorCode::conflict, in_quotes(first) + " and " + in_quotes(second) +
                                         " are one paper already, through other decisions");
  const auto two = two_papers(connection);
  const RowPair* apart =
      is_same ? kept_apart(parents, two, root_of(parents, a.row), root_of(parents, b.row))
              : nullptr;
  if (apart != nullptr) {
    const std::string one = in_quotes(citation_row(connection, apart->first).key);
    const std::string other = in_quotes(citation_row(connection, apart->second).key);
    throw Error(ErrorCode::conflict, in_quotes(first) + " and " + in_quotes(second) +
                                         " cannot be one paper: then " + one + " and " + other +
                                         " would be one, too, of which it is decided that they are "
                                         "two; take that back first with --undecide");
  }
  change.what = "decided that " + in_quotes(first) + " and " + in_quotes(second) +
                (is_same ? " are one paper" : " are two papers");
  change.rows.push_back(row_of(a, b, "", image_of(a, b, is_same, change)));
  const std::int64_t id = insert_change(connection, change);
  run(connection,
      "INSERT INTO sameness (document, other, same, reason, change) VALUES (?, ?, ?, ?, ?)",
      {a.row, b.row, std::int64_t{is_same}, std::string_view(change.why), id});
  return change;
}

Change undecide_double(Connection& connection, const std::string& first, const std::string& second,
                       Change change) {
  const Named a = document_named(connection, first);
  const Named b = document_named(connection, second);
  const Decision there = decision_on(connection, a.row, b.row);
  if (!there.is_there)
    throw Error(ErrorCode::not_found,
                "nothing is decided on " + in_quotes(first) + " and " + in_quotes(second));
  const bool as_named = there.document == a.row;
  change.what = "took back the decision on " + in_quotes(first) + " and " + in_quotes(second);
  HistoryRow row = as_named ? row_of(a, b, "", "") : row_of(b, a, "", "");
  row.before = Things(connection).image({row.thing, row.thing_id}).value().dump();
  change.rows.push_back(std::move(row));
  insert_change(connection, change);
  run(connection, "DELETE FROM sameness WHERE document = ? AND other = ?",
      {there.document, there.other});
  return change;
}

std::vector<SearchCount> read_searches(Connection& connection) {
  const Rows parents = parents_of(connection);
  std::map<std::tuple<std::string, std::string, std::string>, SearchCount> counts;
  std::map<std::tuple<std::string, std::string, std::string>, std::set<std::int64_t>> documents;
  std::set<std::int64_t> seen;
  Query query(connection.prepared(
      "SELECT search, database, searched, document FROM source_record ORDER BY id"));
  while (query.next()) {
    const auto key = std::tuple(query.text(0), query.text(1), query.text(2));
    SearchCount& count = counts[key];
    std::tie(count.search, count.database, count.searched) = key;
    const std::int64_t document = root_of(parents, query.number(3));
    ++count.records;
    if (!seen.insert(document).second) ++count.doubles;
    documents[key].insert(document);
  }
  std::vector<SearchCount> list;
  for (auto& [key, count] : counts) {
    count.documents = static_cast<std::int64_t>(documents[key].size());
    list.push_back(std::move(count));
  }
  std::sort(list.begin(), list.end(), [](const SearchCount& a, const SearchCount& b) {
    const auto round = base::compare_labels(a.search, b.search);
    if (round != 0) return round < 0;
    return std::tie(a.database, a.searched) < std::tie(b.database, b.searched);
  });
  return list;
}

void add_to(ImportState& state, const SourceRecord& record) {
  References references(state, Kind::record, record.line);
  const Cell document = references.need(record.document, state.rows.documents, "document");
  if (!references.ok()) return;
  if (record.digest.empty())
    return state.refuse(Kind::record, record.line, "import.no-digest", "record without a digest");
  const auto& arrived = state.arrived;
  const bool just_came =
      arrived.ref == record.document.index() && !arrived.digest.empty() && !record.change.is_set();
  const std::string digest = just_came ? arrived.digest : record.digest;
  const std::string rule = just_came ? arrived.rule : record.rule;
  const Cell score = just_came      ? Cell{std::int64_t{arrived.score}}
                     : record.score ? Cell{std::int64_t{*record.score}}
                                    : Cell{};
  const std::string raw = raw_json(record.raw);
  const Cells cells = {document,
                       record.format,
                       record.database,
                       record.search,
                       record.searched,
                       record.accession,
                       digest,
                       rule,
                       score,
                       just_came ? arrived.came : record.came,
                       raw};
  auto settled =
      state.settle(Kind::record, state.tables.record, cells, {record.change, 0}, record.line);
  // The same file once more: how its records came to their documents was told the first time.
  if (just_came && !settled.is_new) settled.differences.clear();
  state.conclude(Kind::record, settled, record.line, [&] { return in_quotes(digest); });
}

void add_to(ImportState& state, const Sameness& sameness) {
  References references(state, Kind::sameness, sameness.line);
  const std::int64_t document = references.row(sameness.document, state.rows.documents, "document");
  const std::int64_t other = references.row(sameness.other, state.rows.documents, "document");
  if (!references.ok()) return;
  if (document == other)
    return state.refuse(Kind::sameness, sameness.line, "import.double-of-itself",
                        "a document is said to be a double of itself");
  const Cells cells = {document, other, std::int64_t{sameness.is_same}, sameness.reason};
  const auto settled = state.settle(Kind::sameness, state.tables.sameness, cells,
                                    {sameness.change, 0}, sameness.line);
  state.conclude(Kind::sameness, settled, sameness.line, [] { return std::string("these two"); });
}

void Sender::source_records() {
  std::vector<std::int64_t> ids;
  {
    Query query(
        connection_.prepared("SELECT r.id FROM source_record r JOIN change c ON c.id = r.change "
                             "ORDER BY c.at, c.by_whom, c.id, r.id"));
    while (query.next()) ids.push_back(query.number(0));
  }
  for (const std::int64_t id : ids) {
    Query query(
        connection_.prepared("SELECT document, format, database, search, searched, accession, "
                             "digest, rule, score, came, "
                             "raw, change FROM source_record WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    SourceRecord record;
    record.document = ref<Document>(ThingKind::document, query.number(0));
    record.format = query.text(1);
    record.database = query.text(2);
    record.search = query.text(3);
    record.searched = query.text(4);
    record.accession = query.text(5);
    record.digest = query.text(6);
    record.rule = query.text(7);
    if (!query.is_null(8)) record.score = static_cast<int>(query.number(8));
    record.came = query.text(9);
    record.raw = stored_raw(query.view(10));
    record.change = change_ref(query.number(11));
    sink_.add(record);
  }
}

void Sender::samenesses() {
  std::vector<Sameness> found;
  {
    Query query(connection_.prepared(
        "SELECT document, other, same, reason, change FROM sameness ORDER BY document, other"));
    while (query.next()) {
      Sameness& each = found.emplace_back();
      each.document = ref<Document>(ThingKind::document, query.number(0));
      each.other = ref<Document>(ThingKind::document, query.number(1));
      each.is_same = query.flag(2);
      each.reason = query.text(3);
      each.change = change_ref(query.number(4));
    }
  }
  std::sort(found.begin(), found.end(), [](const Sameness& a, const Sameness& b) {
    return std::tie(a.change, a.document, a.other) < std::tie(b.change, b.document, b.other);
  });
  for (const Sameness& each : found) sink_.add(each);
}

}  // namespace retroduce::store
