// What can be reached along joints: Boost's breadth-first search over the graph of configurations.
#include <algorithm>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/two_bit_color_map.hpp>
#include <boost/pending/queue.hpp>

#include "graph/analyses.h"
#include "graph/configuration_graph.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

std::vector<ConfigurationId> search(const ConfigurationGraph& graph,
                                    std::span<const ConfigurationId> starts) {
  std::vector<ConfigurationGraph::Vertex> sources;
  for (const ConfigurationId start : starts) sources.push_back(start.value);
  auto colors = boost::make_two_bit_color_map(num_vertices(graph), get(boost::vertex_index, graph));
  boost::queue<ConfigurationGraph::Vertex> waiting;
  boost::breadth_first_visit(graph, sources.begin(), sources.end(), waiting,
                             boost::default_bfs_visitor(), colors);
  std::vector<ConfigurationId> found;
  for (std::size_t k = 0; k < num_vertices(graph); ++k) {
    const auto vertex = static_cast<ConfigurationGraph::Vertex>(k);
    if (get(colors, vertex) != boost::two_bit_white) found.emplace_back(k);
  }
  return found;
}

}  // namespace

std::vector<ConfigurationId> reachable(const EvidenceGraph& graph,
                                       std::span<const ConfigurationId> starts) {
  return search({&graph, false}, starts);
}

/// From term to term, since only the terms are asked for: no list of joints is needed.
std::vector<Term> reachable_outcomes(const EvidenceGraph& graph,
                                     std::span<const ConfigurationId> starts) {
  const Lists<ConfigurationId>& meeting = graph.holders(Role::context);
  const auto work = graph.borrow();
  work->configurations.start(graph.snapshot().configurations.size());
  work->terms.start(graph.snapshot().concepts.size() * 2);
  std::vector<Term> found;
  const auto enter = [&](ConfigurationId k) {
    if (!work->configurations.add(k.index())) return;
    graph.each_term(k, Role::outcome, [&](Term term) {
      if (work->terms.add(place_of(term))) found.push_back(term);
    });
  };
  for (const ConfigurationId start : starts) enter(start);
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const ConfigurationId k : meeting[place_of(found[next])]) enter(k);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<ConfigurationId> reaching(const EvidenceGraph& graph,
                                      std::span<const ConfigurationId> ends) {
  return search({&graph, true}, ends);
}

}  // namespace retroduce::graph
