#include "store/import_state.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/text.h"
#include "model/citation_match.h"
#include "store/coded_apart.h"
#include "store/edit_session.h"

namespace retroduce::store {

namespace {

/// Formats have no place for much that is known of these: what one leaves out says nothing against
/// what is there. A configuration is what its elements are, so that fewer make another one.
bool is_left_out(Kind kind, const Difference& difference) {
  if (kind == Kind::concept_ && difference.field == "colour") return true;  // says nothing of it
  const std::string doi = kind == Kind::document && difference.field == "doi"
                              ? model::comparable_doi(difference.here)
                              : std::string();
  if (!doi.empty() && doi == model::comparable_doi(difference.there)) return true;
  constexpr Kind kinds[] = {Kind::coder,    Kind::study,   Kind::document,      Kind::theme,
                            Kind::concept_, Kind::extract, Kind::configuration, Kind::evidence,
                            Kind::link,     Kind::coding};
  return (difference.here.empty() || difference.here == "[]" || difference.here == "0") &&
         std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds) &&
         !difference.field.starts_with("element ");
}

/// Who imports is the coder that is meant, as for edits.
ImportOptions with_author_meant(Connection& connection, ImportOptions options) {
  options.by.by = author_meant(connection, options.by.by);
  return options;
}

constexpr std::string_view insert_change_sql =
    "INSERT INTO change (uid, at, by_whom, kind, what, why, counts, content_hash) "
    "VALUES (?, ?, ?, 'import', ?, ?, '', ?)";

}  // namespace

ImportState::ImportState(Connection& the_connection, ImportOptions the_options, std::string time)
    : connection(the_connection),
      options(with_author_meant(the_connection, std::move(the_options))),
      tables(the_connection),
      alterations(the_connection),
      now(date_of_change(the_connection, options.by.by, time)) {
  if (auto told = clock_went_back(the_connection, time)) found.add(std::move(*told));
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].kind = kind_names[i].many;
  last_extract_before = connection.number("SELECT ifnull(max(id), 0) FROM extract");
  last_change_before_ = connection.number("SELECT ifnull(max(id), 0) FROM change");
  has_roleless = connection.number("SELECT EXISTS (SELECT 1 FROM coding WHERE role = '')") != 0;
  documents_apart = documents_with_hidden_work(connection, coded_apart(connection, options.by.by));
  Query query(connection.prepared("SELECT document FROM document_text ORDER BY document"));
  while (query.next()) documents_with_text.insert(query.number(0));
}

ImportState::Permanent ImportState::permanent(Kind kind, const model::Origin& origin,
                                              model::Line line) {
  if (!origin.change.is_set()) return {own_change(), next_ordinal_, true};
  References references(*this, kind, line);
  return {references.row(origin.change, rows.changes, "change"), origin.ordinal, false};
}

namespace {

/// Kinds whose name, their first column, people change.
bool may_be_renamed(Kind kind) {
  constexpr Kind kinds[] = {Kind::coder, Kind::study,    Kind::document,
                            Kind::theme, Kind::concept_, Kind::configuration};
  return std::find(std::begin(kinds), std::end(kinds), kind) != std::end(kinds);
}

bool was_called(Connection& connection, const ThingName& thing, std::string_view name) {
  const std::string path = "$." + std::string(shape_of(thing.kind).name);
  Query query(connection.prepared(
      "SELECT EXISTS (SELECT 1 FROM history WHERE thing = ? AND thing_id = ? AND before <> '' AND "
      "json_extract(before, ?) = ?)"));
  query.bind({Cell{model::to_word(thing.kind)}, Cell{std::string_view(thing.id)},
              Cell{std::string_view(path)}, Cell{name}});
  return query.next() && query.flag(0);
}

}  // namespace

