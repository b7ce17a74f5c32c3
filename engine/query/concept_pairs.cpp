// Concept by concept, over the extracts that carry it: how often each larger concept is met there.
// No pair is held in memory but the first of their order; a library has millions.
#include "query/concept_pairs.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

#include "base/two_threads.h"
#include "query/marked_list.h"

namespace retroduce::query {
namespace {

using model::ConceptId;
using model::DocumentId;
using model::ExtractList;

constexpr std::size_t worth_a_thread = 500'000;  // codings
constexpr std::size_t chunk = 64;                // concepts that one thread takes at a time

bool before(const ConceptPair& x, const ConceptPair& y) {
  if (x.extracts != y.extracts) return x.extracts > y.extracts;
  return std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

/// Counts all pairs and keeps the first of their order.
class FirstPairs {
 public:
  explicit FirstPairs(std::size_t limit) : limit_(limit) {}
  void offer(ConceptId a, ConceptId b, std::size_t extracts) {
    ++total_;
    if (extracts < least_) return;
    pairs_.push_back({a, b, extracts, {}});
    if (limit_ != 0 && pairs_.size() >= 2 * limit_) cut();
  }
  void join(FirstPairs other) {
    total_ += other.total_;
    for (ConceptPair& pair : other.pairs_) pairs_.push_back(std::move(pair));
  }
  std::size_t total() const { return total_; }
  std::vector<ConceptPair> take() {
    std::sort(pairs_.begin(), pairs_.end(), before);
    if (limit_ != 0 && pairs_.size() > limit_) pairs_.resize(limit_);
    return std::move(pairs_);
  }

 private:
  void cut() {
    const auto last = pairs_.begin() + static_cast<std::ptrdiff_t>(limit_) - 1;
    std::nth_element(pairs_.begin(), last, pairs_.end(), before);
    least_ = last->extracts;
    pairs_.resize(limit_);
  }

  std::size_t limit_;
  std::size_t total_ = 0;
  std::size_t least_ = 0;  ///< extracts; pairs with fewer are not among the first
  std::vector<ConceptPair> pairs_;
};

/// Which extracts (places in the list) carry each concept, of those that count.
struct Carriers {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> extracts;
  std::size_t coded = 0;
  std::span<const std::uint32_t> of(ConceptId id) const {
    return {extracts.data() + first[id.index()], first[id.index() + 1] - first[id.index()]};
  }
};

Carriers carriers(const ExtractList& all, std::size_t concepts, const ExtractCounts& counts) {
  Carriers found;
  found.first.assign(concepts + 1, 0);
  std::vector<bool> counted(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto held = all.concepts_of(i);
    if (held.empty() || !counts(all.documents[i], all.keys[i])) continue;
    counted[i] = true;
    ++found.coded;
    for (const ConceptId each : held) ++found.first[each.index() + 1];
  }
  std::partial_sum(found.first.begin(), found.first.end(), found.first.begin());
  found.extracts.resize(found.first.back());
  std::vector<std::uint32_t> place(found.first.begin(), found.first.end() - 1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!counted[i]) continue;
    for (const ConceptId each : all.concepts_of(i))
      found.extracts[place[each.index()]++] = static_cast<std::uint32_t>(i);
  }
  return found;
}

/// The extracts of a concept lie all over the list: waiting for each would be most of the work.
void fetch_ahead(const ExtractList& all, std::span<const std::uint32_t> extracts, std::size_t at) {
  constexpr std::size_t near = 8;
  constexpr std::size_t far = 16;
  if (at + far < extracts.size()) __builtin_prefetch(&all.first[extracts[at + far]]);
  if (at + near < extracts.size())
    __builtin_prefetch(all.concepts.data() + all.first[extracts[at + near]]);
}

/// The pairs of every second chunk of concepts, or of all where `step` is 1.
FirstPairs find_pairs(const ExtractList& all, const Carriers& carriers, std::size_t limit,
                      std::size_t start, std::size_t step) {
  FirstPairs found(limit);
  const std::size_t concepts = carriers.first.size() - 1;
  std::vector<std::uint32_t> times(concepts, 0);
  std::vector<ConceptId> met;
  for (std::size_t a = 0; a < concepts; ++a) {
    if (a / chunk % step != start) continue;
    const auto extracts = carriers.of(ConceptId{a});
    for (std::size_t e = 0; e < extracts.size(); ++e) {
      fetch_ahead(all, extracts, e);
      const auto held = all.concepts_of(extracts[e]);
      for (std::size_t i = held.size(); i-- > 0 && held[i].index() > a;) {
        if (times[held[i].index()]++ == 0) met.push_back(held[i]);
      }
    }
    for (const ConceptId b : met) found.offer(ConceptId{a}, b, std::exchange(times[b.index()], 0U));
    met.clear();
  }
  return found;
}

/// Of the extracts that carry both; in reading order, so those of one document are neighbours.
/// Of the pairs whose first concept is every `step`th.
void add_documents(std::vector<ConceptPair>& pairs, const ExtractList& all,
                   const Carriers& carriers, std::size_t start, std::size_t step) {
  MarkedList carried(all.size());
  const ConceptPair* before = nullptr;
  for (const std::size_t place : places_by_first(pairs)) {
    ConceptPair& pair = pairs[place];
    if (pair.a.index() % step != start) continue;
    if (before == nullptr || before->a != pair.a) carried.mark(carriers.of(pair.a));
    before = &pair;
    carried.each_shared(carriers.of(pair.b), [&](std::uint32_t extract) {
      const DocumentId document = all.documents[extract];
      if (pair.documents.empty() || pair.documents.back() != document)
        pair.documents.push_back(document);
    });
  }
}

}  // namespace

std::vector<std::size_t> places_by_first(const std::vector<ConceptPair>& pairs) {
  std::vector<std::size_t> places(pairs.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(),
                   [&](std::size_t x, std::size_t y) { return pairs[x].a < pairs[y].a; });
  return places;
}

ConceptPairs concept_pairs(const ExtractList& extracts, std::size_t concepts,
                           const ExtractCounts& counts, std::size_t limit) {
  const Carriers carried = carriers(extracts, concepts, counts);
  const bool is_long = carried.extracts.size() >= worth_a_thread;
  FirstPairs found = base::in_two_threads(
      is_long,
      [&](std::size_t start, std::size_t step) {
        return find_pairs(extracts, carried, limit, start, step);
      },
      [](FirstPairs& mine, FirstPairs other) { mine.join(std::move(other)); });
  const std::size_t total = found.total();
  ConceptPairs pairs{found.take(), total, carried.coded};
  const auto add = [&](std::size_t start, std::size_t step) {
    add_documents(pairs.first, extracts, carried, start, step);
    return step;
  };
  base::in_two_threads(is_long, add, [](std::size_t, std::size_t) {});
  return pairs;
}

std::vector<model::ExtractKey> carrying_both(const ExtractList& extracts, ConceptId a, ConceptId b,
                                             const ExtractCounts& counts) {
  std::vector<model::ExtractKey> found;
  for (std::size_t i = 0; i < extracts.size(); ++i) {
    const auto held = extracts.concepts_of(i);
    const bool has_both = std::binary_search(held.begin(), held.end(), a) &&
                          std::binary_search(held.begin(), held.end(), b);
    if (has_both && counts(extracts.documents[i], extracts.keys[i]))
      found.push_back(extracts.keys[i]);
  }
  return found;
}

}  // namespace retroduce::query
