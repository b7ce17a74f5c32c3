// Configurations, their evidence and links: from records to rows.
#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include "base/text.h"
#include "model/element_order.h"
#include "store/former_claims.h"
#include "store/import_state.h"
#include "store/review_rows.h"

namespace retroduce::store {

using namespace model;

namespace {

/// The place of an element that an edit took out.
constexpr std::uint32_t taken_out = std::numeric_limits<std::uint32_t>::max();

constexpr std::int64_t most_elements = 60000;  // a snapshot counts their places in 16 bits

/// The elements as rows, in printed order; false where one cannot be taken.
bool element_rows(ImportState& state, const Configuration& record,
                  const std::vector<Element>& elements, std::vector<Cells>& rows) {
  References references(state, Kind::configuration, record.line);
  for (const Element& element : elements) {
    Cell concept_row;
    if (element.concept_.is_set()) {
      concept_row = references.need(element.concept_, state.rows.concepts, "concept");
    } else if (base::trim(element.wording).empty()) {
      state.refuse(Kind::configuration, record.line, "import.empty-element",
                   "configuration " + in_quotes(record.label) + " has an element (" +
                       std::string(to_word(element.role)) +
                       ") with neither a concept nor a wording");
      return false;
    } else if (references.ok()) {
      concept_row = number_or_null(concept_of_wording(state, element.wording, record.line));
    }
    if (!references.ok()) return false;
    rows.push_back({to_word(element.role), to_word(element.part), concept_row, element.wording,
                    std::int64_t{element.opposite}, to_word(element.direction),
                    std::int64_t{element.is_unintended}, std::int64_t{element.when_not_fired}});
  }
  return true;
}

/// Where evidence that names an element of a configuration points to, from 1; 0 for the whole.
std::int64_t place_of(const ImportState& state, const Evidence& evidence) {
  if (!evidence.element) return 0;
  const auto& moved = state.rows.moved;
  const auto found =
      std::lower_bound(moved.begin(), moved.end(), evidence.configuration.value,
                       [](const auto& entry, std::uint32_t value) { return entry.first < value; });
  if (found == moved.end() || found->first != evidence.configuration.value)
    return std::int64_t{*evidence.element} + 1;
  const std::uint32_t place = found->second.at(*evidence.element);
  return place == taken_out ? 0 : std::int64_t{place} + 1;
}

/// The claim is here; what it lacks of these elements was taken out by edits, and what it has
/// beside them edits put in. Then that stays so (known_claims.h), and where the others stand now is
/// kept. False where it is another claim.
bool is_known_edited(ImportState& state, std::int64_t id, std::uint32_t ref,
                     const std::vector<Cells>& rows, std::vector<std::uint32_t> printed) {
  Things& things = state.alterations.things();
  const std::string uid = things.id_of(ThingKind::configuration, id);
  const FormerClaim former = FormerClaims(state.connection).of(uid);
  std::vector<ClaimPart> here;
  {
    Query query(state.connection.prepared(
        "SELECT role, concept, opposite, when_not_fired FROM element WHERE configuration = ? ORDER "
        "BY place"));
    query.bind(1, Cell{id});
    while (query.next())
      here.emplace_back(query.text(0), query.number(1), query.flag(2), query.flag(3));
  }
  std::vector<std::uint32_t> places;
  std::vector<std::string> told;
  std::set<ClaimPart> came;
  for (const Cells& row : rows) {
    const auto* concept_ = std::get_if<std::int64_t>(&row[2]);
    const ClaimPart part{std::string(std::get<std::string_view>(row[0])),
                         concept_ == nullptr ? 0 : *concept_, std::get<std::int64_t>(row[4]) != 0,
                         std::get<std::int64_t>(row[7]) != 0};
    came.insert(part);
    const auto there = std::find(here.begin(), here.end(), part);
    places.push_back(there == here.end() ? taken_out
                                         : static_cast<std::uint32_t>(there - here.begin()));
    if (there != here.end()) continue;
    const auto taken = former.parts.find(part);
    if (taken == former.parts.end()) return false;
    told.push_back(taken->second);
  }
  bool is_edited = !told.empty();
  for (const ClaimPart& part : here) {
    if (came.count(part) > 0) continue;
    if (former.added.count(part) == 0) return false;
    is_edited = true;
  }
  if (!is_edited) return false;
  std::sort(told.begin(), told.end());
  told.erase(std::unique(told.begin(), told.end()), told.end());
  for (const std::string& each : told)
    state.taken_out.push_back(
        in_quotes(things.image({ThingKind::configuration, uid})->value("label", std::string())) +
        ": " + each);
  for (std::uint32_t& place : printed) place = places.at(place);
  auto& moved = state.rows.moved;
  if (!moved.empty() && moved.back().first == ref) moved.pop_back();
  moved.emplace_back(ref, std::move(printed));
  return true;
}

std::uint32_t element_count(const BatchRows& rows, std::size_t configuration) {
  const std::uint32_t end = configuration + 1 < rows.first_element.size()
                                ? rows.first_element[configuration + 1]
                                : rows.elements;
  return end - rows.first_element[configuration];
}

}  // namespace

void add_to(ImportState& state, const Configuration& record) {
  const std::uint32_t ref = static_cast<std::uint32_t>(state.rows.configurations.size());
  std::int64_t& id = state.rows.configurations.emplace_back(0);
  state.rows.first_element.push_back(state.rows.elements);
  state.rows.elements += static_cast<std::uint32_t>(record.elements.size());

  std::vector<Element> elements = record.elements;
  const std::vector<std::uint32_t> moved = put_in_printed_order(elements);
  if (!std::is_sorted(moved.begin(), moved.end())) state.rows.moved.emplace_back(ref, moved);
  References references(state, Kind::configuration, record.line);
  const Cell theme = references.maybe(record.theme, state.rows.themes, "theme");
  if (!references.ok()) return;
  if (record.label.empty())
    return state.refuse(Kind::configuration, record.line, "import.no-label",
                        "configuration without a label");
  if (static_cast<std::int64_t>(record.elements.size()) > most_elements)
    return state.refuse(Kind::configuration, record.line, "import.too-many-elements",
                        "configuration " + in_quotes(record.label) + " has " +
                            base::count_of(static_cast<std::int64_t>(record.elements.size()),
                                           "element", "elements") +
                            "; split it: one claim has room for " + base::grouped(most_elements));
  std::vector<Cells> rows;
  if (!element_rows(state, record, elements, rows)) return;
  if (!record.level.empty()) widen_scale(state, Scale::levels, record.level, record.line);
  const Cell level = record.level.empty() ? Cell{} : Cell{std::string_view(record.level)};
  const Cells cells = {record.label,           record.title,     theme,      level,
                       to_word(record.status), record.statement, record.note};
  auto settled = state.settle(Kind::configuration, state.tables.configuration, cells, record.origin,
                              record.line);
  state.settle_parts(settled, state.tables.element, rows);
  const auto is_of_elements = [](const Difference& each) {
    return each.field.starts_with("element ");
  };
  if (std::any_of(settled.differences.begin(), settled.differences.end(), is_of_elements) &&
      is_known_edited(state, settled.id, ref, rows, moved))
    std::erase_if(settled.differences, is_of_elements);
  id = state.conclude(Kind::configuration, settled, record.line,
                      [&] { return in_quotes(record.label); });
}

void add_to(ImportState& state, const Evidence& evidence) {
  References references(state, Kind::evidence, evidence.line);
  const std::int64_t configuration =
      references.row(evidence.configuration, state.rows.configurations, "configuration");
  const std::int64_t extract = references.row(evidence.extract, state.rows.extracts, "extract");
  const Cell coder = references.maybe(evidence.coder, state.rows.coders, "coder");
  auto& key = state.rows.evidence.emplace_back();
  if (!references.ok()) return;
  if (evidence.element &&
      *evidence.element >= element_count(state.rows, evidence.configuration.index()))
    return state.refuse(Kind::evidence, evidence.line, "import.no-such-element",
                        "evidence names an element that its configuration does not have");
  const std::int64_t place = place_of(state, evidence);
  key = {static_cast<std::uint32_t>(configuration), static_cast<std::uint32_t>(place),
         static_cast<std::uint32_t>(extract)};
  const Cells cells = {
      configuration, place, extract, to_word(evidence.stance), to_word(evidence.inference),
      evidence.note, coder};
  const auto settled = state.settle(Kind::evidence, state.tables.evidence, cells,
                                    {evidence.change, 0}, evidence.line);
  state.conclude(Kind::evidence, settled, evidence.line, [&] {
    Query query(
        state.connection.prepared("SELECT label FROM configuration WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{configuration});
    return "for " + (query.next() ? in_quotes(query.view(0)) : std::string("a configuration"));
  });
}

void add_to(ImportState& state, const Link& link) {
  std::int64_t& id = state.rows.links.emplace_back(0);
  References references(state, Kind::link, link.line);
  const Cell from = references.need(link.from, state.rows.configurations, "configuration");
  const Cell to = references.need(link.to, state.rows.configurations, "configuration");
  const Cell coder = references.maybe(link.coder, state.rows.coders, "coder");
  std::vector<Cells> evidence;
  for (const LinkEvidence& each : link.evidence) {
    evidence.push_back(
        {references.need(each.extract, state.rows.extracts, "extract"), to_word(each.stance)});
  }
  if (!references.ok()) return;
  const Cells cells = {from, to, to_word(link.kind), link.note, coder};
  auto settled = state.settle(Kind::link, state.tables.link, cells, link.origin, link.line);
  state.settle_parts(settled, state.tables.link_evidence, evidence);
  id = state.conclude(Kind::link, settled, link.line,
                      [&] { return "(" + std::string(to_word(link.kind)) + ")"; });
}

}  // namespace retroduce::store
