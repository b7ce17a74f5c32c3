// Mechanisms that every chain needs. A mechanism sits in many configurations, so this is no
// dominator of a vertex: the mechanisms of one chain are left out in turn, each with all its
// configurations.
#include <algorithm>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

std::vector<ConfigurationId> way_back(const std::vector<ConfigurationId>& came_from,
                                      ConfigurationId end) {
  std::vector<ConfigurationId> chain{end};
  while (came_from[chain.back().index()] != chain.back()) {
    chain.push_back(came_from[chain.back().index()]);
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace

std::vector<ConfigurationId> shortest_chain(const EvidenceGraph& graph,
                                            std::span<const ConfigurationId> starts,
                                            std::span<const ConfigurationId> ends,
                                            const std::vector<bool>& removed) {
  const std::size_t size = graph.snapshot().configurations.size();
  std::vector<bool> is_end(size, false);
  for (const ConfigurationId end : ends) is_end[end.index()] = true;
  std::vector<ConfigurationId> came_from(size);
  std::vector<ConfigurationId> waiting;
  const auto reach = [&](ConfigurationId k, ConfigurationId from) {
    if (came_from[k.index()].is_set() || (!removed.empty() && removed[k.index()])) return;
    came_from[k.index()] = from;
    waiting.push_back(k);
  };
  for (const ConfigurationId start : starts) reach(start, start);
  for (std::size_t next = 0; next < waiting.size(); ++next) {
    const ConfigurationId k = waiting[next];
    if (is_end[k.index()]) return way_back(came_from, k);
    for (const ConfigurationId after : graph.next(k)) reach(after, k);
  }
  return {};
}

std::vector<Term> pivotal_mechanisms(const EvidenceGraph& graph,
                                     std::span<const ConfigurationId> starts,
                                     std::span<const ConfigurationId> ends) {
  std::vector<Term> candidates;
  for (const ConfigurationId k : shortest_chain(graph, starts, ends)) {
    const std::vector<Term> some = graph.terms(k, Role::mechanism);
    candidates.insert(candidates.end(), some.begin(), some.end());
  }
  unite(candidates);
  std::erase_if(candidates, [&](Term mechanism) {
    std::vector<bool> removed(graph.snapshot().configurations.size(), false);
    for (const ConfigurationId k : graph.holding(Role::mechanism, mechanism))
      removed[k.index()] = true;
    return !shortest_chain(graph, starts, ends, removed).empty();
  });
  return candidates;
}

}  // namespace retroduce::graph
