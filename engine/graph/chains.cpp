// Chains in their order: strength falling, length rising, labels place by place.
// All are counted in one search that keeps the best; where they are too many to count, the
// strongest are searched for by themselves, one strength and one length after the other.
#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "base/error.h"
#include "graph/analyses.h"
#include "graph/chain_search.h"

namespace retroduce::graph {
namespace {

using Path = std::span<const ConfigurationId>;

/// Keeps the first `limit` chains of the order. Within a strength and length they come in label
/// order, so a bucket each is enough; the worst bucket goes when the better ones suffice.
class BestChains {
 public:
  explicit BestChains(std::size_t limit) : limit_(limit) {}

  void offer(std::size_t strength, Path path) {
    const Key key{strength, path.size()};
    if (limit_ != 0 && kept_ >= limit_ && !(key < buckets_.rbegin()->first)) return;
    // Neighbours in the search are mostly alike, so the last bucket is nearly always the one.
    if (last_ == nullptr || last_->first < key || key < last_->first) {
      last_ = &*buckets_.try_emplace(key).first;
    }
    last_->second.insert(last_->second.end(), path.begin(), path.end());
    ++kept_;
    if (limit_ != 0 && kept_ > limit_) drop_worst();
  }

  std::size_t kept() const { return kept_; }

  Lists<ConfigurationId> listed() const {
    Lists<ConfigurationId> list;
    std::size_t places = 0;
    for (const auto& [key, bucket] : buckets_) places += bucket.size();
    list.items.reserve(places);
    list.first.reserve(kept_ + 1);
    list.mark();
    for (const auto& [key, bucket] : buckets_) {
      for (auto at = bucket.begin(); at != bucket.end();) {
        if (limit_ != 0 && list.size() == limit_) return list;
        const auto end = at + static_cast<std::ptrdiff_t>(key.length);
        list.items.insert(list.items.end(), at, end);
        list.mark();
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
    if (last_ == &*worst) last_ = nullptr;
    buckets_.erase(worst);
  }

  std::size_t limit_;
  std::size_t kept_ = 0;
  std::map<Key, std::vector<ConfigurationId>> buckets_;
  std::pair<const Key, std::vector<ConfigurationId>>* last_ = nullptr;
};

std::vector<ConfigurationId> all_of(const EvidenceGraph& graph) {
  std::vector<ConfigurationId> all;
  for (std::size_t k = 0; k < graph.snapshot().configurations.size(); ++k) {
    if (graph.takes_part(ConfigurationId{k})) all.emplace_back(k);
  }
  return all;
}

ChainSpace space_of(const EvidenceGraph& graph, const ChainQuestion& question) {
  ChainSpace space;
  space.starts = question.from ? holding_any(graph, Role::context, *question.from) : all_of(graph);
  if (question.through) space.through = holding_any(graph, Role::mechanism, *question.through);
  if (question.to) space.ends = holding_any(graph, Role::outcome, *question.to);
  return space;
}

std::size_t most_support(const EvidenceGraph& graph, std::span<const ConfigurationId> list) {
  std::size_t most = 0;
  for (const ConfigurationId k : list) most = std::max(most, graph.support(k));
  return most;
}

class ChainFinder {
 public:
  ChainFinder(const EvidenceGraph& graph, const ChainQuestion& question)
      : graph_(graph), question_(question), space_(space_of(graph, question)) {}

  Chains find() {
    Chains found;
    found.total_is_exact = false;
    if (question_.counts) count_all(found);
    if (!found.total_is_exact) list_strongest(found);
    return found;
  }

 private:
  bool is_wanted(Path path) const {
    return !question_.require || assess(graph_, path).class_ == *question_.require;
  }

  void count_all(Chains& found) {
    BestChains best(question_.limit);
    std::size_t patience = question_.patience;
    ChainSearch search(graph_, space_, question_.within, true);
    const auto end = search.run(
        1, question_.within,
        [&](Path path, std::size_t strength) {
          if (is_wanted(path)) {
            ++found.total;
            best.offer(strength, path);
          }
          return true;
        },
        patience);
    found.total_is_exact = end == ChainSearch::End::all_seen;
    found.listed = best.listed();
  }

  /// One strength after the other, from the highest that start and end leave possible.
  void list_strongest(Chains& found) {
    // Without a limit the listing is what was counted: more would not fit anywhere.
    if (question_.limit == 0) {
      found.listing_is_complete = false;
      return;
    }
    std::size_t highest = most_support(graph_, space_.starts);
    if (space_.ends) highest = std::min(highest, most_support(graph_, *space_.ends));
    BestChains best(question_.limit);
    std::size_t patience = question_.patience;
    bool complete = true;
    for (const std::size_t strength : graph_.supports()) {
      if (strength > highest) continue;
      if (!complete || best.kept() >= question_.limit) break;
      complete = list_strength(strength, best, patience);
    }
    found.listing_is_complete = complete;
    const auto seen = static_cast<std::int64_t>(best.kept());
    if (complete) found.listed = best.listed();
    // Where neither patience nor the limit stopped the search, these are all.
    found.total_is_exact = complete && best.kept() < question_.limit;
    found.total = std::max(found.total, seen);
  }

  /// False where patience ended.
  bool list_strength(std::size_t strength, BestChains& best, std::size_t& patience) {
    space_.least_support = strength;
    space_.weakest = strength;
    ChainSearch search(graph_, space_, question_.within, false);
    for (std::size_t length = 1; length <= question_.within; ++length) {
      const auto end = search.run(
          length, length,
          [&](Path path, std::size_t) {
            if (is_wanted(path)) best.offer(strength, path);
            return best.kept() < question_.limit;
          },
          patience);
      if (end == ChainSearch::End::stopped) return true;
      if (end == ChainSearch::End::out_of_patience) return false;
    }
    return true;
  }

  const EvidenceGraph& graph_;
  const ChainQuestion& question_;
  ChainSpace space_;
};

/// Is there a chain of that length in the space?
bool has_chain_of(const EvidenceGraph& graph, const ChainSpace& space, std::size_t length,
                  std::size_t patience, bool& knows) {
  ChainSearch search(graph, space, length, false);
  const auto end = search.run(
      length, length, [](Path, std::size_t) { return false; }, patience);
  knows = knows && end != ChainSearch::End::out_of_patience;
  return end == ChainSearch::End::stopped;
}

}  // namespace

Chains find_chains(const EvidenceGraph& graph, const ChainQuestion& question) {
  RETRODUCE_ASSERT(question.within >= 1 && question.within <= longest_chain);
  return ChainFinder(graph, question).find();
}

bool could_go_on(const EvidenceGraph& graph, const ChainQuestion& question) {
  ChainSpace space = space_of(graph, question);
  const std::size_t longer = question.within + 1;
  const std::size_t patience = question.patience / 10;
  bool knows = true;
  // Most often a chain of one more is there, which is soon seen.
  if (has_chain_of(graph, space, longer, patience, knows)) return true;
  if (!question.to && !question.through) return !knows;
  knows = true;
  const std::vector<ConfigurationId> ends = space.ends ? *space.ends : all_of(graph);
  const std::vector<ConfigurationId> live = reaching(graph, ends);
  if (space.through) {
    std::vector<ConfigurationId> both;
    std::set_intersection(live.begin(), live.end(), space.through->begin(), space.through->end(),
                          std::back_inserter(both));
    space.ends_unmet = reaching(graph, both);
  }
  space.ends = live;
  // Where patience ends before either is shown, the careful answer is that something may be left.
  return has_chain_of(graph, space, longer, patience, knows) || !knows;
}

}  // namespace retroduce::graph
