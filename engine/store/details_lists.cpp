// Details of what stands beside the configurations: lists, theories, judgements, links, searches,
// changes.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "store/details.h"
#include "store/history_rows.h"
#include "store/history_words.h"
#include "store/precedence.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

using Numbers = std::unordered_map<std::int64_t, std::uint32_t>;

/// Rows of configurations by their number in the snapshot.
Numbers configurations_of(const Snapshot& snapshot) {
  Numbers numbers;
  for (std::uint32_t i = 0; i < snapshot.configurations.size(); ++i)
    numbers.emplace(snapshot.configurations[i].key, i);
  return numbers;
}

template <typename Record>
Ref<Record> ref(const Numbers& numbers, std::int64_t row) {
  const auto found = numbers.find(row);
  return found == numbers.end() ? Ref<Record>() : Ref<Record>(found->second);
}

template <typename Record>
Ref<Record> ref(const NumbersByRow& numbers, const Query& query, int column) {
  return query.is_null(column) ? Ref<Record>() : Ref<Record>(numbers.at(query.number(column)));
}

/// The references that a table of parts gives its owner.
template <typename Record, typename Convert>
void collect(Connection& connection, std::string_view sql, std::int64_t owner,
             std::vector<Ref<Record>>& out, Convert convert) {
  Query query(connection.prepared(sql));
  query.bind(1, Cell{owner});
  while (query.next()) {
    const Ref<Record> found = convert(query.number(0));
    if (found.is_set()) out.push_back(found);
  }
}

Ref<Extract> extract_ref(std::int64_t row) { return Ref<Extract>(static_cast<std::uint32_t>(row)); }

}  // namespace

std::vector<Entry> StoreDetails::entries(EntryList list) const {
  return reading([&] {
    const Numbers configurations = configurations_of(*loaded_.snapshot);
    std::vector<Entry> found;
    std::vector<std::int64_t> rows;
    {
      Query query(connection_.prepared(
          "SELECT e.id, e.configuration, e.place FROM entry e JOIN change c ON c.id = e.change "
          "WHERE e.list = ? ORDER BY e.place, c.at, c.by_whom, c.id, e.ordinal"));
      query.bind(1, Cell{to_word(list)});
      while (query.next()) {
        Entry& entry = found.emplace_back();
        entry.list = list;
        entry.configuration = ref<Configuration>(configurations, query.number(1));
        entry.place = static_cast<int>(query.number(2));
        rows.push_back(query.number(0));
      }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Query query(connection_.prepared(
          "SELECT name, value FROM entry_field WHERE entry = ? ORDER BY place"));
      query.bind(1, Cell{rows[i]});
      while (query.next()) found[i].fields.push_back({query.text(0), query.text(1)});
    }
    return found;
  });
}

TheoryDetails StoreDetails::theories() const {
  return reading([&] {
    TheoryDetails all;
    const Numbers configurations = configurations_of(*loaded_.snapshot);
    const auto configuration = [&](std::int64_t row) {
      return ref<Configuration>(configurations, row);
    };
    Numbers theories;
    Numbers versions;
    Numbers statements;
    std::vector<std::int64_t> constructs;
    {
      Query query(
          connection_.prepared("SELECT t.id, t.label, t.kind, t.citation, t.document, t.note FROM "
                               "theory t JOIN change c "
                               "ON c.id = t.change ORDER BY c.at, c.by_whom, c.id, t.ordinal"));
      while (query.next()) {
        theories.emplace(query.number(0), static_cast<std::uint32_t>(all.theories.size()));
        Theory& theory = all.theories.emplace_back();
        theory.label = query.text(1);
        theory.kind = stored_word<TheoryKind>(query.view(2));
        theory.citation = query.text(3);
        theory.document = ref<Document>(loaded_.documents, query, 4);
        theory.note = query.text(5);
      }
    }
    {
      Query query(connection_.prepared(
          "SELECT x.id, x.theory, x.label, x.definition FROM construct x JOIN change c ON c.id = "
          "x.change ORDER BY c.at, c.by_whom, c.id, x.ordinal"));
      while (query.next()) {
        constructs.push_back(query.number(0));
        Construct& construct = all.constructs.emplace_back();
        construct.theory = ref<Theory>(theories, query.number(1));
        construct.label = query.text(2);
        construct.definition = query.text(3);
      }
    }
    for (std::size_t i = 0; i < constructs.size(); ++i)
      collect(connection_,
              "SELECT configuration FROM construct_configuration WHERE construct = ? "
              "ORDER BY place",
              constructs[i], all.constructs[i].configurations, configuration);
    {
      Query query(connection_.prepared(
          "SELECT v.id, v.theory, v.label, v.date, v.note FROM theory_version v JOIN change c ON "
          "c.id = v.change ORDER BY c.at, c.by_whom, c.id, v.ordinal"));
      while (query.next()) {
        versions.emplace(query.number(0), static_cast<std::uint32_t>(all.versions.size()));
        all.versions.push_back({ref<Theory>(theories, query.number(1)),
                                query.text(2),
                                query.text(3),
                                query.text(4),
                                {},
                                0});
      }
    }
    std::vector<std::int64_t> rows;
    {
      Query query(connection_.prepared(
          "SELECT s.id, s.theory_version, s.label, s.text, s.reason FROM statement s JOIN change c "
          "ON c.id = s.change ORDER BY c.at, c.by_whom, c.id, s.ordinal"));
      while (query.next()) {
        rows.push_back(query.number(0));
        statements.emplace(query.number(0), static_cast<std::uint32_t>(all.statements.size()));
        Statement& statement = all.statements.emplace_back();
        statement.version = ref<TheoryVersion>(versions, query.number(1));
        statement.label = query.text(2);
        statement.text = query.text(3);
        statement.reason = query.text(4);
      }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Statement& statement = all.statements[i];
      {
        Query query(connection_.prepared(
            "SELECT earlier, lineage FROM statement_lineage WHERE statement = ? ORDER BY place"));
        query.bind(1, Cell{rows[i]});
        while (query.next())
          statement.lineage.push_back(
              {ref<Statement>(statements, query.number(0)), stored_word<Lineage>(query.view(1))});
      }
      collect(connection_,
              "SELECT extract FROM statement_extract WHERE statement = ? ORDER BY place", rows[i],
              statement.moved_by, extract_ref);
      collect(connection_,
              "SELECT configuration FROM statement_configuration WHERE statement = ? "
              "ORDER BY place",
              rows[i], statement.configurations, configuration);
    }
    return all;
  });
}

