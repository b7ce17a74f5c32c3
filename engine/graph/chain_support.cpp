// What holds a chain up: strength, threads, and the class that warns of the transitivity trap.
#include <algorithm>
#include <iterator>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

using Voices = std::vector<std::uint32_t>;

/// How many voices stand in every list; `of` gives a sorted list for a configuration.
template <typename ListOf>
std::size_t shared_by_all(std::span<const ConfigurationId> chain, const ListOf& of) {
  const auto first = of(chain.front());
  Voices shared(first.begin(), first.end());
  Voices both;
  for (std::size_t i = 1; i < chain.size() && !shared.empty(); ++i) {
    const auto next = of(chain[i]);
    both.clear();
    std::set_intersection(shared.begin(), shared.end(), next.begin(), next.end(),
                          std::back_inserter(both));
    shared.swap(both);
  }
  return shared.size();
}

Voices studies_of(const EvidenceGraph& graph, ConfigurationId k) {
  const auto voices = graph.supporting(k);
  Voices studies(voices.begin(), voices.end());
  if (graph.counts_studies()) return studies;
  for (std::uint32_t& voice : studies) voice = graph.snapshot().documents[voice].study.value;
  unite(studies);
  return studies;
}

/// A conflict needs an opposite; most chains have none, which is seen without gathering any terms.
bool holds_an_opposite(const EvidenceGraph& graph, std::span<const ConfigurationId> chain) {
  return std::any_of(chain.begin(), chain.end(), [&](ConfigurationId k) {
    const auto elements = graph.snapshot().elements_of(k);
    return std::any_of(elements.begin(), elements.end(), [](const model::SnapshotElement& element) {
      return element.role == Role::context && element.opposite;
    });
  });
}

/// Contexts that the chain did not bring about by the step before.
std::vector<Term> brought_along(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                                std::size_t i, bool closed) {
  std::vector<Term> contexts = graph.terms(chain[i], Role::context);
  if (i == 0 && !closed) return contexts;
  const auto before = chain[i == 0 ? chain.size() - 1 : i - 1];
  const std::vector<Term> met = graph.joints(before, chain[i]);
  std::vector<Term> rest;
  std::set_difference(contexts.begin(), contexts.end(), met.begin(), met.end(),
                      std::back_inserter(rest));
  return rest;
}

bool in_conflict(const EvidenceGraph& graph, std::span<const ConfigurationId> chain, bool closed) {
  if (!holds_an_opposite(graph, chain)) return false;
  std::vector<Term> seen;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const std::vector<Term> contexts = brought_along(graph, chain, i, closed);
    for (const Term term : contexts) {
      const Term opposite{term.concept_, !term.opposite};
      if (std::find(seen.begin(), seen.end(), opposite) != seen.end()) return true;
    }
    seen.insert(seen.end(), contexts.begin(), contexts.end());
  }
  return false;
}

}  // namespace

ChainSupport assess(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                    bool closed) {
  ChainSupport support;
  support.strength = graph.support(chain.front());
  for (const ConfigurationId k : chain)
    support.strength = std::min(support.strength, graph.support(k));
  if (support.strength > 0) {
    support.threads = shared_by_all(chain, [&](ConfigurationId k) { return graph.supporting(k); });
  }
  if (in_conflict(graph, chain, closed)) {
    support.class_ = ChainClass::conflict;
  } else if (support.strength == 0) {
    support.class_ = ChainClass::unsupported;
  } else if (support.threads > 0) {
    support.class_ = ChainClass::thread;
  } else if (shared_by_all(chain, [&](ConfigurationId k) { return studies_of(graph, k); }) > 0) {
    support.class_ = ChainClass::study;
  } else {
    support.class_ = ChainClass::stitched;
  }
  return support;
}

}  // namespace retroduce::graph
