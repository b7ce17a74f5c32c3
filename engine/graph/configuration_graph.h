// The configurations and their joints as Boost.Graph reads them: a directed graph in compressed
// rows that models VertexListGraph and IncidenceGraph. Only for .cpp files of this folder: it
// brings Boost along.
#pragma once

#include <cstdint>
#include <utility>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include "graph/evidence_graph.h"

namespace retroduce::graph {

/// A view; lends the graph. Vertices are places of configurations in the snapshot.
struct ConfigurationGraph {
  struct traversal : virtual boost::incidence_graph_tag, virtual boost::vertex_list_graph_tag {};
  using Vertex = std::uint32_t;
  using Edge = std::pair<Vertex, Vertex>;

  /// Turns a configuration that follows into the edge that leads to it.
  struct EdgeTo {
    Vertex from = 0;
    Edge operator()(ConfigurationId to) const { return {from, to.value}; }
  };

  const EvidenceGraph* graph = nullptr;
  bool backwards = false;  ///< follow the joints against their direction

  std::span<const ConfigurationId> after(Vertex from) const {
    const ConfigurationId configuration{from};
    return backwards ? graph->previous(configuration) : graph->next(configuration);
  }
};

}  // namespace retroduce::graph

template <>
struct boost::graph_traits<retroduce::graph::ConfigurationGraph> {
  using Graph = retroduce::graph::ConfigurationGraph;
  using vertex_descriptor = Graph::Vertex;
  using edge_descriptor = Graph::Edge;
  using directed_category = boost::directed_tag;
  using edge_parallel_category = boost::disallow_parallel_edge_tag;
  using traversal_category = Graph::traversal;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = boost::counting_iterator<vertex_descriptor>;
  using out_edge_iterator =
      boost::transform_iterator<Graph::EdgeTo, const retroduce::graph::ConfigurationId*,
                                Graph::Edge, Graph::Edge>;
  static vertex_descriptor null_vertex() { return retroduce::graph::ConfigurationId::none; }
};

namespace retroduce::graph {

using ConfigurationTraits = boost::graph_traits<ConfigurationGraph>;

inline std::size_t num_vertices(const ConfigurationGraph& g) {
  return g.graph->snapshot().configurations.size();
}
inline std::pair<ConfigurationTraits::vertex_iterator, ConfigurationTraits::vertex_iterator>
vertices(const ConfigurationGraph& g) {
  return {ConfigurationTraits::vertex_iterator(0),
          ConfigurationTraits::vertex_iterator(static_cast<std::uint32_t>(num_vertices(g)))};
}
inline std::pair<ConfigurationTraits::out_edge_iterator, ConfigurationTraits::out_edge_iterator>
out_edges(ConfigurationGraph::Vertex from, const ConfigurationGraph& g) {
  const auto after = g.after(from);
  const ConfigurationGraph::EdgeTo edge{from};
  return {{after.data(), edge}, {after.data() + after.size(), edge}};
}
inline std::size_t out_degree(ConfigurationGraph::Vertex from, const ConfigurationGraph& g) {
  return g.after(from).size();
}
inline ConfigurationGraph::Vertex source(const ConfigurationGraph::Edge& edge,
                                         const ConfigurationGraph&) {
  return edge.first;
}
inline ConfigurationGraph::Vertex target(const ConfigurationGraph::Edge& edge,
                                         const ConfigurationGraph&) {
  return edge.second;
}
inline boost::typed_identity_property_map<ConfigurationGraph::Vertex> get(
    boost::vertex_index_t, const ConfigurationGraph&) {
  return {};
}

}  // namespace retroduce::graph

template <>
struct boost::property_map<retroduce::graph::ConfigurationGraph, boost::vertex_index_t> {
  using type = boost::typed_identity_property_map<retroduce::graph::ConfigurationGraph::Vertex>;
  using const_type = type;
};
