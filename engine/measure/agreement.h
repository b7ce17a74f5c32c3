// How far coders agree, beyond chance: figures on categories without an order. Knows nothing of
// reviews: coders and categories are numbers.
//
// Percent agreement; Cohen 1960, "A Coefficient of Agreement for Nominal Scales"; Fleiss 1971,
// "Measuring Nominal Scale Agreement among Many Raters"; Krippendorff 2011, "Computing
// Krippendorff's Alpha-Reliability".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace retroduce::measure {

/// What the coders made of a unit: a category each, from 0, or `unrated`.
struct RatedUnit {
  static constexpr std::int32_t unrated = -1;
  std::vector<std::int32_t> ratings;  ///< one per coder, for all units in the same order
  std::int64_t times = 1;             ///< as many units were rated just so
  friend auto operator<=>(const RatedUnit&, const RatedUnit&) = default;
};

/// Sums that add up over units, and over texts: what a figure is made of. Equal length for equal
/// figures.
using Sums = std::vector<double>;
void add(Sums& sums, const Sums& more, double times = 1);

/// The share of pairs of ratings of one unit that are equal. Nothing where no unit has two.
std::optional<double> percent_agreement(std::span<const RatedUnit> units);

/// Of the first two coders, over the units that both rated. Nothing where there is none, or where
/// both put all units into one category: there is then no chance to correct for.
std::optional<double> cohen_kappa(std::span<const RatedUnit> units);

/// Over the units that all coders rated. Nothing as in Cohen's.
std::optional<double> fleiss_kappa(std::span<const RatedUnit> units);

/// How often which two categories met in one unit, row by row, each unit weighing as many as its
/// ratings; a unit with fewer than two counts for nothing.
Sums coincidences(std::span<const RatedUnit> units, std::size_t categories);

/// Krippendorff's alpha from coincidences. Nothing where no two ratings, or only one category,
/// came to be compared.
std::optional<double> nominal_alpha(const Sums& coincidences);

}  // namespace retroduce::measure
