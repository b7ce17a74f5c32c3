// The files of a bundle that hold the claims: configurations, their elements, evidence and links.
#include <algorithm>
#include <charconv>
#include <numeric>
#include <tuple>

#include "base/text.h"
#include "interchange/bundle_cells.h"
#include "interchange/bundle_reader.h"

namespace retroduce::interchange::bundle {

namespace {

constexpr std::uint32_t nowhere = 0xffffffffU;
constexpr std::int64_t last_position = 0xffff;

auto order_of(const ElementRow& row) {
  return std::tuple(row.configuration, row.role, row.position);
}

}  // namespace

std::optional<std::uint32_t> ElementRows::find(std::uint32_t configuration,
                                               std::string_view name) const {
  if (name.size() < 2 || configuration + std::size_t{1} >= first.size()) return std::nullopt;
  const std::size_t role = role_letters.find(name.front());
  std::uint16_t position = 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + 1, end, position);
  if (role == std::string_view::npos || read.ec != std::errc{} || read.ptr != end)
    return std::nullopt;
  for (std::uint32_t at = first[configuration]; at < first[configuration + 1]; ++at) {
    const bool same =
        rows[at].role == static_cast<model::Role>(role) && rows[at].position == position;
    if (same) return at - first[configuration];
  }
  return std::nullopt;
}

/// Elements name configurations and are sent inside them, so the ids come first, in a reading of
/// their own.
void BundleReader::number_configurations() {
  TableReader table = open("configurations.tsv");
  const Column id = table.required("configuration_id");
  for (const std::string_view later :
       {"area", "label", "status", "title", "level", "statement", "note", "change", "ordinal"}) {
    table.column(later);
  }
  while (table.next()) number_thing(table, id, Kind::configuration);
}

void BundleReader::read_element(TableReader& table, const ElementColumns& at, ElementRow& row) {
  row.configuration = place(table, at.configuration, Kind::configuration, true);
  row.role = table.required_word<model::Role>(at.role);
  const std::int64_t position = table.number(at.position).value_or(0);
  if (position < 0 || position > last_position) {
    table.refuse("bundle.number", "the position " + std::to_string(position) + " is out of range");
  }
  row.position = static_cast<std::uint16_t>(position);
  row.concept_place = place(table, at.concept_, Kind::concept_);
  if (const std::string_view said = table.cell(at.wording); !said.empty()) {
    row.wording = static_cast<std::uint32_t>(elements_.wordings.size());
    elements_.wordings.emplace_back(said);
  } else if (table.cell(at.concept_).empty()) {
    table.refuse("bundle.empty-cell", "the element has neither a concept nor a wording");
  }
  row.part = table.word(at.part, model::MechanismPart::unsplit);
  row.opposite = table.flag(at.opposite);
  row.direction = table.word(at.direction, model::Direction::unstated);
  row.unintended = table.flag(at.unintended);
  row.when_not_fired = table.flag(at.when_not_fired);
  row.line = table.line();
}

void BundleReader::read_elements() {
  TableReader table = open("configuration_elements.tsv");
  const ElementColumns at{
      table.required("configuration_id"), table.required("role"),    table.column("position"),
      table.column("concept_id"),         table.column("wording"),   table.column("part"),
      table.column("opposite"),           table.column("direction"), table.column("unintended"),
      table.column("when_not_fired")};
  while (table.next()) {
    ElementRow row;
    read_element(table, at, row);
    elements_.rows.push_back(row);
  }
  if (!found_.refused()) sort_elements(table, at.position.is_there());
}

void BundleReader::sort_elements(TableReader& table, bool has_positions) {
  std::vector<ElementRow>& rows = elements_.rows;
  const auto before = [](const ElementRow& a, const ElementRow& b) {
    return order_of(a) < order_of(b);
  };
  if (!std::is_sorted(rows.begin(), rows.end(), before))
    std::stable_sort(rows.begin(), rows.end(), before);
  const auto same = [](const ElementRow& a, const ElementRow& b) {
    return order_of(a) == order_of(b);
  };
  const auto twice = std::adjacent_find(rows.begin(), rows.end(), same);
  if (has_positions && twice != rows.end()) {
    table.refuse("bundle.duplicate-position",
                 "two elements of one configuration stand in the place " +
                     std::string(1, role_letter(twice->role)) + std::to_string(twice->position) +
                     ", in lines " + std::to_string(twice->line) + " and " +
                     std::to_string((twice + 1)->line));
  }
  elements_.first.assign(std::size_t{counts_[static_cast<std::size_t>(Kind::configuration)]} + 1,
                         0);
  for (const ElementRow& row : rows) ++elements_.first[std::size_t{row.configuration} + 1];
  std::partial_sum(elements_.first.begin(), elements_.first.end(), elements_.first.begin());
}

