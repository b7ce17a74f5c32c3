#include "measure/agreement.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace retroduce::measure {

namespace {

using Counts = std::vector<double>;

std::size_t categories_of(std::span<const RatedUnit> units) {
  std::int32_t most = RatedUnit::unrated;
  for (const RatedUnit& unit : units) {
    for (const std::int32_t rating : unit.ratings) most = std::max(most, rating);
  }
  return static_cast<std::size_t>(most + 1);
}

/// How many coders put the unit into each category; their sum.
double count(const RatedUnit& unit, Counts& counts) {
  std::fill(counts.begin(), counts.end(), 0);
  double all = 0;
  for (const std::int32_t rating : unit.ratings) {
    if (rating == RatedUnit::unrated) continue;
    ++counts[static_cast<std::size_t>(rating)];
    ++all;
  }
  return all;
}

std::optional<double> beyond_chance(double observed, double by_chance) {
  if (by_chance == 1) return std::nullopt;
  return (observed - by_chance) / (1 - by_chance);
}

}  // namespace

void add(Sums& sums, const Sums& more, double times) {
  if (sums.empty()) sums.resize(more.size());
  RETRODUCE_ASSERT(sums.size() == more.size());
  for (std::size_t i = 0; i < more.size(); ++i) sums[i] += times * more[i];
}

std::optional<double> percent_agreement(std::span<const RatedUnit> units) {
  Counts counts(categories_of(units));
  double pairs = 0;
  double equal = 0;
  for (const RatedUnit& unit : units) {
    const auto times = static_cast<double>(unit.times);
    const double ratings = count(unit, counts);
    pairs += times * ratings * (ratings - 1);
    for (const double each : counts) equal += times * each * (each - 1);
  }
  if (pairs == 0) return std::nullopt;
  return equal / pairs;
}

std::optional<double> cohen_kappa(std::span<const RatedUnit> units) {
  const std::size_t categories = categories_of(units);
  Counts first(categories);
  Counts second(categories);
  double all = 0;
  double equal = 0;
  for (const RatedUnit& unit : units) {
    RETRODUCE_ASSERT(unit.ratings.size() >= 2);
    if (unit.ratings[0] == RatedUnit::unrated || unit.ratings[1] == RatedUnit::unrated) continue;
    const auto times = static_cast<double>(unit.times);
    first[static_cast<std::size_t>(unit.ratings[0])] += times;
    second[static_cast<std::size_t>(unit.ratings[1])] += times;
    if (unit.ratings[0] == unit.ratings[1]) equal += times;
    all += times;
  }
  if (all == 0) return std::nullopt;
  double by_chance = 0;
  for (std::size_t i = 0; i < categories; ++i) by_chance += first[i] * second[i];
  return beyond_chance(equal / all, by_chance / (all * all));
}

std::optional<double> fleiss_kappa(std::span<const RatedUnit> units) {
  Counts counts(categories_of(units));
  Counts shares(counts.size());
  double rated = 0;
  double all = 0;
  double equal = 0;
  for (const RatedUnit& unit : units) {
    const auto coders = static_cast<double>(unit.ratings.size());
    const auto times = static_cast<double>(unit.times);
    if (coders < 2 || count(unit, counts) < coders) continue;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      shares[i] += times * counts[i];
      equal += times * counts[i] * (counts[i] - 1) / (coders * (coders - 1));
    }
    rated += times * coders;
    all += times;
  }
  if (all == 0) return std::nullopt;
  double by_chance = 0;
  for (const double share : shares) by_chance += share * share;
  return beyond_chance(equal / all, by_chance / (rated * rated));
}

Sums coincidences(std::span<const RatedUnit> units, std::size_t categories) {
  Sums sums(categories * categories);
  Counts counts(categories);
  for (const RatedUnit& unit : units) {
    const double ratings = count(unit, counts);
    if (ratings < 2) continue;
    const double weight = static_cast<double>(unit.times) / (ratings - 1);
    for (std::size_t i = 0; i < categories; ++i) {
      for (std::size_t j = 0; j < categories; ++j)
        sums[i * categories + j] += weight * counts[i] * (counts[j] - (i == j ? 1 : 0));
    }
  }
  return sums;
}

std::optional<double> nominal_alpha(const Sums& coincidences) {
  const auto categories =
      static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(coincidences.size()))));
  double all = 0;
  double apart = 0;
  double apart_by_chance = 0;
  for (std::size_t i = 0; i < categories; ++i) {
    double row = 0;
    for (std::size_t j = 0; j < categories; ++j) {
      const double here = coincidences[i * categories + j];
      row += here;
      if (i != j) apart += here;
    }
    apart_by_chance += 2 * all * row;
    all += row;
  }
  if (apart_by_chance == 0) return std::nullopt;
  return 1 - (all - 1) * apart / apart_by_chance;
}

}  // namespace retroduce::measure
