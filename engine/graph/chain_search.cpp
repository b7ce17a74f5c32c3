#include "graph/chain_search.h"

#include "base/error.h"

namespace retroduce::graph {

ChainSearch::ChainSearch(const EvidenceGraph& graph, const ChainSpace& space, std::size_t shortest,
                         std::size_t longest)
    : graph_(&graph),
      space_(&space),
      longest_(longest),
      ways_(graph.snapshot().configurations.size() * 4, 0),
      on_path_(graph.snapshot().configurations.size(), false) {
  RETRODUCE_ASSERT(shortest >= 1 && longest <= longest_chain + 1);
  for (std::size_t length = shortest; length <= longest; ++length) {
    wanted_ |= std::uint64_t{1} << length;
  }
  look_back();
}

void ChainSearch::seed(std::vector<std::uint64_t>& level) const {
  for (std::uint8_t open = 0; open < 4; ++open) {
    if (space_->goals[open].empty() || (open & ~space_->needs) != 0) continue;
    for (std::size_t k = 0; k < space_->goals[open].size(); ++k) {
      const bool met = (open & space_->meets[k]) != 0;
      if (space_->goals[open][k] && !met && is_allowed(ConfigurationId{k})) {
        level.push_back(k * 4 + open);
      }
    }
  }
}

/// Level n holds the (configuration, open needs) from which n more configurations can complete a
/// walk. Walks may repeat a configuration, so this only ever prunes what no chain can be made of.
void ChainSearch::look_back() {
  std::vector<std::uint64_t> level;
  seed(level);
  for (std::size_t more = 0; !level.empty(); ++more) {
    const std::uint64_t bit = std::uint64_t{1} << more;
    for (const std::uint64_t state : level) ways_[state] |= bit;
    if (more + 1 >= longest_) break;
    std::vector<std::uint64_t> before;
    for (const std::uint64_t state : level) {
      const ConfigurationId k{static_cast<std::size_t>(state / 4)};
      const auto open = static_cast<std::uint8_t>(state % 4);
      const std::uint8_t met = space_->meets[k.index()];
      for (const ConfigurationId from : graph_->previous(k)) {
        if (!is_allowed(from)) continue;
        for (std::uint8_t earlier = open; earlier < 4; ++earlier) {
          const bool fits = (earlier & ~space_->needs) == 0 && (earlier & ~met) == open &&
                            (earlier & space_->meets[from.index()]) == 0;
          std::uint64_t& seen = ways_[from.index() * 4 + earlier];
          if (!fits || (seen & (bit << 1)) != 0) continue;
          seen |= bit << 1;
          before.push_back(from.index() * 4 + earlier);
        }
      }
    }
    level = std::move(before);
  }
}

ChainSearch::End ChainSearch::run(const Visit& visit, std::size_t& patience) {
  visit_ = &visit;
  patience_ = &patience;
  for (const ConfigurationId start : space_->starts) {
    if (!is_allowed(start)) continue;
    const End end = enter(start, space_->needs);
    if (end != End::all_seen) return end;
  }
  return End::all_seen;
}

ChainSearch::End ChainSearch::enter(ConfigurationId k, std::uint8_t open) {
  open = static_cast<std::uint8_t>(open & ~space_->meets[k.index()]);
  const std::uint64_t ways_on = ways(open, k) << (path_.size() + 1);
  if ((ways_on & wanted_) == 0) return End::all_seen;
  if (*patience_ == 0) return End::out_of_patience;
  --*patience_;
  path_.push_back(k);
  on_path_[k.index()] = true;
  End end = End::all_seen;
  const bool complete = (ways_on & wanted_ & (std::uint64_t{1} << path_.size())) != 0;
  if (complete && !(*visit_)(path_)) end = End::stopped;
  if (path_.size() < longest_) {
    for (const ConfigurationId next : graph_->next(k)) {
      if (end != End::all_seen) break;
      if (!on_path_[next.index()]) end = enter(next, open);
    }
  }
  on_path_[k.index()] = false;
  path_.pop_back();
  return end;
}

}  // namespace retroduce::graph
