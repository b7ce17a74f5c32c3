#include "store/sender.h"

#include <algorithm>
#include <tuple>

#include <nlohmann/json.hpp>

#include "store/body.h"
#include "store/history_rows.h"
#include "store/review_rows.h"

namespace retroduce::store {

using namespace model;

namespace {

/// The value of a word that a CHECK has let in.
template <typename E>
E word(const Query& row, int column) {
  const auto words = words_of<E>();
  const auto found = std::find(words.begin(), words.end(), row.view(column));
  return found == words.end() ? E{} : static_cast<E>(found - words.begin());
}

}  // namespace

Sender::Sender(Connection& connection, BatchSink& sink, base::Progress& progress)
    : connection_(connection), sink_(sink), progress_(progress) {}

void Sender::send() {
  const Transaction one_moment(connection_, Transaction::Kind::read);
  find_wanted_keys();
  review();
  coders();
  studies();
  documents();
  themes();
  concepts();
  extracts();
  resolutions();
  configurations();
  links();
  theories();
  constructs();
  versions();
  statements();
  appraisals();
  readings();
  memos();
}

Sender::Ids Sender::ids_of(std::string_view table) {
  Ids ids;
  Query query(connection_.prepared("SELECT x.id FROM " + std::string(table) +
                                   " x JOIN change c ON c.id = x.change "
                                   "ORDER BY c.at, c.id, x.ordinal"));
  while (query.next()) ids.push_back(query.number(0));
  return ids;
}

Sender::Ids Sender::ids_of(std::string_view table, const Parents& parents) {
  Ids ordered;
  NumbersByRow seen;
  const std::function<void(std::int64_t)> visit = [&](std::int64_t id) {
    if (id == 0 || seen.at(id) != NumbersByRow::none) return;
    seen.set(id, 1);
    for (const std::int64_t parent : parents(id)) visit(parent);
    ordered.push_back(id);
  };
  for (const std::int64_t id : ids_of(table)) visit(id);
  return ordered;
}

void Sender::each(ThingKind kind, const Ids& ids,
                  const std::function<void(std::int64_t)>& send_one) {
  NumbersByRow& refs = refs_[static_cast<std::size_t>(kind)];
  const auto total = static_cast<std::int64_t>(ids.size());
  std::uint32_t place = 0;
  for (const std::int64_t id : ids) {
    if (place % 4096 == 0) progress_.step(to_word(kind), place, total);
    send_one(id);
    refs.set(id, place++);
  }
}

Origin Sender::origin(const Query& row, int column) const {
  return {change_ref(row.number(column)), static_cast<std::uint32_t>(row.number(column + 1))};
}

Ref<Coder> Sender::coder(const Query& row, int column) const {
  return ref<Coder>(ThingKind::coder, row.number(column));
}

std::vector<std::int64_t> Sender::numbers(std::string_view sql, std::int64_t owner) {
  Ids found;
  Query query(connection_.prepared(sql));
  query.bind(1, Cell{owner});
  while (query.next()) found.push_back(query.number(0));
  return found;
}

void Sender::review() {
  sink_.add(read_review(connection_));
  std::uint32_t place = 0;
  for (const StoredChange& each : read_changes(connection_)) {
    sink_.add(each.change);
    changes_.set(each.id, place++);
  }
}

void Sender::coders() {
  each(ThingKind::coder, ids_of("coder"), [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT label, name, note, change, ordinal FROM coder WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    sink_.add(Coder{query.text(0), query.text(1), query.text(2), origin(query, 3)});
  });
}

void Sender::studies() {
  each(ThingKind::study, ids_of("study"), [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT label, note, change, ordinal FROM study WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    sink_.add(Study{query.text(0), query.text(1), origin(query, 2)});
  });
}

Document Sender::document(std::int64_t id) {
  Query query(connection_.prepared(
      "SELECT key, type, authors, year, title, container, volume, issue, pages, doi, url, "
      "language, note, "
      "consultation, study, change, ordinal FROM document WHERE id = ? ORDER BY id"));
  query.bind(1, Cell{id}).next();
  Document document;
  document.key = query.text(0);
  document.type = query.text(1);
  document.authors = nlohmann::json::parse(query.view(2)).get<std::vector<std::string>>();
  if (!query.is_null(3)) document.year = static_cast<int>(query.number(3));
  document.title = query.text(4);
  document.container = query.text(5);
  document.volume = query.text(6);
  document.issue = query.text(7);
  document.pages = query.text(8);
  document.doi = query.text(9);
  document.url = query.text(10);
  document.language = query.text(11);
  document.note = query.text(12);
  document.is_consultation = query.flag(13);
  document.study = ref<Study>(ThingKind::study, query.number(14));
  document.origin = origin(query, 15);
  return document;
}

void Sender::documents() {
  each(ThingKind::document, ids_of("document"), [&](std::int64_t id) {
    Document record = document(id);
    {
      Query query(connection_.prepared(
          "SELECT name, value FROM document_field WHERE document = ? ORDER BY place"));
      query.bind(1, Cell{id});
      while (query.next()) record.fields.push_back({query.text(0), query.text(1)});
    }
    Query query(connection_.prepared(
        "SELECT text FROM document_text WHERE document = ? ORDER BY document"));
    query.bind(1, Cell{id});
    if (query.next()) record.text = query.text(0);
    sink_.add(record);
  });
}

void Sender::themes() {
  const auto parents = [&](std::int64_t id) {
    return numbers("SELECT parent FROM theme WHERE id = ? ORDER BY id", id);
  };
  each(ThingKind::theme, ids_of("theme", parents), [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT label, note, parent, change, ordinal FROM theme WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    sink_.add(Theme{query.text(0), query.text(1), ref<Theme>(ThingKind::theme, query.number(2)),
                    origin(query, 3)});
  });
}

void Sender::concepts() {
  const auto parents = [&](std::int64_t id) {
    return numbers("SELECT parent FROM concept WHERE id = ? ORDER BY id", id);
  };
  each(ThingKind::concept_, ids_of("concept", parents), [&](std::int64_t id) {
    Concept record;
    {
      Query query(connection_.prepared(
          "SELECT label, definition, note, parent, wording, change, ordinal FROM concept "
          "WHERE id = ? ORDER BY id"));
      query.bind(1, Cell{id}).next();
      record.label = query.text(0);
      record.definition = query.text(1);
      record.note = query.text(2);
      record.parent = ref<Concept>(ThingKind::concept_, query.number(3));
      record.is_wording = query.flag(4);
      record.origin = origin(query, 5);
    }
    Query query(
        connection_.prepared("SELECT alias FROM concept_alias WHERE concept = ? ORDER BY place"));
    query.bind(1, Cell{id});
    while (query.next()) record.aliases.push_back(query.text(0));
    sink_.add(record);
  });
}

void Sender::extracts() {
  const Ids ids = ids_of("extract");
  each(ThingKind::extract, ids, [&](std::int64_t id) {
    Query query(connection_.prepared(
        "SELECT e.document, e.span_begin, e.span_end, e.page, e.paraphrase, t.quote, "
        "t.translation, "
        "t.note, e.change, e.ordinal FROM extract e JOIN extract_text t ON t.extract = e.id "
        "WHERE e.id = ? ORDER BY e.id"));
    query.bind(1, Cell{id}).next();
    Extract extract;
    extract.document = ref<Document>(ThingKind::document, query.number(0));
    if (!query.is_null(1)) extract.span = base::TextSpan{query.number(1), query.number(2)};
    extract.page = query.text(3);
    extract.is_paraphrase = query.flag(4);
    extract.quote = query.text(5);
    extract.translation = query.text(6);
    extract.note = query.text(7);
    extract.origin = origin(query, 8);
    sink_.add(extract);
  });
  codings(ids);
}

void Sender::codings(const Ids& extracts) {
  std::uint32_t place = 0;
  const auto total = static_cast<std::int64_t>(extracts.size());
  for (std::size_t i = 0; i < extracts.size(); ++i) {
    if (i % 4096 == 0) progress_.step("coding", static_cast<std::int64_t>(i), total);
    codings_of(extracts[i], place);
  }
}

void Sender::codings_of(std::int64_t extract, std::uint32_t& place) {
  std::vector<Coding> found;
  std::unordered_map<std::uint32_t, std::int64_t> concept_rows;
  std::unordered_map<std::uint32_t, std::int64_t> coder_rows;
  {
    Query query(connection_.prepared(
        "SELECT concept, role, coder, note, change FROM coding WHERE extract = ? "
        "ORDER BY concept, role, coder"));
    query.bind(1, Cell{extract});
    while (query.next()) {
      Coding& coding = found.emplace_back();
      coding.extract = ref<Extract>(ThingKind::extract, extract);
      coding.concept_ = ref<Concept>(ThingKind::concept_, query.number(0));
      coding.role = word<Role>(query, 1);
      coding.coder = coder(query, 2);
      coding.note = query.text(3);
      coding.change = change_ref(query.number(4));
      if (wanted_.empty()) continue;
      concept_rows[coding.concept_.value] = query.number(0);
      coder_rows[coding.coder.value] = query.number(2);
    }
  }
  std::sort(found.begin(), found.end(), [](const Coding& a, const Coding& b) {
    return std::tie(a.concept_, a.role, a.coder) < std::tie(b.concept_, b.role, b.coder);
  });
  for (const Coding& coding : found) {
    if (!wanted_.empty())
      number_key("coding " + std::to_string(extract) + " " +
                     std::to_string(concept_rows[coding.concept_.value]) + " " +
                     std::string(to_word(coding.role)) + " " +
                     std::to_string(coder_rows[coding.coder.value]),
                 place);
    sink_.add(coding);
    ++place;
  }
}

void Sender::resolutions() {
  std::vector<CodingResolution> found;
  {
    Query query(connection_.prepared(
        "SELECT extract, concept, role, holds, coder, reason, change FROM coding_resolution "
        "ORDER BY extract, concept, role"));
    while (query.next()) {
      CodingResolution& each = found.emplace_back();
      each.extract = ref<Extract>(ThingKind::extract, query.number(0));
      each.concept_ = ref<Concept>(ThingKind::concept_, query.number(1));
      each.role = word<Role>(query, 2);
      each.holds = query.flag(3);
      each.coder = coder(query, 4);
      each.reason = query.text(5);
      each.change = change_ref(query.number(6));
    }
  }
  std::sort(found.begin(), found.end(), [](const CodingResolution& a, const CodingResolution& b) {
    return std::tie(a.extract, a.concept_, a.role) < std::tie(b.extract, b.concept_, b.role);
  });
  for (const CodingResolution& each : found) sink_.add(each);
}

void Sender::configurations() {
  const Ids ids = ids_of("configuration");
  each(ThingKind::configuration, ids, [&](std::int64_t id) { configuration(id); });
  evidence(ids);
}

void Sender::configuration(std::int64_t id) {
  Configuration record;
  {
    Query query(
        connection_.prepared("SELECT label, title, theme, level, status, statement, note, change, "
                             "ordinal FROM configuration "
                             "WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{id}).next();
    record.label = query.text(0);
    record.title = query.text(1);
    record.theme = ref<Theme>(ThingKind::theme, query.number(2));
    record.level = query.text(3);
    record.status = word<Status>(query, 4);
    record.statement = query.text(5);
    record.note = query.text(6);
    record.origin = origin(query, 7);
  }
  const std::uint32_t first = first_element_.empty() ? 0 : first_element_.back();
  if (first_element_.empty()) first_element_.push_back(0);
  Query query(
      connection_.prepared("SELECT role, part, concept, wording, opposite, direction, unintended, "
                           "when_not_fired FROM element "
                           "WHERE configuration = ? ORDER BY place"));
  query.bind(1, Cell{id});
  while (query.next()) {
    Element& element = record.elements.emplace_back();
    element.role = word<Role>(query, 0);
    element.part = word<MechanismPart>(query, 1);
    element.concept_ = ref<Concept>(ThingKind::concept_, query.number(2));
    element.wording = query.text(3);
    element.opposite = query.flag(4);
    element.direction = word<Direction>(query, 5);
    element.is_unintended = query.flag(6);
    element.when_not_fired = query.flag(7);
  }
  first_element_.push_back(first + static_cast<std::uint32_t>(record.elements.size()));
  sink_.add(record);
}

void Sender::evidence(const Ids& configurations) {
  std::uint32_t place = 0;
  const auto total = static_cast<std::int64_t>(configurations.size());
  for (std::size_t i = 0; i < configurations.size(); ++i) {
    if (i % 4096 == 0) progress_.step("evidence", static_cast<std::int64_t>(i), total);
    evidence_of(configurations[i], place);
  }
}

void Sender::evidence_of(std::int64_t configuration, std::uint32_t& place) {
  std::vector<std::pair<Evidence, std::int64_t>> found;  // with the row of the extract
  {
    Query query(connection_.prepared(
        "SELECT element, extract, stance, inference, note, coder, change FROM evidence "
        "WHERE configuration = ? ORDER BY element, extract"));
    query.bind(1, Cell{configuration});
    while (query.next()) {
      Evidence each;
      each.configuration = ref<Configuration>(ThingKind::configuration, configuration);
      if (query.number(0) > 0) each.element = static_cast<std::uint32_t>(query.number(0) - 1);
      each.extract = ref<Extract>(ThingKind::extract, query.number(1));
      each.stance = word<Stance>(query, 2);
      each.inference = word<Inference>(query, 3);
      each.note = query.text(4);
      each.coder = coder(query, 5);
      each.change = change_ref(query.number(6));
      found.emplace_back(std::move(each), query.number(1));
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.element, a.first.extract) < std::tie(b.first.element, b.first.extract);
  });
  for (const auto& [each, extract] : found) {
    if (!wanted_.empty())
      number_key("evidence " + std::to_string(configuration) + " " +
                     std::to_string(each.element ? *each.element + 1 : 0) + " " +
                     std::to_string(extract),
                 place);
    sink_.add(each);
    ++place;
  }
}

void Sender::links() {
  each(ThingKind::link, ids_of("link"), [&](std::int64_t id) {
    Link link;
    {
      Query query(
          connection_.prepared("SELECT from_configuration, to_configuration, kind, note, coder, "
                               "change, ordinal FROM link "
                               "WHERE id = ? ORDER BY id"));
      query.bind(1, Cell{id}).next();
      link.from = ref<Configuration>(ThingKind::configuration, query.number(0));
      link.to = ref<Configuration>(ThingKind::configuration, query.number(1));
      link.kind = word<LinkKind>(query, 2);
      link.note = query.text(3);
      link.coder = coder(query, 4);
      link.origin = origin(query, 5);
    }
    Query query(connection_.prepared(
        "SELECT extract, stance FROM link_evidence WHERE link = ? ORDER BY place"));
    query.bind(1, Cell{id});
    while (query.next()) {
      link.evidence.push_back(
          {ref<Extract>(ThingKind::extract, query.number(0)), word<Stance>(query, 1)});
    }
    sink_.add(link);
  });
}

void send_review(Connection& connection, BatchSink& sink, base::Progress& progress) {
  Sender(connection, sink, progress).send();
}

}  // namespace retroduce::store
