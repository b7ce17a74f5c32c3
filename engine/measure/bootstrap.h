// How far a figure may be off because these units were coded and not others: the percentile
// bootstrap (Efron & Tibshirani 1993, ch. 13), as Zapf et al. 2016 ("Measuring inter-rater
// reliability for nominal data") recommend it for alpha and kappa. Same seed, same bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "measure/agreement.h"

namespace retroduce::measure {

/// What is drawn as one: a unit with all that hangs on it, or a text.
struct Cluster {
  Sums sums;
  std::int64_t times = 1;  ///< as many clusters are just so
};

struct Interval {
  double low = 0;
  double high = 0;
  friend bool operator==(const Interval&, const Interval&) = default;
};

constexpr int usual_resamples = 1000;

/// The middle 95 % of the figure over samples of as many clusters, drawn with replacement. Samples
/// that leave the figure undefined are left out; nothing where they are more than a tenth, or where
/// there are fewer than two clusters.
std::optional<Interval> bootstrap_interval(
    std::vector<Cluster> clusters, const std::function<std::optional<double>(const Sums&)>& figure,
    std::uint64_t seed, int resamples = usual_resamples);

}  // namespace retroduce::measure