/// An older export of this review says what a thing was called then.
std::optional<ThingTable::Found> ImportState::find_renamed(Kind kind, ThingTable& table,
                                                           const Cells& cells,
                                                           const Permanent& permanent_id,
                                                           model::Line line) {
  if (!may_be_renamed(kind)) return std::nullopt;
  auto there = table.find_renamed(cells, permanent_id.change, permanent_id.ordinal);
  if (!there) return std::nullopt;
  const auto of = model::from_word<model::ThingKind>(names_of(kind).one).value();
  Things& things = alterations.things();
  const ThingName thing{of, things.id_of(of, there->id)};
  const auto name = std::get<std::string_view>(cells.front());
  if (!was_called(connection, thing, name)) return std::nullopt;
  say(base::Severity::note, "import.former-key",
      in_quotes(name) + " is called " +
          in_quotes(things.image(thing)->value(std::string(shape_of(of).name), std::string())) +
          " here since",
      line);
  return there;
}

ImportState::Settled ImportState::settle(Kind kind, ThingTable& table, const Cells& cells,
                                         const model::Origin& origin, model::Line line) {
  Settled settled;
  const Permanent permanent_id = permanent(kind, origin, line);
  if (permanent_id.change == 0) {
    settled.was_refused = true;
    return settled;
  }
  // What a change that is known here had made is there, unless it was taken out since.
  const bool is_here = is_known(permanent_id.change);
  auto there = is_here ? find_renamed(kind, table, cells, permanent_id, line) : std::nullopt;
  if (is_here && !there) there = table.find(cells);
  if (is_here && !there) alterations.before_adding_to(permanent_id.change);
  if (!there && table.insert(cells, permanent_id.change, permanent_id.ordinal)) {
    settled.is_new = true;
    settled.change = permanent_id.change;
    settled.id = connection.database().getLastInsertRowid();
    if (!permanent_id.is_own) return settled;
    const bool by_nature = kind == Kind::coding || kind == Kind::resolution ||
                           kind == Kind::evidence || kind == Kind::record || kind == Kind::sameness;
    ++(by_nature ? natural_things_ : next_ordinal_);
    return settled;
  }
  if (!there) there = table.find(cells);
  if (!there) {
    refuse(kind, line, "import.id-taken",
           "the permanent id of this " + std::string(names_of(kind).one) +
               " belongs to another one in this review");
    settled.was_refused = true;
    return settled;
  }
  settled.id = there->id;
  settled.differences = std::move(there->differences);
  return settled;
}

void ImportState::settle_parts(Settled& settled, PartTable& table,
                               const std::vector<Cells>& parts) {
  if (settled.was_refused) return;
  if (settled.is_new) {
    table.insert(settled.id, parts, settled.change);
  } else if (auto difference = table.difference(settled.id, parts)) {
    settled.differences.push_back(std::move(*difference));
  }
}

bool ImportState::differs(Kind kind, const Settled& settled) {
  for (const Difference& each : settled.differences) {
    if (kind != Kind::concept_) continue;
    if (each.field == "colour" && !each.here.empty()) ++colours_kept;
  }
  return !std::all_of(settled.differences.begin(), settled.differences.end(),
                      [&](const Difference& each) { return is_left_out(kind, each); });
}

void ImportState::count(Kind kind, bool is_new) {
  ReceiptLine& line = lines[static_cast<std::size_t>(kind)];
  ++(is_new ? line.added : line.present);
  is_anything_new = is_anything_new || is_new;
}

void ImportState::say(base::Severity severity, const std::string& code, const std::string& message,
                      model::Line line, std::vector<std::string> notes) {
  found.add(severity, code, message, {options.source_name, line, 0}, std::move(notes));
}

void ImportState::refuse(Kind kind, model::Line line, const std::string& code,
                         const std::string& message, std::vector<std::string> notes) {
  ++lines[static_cast<std::size_t>(kind)].left_out;
  Refused& refused = refused_per_code_[code];
  if (refused.number == 0) refused.first = message;
  if (++refused.number <= shown_per_code)
    say(base::Severity::refused, code, message, line, std::move(notes));
}

void ImportState::leave_dangling(Kind kind, model::Line line, const std::string& message) {
  if (found.refused()) {
    ++lines[static_cast<std::size_t>(kind)].left_out;
  } else {
    refuse(kind, line, "import.dangling-reference", message);
  }
}

