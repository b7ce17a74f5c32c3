// The middle of sending: codings, configurations, evidence and links.
#include <algorithm>
#include <tuple>

#include "store/sender.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

template <typename E>
E word(const Query& row, int column) {
  return stored_word<E>(row.view(column));
}

}  // namespace

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
        "SELECT concept, role, coder, note, change, date FROM coding WHERE extract = ? "
        "ORDER BY concept, role, coder"));
    query.bind(1, Cell{extract});
    while (query.next()) {
      Coding& coding = found.emplace_back();
      coding.extract = ref<Extract>(ThingKind::extract, extract);
      coding.concept_ = ref<Concept>(ThingKind::concept_, query.number(0));
      if (!query.view(1).empty()) coding.role = word<Role>(query, 1);
      coding.coder = coder(query, 2);
      coding.note = query.text(3);
      coding.change = change_ref(query.number(4));
      coding.date = query.text(5);
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

}  // namespace retroduce::store
