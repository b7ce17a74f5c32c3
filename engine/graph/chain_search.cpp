#include "graph/chain_search.h"

#include <algorithm>
#include <bit>

#include "base/error.h"

namespace retroduce::graph {

ChainSearch::ChainSearch(const EvidenceGraph& graph, const ChainSpace& space, std::size_t longest,
                         bool all_lengths)
    : graph_(graph),
      space_(space),
      supporters_(graph.supporters()),
      followers_(graph.followers()),
      work_(graph.borrow()),
      farthest_(longest),
      all_lengths_(all_lengths) {
  RETRODUCE_ASSERT(longest >= 1 && longest <= longest_chain + 1);
  const std::size_t size = graph.snapshot().configurations.size();
  if (space.through) {
    needs_ |= through_bit;
    work_->configurations.start(size);
    for (const ConfigurationId k : *space.through) work_->configurations.add(k.index());
  }
  if (space.weakest) needs_ |= weakest_bit;
  width_ = needs_ == 3 ? 4 : needs_ == 0 ? 1 : 2;
  prunes_ = space.ends.has_value() || needs_ != 0;
  if (!prunes_) return;
  if (work_->ways.size() < size * width_) work_->ways.resize(size * width_, 0);
  std::vector<State> level;
  if (space.ends) {
    seed(level, *space.ends, 0);
  } else {
    for (std::size_t k = 0; k < size; ++k) {
      if (is_allowed(ConfigurationId{k})) level.push_back({ConfigurationId{k}, 0});
    }
  }
  seed(level, space.ends_unmet, through_bit);
  look_back(std::move(level));
}

ChainSearch::~ChainSearch() {
  for (const std::size_t place : touched_) work_->ways[place] = 0;
}

ChainSearch::Open ChainSearch::left_open(Open open, ConfigurationId k) const {
  if ((open & through_bit) != 0 && work_->configurations.has(k.index())) open ^= through_bit;
  if ((open & weakest_bit) != 0 && supporters_[k.index()].size() == *space_.weakest) {
    open ^= weakest_bit;
  }
  return open;
}

std::uint64_t& ChainSearch::ways(State state) {
  const std::size_t open = width_ == 4 ? state.open : state.open != 0 ? 1U : 0U;
  return work_->ways[state.k.index() * width_ + open];
}

std::uint64_t ChainSearch::ways_on(State state) {
  if (!prunes_) return ~std::uint64_t{0};
  const std::uint64_t found = ways(state);
  if (!all_lengths_ || found == 0) return found;
  return ~std::uint64_t{0} << std::countr_zero(found);
}

/// Ends of lists on which exactly `open` is still unmet: where the configuration meets it itself,
/// that cannot be.
void ChainSearch::seed(std::vector<State>& level, const std::vector<ConfigurationId>& ends,
                       Open open) {
  for (const ConfigurationId k : ends) {
    if (is_allowed(k) && left_open(open, k) == open) level.push_back({k, open});
  }
}

/// Level n holds the states from which n more configurations can complete a walk. Walks may repeat
/// a configuration, so this only ever prunes what no chain can be made of.
void ChainSearch::look_back(std::vector<State> level) {
  for (const State state : level) {
    ways(state) = 1;
    touched_.push_back(static_cast<std::size_t>(&ways(state) - work_->ways.data()));
  }
  for (std::size_t more = 1; more < farthest_ && !level.empty(); ++more) {
    level = before(level, std::uint64_t{1} << more);
  }
}

std::vector<ChainSearch::State> ChainSearch::before(const std::vector<State>& level,
                                                    std::uint64_t bit) {
  const Lists<ConfigurationId>& forerunners = graph_.forerunners();
  std::vector<State> found;
  for (const State state : level) {
    for (const ConfigurationId from : forerunners[state.k.index()]) {
      if (supporters_[from.index()].size() < space_.least_support) continue;
      for (Open earlier = state.open; earlier <= needs_; ++earlier) {
        const bool fits = (earlier & ~needs_) == 0 && left_open(earlier, state.k) == state.open &&
                          left_open(earlier, from) == earlier;
        if (!fits) continue;
        std::uint64_t& seen = ways({from, earlier});
        if (all_lengths_ ? seen != 0 : (seen & bit) != 0) continue;
        if (seen == 0) touched_.push_back(static_cast<std::size_t>(&seen - work_->ways.data()));
        seen |= bit;
        found.push_back({from, earlier});
      }
    }
  }
  return found;
}

ChainSearch::End ChainSearch::run(std::size_t shortest, std::size_t longest, const Visit& visit,
                                  std::size_t& patience) {
  RETRODUCE_ASSERT(shortest >= 1 && longest <= farthest_ && (!all_lengths_ || shortest == 1));
  wanted_ = 0;
  for (std::size_t length = shortest; length <= longest; ++length) {
    wanted_ |= std::uint64_t{1} << length;
  }
  longest_ = longest;
  visit_ = &visit;
  patience_ = &patience;
  for (const ConfigurationId start : space_.starts) {
    if (!is_allowed(start)) continue;
    const End end = enter(start, needs_, supporters_[start.index()].size());
    if (end != End::all_seen) return end;
  }
  return End::all_seen;
}

ChainSearch::End ChainSearch::enter(ConfigurationId k, Open open, std::size_t strength) {
  open = left_open(open, k);
  const std::uint64_t on = ways_on({k, open});
  if (((on << (path_.size() + 1)) & wanted_) == 0) return End::all_seen;
  if (std::find(path_.begin(), path_.end(), k) != path_.end()) return End::all_seen;
  if (*patience_ == 0) return End::out_of_patience;
  --*patience_;
  strength = std::min(strength, supporters_[k.index()].size());
  path_.push_back(k);
  End end = End::all_seen;
  const bool complete = (on & 1) != 0 && (wanted_ & (std::uint64_t{1} << path_.size())) != 0;
  if (complete && !(*visit_)(path_, strength)) end = End::stopped;
  if (path_.size() < longest_) {
    for (const ConfigurationId next : followers_[k.index()]) {
      if (end != End::all_seen) break;
      if (supporters_[next.index()].size() >= space_.least_support) {
        end = enter(next, open, strength);
      }
    }
  }
  path_.pop_back();
  return end;
}

}  // namespace retroduce::graph
