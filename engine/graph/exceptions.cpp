// What speaks against a regularity: configurations that begin alike and end otherwise.
#include <algorithm>

#include "graph/analyses.h"

namespace retroduce::graph {
namespace {

template <typename List>
std::vector<ConfigurationId> shared(const std::vector<ConfigurationId>& a, const List& b) {
  std::vector<ConfigurationId> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

/// Those that hold all the contexts and the mechanism.
std::vector<ConfigurationId> beginning_with(const EvidenceGraph& graph,
                                            const std::vector<Term>& contexts, Term mechanism) {
  const auto first = graph.holding(Role::mechanism, mechanism);
  std::vector<ConfigurationId> all(first.begin(), first.end());
  for (const Term context : contexts) all = shared(all, graph.holding(Role::context, context));
  return all;
}

}  // namespace

std::vector<Exception> exceptions(const EvidenceGraph& graph, const Regularity& regularity) {
  Term mechanism = regularity.mechanism;
  if (!regularity.outcome) mechanism.opposite = !mechanism.opposite;
  std::vector<Exception> found;
  for (const ConfigurationId k : beginning_with(graph, regularity.contexts, mechanism)) {
    const auto& holders = regularity.configurations;
    if (std::binary_search(holders.begin(), holders.end(), k)) continue;
    if (!regularity.outcome) {
      found.push_back({k, true});
      continue;
    }
    const auto yields = graph.terms(k, Role::outcome);
    const Term opposite{regularity.outcome->concept_, !regularity.outcome->opposite};
    if (yields.empty()) continue;  // it says nothing of what follows
    found.push_back({k, std::binary_search(yields.begin(), yields.end(), opposite)});
  }
  return found;
}

}  // namespace retroduce::graph
