// Chains in their order: strength falling, length rising, labels place by place.
// All are counted in one search that keeps the best; where they are too many to count, the
// strongest are searched for by themselves, one strength and one length after the other.
#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "base/error.h"
#include "graph/analyses.h"
#include "graph/chain_search.h"

namespace retroduce::graph {
namespace {

using Path = std::span<const ConfigurationId>;

std::size_t strength_of(const EvidenceGraph& graph, Path path) {
  std::size_t least = graph.support(path.front());
  for (const ConfigurationId k : path.subspan(1)) least = std::min(least, graph.support(k));
  return least;
}

/// Keeps the first `limit` chains of the order. Within a strength and length they come in label
/// order, so a bucket each is enough; the worst bucket goes when the better ones suffice.
class BestChains {
 public:
  explicit BestChains(std::size_t limit) : limit_(limit) {}

  void offer(std::size_t strength, Path path) {
    const Key key{strength, path.size()};
    if (limit_ != 0 && kept_ >= limit_ && !(key < buckets_.rbegin()->first)) return;
    auto& bucket = buckets_[key];
    bucket.insert(bucket.end(), path.begin(), path.end());
    ++kept_;
    if (limit_ != 0) drop_worst();
  }

  std::vector<std::vector<ConfigurationId>> listed() const {
    std::vector<std::vector<ConfigurationId>> list;
    for (const auto& [key, bucket] : buckets_) {
      for (auto at = bucket.begin(); at != bucket.end();) {
        if (limit_ != 0 && list.size() == limit_) return list;
        const auto end = at + static_cast<std::ptrdiff_t>(key.length);
        list.emplace_back(at, end);
        at = end;
      }
    }
    return list;
  }

 private:
  struct Key {
    std::size_t strength;
    std::size_t length;
    bool operator<(const Key& other) const {
      return strength != other.strength ? strength > other.strength : length < other.length;
    }
  };

  void drop_worst() {
    const auto worst = std::prev(buckets_.end());
    const std::size_t size = worst->second.size() / worst->first.length;
    if (kept_ - size < limit_) return;
    kept_ -= size;
    buckets_.erase(worst);
  }

  std::size_t limit_;
  std::size_t kept_ = 0;
  std::map<Key, std::vector<ConfigurationId>> buckets_;
};

class ChainFinder {
 public:
  ChainFinder(const EvidenceGraph& graph, const ChainQuestion& question)
      : graph_(graph), question_(question), size_(graph.snapshot().configurations.size()) {
    RETRODUCE_ASSERT(question.within >= 1 && question.within <= longest_chain);
    space_.meets.assign(size_, 0);
    space_.starts = holders(Role::context, question.from);
    if (question.through) {
      space_.needs = ChainSpace::through;
      mark(holders(Role::mechanism, question.through), ChainSpace::through);
    }
    targets_ = holders(Role::outcome, question.to);
    space_.goals[0] = as_set(targets_);
  }

  Chains find() {
    Chains found;
    count_all(found);
    if (!found.total_is_exact) list_strongest(found);
    found.could_go_on = could_go_on();
    return found;
  }

 private:
  std::vector<ConfigurationId> holders(Role role,
                                       const std::optional<std::vector<Term>>& terms) const {
    if (terms) return holding_any(graph_, role, *terms);
    std::vector<ConfigurationId> all;
    for (std::size_t k = 0; k < size_; ++k) {
      if (graph_.takes_part(ConfigurationId{k})) all.emplace_back(k);
    }
    return all;
  }

  std::vector<bool> as_set(const std::vector<ConfigurationId>& list) const {
    std::vector<bool> set(size_, false);
    for (const ConfigurationId k : list) set[k.index()] = true;
    return set;
  }

  void mark(const std::vector<ConfigurationId>& list, std::uint8_t need) {
    for (const ConfigurationId k : list) space_.meets[k.index()] |= need;
  }

  bool is_wanted(Path path) const {
    return !question_.require || assess(graph_, path).class_ == *question_.require;
  }

  void count_all(Chains& found) {
    BestChains best(question_.limit);
    std::size_t patience = question_.patience;
    ChainSearch search(graph_, space_, 1, question_.within);
    const auto end = search.run(
        [&](Path path) {
          if (is_wanted(path)) {
            ++found.total;
            best.offer(strength_of(graph_, path), path);
          }
          return true;
        },
        patience);
    found.total_is_exact = end == ChainSearch::End::all_seen;
    found.listed = best.listed();
  }

  void list_strongest(Chains& found) {
    // Without a limit the listing is what was counted: more would not fit anywhere.
    if (question_.limit == 0) {
      found.listing_is_complete = false;
      return;
    }
    std::vector<std::size_t> strengths;
    for (std::size_t k = 0; k < size_; ++k) strengths.push_back(graph_.support(ConfigurationId{k}));
    std::sort(strengths.begin(), strengths.end(), std::greater<>());
    strengths.erase(std::unique(strengths.begin(), strengths.end()), strengths.end());
    std::vector<std::vector<ConfigurationId>> listed;
    std::size_t patience = question_.patience;
    bool complete = true;
    for (const std::size_t strength : strengths) {
      if (!complete || listed.size() >= question_.limit) break;
      complete = list_strength(strength, listed, patience);
    }
    found.listing_is_complete = complete;
    if (complete) found.listed = std::move(listed);
  }

  /// False where patience ended.
  bool list_strength(std::size_t strength, std::vector<std::vector<ConfigurationId>>& listed,
                     std::size_t& patience) const {
    ChainSpace space = space_;
    space.needs |= ChainSpace::weakest;
    space.allowed.assign(size_, false);
    for (std::size_t k = 0; k < size_; ++k) {
      const std::size_t support = graph_.support(ConfigurationId{k});
      space.allowed[k] = support >= strength;
      if (support == strength) space.meets[k] |= ChainSpace::weakest;
    }
    for (std::size_t length = 1; length <= question_.within; ++length) {
      ChainSearch search(graph_, space, length, length);
      const auto end = search.run(
          [&](Path path) {
            if (is_wanted(path)) listed.emplace_back(path.begin(), path.end());
            return listed.size() < question_.limit;
          },
          patience);
      if (end == ChainSearch::End::stopped) return true;
      if (end == ChainSearch::End::out_of_patience) return false;
    }
    return true;
  }

  /// Is there a list of `within` configurations with one more behind it that can still come to the
  /// target?
  bool could_go_on() {
    const std::vector<ConfigurationId> live = reaching(graph_, targets_);
    space_.goals[0] = as_set(live);
    if (question_.through) {
      std::vector<ConfigurationId> both;
      const auto wanted = holders(Role::mechanism, question_.through);
      std::set_intersection(live.begin(), live.end(), wanted.begin(), wanted.end(),
                            std::back_inserter(both));
      space_.goals[ChainSpace::through] = as_set(reaching(graph_, both));
    }
    std::size_t patience = question_.patience / 10;
    ChainSearch search(graph_, space_, question_.within + 1, question_.within + 1);
    // Where patience ends before either is shown, the careful answer is that something may be left.
    return search.run([](Path) { return false; }, patience) != ChainSearch::End::all_seen;
  }

  const EvidenceGraph& graph_;
  const ChainQuestion& question_;
  std::size_t size_;
  std::vector<ConfigurationId> targets_;
  ChainSpace space_;
};

}  // namespace

Chains find_chains(const EvidenceGraph& graph, const ChainQuestion& question) {
  return ChainFinder(graph, question).find();
}

}  // namespace retroduce::graph
