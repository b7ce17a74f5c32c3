#include "query/term_groups.h"

#include <algorithm>
#include <utility>

namespace retroduce::query {

using graph::Term;
using model::ConfigurationId;

model::ConceptId zoomed(const model::Snapshot& snapshot, Depth depth, model::ConceptId id) {
  if (!depth) return id;
  std::vector<model::ConceptId> line{id};
  while (snapshot.concepts.facts()[line.back().index()].parent.is_set()) {
    line.push_back(snapshot.concepts.facts()[line.back().index()].parent);
  }
  return *depth >= line.size() ? id : line[line.size() - *depth];
}

Term zoomed(const model::Snapshot& snapshot, Depth depth, Term term) {
  return term.opposite ? term : Term{zoomed(snapshot, depth, term.concept_), false};
}

std::vector<Term> zoomed(const model::Snapshot& snapshot, Depth depth, std::vector<Term> terms) {
  for (Term& term : terms) term = zoomed(snapshot, depth, term);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

Term zoomed(const Asking& asking, Term term) {
  return zoomed(asking.snapshot(), asking.question->zoom, term);
}

std::vector<Term> zoomed(const Asking& asking, std::vector<Term> terms) {
  return zoomed(asking.snapshot(), asking.question->zoom, std::move(terms));
}

model::ExtractList zoomed(const Asking& asking, const model::ExtractList& extracts) {
  std::vector<model::ConceptId> cut;
  for (std::size_t i = 0; i < asking.snapshot().concepts.size(); ++i)
    cut.push_back(zoomed(asking, Term{model::ConceptId{i}, false}).concept_);
  model::ExtractList list{extracts.keys, extracts.documents, extracts.evidence, {0}, {}};
  for (std::size_t i = 0; i < extracts.size(); ++i) {
    const auto begin = static_cast<std::ptrdiff_t>(list.concepts.size());
    for (const model::ConceptId id : extracts.concepts_of(i))
      list.concepts.push_back(cut[id.index()]);
    std::sort(list.concepts.begin() + begin, list.concepts.end());
    list.concepts.erase(std::unique(list.concepts.begin() + begin, list.concepts.end()),
                        list.concepts.end());
    list.first.push_back(static_cast<std::uint32_t>(list.concepts.size()));
  }
  return list;
}

std::vector<TermGroup> group_terms(const Asking& asking, std::vector<Standing> standings) {
  for (auto& [term, k] : standings) term = zoomed(asking, term);
  std::sort(standings.begin(), standings.end());
  standings.erase(std::unique(standings.begin(), standings.end()), standings.end());
  std::vector<TermGroup> groups;
  for (const auto& [term, k] : standings) {
    if (groups.empty() || groups.back().term != term) groups.push_back({term, {}, {}});
    groups.back().configurations.push_back(k);
  }
  for (TermGroup& one : groups) one.counted = graph::tally(*asking.graph, one.configurations);
  return groups;
}

void sort_by_support(std::vector<TermGroup>& groups) {
  std::stable_sort(groups.begin(), groups.end(), [](const TermGroup& a, const TermGroup& b) {
    return a.counted.support > b.counted.support;
  });
}

std::vector<Standing> standings_of(const Asking& asking,
                                   std::span<const ConfigurationId> configurations,
                                   model::Role role) {
  std::vector<Standing> standings;
  for (const ConfigurationId k : configurations) {
    for (const Term term : asking.graph->terms(k, role)) standings.emplace_back(term, k);
  }
  return standings;
}

std::vector<ConfigurationId> taking_part(const Asking& asking) {
  std::vector<ConfigurationId> all;
  for (std::size_t k = 0; k < asking.snapshot().configurations.size(); ++k) {
    if (asking.graph->takes_part(ConfigurationId{k})) all.emplace_back(k);
  }
  return all;
}

}  // namespace retroduce::query
