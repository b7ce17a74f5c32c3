// Themes and concepts: from records to rows; and what becomes of a wording that has no concept yet.
#include <vector>

#include "base/text.h"
#include "store/apart_history.h"
#include "store/import_state.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view by_label_sql =
    "SELECT id, label, wording FROM concept WHERE folded = ? ORDER BY id";
constexpr std::string_view by_alias_sql =
    "SELECT DISTINCT c.id, c.label, c.wording FROM concept_alias a JOIN concept c ON c.id = "
    "a.concept "
    "WHERE a.folded = ? ORDER BY c.id";

struct Named {
  std::int64_t id = 0;
  std::string label;
  bool is_wording = false;
};

std::vector<Named> named(ImportState& state, std::string_view sql, std::string_view folded) {
  std::vector<Named> found;
  Query query(state.connection.prepared(sql));
  query.bind(1, Cell{folded});
  while (query.next()) found.push_back({query.number(0), query.text(1), query.flag(2)});
  return found;
}

/// What is hidden from who imports; null where nothing is.
HiddenWork* hidden_from(ImportState& state) {
  if (state.documents_apart.empty()) return nullptr;
  if (!state.hidden_work)
    state.hidden_work = std::make_shared<HiddenWork>(state.connection, state.options.by.by);
  return state.hidden_work.get();
}

ThingName name_of(ImportState& state, std::int64_t concept_) {
  return {ThingKind::concept_, state.alterations.things().id_of(ThingKind::concept_, concept_)};
}

/// Whether who imports codes apart and is not shown the concept.
bool is_hidden(ImportState& state, std::int64_t concept_) {
  HiddenWork* hidden = hidden_from(state);
  return hidden != nullptr && hidden->hides(name_of(state, concept_));
}

/// Those that have the other name, as far as who imports may know of them.
std::vector<Named> with_alias(ImportState& state, const std::string& folded) {
  std::vector<Named> found = named(state, by_alias_sql, folded);
  HiddenWork* hidden = hidden_from(state);
  std::erase_if(found, [&](const Named& each) {
    return hidden != nullptr && (hidden->hides(name_of(state, each.id)) ||
                                 hidden->hides_alias(name_of(state, each.id), folded));
  });
  return found;
}

/// A wording waits for its concept. Where a codebook brings it, the wording becomes that concept
/// and keeps its place in every configuration; where a wording comes after its concept, nothing is
/// new. False: neither.
bool meets_wording(ImportState& state, std::int64_t id, const Concept& record, const Cell& parent,
                   const std::vector<Cells>& aliases) {
  Query query(state.connection.prepared("SELECT wording FROM concept WHERE id = ? ORDER BY id"));
  query.bind(1, Cell{id});
  const bool is_wording = query.next() && query.flag(0);
  if (is_wording == record.is_wording) return false;
  if (!is_wording) return true;
  state.alterations.before(
      {ThingKind::concept_, state.alterations.things().id_of(ThingKind::concept_, id)});
  Query define(
      state.connection.prepared("UPDATE concept SET label = ?, definition = ?, note = ?, parent = "
                                "?, colour = ?, wording = 0 WHERE id = ?"));
  define.bind({record.label, record.definition, record.note, parent, record.colour, Cell{id}});
  define.run();
  state.tables.concept_alias.insert(id, aliases, state.own_change());
  state.is_anything_new = true;
  state.say(base::Severity::note, "import.wording-defined",
            "the wording " + in_quotes(record.label) + " is now the concept of that name",
            record.line);
  return true;
}

/// A tree is moved by people alone: where a concept stands in another tool is told, whatever it
/// stands below here.
void keep_parent(ImportState& state, const Concept& record, ImportState::Settled& settled) {
  if (record.origin.change.is_set()) return;
  for (const Difference& each : settled.differences) {
    if (each.field != "parent") continue;
    const auto above = named(state, by_label_sql, base::fold(each.there));
    const bool is_at_top = !above.empty() && is_hidden(state, above.front().id);
    if (is_at_top && each.here.empty()) continue;
    const auto place = [](const std::string& parent) {
      return parent.empty() ? std::string("at the top") : "below " + in_quotes(parent);
    };
    state.moved_concepts.push_back(
        in_quotes(record.label) + " is " + place(each.here) + " in the file, " +
        place(is_at_top ? std::string() : each.there) + " in the review");
    state.is_tree_other |= !each.here.empty();
  }
  std::erase_if(settled.differences, [](const Difference& each) { return each.field == "parent"; });
}

