// The kernel of the chain questions: lists of distinct configurations, pruned from the target
// backwards. Knows nothing of order by strength, classes or limits (chains.cpp does that).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "graph/analyses.h"

namespace retroduce::graph {

/// Walks that start anywhere in `starts`, stay where `allowed` says, meet every need and end at a
/// goal. A need is a bit that a configuration on the way can meet; `goals[open]` are the
/// configurations that a list may end with while the needs `open` are still unmet.
struct ChainSpace {
  static constexpr std::uint8_t through = 1;
  static constexpr std::uint8_t weakest = 2;
  std::vector<ConfigurationId> starts;  ///< label order
  std::vector<bool> allowed;            ///< empty = all
  std::uint8_t needs = 0;
  std::vector<std::uint8_t> meets;  ///< by configuration
  std::vector<bool> goals[4];       ///< by configuration; empty = none
};

class ChainSearch {
 public:
  enum class End : std::uint8_t { all_seen, stopped, out_of_patience };
  using Visit = std::function<bool(std::span<const ConfigurationId>)>;

  /// `longest`: configurations in a chain at most; shorter lengths than `shortest` are not visited.
  ChainSearch(const EvidenceGraph& graph, const ChainSpace& space, std::size_t shortest,
              std::size_t longest);

  /// Visits every chain, a chain before those that go on from it, in label order place by place,
  /// until `visit` says false or `patience` configurations were entered (it is counted down).
  End run(const Visit& visit, std::size_t& patience);

 private:
  bool is_allowed(ConfigurationId k) const {
    return graph_->takes_part(k) && (space_->allowed.empty() || space_->allowed[k.index()]);
  }
  std::uint64_t& ways(std::uint8_t open, ConfigurationId k) { return ways_[k.index() * 4 + open]; }
  void look_back();
  void seed(std::vector<std::uint64_t>& level) const;
  End enter(ConfigurationId k, std::uint8_t open);

  const EvidenceGraph* graph_;
  const ChainSpace* space_;
  std::uint64_t wanted_ = 0;  ///< bit n: chains of n configurations
  std::size_t longest_;
  std::vector<std::uint64_t> ways_;  ///< bit n: n more configurations can complete the chain
  std::vector<bool> on_path_;
  std::vector<ConfigurationId> path_;
  const Visit* visit_ = nullptr;
  std::size_t* patience_ = nullptr;
};

}  // namespace retroduce::graph
