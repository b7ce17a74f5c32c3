// Memos, foreign parts and attachments: what they are about, and from records to rows.
#include <algorithm>
#include <optional>
#include <string>

#include "base/hash.h"
#include "base/text.h"
#include "store/import_state.h"

namespace retroduce::store {

using namespace model;

namespace {

std::string joined(const std::vector<std::string>& parts) { return base::join(parts, " "); }

std::optional<std::string> coding_key(const BatchRows& rows, std::size_t ref) {
  if (ref >= rows.codings.size() || rows.codings[ref][0] == 0) return std::nullopt;
  const auto& key = rows.codings[ref];
  return joined({std::to_string(key[0]), std::to_string(key[1]),
                 key[2] == 0 ? std::string() : std::string(to_word(static_cast<Role>(key[2] - 1))),
                 std::to_string(key[3])});
}

std::optional<std::string> evidence_key(const BatchRows& rows, std::size_t ref) {
  if (ref >= rows.evidence.size() || rows.evidence[ref][0] == 0) return std::nullopt;
  const auto& key = rows.evidence[ref];
  return joined({std::to_string(key[0]), std::to_string(key[1]), std::to_string(key[2])});
}

/// Elements are numbered through the batch, as they were sent.
std::optional<std::string> element_key(const BatchRows& rows, std::uint32_t ref) {
  if (ref >= rows.elements) return std::nullopt;
  const auto after = std::upper_bound(rows.first_element.begin(), rows.first_element.end(), ref);
  const auto configuration = static_cast<std::size_t>(after - rows.first_element.begin()) - 1;
  if (rows.configurations[configuration] == 0) return std::nullopt;
  std::uint32_t place = ref - rows.first_element[configuration];
  for (const auto& [moved, places] : rows.moved) {
    if (moved == configuration) {
      place = places.at(place);
      break;
    }
  }
  return joined({std::to_string(rows.configurations[configuration]), std::to_string(place + 1)});
}

/// Enough of a text to find it by; never a "…", which stands in no text.
std::string first_words(const std::string& text) {
  if (base::count_code_points(text) <= 80) return text;
  const std::string start(base::slice(text, {0, 80}).value_or(text));
  return start.substr(0, start.rfind(' '));
}

std::string name_of(Connection& connection, ThingKind about, const std::string& row) {
  Query query(connection.prepared(
      about == ThingKind::document   ? "SELECT key FROM document WHERE id = ? ORDER BY id"
      : about == ThingKind::coder    ? "SELECT label FROM coder WHERE id = ? ORDER BY id"
      : about == ThingKind::concept_ ? "SELECT label FROM concept WHERE id = ? ORDER BY id"
                                     : "SELECT d.key || ': ' || t.quote FROM extract e "
                                       "JOIN document d ON d.id = e.document "
                                       "JOIN extract_text t ON t.extract = e.id "
                                       "WHERE e.id = ? ORDER BY e.id"));
  query.bind(1, Cell{std::int64_t{std::stoll(row)}});
  if (!query.next()) return {};
  const std::string name = base::collapse_blanks(query.view(0));
  return '"' + (about == ThingKind::extract ? first_words(name) : name) + '"';
}

/// What a person can do where the two are one.
std::string way_to_one(ThingKind about, const std::string& came, const std::string& there) {
  if (about == ThingKind::document)
    return "if only its name changed: retroduce duplicates --same " + there + " " + came;
  if (about == ThingKind::concept_)
    return "if only its name changed: retroduce edit, merge concept " + came + " into " + there;
  if (about == ThingKind::coder)
    return "if it is one person: retroduce edit, merge coder " + came + " into " + there;
  return "if the mark was moved: retroduce edit, retire extract " + there;
}

/// Whether the id of such a part is that of a document, concept or extract itself.
bool is_id_of_thing(const ForeignPart& part) {
  switch (part.about) {
    case ThingKind::document:
      return part.kind.ends_with("Source");
    case ThingKind::concept_:
      return part.kind == "Code";
    case ThingKind::coder:
      return part.kind == "User";
    case ThingKind::extract:
      return part.kind.ends_with("Selection") && !part.kind.starts_with("kept");
    default:
      return false;
  }
}

/// Another tool's id tells that a thing has come before under another name or at another place:
/// then there are two now, of which a person must know. One file may use an id twice.
void tell_other_name(ImportState& state, const ForeignPart& part, const std::string& key) {
  if (part.id.empty() || !is_id_of_thing(part)) return;
  std::string other;
  {
    Query query(state.connection.prepared(
        "SELECT about_key FROM foreign_part WHERE system = ?1 AND kind = ?2 AND foreign_id = ?3 "
        "AND about = ?4 AND about_key <> ?5 AND change <> ?6 AND NOT EXISTS (SELECT 1 FROM "
        "foreign_part o WHERE o.system = ?1 AND o.kind = ?2 AND o.foreign_id = ?3 AND o.about = ?4 "
        "AND o.about_key = ?5) ORDER BY id"));
    query.bind({part.system, part.kind, part.id, to_word(part.about), key, state.own_change_id()});
    if (!query.next()) return;
    other = query.text(0);
  }
  const std::string came = name_of(state.connection, part.about, key);
  std::string there = name_of(state.connection, part.about, other);
  if (there == came)  // the same words, once with a place and once without
    there = in_quotes(state.alterations.things().id_of(part.about, std::stoll(other)));
  state.say(base::Severity::note, "import.other-name",
            std::string(to_word(part.about)) + " " + came + " has the id in " + part.system +
                " that " + there + " came with, and was not taken for the same, so both stand; " +
                way_to_one(part.about, came, there),
            part.line);
}

}  // namespace

std::optional<std::string> about_key(const BatchRows& rows, ThingKind about, std::uint32_t ref) {
  const auto row = [&](const BatchRows::Ids& ids) -> std::optional<std::string> {
    if (ref >= ids.size() || ids[ref] == 0) return std::nullopt;
    return std::to_string(ids[ref]);
  };
  switch (about) {
    case ThingKind::review:
      return std::string();
    case ThingKind::coder:
      return row(rows.coders);
    case ThingKind::study:
      return row(rows.studies);
    case ThingKind::document:
      return row(rows.documents);
    case ThingKind::theme:
      return row(rows.themes);
    case ThingKind::concept_:
      return row(rows.concepts);
    case ThingKind::extract:
      return row(rows.extracts);
    case ThingKind::configuration:
      return row(rows.configurations);
    case ThingKind::link:
      return row(rows.links);
    case ThingKind::appraisal:
      return row(rows.appraisals);
    case ThingKind::theory:
      return row(rows.theories);
    case ThingKind::theory_version:
      return row(rows.versions);
    case ThingKind::statement:
      return row(rows.statements);
    case ThingKind::construct:
      return row(rows.constructs);
    case ThingKind::reading:
      return row(rows.readings);
    case ThingKind::saved_question:
      return row(rows.saved_questions);
    case ThingKind::memo:
      return row(rows.memos);
    case ThingKind::coding:
      return coding_key(rows, ref);
    case ThingKind::evidence:
      return evidence_key(rows, ref);
    case ThingKind::element:
      return element_key(rows, ref);
    case ThingKind::attachment:
      return row(rows.attachments);
    case ThingKind::entry:
      return row(rows.entries);
    case ThingKind::foreign_part:
    case ThingKind::resolution:
    case ThingKind::record:
    case ThingKind::sameness:
      return std::nullopt;
  }
  return std::nullopt;
}

namespace {

/// The same memo, there without a date: another tool had to give it one.
std::optional<std::int64_t> undated(ImportState& state, const Memo& memo, const std::string& key,
                                    const Cell& coder) {
  if (memo.date.empty() || memo.origin.change.is_set()) return std::nullopt;
  Query query(state.connection.prepared(
      "SELECT id FROM memo WHERE about = ? AND about_key = ? AND date = '' AND "
      "ifnull(coder, 0) = ifnull(?, 0) AND text = ? ORDER BY id"));
  query.bind({Cell{to_word(memo.about)}, Cell{std::string_view(key)}, coder,
              Cell{std::string_view(memo.text)}});
  return query.next() ? std::optional(query.number(0)) : std::nullopt;
}

}  // namespace

void add_to(ImportState& state, const Memo& memo) {
  std::int64_t& id = state.rows.memos.emplace_back(0);
  References references(state, Kind::memo, memo.line);
  const Cell coder = references.maybe(memo.coder, state.rows.coders, "coder");
  if (!references.ok()) return;
  const auto key = about_key(state.rows, memo.about, memo.about_ref);
  if (!key)
    return state.leave_dangling(
        Kind::memo, memo.line,
        "memo is about a " + std::string(to_word(memo.about)) + " that has not come before it");
  if (const auto there = undated(state, memo, *key, coder)) {
    id = *there;
    return state.count(Kind::memo, false);
  }
  const Cells cells = {to_word(memo.about), *key, memo.text, memo.date, coder};
  const auto settled = state.settle(Kind::memo, state.tables.memo, cells, memo.origin, memo.line);
  id = state.conclude(Kind::memo, settled, memo.line, [&] { return in_quotes(memo.text); });
}

namespace {

/// What another tool says of an extract whose words were erased here quotes it.
bool is_of_erased(ImportState& state, ThingKind about, const std::string& key) {
  if (about != ThingKind::extract && about != ThingKind::coding) return false;
  Query query(state.connection.prepared(
      "SELECT EXISTS (SELECT 1 FROM erasure r JOIN extract e JOIN change c ON c.id = e.change "
      "WHERE "
      "r.thing = 'extract' AND e.id = CAST(? AS INTEGER) AND r.thing_id = c.uid || '.' || "
      "e.ordinal)"));
  query.bind(1, Cell{std::string_view(key)}).next();
  return query.number(0) != 0;
}

}  // namespace

void add_to(ImportState& state, const ForeignPart& part) {
  state.is_of_tool = true;
  const auto key = about_key(state.rows, part.about, part.about_ref);
  if (!key)
    return state.leave_dangling(Kind::foreign_part, part.line,
                                "what is kept of " + part.system + " belongs to a " +
                                    std::string(to_word(part.about)) +
                                    " that has not come before it");
  if (is_of_erased(state, part.about, *key)) return state.count(Kind::foreign_part, false);
  tell_other_name(state, part, *key);
  const Cells cells = {part.system, part.kind, part.id, to_word(part.about), *key, part.content};
  const auto settled =
      state.settle(Kind::foreign_part, state.tables.foreign_part, cells, part.origin, part.line);
  state.conclude(Kind::foreign_part, settled, part.line, [&] { return in_quotes(part.kind); });
}

void add_to(ImportState& state, const Attachment& attachment) {
  std::int64_t& id = state.rows.attachments.emplace_back(0);
  References references(state, Kind::attachment, attachment.line);
  const Cell document = references.maybe(attachment.document, state.rows.documents, "document");
  if (!references.ok()) return;
  base::Hasher hasher;
  hasher.add(attachment.bytes);
  const std::string hash = hasher.finish();
  const auto size = static_cast<std::int64_t>(attachment.bytes.size());
  const Cells cells = {document, attachment.name, attachment.media_type, size, hash};
  const auto settled = state.settle(Kind::attachment, state.tables.attachment, cells,
                                    attachment.origin, attachment.line);
  if (settled.is_new) {
    Query query(state.connection.prepared(
        "INSERT INTO attachment_bytes (attachment, bytes) VALUES (?, ?)"));
    query.bind(1, Cell{settled.id}).bind(2, Cell{Bytes{attachment.bytes}}).run();
  }
  id = state.conclude(Kind::attachment, settled, attachment.line,
                      [&] { return in_quotes(attachment.name); });
}

}  // namespace retroduce::store
