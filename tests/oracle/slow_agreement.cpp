#include "slow_agreement.h"

#include <map>
#include <set>

namespace retroduce::tests {

namespace {

std::vector<int> said(const std::vector<int>& unit) {
  std::vector<int> all;
  for (const int rating : unit) {
    if (rating >= 0) all.push_back(rating);
  }
  return all;
}

}  // namespace

std::optional<double> slow_percent(const RatingTable& table) {
  double equal = 0;
  double pairs = 0;
  for (const auto& unit : table) {
    for (std::size_t i = 0; i < unit.size(); ++i) {
      for (std::size_t j = i + 1; j < unit.size(); ++j) {
        if (unit[i] < 0 || unit[j] < 0) continue;
        pairs += 1;
        equal += unit[i] == unit[j] ? 1 : 0;
      }
    }
  }
  return pairs == 0 ? std::nullopt : std::optional(equal / pairs);
}

std::optional<double> slow_cohen(const RatingTable& table) {
  // By chance: what the first says of one unit against what the second says of any.
  double equal = 0;
  double all = 0;
  double chance = 0;
  for (const auto& one : table) {
    if (one[0] < 0 || one[1] < 0) continue;
    all += 1;
    equal += one[0] == one[1] ? 1 : 0;
    for (const auto& other : table) {
      if (other[0] >= 0 && other[1] >= 0 && one[0] == other[1]) chance += 1;
    }
  }
  if (all == 0 || chance == all * all) return std::nullopt;
  const double expected = chance / all / all;
  return (equal / all - expected) / (1 - expected);
}

std::optional<double> slow_fleiss(const RatingTable& table) {
  double units = 0;
  double share_of_equal_pairs = 0;
  std::vector<int> all;
  for (const auto& unit : table) {
    if (said(unit).size() != unit.size()) continue;
    units += 1;
    double equal = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < unit.size(); ++i) {
      all.push_back(unit[i]);
      for (std::size_t j = 0; j < unit.size(); ++j) {
        if (i == j) continue;
        pairs += 1;
        equal += unit[i] == unit[j] ? 1 : 0;
      }
    }
    share_of_equal_pairs += equal / pairs;
  }
  double chance = 0;
  for (const int one : all) {
    for (const int other : all) chance += one == other ? 1 : 0;
  }
  const auto ratings = static_cast<double>(all.size());
  if (units == 0 || chance == ratings * ratings) return std::nullopt;
  const double expected = chance / ratings / ratings;
  return (share_of_equal_pairs / units - expected) / (1 - expected);
}

std::optional<double> slow_alpha(const RatingTable& table) {
  // Observed: within units, each weighing by its ratings. Expected: between all that can be paired.
  std::vector<int> all;
  double observed = 0;
  for (const auto& unit : table) {
    const std::vector<int> here = said(unit);
    if (here.size() < 2) continue;
    double apart = 0;
    for (std::size_t i = 0; i < here.size(); ++i) {
      all.push_back(here[i]);
      for (std::size_t j = 0; j < here.size(); ++j) apart += here[i] != here[j] ? 1 : 0;
    }
    observed += apart / (static_cast<double>(here.size()) - 1);
  }
  double expected = 0;
  for (const int one : all) {
    for (const int other : all) expected += one != other ? 1 : 0;
  }
  if (expected == 0) return std::nullopt;
  const auto ratings = static_cast<double>(all.size());
  return 1 - (observed / ratings) / (expected / ratings / (ratings - 1));
}

std::optional<double> slow_unit_alpha(const std::vector<MarkedText>& texts) {
  // Every character as one coder sees it: the number of the unit that it is in, 0 for none.
  struct Seen {
    std::size_t text, coder;
    std::int64_t at;
    int unit;
  };
  std::vector<Seen> all;
  int last = 0;
  double observed = 0;
  for (std::size_t t = 0; t < texts.size(); ++t) {
    std::vector<std::vector<int>> lines;
    for (const auto& units : texts[t].coders) {
      std::vector<int> line(static_cast<std::size_t>(texts[t].length), 0);
      for (const auto& unit : units) {
        ++last;
        for (auto at = unit.begin; at < unit.end; ++at) line[static_cast<std::size_t>(at)] = last;
      }
      lines.push_back(line);
    }
    for (std::size_t c = 0; c < lines.size(); ++c) {
      for (std::size_t at = 0; at < lines[c].size(); ++at) {
        all.push_back({t, c, static_cast<std::int64_t>(at), lines[c][at]});
        for (std::size_t other = 0; other < lines.size(); ++other) {
          if (other == c || (lines[c][at] == 0) == (lines[other][at] == 0)) continue;
          observed += 1 / (static_cast<double>(lines.size()) - 1);
        }
      }
    }
  }
  double apart = 0;
  double pairs = 0;
  for (const Seen& one : all) {
    for (const Seen& other : all) {
      const bool same_unit = one.unit != 0 && one.unit == other.unit;
      const bool same_place =
          one.text == other.text && one.coder == other.coder && one.at == other.at;
      if (same_unit || same_place) continue;
      pairs += 1;
      apart += (one.unit == 0) != (other.unit == 0) ? 1 : 0;
    }
  }
  if (apart == 0) return std::nullopt;
  return 1 - (observed / static_cast<double>(all.size())) / (apart / pairs);
}

}  // namespace retroduce::tests