std::vector<Appraisal> StoreDetails::appraisals() const {
  return reading([&] {
    std::vector<Appraisal> found;
    Query query(connection_.prepared(
        "SELECT a.document, a.extract, e.document, a.criterion, a.rating, a.reason, a.resolution "
        "FROM appraisal a JOIN change c ON c.id = a.change LEFT JOIN extract e ON e.id = a.extract "
        "ORDER BY c.at, c.by_whom, c.id, a.ordinal"));
    while (query.next()) {
      Appraisal& one = found.emplace_back();
      const bool is_of_extract = query.is_null(0);
      one.document = ref<Document>(loaded_.documents, query, is_of_extract ? 2 : 0);
      if (is_of_extract) one.extract = extract_ref(query.number(1));
      one.criterion = stored_word<Criterion>(query.view(3));
      one.rating = query.text(4);
      one.reason = query.text(5);
      one.is_resolution = query.flag(6);
    }
    std::stable_sort(found.begin(), found.end(), [](const Appraisal& a, const Appraisal& b) {
      return std::tie(a.document, a.criterion) < std::tie(b.document, b.criterion);
    });
    return found;
  });
}

std::vector<Link> StoreDetails::links() const {
  return reading([&] {
    const Numbers configurations = configurations_of(*loaded_.snapshot);
    std::vector<std::pair<std::int64_t, Link>> rows;
    {
      Query query(connection_.prepared(
          "SELECT l.id, l.from_configuration, l.to_configuration, l.kind, l.note FROM link l LEFT "
          "JOIN coder c ON c.id = l.coder ORDER BY ifnull(c.label, ''), l.id"));
      while (query.next()) {
        Link link;
        link.from = ref<Configuration>(configurations, query.number(1));
        link.to = ref<Configuration>(configurations, query.number(2));
        link.kind = stored_word<LinkKind>(query.view(3));
        link.note = query.text(4);
        rows.emplace_back(query.number(0), std::move(link));
      }
    }
    std::vector<Link> found;
    for (auto& [row, link] : rows) {
      Query query(connection_.prepared(
          "SELECT extract, stance FROM link_evidence WHERE link = ? ORDER BY place"));
      query.bind(1, Cell{row});
      while (query.next())
        link.evidence.push_back({extract_ref(query.number(0)), stored_word<Stance>(query.view(1))});
      found.push_back(std::move(link));
    }
    std::stable_sort(found.begin(), found.end(), [](const Link& a, const Link& b) {
      return std::tie(a.from, a.to, a.kind) < std::tie(b.from, b.to, b.kind);
    });
    return found;
  });
}

std::vector<SearchDetail> StoreDetails::searches() const {
  return reading([&] {
    std::vector<SearchDetail> found;
    Query query(connection_.prepared(
        "SELECT search, database, searched, count(*), sum(rule = 'new') FROM source_record "
        "GROUP BY search, database, searched ORDER BY search, database, searched"));
    while (query.next())
      found.push_back(
          {query.text(0), query.text(1), query.text(2), query.number(3), query.number(4)});
    return found;
  });
}

std::vector<Change> StoreDetails::changes() const {
  return reading([&] {
    std::vector<Change> found;
    Things things(connection_);
    HistoryWords words(things);
    for (StoredChange& each : read_changes(connection_)) {
      Change& change = found.emplace_back(std::move(each.change));
      // What a merge did is told by the changes that it brought.
      if (change.kind == merge_kind) change.rows.clear();
      change.rows = one_row_each(change.rows);
      for (HistoryRow& row : change.rows) row.thing_id = words.said_in(row);
    }
    return found;
  });
}

}  // namespace retroduce::store
