// The shortest chain between two sets of configurations, breadth first in label order.
#include <algorithm>

#include "graph/analyses.h"
#include "graph/workspace.h"

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
  const auto work = graph.borrow();
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
    for (const ConfigurationId after : work->followers.of(graph, k)) reach(after, k);
  }
  return {};
}

}  // namespace retroduce::graph
