// Coders, studies, documents and judgements: from records to rows.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "model/kept_document.h"
#include "store/document_row.h"
#include "store/import_state.h"
#include "store/review_rows.h"
#include "store/text_rows.h"

namespace retroduce::store {

using namespace model;

namespace {

bool refuse_nameless(ImportState& state, Kind kind, std::string_view name, Line line) {
  if (!name.empty()) return false;
  const std::string what(kind == Kind::document ? "key" : "label");
  state.refuse(kind, line, "import.no-" + what,
               std::string(names_of(kind).one) + " without a " + what);
  return true;
}

/// Blanks at the end move no place in a text, and programs add and drop them.
bool is_same_text(const std::string& there, const Document& document) {
  if (document.origin.change.is_set()) return there == *document.text;
  const auto without_end = [](std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  return without_end(there) == without_end(*document.text);
}

/// Both from a little before the place where they part.
Difference of_texts(std::string_view there, std::string_view here) {
  constexpr std::size_t before = 20;
  const auto parting = std::mismatch(there.begin(), there.end(), here.begin(), here.end()).first;
  auto from = static_cast<std::size_t>(parting - there.begin());
  if (from <= before) return {"text", std::string(there), std::string(here)};
  from -= before;
  while ((static_cast<unsigned char>(there[from]) & 0xC0U) == 0x80U) --from;
  return {"text", "…" + std::string(there.substr(from)), "…" + std::string(here.substr(from))};
}

/// A source that brings no text says nothing of the one that is there.
void settle_text(ImportState& state, ImportState::Settled& settled, const Document& document) {
  if (settled.was_refused) return;
  if (settled.is_new) {
    if (!document.text) return;
    for (const FormerText& former : document.former_texts)
      insert_text(state.connection, settled.id, former.text, former.origin);
    insert_text(state.connection, settled.id, *document.text,
                document.text_origin.value_or(TextOrigin{}));
    state.documents_with_text.insert(settled.id);
    return;
  }
  if (!document.text) return;
  const auto there = current_text(state.connection, settled.id);
  if (!there || !is_same_text(there->text, document)) {
    settled.differences.push_back(
        of_texts(there ? std::string_view(there->text) : std::string_view(), *document.text));
    return;
  }
  if (!document.text_origin) return;
  const TextOrigin origin = origin_of_text(state.connection, there->id);
  if (origin != *document.text_origin)
    settled.differences.push_back(
        {"source of the text", origin.source, document.text_origin->source});
}

using FieldValues = std::map<std::string, std::string>;

FieldValues fields_there(ImportState& state, std::int64_t document) {
  FieldValues fields;
  Query query(state.connection.prepared(
      "SELECT name, value FROM document_field WHERE document = ? ORDER BY place"));
  query.bind(1, Cell{document});
  while (query.next()) fields.emplace(query.text(0), query.text(1));
  return fields;
}

void add_field(ImportState& state, std::int64_t document, const Document& record,
               const Field& field) {
  Things& things = state.alterations.things();
  state.alterations.before({ThingKind::document, things.id_of(ThingKind::document, document)});
  Query query(state.connection.prepared(
      "INSERT INTO document_field (document, place, name, value) SELECT ?1, ifnull(max(place), 0) "
      "+ 1, ?2, ?3 FROM document_field WHERE document = ?1"));
  query.bind(
      {Cell{document}, Cell{std::string_view(field.name)}, Cell{std::string_view(field.value)}});
  query.run();
  state.fields_added.push_back(in_quotes(record.key) + ": " + field.name + " " +
                               in_quotes(field.value));
  state.own_change();
  state.is_anything_new = true;
}

/// What is there is compared by name, and what is not there yet is added: neither the order of a
/// source nor what it leaves out says anything.
void settle_fields(ImportState& state, ImportState::Settled& settled, const Document& document) {
  if (settled.is_new || settled.was_refused || document.origin.change.is_set()) {
    std::vector<Cells> fields;
    for (const Field& field : document.fields) fields.push_back({field.name, field.value});
    return state.settle_parts(settled, state.tables.document_field, fields);
  }
  if (document.fields.empty()) return;
  FieldValues there = fields_there(state, settled.id);
  for (const Field& field : document.fields) {
    const auto [known, is_new] = there.emplace(field.name, field.value);
    if (is_new)
      add_field(state, settled.id, document, field);
    else if (known->second != field.value)
      settled.differences.push_back({"field " + in_quotes(field.name), known->second, field.value});
  }
}

/// The document under this key: added, or found there and compared.
ImportState::Settled settle_document(ImportState& state, const Document& document,
                                     const std::string& key, const Cell& study) {
  const std::string authors = nlohmann::json(document.authors).dump();
  const Cell year = document.year ? Cell{std::int64_t{*document.year}} : Cell{};
  const Cells cells = {key,
                       document.type,
                       authors,
                       year,
                       document.title,
                       document.container,
                       document.volume,
                       document.issue,
                       document.pages,
                       document.doi,
                       document.url,
                       document.language,
                       document.note,
                       std::int64_t{document.is_consultation},
                       study};
  auto settled =
      state.settle(Kind::document, state.tables.document, cells, document.origin, document.line);
  settle_fields(state, settled, document);
  settle_text(state, settled, document);
  return settled;
}

/// A key that names no document for good gives way to another paper's: it gets a letter behind it.
/// That one is not settled with, since it would be given what this one has and it has not.
ImportState::Settled settle_under_free_key(ImportState& state, const Document& document,
                                           const Cell& study) {
  std::size_t& number = state.key_suffixes[document.key];
  std::string key = document.key + suffix_of(number++);
  while (row_of_key(state.connection, key) != 0) key = document.key + suffix_of(number++);
  return settle_document(state, document, key, study);
}

/// A record of a bibliography: of a document that is there or came before, or a new one.
ImportState::Settled settle_arriving(ImportState& state, const Document& document,
                                     const Cell& study) {
  if (!state.arrivals) state.arrivals = std::make_unique<Arrivals>(state.connection);
  Arrivals& arrivals = *state.arrivals;
  Citation citation = citation_of(document);
  ImportState::Arrived& arrived = state.arrived;
  arrived.ref = state.rows.documents.size() - 1;
  arrived.digest = arrivals.numbered(document.record_digest);
  auto found = arrivals.find(arrived.digest, citation);
  if (found.match.likeness != Likeness::certain && document.key_origin == KeyOrigin::source) {
    if (const std::int64_t there = document_saying_the_same(state.connection, document); there != 0)
      found = {there, {Likeness::certain, key_and_content, 100}};
  }
  arrivals.count(found, document, arrived.digest);
  arrived.came.clear();
  if (found.match.likeness == Likeness::certain) {
    if (found.match.rule != same_record) {
      arrived.came = kept_document(document);
      arrivals.add(found.document, std::move(citation));
    }
    arrived.rule = found.match.rule;
    arrived.score = found.match.score;
    ImportState::Settled settled;
    settled.id = found.document;
    return settled;
  }
  arrived.rule = "new";
  arrived.score = 100;
  auto settled = settle_under_free_key(state, document, study);
  if (settled.is_new) arrivals.add(settled.id, std::move(citation));
  return settled;
}

}  // namespace

namespace {

/// Keys are compared as they stand, names of people and programs often are not.
void tell_near_key(ImportState& state, const std::string& key, Line line) {
  auto& keys = state.keys_by_fold;
  if (keys.empty()) {
    Query query(state.connection.prepared("SELECT key FROM document ORDER BY id"));
    while (query.next()) keys.emplace(base::fold(query.view(0)), query.text(0));
  }
  const auto [there, is_first] = keys.emplace(base::fold(key), key);
  if (is_first || there->second == key) return;
  constexpr std::int64_t most_told = 20;
  if (++state.near_keys_met <= most_told)
    state.near_keys.push_back("line " + std::to_string(line) + ": " + in_quotes(key) + " beside " +
                              in_quotes(there->second));
}

}  // namespace

void add_to(ImportState& state, const Study& study) {
  std::int64_t id = 0;
  if (!refuse_nameless(state, Kind::study, study.label, study.line)) {
    const Cells cells = {study.label, study.note};
    const auto settled =
        state.settle(Kind::study, state.tables.study, cells, study.origin, study.line);
    id = state.conclude(Kind::study, settled, study.line, [&] { return in_quotes(study.label); });
  }
  state.rows.studies.push_back(id);
}

namespace {

/// The keys that documents which are there had once, where one only had it, with those of today.
std::unordered_map<std::string, std::string> read_former_keys(Connection& connection) {
  std::unordered_map<std::string, std::string> keys;
  std::unordered_map<std::string, std::string> owners;
  Things things(connection);
  Query query(connection.prepared(
      "SELECT json_extract(h.before, '$.key'), h.thing_id FROM history h JOIN change c ON c.id = "
      "h.change WHERE h.thing = 'document' AND h.before LIKE '%\"key\"%' AND h.after <> '' AND "
      "c.kind NOT LIKE 'undo %' ORDER BY h.change, h.place"));
  while (query.next()) {
    const std::string key = query.text(0);
    const auto now = things.image({ThingKind::document, query.text(1)});
    if (!now || key.empty() || now->at("key") == key) continue;
    const auto [owner, is_first] = owners.emplace(key, query.text(1));
    keys[key] = is_first || owner->second == query.text(1) ? now->at("key").get<std::string>() : "";
  }
  return keys;
}

/// The key by which a document is called here since, that a source names by its former one. A title
/// of another paper says that it is not that one, and where another has the key by now that one is
/// meant, which is told.
std::string key_today(ImportState& state, const Document& document) {
  if (document.origin.change.is_set()) return {};
  if (!state.former_keys) state.former_keys = read_former_keys(state.connection);
  const auto found = state.former_keys->find(document.key);
  if (found == state.former_keys->end() || found->second.empty()) return {};
  if (row_of_key(state.connection, document.key) != 0) {
    state.say(base::Severity::note, "import.key-of-another",
              in_quotes(document.key) + " is another paper here since: what was called so is " +
                  in_quotes(found->second) +
                  " now. Where the file means that one, change its key there",
              document.line);
    return {};
  }
  Query query(state.connection.prepared("SELECT title FROM document WHERE key = ? ORDER BY id"));
  query.bind(1, Cell{std::string_view(found->second)});
  const bool is_there = query.next();
  const std::string title = is_there ? base::fold(query.view(0)) : std::string();
  const bool is_other =
      !title.empty() && !document.title.empty() && title != base::fold(document.title);
  if (!is_there || is_other) return {};
  state.say(base::Severity::note, "import.former-key",
            in_quotes(document.key) + " is called " + in_quotes(found->second) + " here since",
            document.line);
  return found->second;
}

}  // namespace

void add_to(ImportState& state, const Document& document) {
  std::int64_t& id = state.rows.documents.emplace_back(0);
  if (refuse_nameless(state, Kind::document, document.key, document.line)) return;
  References references(state, Kind::document, document.line);
  const Cell study = references.maybe(document.study, state.rows.studies, "study");
  if (!references.ok()) return;
  const bool is_named = document.key_origin == KeyOrigin::identity;
  const std::string today = is_named ? key_today(state, document) : std::string();
  const std::string& key = today.empty() ? document.key : today;
  const auto settled = is_named ? settle_document(state, document, key, study)
                                : settle_arriving(state, document, study);
  id = state.conclude(Kind::document, settled, document.line,
                      [&] { return in_quotes(document.key); });
  if (settled.is_new && is_named) tell_near_key(state, document.key, document.line);
}

void add_to(ImportState& state, const Appraisal& appraisal) {
  std::int64_t& id = state.rows.appraisals.emplace_back(0);
  References references(state, Kind::appraisal, appraisal.line);
  const bool of_extract = appraisal.extract.is_set();
  const Cell document =
      of_extract ? Cell{} : references.need(appraisal.document, state.rows.documents, "document");
  const Cell extract = references.maybe(appraisal.extract, state.rows.extracts, "extract");
  const Cell coder = references.maybe(appraisal.coder, state.rows.coders, "coder");
  if (!references.ok()) return;
  if (appraisal.rating.empty())
    return state.refuse(Kind::appraisal, appraisal.line, "import.no-rating",
                        "appraisal without a rating");
  widen_scale(state, Scale::ratings, appraisal.rating, appraisal.line);
  const Cells cells = {
      document,         extract, to_word(appraisal.criterion),         appraisal.rating,
      appraisal.reason, coder,   std::int64_t{appraisal.is_resolution}};
  const auto settled = state.settle(Kind::appraisal, state.tables.appraisal, cells,
                                    appraisal.origin, appraisal.line);
  id = state.conclude(Kind::appraisal, settled, appraisal.line, [&] {
    return "of " + std::string(to_word(appraisal.criterion)) + " by the same coder";
  });
}

}  // namespace retroduce::store
