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

/// Sorted, or where they are many read off the marks.
std::vector<Term> in_order(std::vector<Term> terms, const Marks& marks, std::size_t places) {
  if (terms.size() * 32 < places) {
    std::sort(terms.begin(), terms.end());
    return terms;
  }
  terms.clear();
  for (std::size_t place = 0; place < places; ++place) {
    if (marks.has(place)) terms.push_back(term_at(place));
  }
  return terms;
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
  const Lists<std::uint32_t>& made = graph.outcomes();
  const auto work = graph.borrow();
  work->configurations.start(graph.snapshot().configurations.size());
  work->terms.start(graph.snapshot().concepts.size() * 2);
  std::vector<Term> found;
  const auto enter = [&](ConfigurationId k) {
    if (!work->configurations.add(k.index())) return;
    for (const std::uint32_t place : made[k.index()]) {
      if (work->terms.add(place)) found.push_back(term_at(place));
    }
  };
  for (const ConfigurationId start : starts) enter(start);
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const ConfigurationId k : meeting[place_of(found[next])]) enter(k);
  }
  return in_order(std::move(found), work->terms, graph.snapshot().concepts.size() * 2);
}

std::vector<ConfigurationId> reaching(const EvidenceGraph& graph,
                                      std::span<const ConfigurationId> ends) {
  return search({&graph, true}, ends);
}

}  // namespace retroduce::graph
