// The fewest voices that carry every chain. To break a chain, one of its configurations must lose
// so many of the voices it has left that too few support it, so the search branches over the
// configurations of the shortest chain still standing, and over which of their voices go.
#include <algorithm>
#include <set>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

using Voices = std::vector<std::uint32_t>;

class Breaker {
 public:
  Breaker(const EvidenceGraph& graph, std::span<const ConfigurationId> starts,
          std::span<const ConfigurationId> ends, std::size_t least)
      : graph_(graph),
        starts_(starts),
        ends_(ends),
        least_(least),
        size_(graph.snapshot().configurations.size()) {}

  /// The chain that stands without these voices; empty where none does.
  std::vector<ConfigurationId> standing(const Voices& silenced) const {
    std::vector<bool> removed(size_, false);
    for (std::size_t k = 0; k < size_; ++k)
      removed[k] = left(ConfigurationId{k}, silenced).size() < least_;
    return shortest_chain(graph_, starts_, ends_, removed);
  }

  /// All sets of at most `budget` more voices that break every chain end up in `sets`.
  void search(const Voices& silenced, std::size_t budget, std::set<Voices>& sets) {
    if (!tried_.insert(silenced).second) return;
    const std::vector<ConfigurationId> chain = standing(silenced);
    if (chain.empty()) {
      sets.insert(silenced);
      return;
    }
    if (chains_apart(silenced, budget + 1) > budget) return;
    for (const ConfigurationId k : chain) {
      const Voices those = left(k, silenced);
      const std::size_t enough = those.size() - (least_ - 1);
      if (enough > budget) continue;
      each_some(those, enough, [&](Voices more) {
        more.insert(more.end(), silenced.begin(), silenced.end());
        unite(more);
        search(more, budget - enough, sets);
      });
    }
  }

  void forget() { tried_.clear(); }

 private:
  /// Every `number` of them.
  template <typename Visit>
  static void each_some(const Voices& all, std::size_t number, const Visit& visit) {
    std::vector<bool> is_in(all.size(), false);
    std::fill_n(is_in.begin(), number, true);
    do {
      Voices some;
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (is_in[i]) some.push_back(all[i]);
      }
      visit(std::move(some));
    } while (std::prev_permutation(is_in.begin(), is_in.end()));
  }

  Voices left(ConfigurationId k, const Voices& silenced) const {
    Voices rest;
    const auto voices = graph_.supporting(k);
    std::set_difference(voices.begin(), voices.end(), silenced.begin(), silenced.end(),
                        std::back_inserter(rest));
    return rest;
  }

  /// Chains that share no voice, up to `enough`: each needs a silenced voice of its own.
  std::size_t chains_apart(Voices silenced, std::size_t enough) const {
    for (std::size_t count = 0; count < enough; ++count) {
      const std::vector<ConfigurationId> chain = standing(silenced);
      if (chain.empty()) return count;
      for (const ConfigurationId k : chain) {
        const auto voices = graph_.supporting(k);
        silenced.insert(silenced.end(), voices.begin(), voices.end());
      }
      unite(silenced);
    }
    return enough;
  }

  const EvidenceGraph& graph_;
  std::span<const ConfigurationId> starts_;
  std::span<const ConfigurationId> ends_;
  std::size_t least_;
  std::size_t size_;
  std::set<Voices> tried_;
};

}  // namespace

Robustness robustness(const EvidenceGraph& graph, std::span<const ConfigurationId> starts,
                      std::span<const ConfigurationId> ends, std::size_t most, std::size_t least) {
  Breaker breaker(graph, starts, ends, least);
  Robustness result;
  result.has_chain = !breaker.standing({}).empty();
  if (!result.has_chain) return result;
  for (std::size_t budget = 1; budget <= most; ++budget) {
    std::set<Voices> sets;
    breaker.forget();
    breaker.search({}, budget, sets);
    if (sets.empty()) continue;
    result.voices = *sets.begin();
    return result;
  }
  result.is_more = true;
  return result;
}

}  // namespace retroduce::graph