void ImportState::say_how_many_more() {
  if (!near_keys.empty())
    say(base::Severity::note, "import.near-keys",
        base::count_of(near_keys_met, "document was", "documents were") +
            " added whose key differs from another's in case or the form of accents alone; where "
            "they are one paper say so with retroduce duplicates --same",
        0, near_keys);
  if (roles_said > 0)
    say(base::Severity::note, "import.role-said",
        base::count_of(roles_said, "coding that was", "codings that were") +
            " in the review without a role now has one",
        0);
  if (colours_kept > 0)
    say(base::Severity::note, "import.colours",
        base::count_of(colours_kept, "concept has", "concepts have") +
            " another colour in the file; the colours of the review stay",
        0);
  if (day_pages_met > 0)
    say(base::Severity::note, "import.page-day",
        base::count_of(day_pages_met, "extract has", "extracts have") + " a day for its page, " +
            in_quotes(first_day_page) +
            ", as spreadsheets make of \"3-4\"; put it right in the file, in a column that is "
            "text, or "
            "in the review with retroduce edit REVIEW 'set extract … page …'",
        0);
  for (const auto& [code, refused] : refused_per_code_) {
    if (refused.number <= shown_per_code) continue;
    say(base::Severity::refused, code,
        "and " + base::grouped(refused.number - shown_per_code) +
            " more of this kind, of which the first is: " + refused.first,
        0);
  }
}

namespace {

/// The sentence by which the thing here becomes what the source says; empty where none is known.
std::string way_out(ImportState& state, Kind kind, std::int64_t row, const Difference& difference,
                    std::string name) {
  if (kind == Kind::document && difference.field == "text")
    return "save the text of the file as a .txt file, put it into the review with retroduce attach "
           "REVIEW " +
           name + " FILE.txt --replace, and import again";
  const bool can_be_set = kind == Kind::document || kind == Kind::concept_ ||
                          kind == Kind::extract || kind == Kind::coder || kind == Kind::study ||
                          kind == Kind::theme || kind == Kind::entry;
  const bool is_flag = difference.field == "paraphrase" || difference.field == "consultation" ||
                       difference.field == "wording";
  const bool is_simple = difference.here.find_first_of("\"'\n") == std::string::npos &&
                         base::count_code_points(difference.here) <= 60;
  if (!can_be_set || is_flag || difference.field == "authors" || difference.field == "anchor" ||
      (difference.field.find("_") != std::string::npos && !difference.field.starts_with("field ")))
    return {};
  // A name that is cut, or holds quotes, names nothing in a sentence.
  const auto thing = model::from_word<model::ThingKind>(names_of(kind).one);
  const bool is_whole = name.find("…") == std::string::npos &&
                        std::count(name.begin(), name.end(), '"') == 2 &&
                        name.find('\'') == std::string::npos;
  if (!is_whole && thing && row != 0)
    name = in_quotes(state.alterations.things().id_of(*thing, row));
  return "retroduce edit REVIEW 'set " + std::string(names_of(kind).one) + " " + name + " " +
         difference.field + " \"" + (is_simple ? difference.here : "…") + "\"'";
}

/// What another configuration is called today that had the label of this one before; empty: none
/// had. A file that is older than that means the other.
std::string went_to(ImportState& state, const ThingName& configuration, const std::string& label) {
  Things& things = state.alterations.things();
  if (!state.former_labels) {
    state.former_labels.emplace();
    Query query(things.connection().prepared(
        "SELECT json_extract(before, '$.label'), thing_id FROM history WHERE thing = "
        "'configuration' AND after <> '' AND instr(before, '\"label\":') > 0 ORDER BY change DESC, "
        "place DESC"));
    while (query.next()) state.former_labels->emplace(query.text(0), query.text(1));
  }
  const auto [first, last] = state.former_labels->equal_range(label);
  for (auto each = first; each != last; ++each)
    if (const auto image = things.image({configuration.kind, each->second});
        image && each->second != configuration.id)
      return image->value("label", std::string());
  return {};
}

/// What to do where nothing else tells which of the two holds.
std::string advice(ImportState& state, Kind kind, std::int64_t row) {
  if (kind == Kind::configuration) {
    Things& things = state.alterations.things();
    const ThingName one{model::ThingKind::configuration,
                        things.id_of(model::ThingKind::configuration, row)};
    const std::string label = things.image(one)->value("label", std::string());
    if (const std::string other = went_to(state, one, label); !other.empty())
      return "The configuration that was called " + in_quotes(label) + " before is " +
             in_quotes(other) +
             " now: where the file is older than that, change nothing in the review, but give the "
             "rows of the file the labels of today, and import it again.";
  }
  return "Nothing tells which of the two holds: make them the same, in the review with retroduce "
         "edit or in the file, and import it again.";
}

}  // namespace

