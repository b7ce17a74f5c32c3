// Where the evidence disagrees: on one configuration, or between two that yield an outcome and its
// opposite.
#include <algorithm>
#include <iterator>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

std::vector<Term> shared(const std::vector<Term>& a, const std::vector<Term>& b) {
  std::vector<Term> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

void add_moderators(OutcomeDispute& dispute, const std::vector<Term>& first,
                    const std::vector<Term>& second) {
  std::vector<Term> apart;
  std::set_symmetric_difference(first.begin(), first.end(), second.begin(), second.end(),
                                std::back_inserter(apart));
  for (const Term term : apart) {
    const bool of_first = std::binary_search(first.begin(), first.end(), term);
    dispute.moderators.push_back({term, of_first ? dispute.first : dispute.second});
  }
}

/// Those that yield the opposite of an outcome of `k` and share a mechanism with it, each once.
std::vector<ConfigurationId> opponents(const EvidenceGraph& graph, ConfigurationId k) {
  std::vector<ConfigurationId> against;
  for (const Term outcome : graph.terms(k, Role::outcome)) {
    const auto some = graph.holding(Role::outcome, {outcome.concept_, !outcome.opposite});
    against.insert(against.end(), some.begin(), some.end());
  }
  if (against.empty()) return against;
  unite(against);
  const auto mechanisms = graph.terms(k, Role::mechanism);
  const auto alike = holding_any(graph, Role::mechanism, mechanisms);
  std::vector<ConfigurationId> both;
  std::set_intersection(against.begin(), against.end(), alike.begin(), alike.end(),
                        std::back_inserter(both));
  return both;
}

OutcomeDispute compare(const EvidenceGraph& graph, ConfigurationId first, ConfigurationId second) {
  OutcomeDispute dispute{first, second, {}, {}, {}, {}};
  const auto contexts = graph.terms(first, Role::context);
  const auto other_contexts = graph.terms(second, Role::context);
  dispute.contexts = shared(contexts, other_contexts);
  dispute.mechanisms =
      shared(graph.terms(first, Role::mechanism), graph.terms(second, Role::mechanism));
  const auto other_outcomes = graph.terms(second, Role::outcome);
  for (const Term outcome : graph.terms(first, Role::outcome)) {
    const Term opposite{outcome.concept_, !outcome.opposite};
    if (std::binary_search(other_outcomes.begin(), other_outcomes.end(), opposite)) {
      dispute.outcomes.push_back(outcome);
    }
  }
  add_moderators(dispute, contexts, other_contexts);
  return dispute;
}

/// Those that yield an outcome whose opposite follows somewhere too: in most reviews few.
std::vector<ConfigurationId> disputable(const EvidenceGraph& graph) {
  std::vector<ConfigurationId> some;
  for (std::size_t i = 0; i < graph.snapshot().concepts.size(); ++i) {
    const auto yields = graph.holding(Role::outcome, {ConceptId{i}, false});
    const auto against = graph.holding(Role::outcome, {ConceptId{i}, true});
    if (yields.empty() || against.empty()) continue;
    some.insert(some.end(), yields.begin(), yields.end());
    some.insert(some.end(), against.begin(), against.end());
  }
  unite(some);
  return some;
}

}  // namespace

std::vector<OutcomeDispute> outcome_disputes(const EvidenceGraph& graph) {
  std::vector<OutcomeDispute> found;
  for (const ConfigurationId first : disputable(graph)) {
    for (const ConfigurationId second : opponents(graph, first)) {
      if (second <= first) continue;
      OutcomeDispute dispute = compare(graph, first, second);
      if (!dispute.contexts.empty()) found.push_back(std::move(dispute));
    }
  }
  return found;
}

std::vector<ConfigurationId> evidence_disputes(const EvidenceGraph& graph) {
  std::vector<ConfigurationId> found;
  for (std::size_t i = 0; i < graph.snapshot().configurations.size(); ++i) {
    const ConfigurationId k{i};
    if (graph.takes_part(k) && graph.support(k) > 0 && !graph.disputing(k).empty())
      found.push_back(k);
  }
  const auto lesser = [&](ConfigurationId k) {
    return std::min(graph.support(k), graph.disputing(k).size());
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](ConfigurationId a, ConfigurationId b) { return lesser(a) > lesser(b); });
  return found;
}

}  // namespace retroduce::graph
