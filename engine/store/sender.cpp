#include "store/sender.h"

#include "store/body.h"
#include "store/document_row.h"
#include "store/history_rows.h"
#include "store/precedence.h"
#include "store/review_rows.h"
#include "store/stored.h"
#include "store/text_rows.h"

namespace retroduce::store {

using namespace model;

Sender::Sender(Connection& connection, BatchSink& sink, base::Progress& progress)
    : connection_(connection), sink_(sink), progress_(progress) {}

void Sender::send() {
  const Transaction one_moment(connection_, Transaction::Kind::read);
  find_wanted_keys();
  review();
  coders();
  studies();
  documents();
  source_records();
  samenesses();
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
  saved_questions();
  attachments();
  entries();
  memos();
  foreign_parts();
}

Sender::Ids Sender::ids_of(std::string_view table) {
  Ids ids;
  Query query(connection_.prepared("SELECT x.id FROM " + std::string(table) +
                                   " x JOIN change c ON c.id = x.change "
                                   "ORDER BY c.at, c.by_whom, c.id, x.ordinal"));
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
    if (each.change.kind == merge_kind || each.change.kind == restore_kind)
      continue;  // of this file alone
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
  static const std::string sql = "SELECT " + document_columns +
                                 ", study, change, ordinal FROM document WHERE id = ? ORDER BY id";
  Query query(connection_.prepared(sql));
  query.bind(1, Cell{id}).next();
  Document document = document_in(query);
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
    if (auto text = current_text(connection_, id)) {
      TextOrigin origin = origin_of_text(connection_, text->id);
      if (origin.is_known()) record.text_origin = std::move(origin);
      if (text->version > 1) record.former_texts = former_texts(connection_, id);
      record.text = std::move(text->text);
    }
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
          "SELECT label, definition, note, parent, wording, colour, change, ordinal FROM concept "
          "WHERE id = ? ORDER BY id"));
      query.bind(1, Cell{id}).next();
      record.label = query.text(0);
      record.definition = query.text(1);
      record.note = query.text(2);
      record.parent = ref<Concept>(ThingKind::concept_, query.number(3));
      record.is_wording = query.flag(4);
      record.colour = query.text(5);
      record.origin = origin(query, 6);
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
    extract.anchor = anchor_of(connection_, id);
    sink_.add(extract);
  });
  codings(ids);
}

void send_review(Connection& connection, BatchSink& sink, base::Progress& progress) {
  Sender(connection, sink, progress).send();
}

}  // namespace retroduce::store