void BundleReader::read_configurations() {
  TableReader table = open("configurations.tsv");
  const Column id = table.column("configuration_id");
  const Column area = table.column("area");
  const Column label = table.column("label");
  const Column status = table.column("status");
  const Column title = table.column("title");
  const Column level = table.column("level");
  const Column statement = table.column("statement");
  const Column note = table.column("note");
  const Origins origins = origin_columns(table);
  std::uint32_t number = 0;
  model::Configuration configuration;
  while (table.next()) {
    configuration.label = table.cell(label.is_there() ? label : id);
    if (configuration.label.empty()) configuration.label = table.cell(id);
    configuration.theme = theme(table.cell(area));
    configuration.status = table.word(status, model::Status::proposed);
    configuration.title = table.cell(title);
    configuration.level = table.cell(level);
    configuration.statement = table.cell(statement);
    configuration.note = table.cell(note);
    configuration.origin = origin(table, origins);
    configuration.line = table.line();
    configuration.elements.clear();
    const bool has_elements = number + std::size_t{1} < elements_.first.size();
    for (std::uint32_t at = has_elements ? elements_.first[number] : 0;
         has_elements && at < elements_.first[number + 1]; ++at) {
      const ElementRow& row = elements_.rows[at];
      model::Element element{row.role,
                             row.part,
                             model::Ref<model::Concept>(row.concept_place),
                             {},
                             row.opposite,
                             row.direction,
                             row.unintended,
                             row.when_not_fired};
      if (row.wording != nowhere) element.wording = elements_.wordings[row.wording];
      configuration.elements.push_back(std::move(element));
    }
    ++number;
    send(configuration);
  }
}

void BundleReader::read_evidence() {
  TableReader table = open("evidence.tsv");
  const Column configuration = table.required("configuration_id");
  const Column extract = table.required("extract_id");
  const Column stance = table.required("stance");
  const Column element = table.column("element");
  const Column inference = table.column("inference");
  const Column note = table.column("note");
  const Column coded_by = table.column("coder");
  const Column in_change = table.column("change");
  const Column id = table.column("evidence_id");
  model::Evidence evidence;
  while (table.next()) {
    number_thing(table, id, Kind::evidence);
    evidence.configuration =
        refer<model::Configuration>(table, configuration, Kind::configuration, true);
    evidence.element.reset();
    if (const std::string_view name = table.cell(element);
        !name.empty() && evidence.configuration.is_set()) {
      evidence.element = elements_.find(evidence.configuration.value, name);
      if (!evidence.element) {
        table.refuse("bundle.dangling",
                     "names the element " + base::shorten(name, 40) +
                         ", and its configuration has none of that role and position");
      }
    }
    evidence.extract = refer<model::Extract>(table, extract, Kind::extract, true);
    evidence.stance = table.required_word<model::Stance>(stance);
    evidence.inference = table.word(inference, model::Inference::stated);
    evidence.note = table.cell(note);
    evidence.coder = coder(table.cell(coded_by));
    evidence.change = change(table, in_change);
    evidence.line = table.line();
    send(evidence);
  }
}

void BundleReader::read_links() {
  TableReader table = open("links.tsv");
  const Column id = table.column("link_id");
  const Column from = table.required("from");
  const Column to = table.required("to");
  const Column kind = table.required("kind");
  const Column note = table.column("note");
  const Column coded_by = table.column("coder");
  const Column rests_on = table.column("evidence");
  const Origins origins = origin_columns(table);
  while (table.next()) {
    number_thing(table, id, Kind::link);
    model::Link link;
    link.from = refer<model::Configuration>(table, from, Kind::configuration, true);
    link.to = refer<model::Configuration>(table, to, Kind::configuration, true);
    link.kind = table.required_word<model::LinkKind>(kind);
    link.note = table.cell(note);
    link.coder = coder(table.cell(coded_by));
    for (const std::string& item : table.list(rests_on)) {
      const auto [extract, word] = cut_last_word(item);
      const auto stance = model::from_word<model::Stance>(word);
      if (!stance)
        table.refuse("bundle.word",
                     "the evidence \"" + item + "\" should be an extract and a stance");
      link.evidence.push_back({model::Ref<model::Extract>(place_of(table, extract, Kind::extract)),
                               stance.value_or(model::Stance::supports)});
    }
    link.origin = origin(table, origins);
    link.line = table.line();
    send(link);
  }
}

}  // namespace retroduce::interchange::bundle
