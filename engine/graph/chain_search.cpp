#include "graph/chain_search.h"

#include <algorithm>

#include "base/error.h"

namespace retroduce::graph {

ChainSearch::ChainSearch(const EvidenceGraph& graph, const ChainSpace& space, std::size_t longest,
                         bool all_lengths)
    : graph_(graph),
      space_(space),
      supporters_(graph.supporters()),
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
  if (all_lengths) {
    work_->fewest.resize(std::max(work_->fewest.size(), size * width_), 0);
  } else {
    work_->ways.resize(std::max(work_->ways.size(), size * width_), 0);
  }
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
  for (const std::size_t place : touched_) {
    if (all_lengths_) {
      work_->fewest[place] = 0;
    } else {
      work_->ways[place] = 0;
    }
  }
}

ChainSearch::Open ChainSearch::left_open(Open open, ConfigurationId k) const {
  if ((open & through_bit) != 0 && work_->configurations.has(k.index())) open ^= through_bit;
  if ((open & weakest_bit) != 0 && supporters_[k.index()].size() == *space_.weakest) {
    open ^= weakest_bit;
  }
  return open;
}

std::uint64_t ChainSearch::ways(State state) const {
  if (!prunes_) return ~std::uint64_t{0};
  if (!all_lengths_) return work_->ways[place(state)];
  const std::uint8_t fewest = work_->fewest[place(state)];
  return fewest == 0 ? 0 : ~std::uint64_t{0} << (fewest - 1);
}

/// Where every length is wanted, the fewest say it all, and a byte each keeps them near.
bool ChainSearch::note(State state, std::size_t more) {
  const std::size_t here = place(state);
  if (all_lengths_) {
    if (work_->fewest[here] != 0) return false;
    work_->fewest[here] = static_cast<std::uint8_t>(more + 1);
    touched_.push_back(here);
    return true;
  }
  std::uint64_t& ways = work_->ways[here];
  const std::uint64_t bit = std::uint64_t{1} << more;
  if ((ways & bit) != 0) return false;
  if (ways == 0) touched_.push_back(here);
  ways |= bit;
  return true;
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
  for (const State state : level) note(state, 0);
  for (std::size_t more = 1; more < farthest_ && !level.empty(); ++more) {
    level = before(level, more);
  }
}

std::vector<ChainSearch::State> ChainSearch::before(const std::vector<State>& level,
                                                    std::size_t more) {
  std::vector<State> found;
  for (const State state : level) {
    for (const ConfigurationId from : work_->forerunners.of(graph_, state.k)) {
      if (supporters_[from.index()].size() < space_.least_support) continue;
      for (Open earlier = state.open; earlier <= needs_; ++earlier) {
        const bool fits = (earlier & ~needs_) == 0 && left_open(earlier, state.k) == state.open &&
                          left_open(earlier, from) == earlier;
        if (fits && note({from, earlier}, more)) found.push_back({from, earlier});
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
    const Open open = left_open(needs_, start);
    if (!leads_on(start, open)) continue;
    const End end = enter(start, open, supporters_[start.index()].size());
    if (end != End::all_seen) return end;
  }
  return End::all_seen;
}

ChainSearch::End ChainSearch::enter(ConfigurationId k, Open open, std::size_t strength) {
  if (*patience_ == 0) return End::out_of_patience;
  --*patience_;
  strength = std::min(strength, supporters_[k.index()].size());
  path_.push_back(k);
  End end = End::all_seen;
  const bool complete =
      (ways({k, open}) & 1) != 0 && (wanted_ & (std::uint64_t{1} << path_.size())) != 0;
  if (complete && !(*visit_)(path_, strength)) end = End::stopped;
  if (path_.size() < longest_) {
    for (const ConfigurationId next : work_->followers.of(graph_, k)) {
      const Open still = needs_ == 0 ? open : left_open(open, next);
      if (!leads_on(next, still)) continue;
      end = enter(next, still, strength);
      if (end != End::all_seen) break;
    }
  }
  path_.pop_back();
  return end;
}

/// Whether the path may go on with `next`: it can come to an end in time, and is new on the path.
bool ChainSearch::leads_on(ConfigurationId next, Open open) const {
  if (((ways({next, open}) << (path_.size() + 1)) & wanted_) == 0) return false;
  if (!prunes_ && !is_allowed(next)) return false;
  return std::find(path_.begin(), path_.end(), next) == path_.end();
}

}  // namespace retroduce::graph
