// Demi-regularities: context, mechanism and outcome that stand together across documents.
// Pawson & Tilley 1997 for the notion; the union of documents, never a sum, is what counts.
#include <algorithm>
#include <tuple>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

struct Triple {
  Term context;
  Term mechanism;
  Term outcome;
  ConfigurationId configuration;
  auto parts() const { return std::tie(context, mechanism, outcome, configuration); }
  bool same_terms(const Triple& other) const {
    return context == other.context && mechanism == other.mechanism && outcome == other.outcome;
  }
};

/// Those of configurations that nobody supports are left out: they add no voice, only time.
std::vector<Triple> supported_triples(const EvidenceGraph& graph) {
  std::vector<Triple> triples;
  for (std::size_t i = 0; i < graph.snapshot().configurations.size(); ++i) {
    const ConfigurationId k{i};
    if (!graph.takes_part(k) || graph.support(k) == 0) continue;
    const auto mechanisms = graph.terms(k, Role::mechanism);
    const auto outcomes = graph.terms(k, Role::outcome);
    for (const Term context : graph.terms(k, Role::context)) {
      for (const Term mechanism : mechanisms) {
        for (const Term outcome : outcomes) triples.push_back({context, mechanism, outcome, k});
      }
    }
  }
  std::sort(triples.begin(), triples.end(),
            [](const Triple& a, const Triple& b) { return a.parts() < b.parts(); });
  return triples;
}

std::vector<ConfigurationId> holders_of(const EvidenceGraph& graph, const Triple& triple) {
  std::vector<ConfigurationId> both;
  const auto contexts = graph.holding(Role::context, triple.context);
  const auto mechanisms = graph.holding(Role::mechanism, triple.mechanism);
  std::set_intersection(contexts.begin(), contexts.end(), mechanisms.begin(), mechanisms.end(),
                        std::back_inserter(both));
  std::vector<ConfigurationId> all;
  const auto outcomes = graph.holding(Role::outcome, triple.outcome);
  std::set_intersection(both.begin(), both.end(), outcomes.begin(), outcomes.end(),
                        std::back_inserter(all));
  return all;
}

}  // namespace

std::vector<Regularity> regularities(const EvidenceGraph& graph, std::size_t support) {
  const std::vector<Triple> triples = supported_triples(graph);
  std::vector<Regularity> found;
  for (std::size_t begin = 0, end = 0; begin < triples.size(); begin = end) {
    std::size_t at_most = 0;
    for (end = begin; end < triples.size() && triples[end].same_terms(triples[begin]); ++end) {
      at_most += graph.support(triples[end].configuration);
    }
    if (at_most < support) continue;
    const Triple& triple = triples[begin];
    auto configurations = holders_of(graph, triple);
    const Tally counted = tally(graph, configurations);
    if (counted.support < support) continue;
    found.push_back(
        {triple.context, triple.mechanism, triple.outcome, counted, std::move(configurations)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Regularity& a, const Regularity& b) {
    return a.tally.support > b.tally.support;
  });
  return found;
}

}  // namespace retroduce::graph
