#include "base/near_match.h"

#include <algorithm>
#include <map>

namespace retroduce::base {

namespace {

constexpr std::size_t run_length = 8;
constexpr std::size_t least = 24;
constexpr std::size_t most = 4000;
constexpr std::size_t most_common = 200;  // a run that stands oftener says little
constexpr std::size_t most_candidates = 12;

std::uint32_t hash_of(std::u32string_view run) {
  std::uint32_t hash = 2166136261U;
  for (const char32_t c : run) hash = (hash ^ static_cast<std::uint32_t>(c)) * 16777619U;
  return hash;
}

/// The best place of the quote within a window, by edit distance; its begin counts in the window.
NearPlace best_in(std::u32string_view quote, std::u32string_view window) {
  struct Cell {
    std::size_t cost = 0;
    std::size_t begin = 0;
  };
  std::vector<Cell> above(window.size() + 1);
  for (std::size_t j = 0; j <= window.size(); ++j) above[j] = {0, j};
  std::vector<Cell> row(window.size() + 1);
  for (std::size_t i = 1; i <= quote.size(); ++i) {
    row[0] = {i, 0};
    for (std::size_t j = 1; j <= window.size(); ++j) {
      Cell best = above[j - 1];
      best.cost += quote[i - 1] == window[j - 1] ? 0U : 1U;
      if (above[j].cost + 1 < best.cost) best = {above[j].cost + 1, above[j].begin};
      if (row[j - 1].cost + 1 < best.cost) best = {row[j - 1].cost + 1, row[j - 1].begin};
      row[j] = best;
    }
    std::swap(row, above);
  }
  NearPlace best{0, 0, quote.size()};
  for (std::size_t j = 0; j <= window.size(); ++j) {
    if (above[j].cost < best.differences) best = {above[j].begin, j, above[j].cost};
  }
  return best;
}

bool overlap(const NearPlace& a, const NearPlace& b) { return a.begin < b.end && b.begin < a.end; }

}  // namespace

NearMatcher::NearMatcher(std::u32string_view text) : text_(text) {
  if (text.size() < run_length) return;
  runs_.reserve(text.size() - run_length + 1);
  for (std::size_t at = 0; at + run_length <= text.size(); ++at)
    runs_.emplace_back(hash_of(text.substr(at, run_length)), static_cast<std::uint32_t>(at));
  std::sort(runs_.begin(), runs_.end());
}

std::vector<std::size_t> NearMatcher::likely_starts(std::u32string_view quote,
                                                    std::size_t slack) const {
  // Votes for where the quote would begin, in buckets as wide as the letters that may be missing.
  std::map<std::size_t, std::size_t> votes;
  std::size_t asked = 0;
  for (std::size_t at = 0; at + run_length <= quote.size(); at += run_length / 2) {
    const std::uint32_t hash = hash_of(quote.substr(at, run_length));
    const auto first = std::lower_bound(runs_.begin(), runs_.end(), std::pair(hash, 0U));
    auto last = first;
    while (last != runs_.end() && last->first == hash) ++last;
    ++asked;
    if (static_cast<std::size_t>(last - first) > most_common) continue;
    for (auto each = first; each != last; ++each)
      ++votes[(each->second + quote.size() - at) / (slack + 1)];
  }
  std::vector<std::pair<std::size_t, std::size_t>> ranked;  // votes, bucket
  for (const auto& [bucket, count] : votes) {
    const auto beside = votes.find(bucket + 1);
    const std::size_t both = count + (beside == votes.end() ? 0 : beside->second);
    if (both >= std::max<std::size_t>(2, asked / 6)) ranked.emplace_back(both, bucket);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  if (ranked.size() > most_candidates) ranked.resize(most_candidates);
  std::vector<std::size_t> starts;
  for (const auto& [count, bucket] : ranked) {
    const std::size_t start = bucket * (slack + 1);
    starts.push_back(start > quote.size() ? start - quote.size() : 0);
  }
  return starts;
}

std::vector<NearPlace> NearMatcher::find(std::u32string_view quote) const {
  if (quote.size() < least || quote.size() > most) return {};
  const std::size_t slack = quote.size() / 6;
  std::vector<NearPlace> found;
  for (const std::size_t start : likely_starts(quote, slack)) {
    const std::size_t from = start > slack ? start - slack : 0;
    if (from >= text_.size()) continue;
    NearPlace place = best_in(quote, text_.substr(from, quote.size() + 4 * slack + 2));
    if (place.differences > slack) continue;
    place.begin += from;
    place.end += from;
    found.push_back(place);
  }
  std::stable_sort(found.begin(), found.end(), [](const NearPlace& a, const NearPlace& b) {
    return std::pair(a.differences, a.begin) < std::pair(b.differences, b.begin);
  });
  std::vector<NearPlace> kept;
  for (const NearPlace& each : found) {
    const bool is_free = std::none_of(kept.begin(), kept.end(),
                                      [&](const NearPlace& other) { return overlap(each, other); });
    if (is_free) kept.push_back(each);
  }
  if (kept.size() > 1 && kept[0].differences * 2 + 2 < kept[1].differences) kept.resize(1);
  std::sort(kept.begin(), kept.end(),
            [](const NearPlace& a, const NearPlace& b) { return a.begin < b.begin; });
  return kept;
}

}  // namespace retroduce::base