std::int64_t add_concept(ImportState& state, const Concept& record, const Cell& parent) {
  const std::string folded = base::fold(record.label);
  const Cells cells = {record.label, folded, record.definition,
                       record.note,  parent, std::int64_t{record.is_wording},
                       record.colour};
  auto settled =
      state.settle(Kind::concept_, state.tables.concept_, cells, record.origin, record.line);
  std::vector<std::string> folds;
  for (const std::string& alias : record.aliases) folds.push_back(base::fold(alias));
  std::vector<Cells> aliases;
  for (std::size_t i = 0; i < folds.size(); ++i) aliases.push_back({record.aliases[i], folds[i]});
  const bool is_met = !settled.is_new && !settled.was_refused &&
                      meets_wording(state, settled.id, record, parent, aliases);
  if (is_met) {
    settled.differences.clear();
  } else {
    state.settle_parts(settled, state.tables.concept_alias, aliases);
    keep_parent(state, record, settled);
  }
  return state.conclude(Kind::concept_, settled, record.line,
                        [&] { return in_quotes(record.label); });
}

/// A concept that comes under another name of one that is here is that one, as in edits; 0: none
/// is.
std::int64_t concept_of_other_name(ImportState& state, const Concept& record) {
  if (record.origin.change.is_set()) return 0;
  const std::string folded = base::fold(record.label);
  if (!named(state, by_label_sql, folded).empty()) return 0;
  const std::vector<Named> known = with_alias(state, folded);
  if (known.size() != 1) return 0;
  state.count(Kind::concept_, false);
  state.say(base::Severity::note, "import.other-label",
            "the concept " + in_quotes(record.label) + " is taken for " +
                in_quotes(known.front().label) + ", which has that name, too",
            record.line);
  return known.front().id;
}

/// A concept of hidden work, or one of which who imports is not shown all: what the review says of
/// it is not held against the file. 0: it is none such.
std::int64_t concept_of_others(ImportState& state, const Concept& record) {
  HiddenWork* hidden = hidden_from(state);
  if (hidden == nullptr || record.origin.change.is_set()) return 0;
  const std::vector<Named> known = named(state, by_label_sql, base::fold(record.label));
  if (known.empty()) return 0;
  const std::int64_t id = known.front().id;
  const bool is_hidden = hidden->hides(name_of(state, id));
  if (!is_hidden && !hidden->is_shown_in_part(name_of(state, id))) return 0;
  if (!record.definition.empty() || !record.note.empty() || !record.aliases.empty() ||
      record.parent.is_set())
    state.say(base::Severity::loss, "import.concept-apart",
              "what the file says of the concept " + in_quotes(record.label) +
                  " is left out while others code documents apart from you; import it again once "
                  "all have finished",
              record.line);
  state.count(Kind::concept_, is_hidden && state.hidden_met.insert(id).second);
  return id;
}

}  // namespace

void add_to(ImportState& state, const Theme& theme) {
  std::int64_t& id = state.rows.themes.emplace_back(0);
  References references(state, Kind::theme, theme.line);
  const Cell parent = references.maybe(theme.parent, state.rows.themes, "theme");
  if (!references.ok()) return;
  if (theme.label.empty())
    return state.refuse(Kind::theme, theme.line, "import.no-label", "theme without a label");
  const Cells cells = {theme.label, theme.note, parent};
  const auto settled =
      state.settle(Kind::theme, state.tables.theme, cells, theme.origin, theme.line);
  id = state.conclude(Kind::theme, settled, theme.line, [&] { return in_quotes(theme.label); });
}

void add_to(ImportState& state, const Concept& record) {
  std::int64_t& id = state.rows.concepts.emplace_back(0);
  References references(state, Kind::concept_, record.line);
  const Cell parent = references.maybe(record.parent, state.rows.concepts, "concept");
  if (!references.ok()) return;
  if (base::trim(record.label).empty())
    return state.refuse(Kind::concept_, record.line, "import.no-label", "concept without a label");
  id = concept_of_other_name(state, record);
  if (id == 0) id = concept_of_others(state, record);
  if (id == 0) id = add_concept(state, record, parent);
}

std::int64_t concept_of_wording(ImportState& state, const std::string& wording, Line line) {
  const std::string folded = base::fold(wording);
  std::vector<Named> known = named(state, by_label_sql, folded);
  if (known.empty()) known = with_alias(state, folded);
  if (known.size() == 1) {
    // Worth a word only where a person's concept took it, once a wording; the same wording again is
    // the rule.
    const bool is_new = is_hidden(state, known.front().id);
    if (is_new && state.hidden_met.insert(known.front().id).second)
      state.count(Kind::concept_, true);
    if (!is_new && !known.front().is_wording && state.mapped_wordings.insert(folded).second)
      state.say(base::Severity::note, "import.wording-mapped",
                "the wording " + in_quotes(wording) + " stands for the concept " +
                    in_quotes(known.front().label),
                line);
    return known.front().id;
  }
  if (known.size() > 1)
    state.say(base::Severity::note, "import.wording-ambiguous",
              "the wording " + in_quotes(wording) +
                  " is an alias of several concepts, so it became one of its own",
              line);
  Concept made;
  made.label = base::collapse_blanks(wording);
  made.is_wording = true;
  made.line = line;
  return add_concept(state, made, {});
}

}  // namespace retroduce::store
