// The joints of single configurations, each list made when it is first asked for: most questions
// step through a handful, and listing all joints of a library takes longer than their answers.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "graph/evidence_graph.h"

namespace retroduce::graph {

/// In one direction, of one graph: of the first that it is asked about. Lists stand in label order,
/// each configuration once, and stay where they are as long as this lives. Not for several threads:
/// a workspace holds it.
class Joints {
 public:
  enum class Direction : std::uint8_t { followers, forerunners };
  explicit Joints(Direction direction) : direction_(direction) {}

  std::span<const ConfigurationId> of(const EvidenceGraph& graph, ConfigurationId k) {
    if (place_.empty()) start(graph);
    const std::uint32_t place = place_[k.index()];
    return place != 0 ? lists_[place - 1] : made(graph, k);
  }

 private:
  void start(const EvidenceGraph& graph);
  std::span<const ConfigurationId> made(const EvidenceGraph& graph, ConfigurationId k);
  std::span<const ConfigurationId> stored(const std::vector<ConfigurationId>& list);

  Direction direction_;
  std::vector<std::uint32_t> place_;  ///< by configuration: place in lists_ + 1, or 0
  std::vector<std::span<const ConfigurationId>> lists_;
  std::vector<std::unique_ptr<ConfigurationId[]>> blocks_;
  ConfigurationId* end_ = nullptr;  ///< of what is used of the last block
  std::size_t room_ = 0;            ///< left behind it
  std::vector<ConfigurationId> making_;
};

}  // namespace retroduce::graph
