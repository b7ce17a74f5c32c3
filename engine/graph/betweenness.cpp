// What stands between other configurations: Boost's Brandes over the graph of configurations.
#include <boost/graph/betweenness_centrality.hpp>

#include "graph/analyses.h"
#include "graph/configuration_graph.h"

namespace retroduce::graph {
namespace {

/// The same graph, which tells `progress` when Boost turns to the next start: it asks for the
/// vertices once for each.
struct WatchedGraph : ConfigurationGraph {
  base::Progress* progress = nullptr;
  mutable std::int64_t asked = 0;
};

auto vertices(const WatchedGraph& g) {
  const ConfigurationGraph& plain = g;
  const auto all = vertices(plain);
  const auto size = static_cast<std::int64_t>(num_vertices(plain));
  g.progress->step("chains between configurations, by start", std::min(g.asked++, size), size);
  return all;
}

/// Boost would reset figures of edges here; there are none.
std::pair<const int*, const int*> edges(const WatchedGraph&) { return {}; }

}  // namespace
}  // namespace retroduce::graph

template <>
struct boost::graph_traits<retroduce::graph::WatchedGraph>
    : boost::graph_traits<retroduce::graph::ConfigurationGraph> {};
template <>
struct boost::graph_traits<const retroduce::graph::WatchedGraph>
    : boost::graph_traits<retroduce::graph::ConfigurationGraph> {};

namespace retroduce::graph {

std::vector<double> betweenness(const EvidenceGraph& graph, base::Progress& progress) {
  WatchedGraph view;
  view.graph = &graph;
  view.progress = &progress;
  const std::size_t size = graph.snapshot().configurations.size();
  std::vector<double> found(size, 0);
  std::vector<std::vector<ConfigurationGraph::Edge>> incoming(size);
  std::vector<std::uint32_t> distance(size);
  std::vector<double> dependency(size);
  // Not whole numbers, as Boost would take: shortest chains multiply with every step.
  std::vector<double> chains(size);
  const auto index = get(boost::vertex_index, view);
  const auto by_vertex = [&](auto& list) {
    return boost::make_iterator_property_map(list.begin(), index);
  };
  boost::brandes_betweenness_centrality(view, by_vertex(found), boost::dummy_property_map(),
                                        by_vertex(incoming), by_vertex(distance),
                                        by_vertex(dependency), by_vertex(chains), index);
  return found;
}

}  // namespace retroduce::graph
