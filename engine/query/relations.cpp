#include "query/relations.h"

#include <algorithm>
#include <tuple>

#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::ConfigurationId;

/// A concept of the answer and where it stands.
struct Group {
  Term term;
  bool not_fired = false;
  std::vector<ConfigurationId> configurations;  ///< label order
  graph::Tally counted;
};

struct Standing {
  Term term;
  bool not_fired = false;
  ConfigurationId configuration;
  auto key() const { return std::tie(term, not_fired, configuration); }
};

std::vector<Group> group(const graph::EvidenceGraph& graph, std::vector<Standing> standings) {
  std::sort(standings.begin(), standings.end(),
            [](const Standing& a, const Standing& b) { return a.key() < b.key(); });
  std::vector<Group> groups;
  for (const Standing& one : standings) {
    const bool same = !groups.empty() && groups.back().term == one.term &&
                      groups.back().not_fired == one.not_fired;
    if (!same) groups.push_back({one.term, one.not_fired, {}, {}});
    auto& list = groups.back().configurations;
    if (list.empty() || list.back() != one.configuration) list.push_back(one.configuration);
  }
  for (Group& one : groups) one.counted = graph::tally(graph, one.configurations);
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
    return a.counted.support > b.counted.support;
  });
  return groups;
}

/// The concept cut to the depth that was asked for: itself, or the one above it at that depth.
model::ConceptId zoomed(const Asking& asking, model::ConceptId id) {
  if (!asking.question->zoom) return id;
  std::vector<model::ConceptId> line{id};
  while (asking.snapshot().concepts[line.back().index()].parent.is_set()) {
    line.push_back(asking.snapshot().concepts[line.back().index()].parent);
  }
  const std::size_t depth = *asking.question->zoom;
  return depth >= line.size() ? id : line[line.size() - depth];
}

std::vector<Standing> standings_in(const Asking& asking,
                                   std::span<const ConfigurationId> configurations,
                                   model::Role role, bool fired_only) {
  std::vector<Standing> standings;
  for (const ConfigurationId k : configurations) {
    for (const auto& element : asking.snapshot().elements_of(k)) {
      if (element.role != role || (fired_only && element.when_not_fired)) continue;
      const model::ConceptId shown = zoomed(asking, element.concept_);
      standings.push_back({{shown, element.opposite}, element.when_not_fired, k});
    }
  }
  return standings;
}

void add_rows(const Asking& asking, std::vector<Group> groups, bool tell_not_fired,
              Answer& answer) {
  const std::size_t shown = cut_to_limit(asking, answer, groups.size());
  for (std::size_t i = 0; i < shown; ++i) {
    Group& one = groups[i];
    Parts fields{{"concept", text(asking.snapshot().concepts[one.term.concept_.index()].label)},
                 {"opposite", flag(one.term.opposite)},
                 {"support", number(one.counted.support)},
                 {"dispute", number(one.counted.dispute)}};
    if (tell_not_fired) fields.emplace_back("when_not_fired", flag(one.not_fired));
    Row row = make_row(asking, std::move(fields), std::move(one.configurations));
    if (one.not_fired) row.marks.insert(row.marks.begin(), "where the mechanism does not fire");
    mark_single_voice(asking, row, one.counted.support);
    answer.rows.push_back(std::move(row));
  }
  suggest_why(asking, answer);
}

}  // namespace

void answer_relation(const Asking& asking, const Relation& relation, Answer& answer) {
  std::vector<ConfigurationId> holders;
  for (const model::Role role : asking.question->form->slots[0].roles) {
    const auto some = graph::holding_any(*asking.graph, role, asking.terms[0]);
    holders.insert(holders.end(), some.begin(), some.end());
  }
  std::sort(holders.begin(), holders.end());
  holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
  auto groups = group(*asking.graph, standings_in(asking, holders, relation.answered, true));
  std::erase_if(holders, [&](ConfigurationId k) {
    return asking.graph->terms(k, relation.answered).empty();
  });
  answer.headline = count_text(groups.size(), relation.one, relation.many) + " " +
                    names_text(*asking.question, 0);
  if (!groups.empty()) {
    answer.headline += " (" + voices_text(asking, graph::tally(*asking.graph, holders)) + ")";
  }
  add_rows(asking, std::move(groups), false, answer);
}

void answer_bare_list(const Asking& asking, const Relation& relation, Answer& answer) {
  std::vector<ConfigurationId> all;
  for (std::size_t k = 0; k < asking.snapshot().configurations.size(); ++k) {
    if (asking.graph->takes_part(ConfigurationId{k})) all.emplace_back(k);
  }
  auto groups = group(*asking.graph, standings_in(asking, all, relation.answered, false));
  answer.headline = count_text(groups.size(), relation.one, relation.many);
  add_rows(asking, std::move(groups), relation.answered == model::Role::outcome, answer);
}

}  // namespace retroduce::query
