// Sets of contexts that stand together with a mechanism and an outcome. Closed sets (Pasquier,
// Bastide, Taouil & Lakhal 1999) say all that smaller ones would: no larger set stands in the same
// configurations. Found by closing one by one (Kuznetsov 1993): a set is grown by a context,
// closed, and kept where it adds no context before the one that it was grown by, so each comes
// once.
#include <algorithm>
#include <map>
#include <tuple>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

using Terms = std::vector<Term>;
using Configurations = std::vector<ConfigurationId>;

class SetMiner {
 public:
  SetMiner(const EvidenceGraph& graph, std::size_t support, std::size_t patience)
      : graph_(graph), support_(support), patience_(patience) {}

  void mine(Term mechanism, Term outcome, const Configurations& holders) {
    if (tally(graph_, holders).support < support_) return;
    mechanism_ = mechanism;
    outcome_ = outcome;
    items_.clear();
    for (const ConfigurationId k : holders) {
      const Terms some = graph_.terms(k, Role::context);
      items_.insert(items_.end(), some.begin(), some.end());
    }
    unite(items_);
    const Terms all = closed(holders);
    keep(all, holders);
    grow(all, holders, 0);
  }

  RegularSets result() {
    std::sort(found_.begin(), found_.end(), [](const Regularity& a, const Regularity& b) {
      if (a.tally.support != b.tally.support) return a.tally.support > b.tally.support;
      return std::tie(a.contexts, a.mechanism, a.outcome) <
             std::tie(b.contexts, b.mechanism, b.outcome);
    });
    return {std::move(found_), patience_ > 0};
  }

 private:
  /// The contexts that all of these configurations hold.
  Terms closed(const Configurations& configurations) {
    patience_ -= std::min(patience_, configurations.size());
    Terms common = graph_.terms(configurations.front(), Role::context);
    for (std::size_t i = 1; i < configurations.size() && !common.empty(); ++i) {
      const Terms held = graph_.terms(configurations[i], Role::context);
      std::erase_if(common,
                    [&](Term one) { return !std::binary_search(held.begin(), held.end(), one); });
    }
    return common;
  }

  void keep(const Terms& contexts, const Configurations& holders) {
    if (contexts.empty()) return;
    const Tally counted = tally(graph_, holders);
    found_.push_back({contexts, mechanism_, outcome_, counted, holders});
  }

  void grow(const Terms& contexts, const Configurations& holders, std::size_t from) {
    for (std::size_t i = from; i < items_.size() && patience_ > 0; ++i) {
      const Term item = items_[i];
      if (std::binary_search(contexts.begin(), contexts.end(), item)) continue;
      const auto with_item = graph_.holding(Role::context, item);
      Configurations fewer;
      std::set_intersection(holders.begin(), holders.end(), with_item.begin(), with_item.end(),
                            std::back_inserter(fewer));
      // A larger set has fewer voices: what falls below the threshold here stays below it.
      if (fewer.empty() || tally(graph_, fewer).support < support_) continue;
      const Terms larger = closed(fewer);
      const bool seen_before = std::any_of(larger.begin(), larger.end(), [&](Term one) {
        return one < item && !std::binary_search(contexts.begin(), contexts.end(), one);
      });
      if (seen_before) continue;
      keep(larger, fewer);
      grow(larger, fewer, i + 1);
    }
  }

  const EvidenceGraph& graph_;
  std::size_t support_;
  std::size_t patience_;
  Term mechanism_;
  Term outcome_;
  Terms items_;
  std::vector<Regularity> found_;
};

}  // namespace

RegularSets regular_sets(const EvidenceGraph& graph, std::size_t support, std::size_t patience) {
  std::map<std::pair<Term, Term>, Configurations> holders;
  for (std::size_t i = 0; i < graph.snapshot().configurations.size(); ++i) {
    const ConfigurationId k{i};
    if (!graph.takes_part(k)) continue;
    const auto outcomes = graph.terms(k, Role::outcome);
    for (const Term mechanism : graph.terms(k, Role::mechanism)) {
      for (const Term outcome : outcomes) holders[{mechanism, outcome}].push_back(k);
    }
  }
  SetMiner miner(graph, support, patience);
  for (const auto& [pair, configurations] : holders) {
    miner.mine(pair.first, pair.second, configurations);
  }
  return miner.result();
}

}  // namespace retroduce::graph
