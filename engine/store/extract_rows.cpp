// Extracts and what coders saw in them: from records to rows.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/quote_match.h"
#include "base/text.h"
#include "store/erase_words.h"
#include "store/import_state.h"
#include "store/text_rows.h"

namespace retroduce::store {

using namespace model;

namespace {

std::string span_in_words(const base::TextSpan& span) {
  return std::to_string(span.begin) + " to " + std::to_string(span.end);
}

/// The document's text where it is kept; extracts come document by document, so the last one is at
/// hand.
const std::string* text_of(ImportState& state, std::int64_t document) {
  if (state.documents_with_text.count(document) == 0) return nullptr;
  auto& [id, text] = state.last_text;
  if (id != document) {
    const auto current = current_text(state.connection, document);
    text = current ? current->text : std::string();
    id = document;
  }
  return &text;
}

/// Whether the extract stands where it says; refuses it where not.
bool check_span(ImportState& state, const Extract& extract, std::int64_t document) {
  if (!extract.span) return true;
  const auto refuse = [&](const char* code, const std::string& message,
                          std::vector<std::string> notes) {
    state.refuse(Kind::extract, extract.line, code, message, std::move(notes));
    return false;
  };
  const base::TextSpan& span = *extract.span;
  if (span.begin < 0 || span.begin > span.end)
    return refuse("import.span-invalid",
                  "the span " + span_in_words(span) + " of extract " + in_quotes(extract.quote) +
                      " is none: it must begin at 0 or later and not end before it begins",
                  {});
  const std::string* text = text_of(state, document);
  if (text == nullptr) return true;
  const auto there = base::slice(*text, span);
  if (!there)
    return refuse("import.span-outside",
                  "the span " + span_in_words(span) + " of extract " + in_quotes(extract.quote) +
                      " reaches beyond the document's text",
                  {"the text has " +
                   base::count_of(base::count_code_points(*text), "character", "characters")});
  const bool is_near = extract.anchor && extract.anchor->how == AnchorHow::near;
  if (extract.is_paraphrase || is_near || base::same_quote(*there, extract.quote)) return true;
  return refuse("import.quote-differs",
                "the quote of an extract is not what stands at its span " + span_in_words(span),
                {"quoted: " + in_quotes(extract.quote), "in the text: " + in_quotes(*there)});
}

/// What is there under the same identity, compared field by field.
std::vector<Difference> differences(ImportState& state, std::int64_t id, const Extract& extract) {
  Query query(state.connection.prepared(
      "SELECT e.page, e.paraphrase, t.translation, t.note FROM extract e "
      "JOIN extract_text t ON t.extract = e.id WHERE e.id = ? ORDER BY e.id"));
  query.bind(1, Cell{id});
  std::vector<Difference> found;
  if (!query.next()) return found;
  const std::string here[] = {extract.page, extract.is_paraphrase ? "1" : "0", extract.translation,
                              extract.note};
  constexpr const char* names[] = {"page", "paraphrase", "translation", "note"};
  const auto anchor = anchor_of(state.connection, id);
  for (int i = 0; i < 4; ++i) {
    // A source that knows no page says nothing of one that was found in the text.
    if (i == 0 && here[0].empty() && anchor && anchor->is_page_found) continue;
    if (query.view(i) != here[i]) found.push_back({names[i], query.text(i), here[i]});
  }
  if (extract.anchor && extract.anchor != anchor)
    found.push_back({"anchor", anchor ? std::string(to_word(anchor->how)) : std::string(),
                     std::string(to_word(extract.anchor->how))});
  return found;
}

/// The extract that said these words of the document until they were erased here: its row, 0 where
/// it is no more.
std::optional<std::int64_t> erased_extract(ImportState& state, std::int64_t document,
                                           const std::string& quote) {
  {
    // Asked of every extract: nearly no review holds an erasure.
    Query any(state.connection.prepared(
        "SELECT EXISTS (SELECT 1 FROM erasure WHERE prints <> '') ORDER BY 1"));
    if (!any.next() || any.number(0) == 0) return std::nullopt;
  }
  Things& things = state.alterations.things();
  const std::string id = things.id_of(ThingKind::document, document);
  Query query(state.connection.prepared(
      "SELECT thing_id, prints FROM erasure WHERE document = ? AND prints <> '' ORDER BY 1"));
  query.bind(1, Cell{std::string_view(id)});
  while (query.next()) {
    for (const std::string& print : base::split(query.view(1), ' ')) {
      const std::size_t colon = print.find(':');
      if (colon != std::string::npos &&
          erasure_print(print.substr(0, colon), id, quote) == print.substr(colon + 1))
        return things.row_of(ThingKind::extract, query.view(0)).value_or(0);
    }
  }
  return std::nullopt;
}

/// Another program gives an extract back in the words of the text, which are not quite those that
/// were quoted: the one that is there at that place, where its words were found so. 0: none.
std::int64_t placed_extract(ImportState& state, std::int64_t document, const Extract& extract) {
  if (!extract.span || state.extracts->placed_at(document, *extract.span) == 0) return 0;
  const std::string* text = text_of(state, document);
  const auto there = text == nullptr ? std::nullopt : base::slice(*text, *extract.span);
  if (!there || !base::same_quote(*there, extract.quote)) return 0;
  return state.extracts->placed_at(document, *extract.span);
}

/// The extract of this passage that is meant; 0: it is one more. Two who code apart each have an
/// extract of one passage, so that of two that a source tells by their permanent ids each stays
/// what it is. One that is known here and has gone went into the other.
std::int64_t extract_there(ImportState& state, std::int64_t document, const Extract& extract) {
  const auto held = state.extracts->find(document, extract.span, extract.quote);
  if (held.empty()) return placed_extract(state, document, extract);
  const Origin& origin = extract.origin;
  if (!origin.change.is_set() || origin.change.index() >= state.rows.changes.size())
    return held.front().id;
  const std::int64_t change = state.rows.changes[origin.change.index()];
  for (const auto& each : held)
    if (each.change == change && each.ordinal == origin.ordinal) return each.id;
  for (const auto& each : held)
    if (state.is_known(change) || state.extracts_told.count(each.id) == 0) return each.id;
  return 0;
}

std::optional<std::int64_t> page_number(std::string_view page) {
  std::int64_t number = 0;
  const char* end = page.data() + page.size();
  const auto read = std::from_chars(page.data(), end, number);
  if (page.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

/// A page of another tool that differs by one waits for the others.
void set_pages_aside(ImportState& state, std::int64_t document, const Extract& extract,
                     ImportState::Settled& settled) {
  const auto came = page_number(extract.page);
  if (!state.is_of_tool || extract.origin.change.is_set() || !came) return;
  const auto page = std::find_if(settled.differences.begin(), settled.differences.end(),
                                 [](const Difference& each) { return each.field == "page"; });
  if (page == settled.differences.end()) {
    ++state.pages_met;
    return;
  }
  const auto there = page_number(page->there);
  if (!there || (*came != *there + 1 && *came != *there - 1)) return;
  state.page_steps.push_back(
      {*page, document, *came - *there, in_quotes(extract.quote), extract.line});
  settled.differences.erase(page);
}

void insert_text(ImportState& state, std::int64_t id, const Extract& extract) {
  Query query(state.connection.prepared(
      "INSERT INTO extract_text (extract, quote, translation, note) VALUES (?, ?, ?, ?)"));
  query.bind(1, Cell{id})
      .bind(2, Cell{std::string_view(extract.quote)})
      .bind(3, Cell{std::string_view(extract.translation)})
      .bind(4, Cell{std::string_view(extract.note)})
      .run();
}

}  // namespace

void add_to(ImportState& state, const Extract& extract) {
  if (extract.page.size() == 10 && base::is_date(extract.page) && ++state.day_pages_met <= 1)
    state.first_day_page = extract.page;
  state.last_coding = {};
  std::int64_t& row = state.rows.extracts.emplace_back(0);
  References references(state, Kind::extract, extract.line);
  const Cell document = references.need(extract.document, state.rows.documents, "document");
  if (!references.ok()) return;
  const std::int64_t document_id = std::get<std::int64_t>(document);
  if (const auto erased = erased_extract(state, document_id, extract.quote)) {
    row = *erased;
    if (row != 0) return state.count(Kind::extract, false);
    return state.refuse(Kind::extract, extract.line, "import.erased",
                        "an extract was left out: its words were erased in this review");
  }
  if (state.documents_apart.count(document_id) > 0)
    return state.refuse(Kind::extract, extract.line, "import.coded-apart",
                        "documents that you code apart from others, whose work is in this review, "
                        "take no sources from you: fill in a form (retroduce export REVIEW "
                        "FORM.xlsx --as sheet), or join a copy with retroduce merge");
  if (!check_span(state, extract, document_id)) return;
  if (!state.extracts) state.extracts = std::make_unique<ExtractIndex>(state.connection);

  ImportState::Settled settled;
  settled.id = extract_there(state, document_id, extract);
  if (settled.id != 0) {
    settled.differences = differences(state, settled.id, extract);
    set_pages_aside(state, document_id, extract, settled);
  } else {
    const Cell begin = extract.span ? Cell{extract.span->begin} : Cell{};
    const Cell end = extract.span ? Cell{extract.span->end} : Cell{};
    const Cells cells = {document, begin, end, extract.page, std::int64_t{extract.is_paraphrase}};
    settled =
        state.settle(Kind::extract, state.tables.extract, cells, extract.origin, extract.line);
    if (settled.is_new) {
      insert_text(state, settled.id, extract);
      if (extract.anchor) put_anchor(state.connection, settled.id, *extract.anchor);
      state.extracts->add(document_id, extract.span, extract.quote, settled.id);
    }
  }
  if (extract.origin.change.is_set()) state.extracts_told.insert(settled.id);
  row = state.conclude(Kind::extract, settled, extract.line,
                       [&] { return in_quotes(extract.quote); });
}

namespace {

struct CodingKey {
  std::int64_t extract = 0;
  std::int64_t concept_ = 0;
  std::int64_t coder = 0;
};

/// The role of a coding that is there and has one; nothing where there is none.
std::optional<Role> role_there(ImportState& state, const CodingKey& key) {
  Query query(state.connection.prepared(
      "SELECT role FROM coding WHERE extract = ? AND concept = ? AND coder = ? AND role <> '' "
      "ORDER BY role LIMIT 1"));
  query.bind({Cell{key.extract}, Cell{key.concept_}, Cell{key.coder}});
  return query.next() ? from_word<Role>(query.view(0)) : std::nullopt;
}

bool is_there_without_role(ImportState& state, const CodingKey& key) {
  Query query(state.connection.prepared(
      "SELECT EXISTS (SELECT 1 FROM coding WHERE extract = ? AND concept = ? AND role = '' AND "
      "coder = ?)"));
  query.bind({Cell{key.extract}, Cell{key.concept_}, Cell{key.coder}});
  return query.next() && query.flag(0);
}

/// The same coding, there without a role, gets it, with all that is about it.
void say_role(ImportState& state, const CodingKey& key, Role role) {
  if (!is_there_without_role(state, key)) return;
  const std::string word(to_word(role));
  Things& things = state.alterations.things();
  const std::string both = things.id_of(ThingKind::extract, key.extract) + " " +
                           things.id_of(ThingKind::concept_, key.concept_) + " ";
  const std::string coder = " " + things.id_of(ThingKind::coder, key.coder);
  const ThingName roleless{ThingKind::coding, both + "-" + coder};
  state.alterations.before(roleless);
  state.alterations.before({ThingKind::coding, both + word + coder});
  state.alterations.before_remarks(roleless);
  {
    Query query(state.connection.prepared(
        "UPDATE OR IGNORE coding SET role = ? WHERE extract = ? AND concept = ? AND role = '' AND "
        "coder = ?"));
    query.bind({Cell{word}, Cell{key.extract}, Cell{key.concept_}, Cell{key.coder}});
    if (query.run() == 0) return;
  }
  const std::string start = std::to_string(key.extract) + " " + std::to_string(key.concept_) + " ";
  const std::string end = " " + std::to_string(key.coder);
  const std::string before = start + end;
  const std::string after = start + word + end;
  for (const char* sql :
       {"UPDATE OR IGNORE foreign_part SET about_key = ? WHERE about = 'coding' AND about_key = ?",
        "UPDATE OR IGNORE memo SET about_key = ? WHERE about = 'coding' AND about_key = ?"}) {
    Query query(state.connection.prepared(sql));
    query.bind({Cell{after}, Cell{before}});
    query.run();
  }
  ++state.roles_said;
  state.is_anything_new = true;
}

}  // namespace

void add_to(ImportState& state, const Coding& coding) {
  References references(state, Kind::coding, coding.line);
  const std::int64_t extract = references.row(coding.extract, state.rows.extracts, "extract");
  const std::int64_t named = references.row(coding.concept_, state.rows.concepts, "concept");
  std::int64_t coder = 0;
  if (coding.coder.is_set()) {
    coder = references.row(coding.coder, state.rows.coders, "coder");
  } else if (references.ok()) {
    coder = state.importing_coder();
  }
  auto& key = state.rows.codings.emplace_back();
  if (!references.ok()) return;
  key = {static_cast<std::uint32_t>(extract), static_cast<std::uint32_t>(named),
         coding.role ? static_cast<std::uint32_t>(*coding.role) + 1 : 0,
         static_cast<std::uint32_t>(coder)};
  const CodingKey same{extract, named, coder};
  const std::array<std::int64_t, 3> place{extract, named, coder};
  // Who tells what each change did says of both that they are there.
  const bool is_told = coding.change.is_set();
  // So does who tells of both at once.
  const bool is_of_last = state.last_coding == place;
  state.last_coding = place;
  if (!coding.role) {
    if (is_told) state.roleless_told.insert(place);
    // One whose role is not said says nothing beside one whose role is.
    const bool is_beside = is_told || is_of_last || is_there_without_role(state, same);
    if (const auto role = is_beside ? std::nullopt : role_there(state, same)) {
      key[2] = static_cast<std::uint32_t>(*role) + 1;
      return state.count(Kind::coding, false);
    }
    state.has_roleless = true;
  } else if (state.has_roleless && !is_of_last && state.roleless_told.count(place) == 0) {
    say_role(state, same, *coding.role);
  }
  const Cells cells = {extract, named, to_word(coding.role), coder, coding.note, coding.date};
  const auto settled =
      state.settle(Kind::coding, state.tables.coding, cells, {coding.change, 0}, coding.line);
  state.conclude(Kind::coding, settled, coding.line, [&] {
    const std::string role(to_word(coding.role));
    return (role.empty() ? role : "as " + role + " ") + "by the same coder";
  });
}

void add_to(ImportState& state, const CodingResolution& resolution) {
  References references(state, Kind::resolution, resolution.line);
  const Cell extract = references.need(resolution.extract, state.rows.extracts, "extract");
  const Cell named = references.need(resolution.concept_, state.rows.concepts, "concept");
  const Cell coder = references.maybe(resolution.coder, state.rows.coders, "coder");
  if (!references.ok()) return;
  const Cells cells = {
      extract,          named, to_word(resolution.role), std::int64_t{resolution.holds}, coder,
      resolution.reason};
  const auto settled = state.settle(Kind::resolution, state.tables.resolution, cells,
                                    {resolution.change, 0}, resolution.line);
  state.conclude(Kind::resolution, settled, resolution.line,
                 [&] { return "as " + std::string(to_word(resolution.role)); });
}

}  // namespace retroduce::store
