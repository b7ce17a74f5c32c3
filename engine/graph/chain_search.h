// The kernel of the chain questions: lists of distinct configurations, pruned from the target
// backwards. Knows nothing of order by strength, classes or limits (chains.cpp does that).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "graph/analyses.h"
#include "graph/workspace.h"

namespace retroduce::graph {

/// Walks that start anywhere in `starts`, end anywhere in `ends`, stay with configurations of
/// enough support and meet every need on the way. Lists stand in label order.
struct ChainSpace {
  using List = std::vector<ConfigurationId>;
  List starts;
  std::optional<List> ends;            ///< unset: anywhere
  std::optional<List> through;         ///< one of them stands on the way
  List ends_unmet;                     ///< where a list may end with none of `through` on it
  std::size_t least_support = 0;       ///< of each
  std::optional<std::size_t> weakest;  ///< one has exactly this support
};

/// A search is set up once, from the ends backwards, and run for as many lengths as are wanted.
class ChainSearch {
 public:
  enum class End : std::uint8_t { all_seen, stopped, out_of_patience };
  using Visit = std::function<bool(std::span<const ConfigurationId>, std::size_t strength)>;

  /// Lends graph and space. `all_lengths`: every run will be from 1 on, which is cheaper.
  ChainSearch(const EvidenceGraph& graph, const ChainSpace& space, std::size_t longest,
              bool all_lengths);
  ~ChainSearch();
  ChainSearch(const ChainSearch&) = delete;
  ChainSearch& operator=(const ChainSearch&) = delete;
  ChainSearch(ChainSearch&&) = delete;
  ChainSearch& operator=(ChainSearch&&) = delete;

  /// Visits every chain of `shortest` to `longest` configurations, a chain before those that go on
  /// from it, in label order place by place, until `visit` says false or `patience` configurations
  /// were entered (it is counted down).
  End run(std::size_t shortest, std::size_t longest, const Visit& visit, std::size_t& patience);

 private:
  using Open = std::uint8_t;  ///< needs not met yet, as bits
  static constexpr Open through_bit = 1;
  static constexpr Open weakest_bit = 2;
  struct State {
    ConfigurationId k;
    Open open;
  };

  bool is_allowed(ConfigurationId k) const {
    return supporters_[k.index()].size() >= space_.least_support && graph_.takes_part(k);
  }
  Open left_open(Open open, ConfigurationId k) const;
  std::size_t place(State state) const {
    const std::size_t open = width_ == 4 ? state.open : state.open != 0 ? 1U : 0U;
    return state.k.index() * width_ + open;
  }
  /// Bit n: n more configurations can complete the chain.
  std::uint64_t ways(State state) const;
  /// Notes that `more` can; false where that was known, or for all lengths a smaller number.
  bool note(State state, std::size_t more);
  void seed(std::vector<State>& level, const std::vector<ConfigurationId>& ends, Open open);
  void look_back(std::vector<State> level);
  std::vector<State> before(const std::vector<State>& level, std::size_t more);
  bool leads_on(ConfigurationId next, Open open) const;
  End enter(ConfigurationId k, Open open, std::size_t strength);

  const EvidenceGraph& graph_;
  const ChainSpace& space_;
  const ListColumn<std::uint32_t>& supporters_;
  EvidenceGraph::Lease work_;
  Open needs_ = 0;
  std::size_t width_ = 1;  ///< states of a configuration
  std::size_t farthest_;
  bool all_lengths_;
  bool prunes_ = true;  ///< false: any configuration completes a chain
  std::vector<std::size_t> touched_;

  std::uint64_t wanted_ = 0;  ///< bit n: chains of n configurations
  std::size_t longest_ = 0;
  std::vector<ConfigurationId> path_;
  const Visit* visit_ = nullptr;
  std::size_t* patience_ = nullptr;
};

}  // namespace retroduce::graph