void ImportState::refuse_difference(Kind kind, const Settled& settled, model::Line line,
                                    const std::string& name) {
  std::vector<std::string> notes;
  std::vector<std::string> ways;
  std::string first;
  for (const Difference& difference : settled.differences) {
    if (is_left_out(kind, difference)) continue;
    if (first.empty()) first = difference.field;
    notes.push_back(difference.field + ": in the review " + in_quotes(difference.there) +
                    ", in the file " + in_quotes(difference.here));
    if (std::string way = way_out(*this, kind, settled.id, difference, name); !way.empty())
      ways.push_back(std::move(way));
  }
  notes.push_back(advice(*this, kind, settled.id));
  for (const std::string& way : ways) notes.push_back("Where the file holds: " + way);
  const std::string one(names_of(kind).one);
  refuse(kind, line, "import." + base::join(base::split(one, ' '), "-") + "-differs",
         one + " " + name + " is in the review already with another " + first, std::move(notes));
}

std::int64_t ImportState::own_change() {
  if (own_change_ != 0) return own_change_;
  const std::string uid = base::random_id();
  const std::string what = "imported " + options.source_name;
  Query query(connection.prepared(insert_change_sql));
  query.bind({Cell{uid}, Cell{now}, Cell{options.by.by}, Cell{what}, Cell{options.by.why},
              Cell{std::string_view()}});
  query.run();
  own_change_ = connection.database().getLastInsertRowid();
  own_change_uid_ = uid;
  return own_change_;
}

std::int64_t ImportState::importing_coder() {
  if (importing_coder_ != 0) return importing_coder_;
  const std::string_view label =
      options.by.by.empty() ? "unknown" : std::string_view(options.by.by);
  {
    Query query(connection.prepared("SELECT id FROM coder WHERE label = ? ORDER BY id"));
    query.bind(1, Cell{label});
    if (query.next()) importing_coder_ = query.number(0);
  }
  if (importing_coder_ != 0) return importing_coder_;
  const Cells cells = {label, std::string_view(), std::string_view()};
  importing_coder_ = settle(Kind::coder, tables.coder, cells, {}, 0).id;
  count(Kind::coder, true);
  return importing_coder_;
}

std::int64_t References::row_of(bool is_set, std::size_t index, const BatchRows::Ids& ids,
                                std::string_view what) {
  if (is_set && index < ids.size() && ids[index] != 0) return ids[index];
  const bool was_refused = is_set && index < ids.size() && state_.found.refused();
  if (ok_ && was_refused) {  // the reason has been told where it was refused
    ++state_.lines[static_cast<std::size_t>(kind_)].left_out;
  } else if (ok_) {
    state_.refuse(kind_, line_, "import.dangling-reference",
                  std::string(names_of(kind_).one) + " names a " + std::string(what) +
                      (is_set ? " that has not come before it" : " that is missing"));
  }
  ok_ = false;
  return 0;
}

std::string in_quotes(std::string_view text) {
  if (text.empty()) return "nothing";
  return "\"" + base::shorten(base::collapse_blanks(text), 60) + "\"";
}

}  // namespace retroduce::store
