// What holds a chain up: strength, threads, and the class that warns of the transitivity trap.
#include <algorithm>
#include <iterator>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

using Voices = std::vector<std::uint32_t>;

/// What stands in every list; `of` gives a sorted list for a configuration.
template <typename ListOf>
Voices shared_by_all(std::span<const ConfigurationId> chain, const ListOf& of) {
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
  return shared;
}

Voices supporting(const EvidenceGraph& graph, ConfigurationId k, bool whole) {
  if (whole) return supporting_whole(graph, k);
  const auto voices = graph.supporting(k);
  return {voices.begin(), voices.end()};
}

Voices shared_studies(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                      bool whole) {
  return shared_by_all(chain, [&](ConfigurationId k) {
    Voices studies = supporting(graph, k, whole);
    if (graph.counts_studies()) return studies;
    for (std::uint32_t& voice : studies) voice = graph.snapshot().documents[voice].study.value;
    unite(studies);
    return studies;
  });
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

}  // namespace

std::vector<ConceptId> conflicts(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                                 bool closed) {
  if (!holds_an_opposite(graph, chain)) return {};
  std::vector<Term> seen;
  std::vector<ConceptId> found;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const std::vector<Term> contexts = brought_along(graph, chain, i, closed);
    for (const Term term : contexts) {
      const Term opposite{term.concept_, !term.opposite};
      if (std::find(seen.begin(), seen.end(), opposite) != seen.end())
        found.push_back(term.concept_);
    }
    seen.insert(seen.end(), contexts.begin(), contexts.end());
  }
  unite(found);
  return found;
}

std::vector<std::uint32_t> threads(const EvidenceGraph& graph,
                                   std::span<const ConfigurationId> chain, bool whole) {
  return shared_by_all(chain, [&](ConfigurationId k) { return supporting(graph, k, whole); });
}

bool is_told_whole(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                   const ChainSupport& support) {
  if (support.threads > 0) return !threads(graph, chain, true).empty();
  return support.class_ == ChainClass::study && !shared_studies(graph, chain, true).empty();
}

ChainSupport assess(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                    bool closed) {
  ChainSupport support;
  support.strength = graph.support(chain.front());
  for (const ConfigurationId k : chain)
    support.strength = std::min(support.strength, graph.support(k));
  if (support.strength > 0) {
    const auto shared =
        shared_by_all(chain, [&](ConfigurationId k) { return graph.supporting(k); });
    support.threads = shared.size();
  }
  if (!conflicts(graph, chain, closed).empty()) {
    support.class_ = ChainClass::conflict;
  } else if (support.strength == 0) {
    support.class_ = ChainClass::unsupported;
  } else if (support.threads > 0) {
    support.class_ = ChainClass::thread;
  } else if (!shared_studies(graph, chain, false).empty()) {
    support.class_ = ChainClass::study;
  } else {
    support.class_ = ChainClass::stitched;
  }
  return support;
}

}  // namespace retroduce::graph
