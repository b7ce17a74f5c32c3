#include "measure/bootstrap.h"

#include <algorithm>
#include <cmath>

#include <boost/random/binomial_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>

namespace retroduce::measure {

namespace {

/// Equal clusters become one that counts several times, in an order of its own.
void unite(std::vector<Cluster>& clusters) {
  std::sort(clusters.begin(), clusters.end(),
            [](const Cluster& a, const Cluster& b) { return a.sums < b.sums; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    if (kept != 0 && clusters[kept - 1].sums == clusters[i].sums) {
      clusters[kept - 1].times += clusters[i].times;
    } else {
      if (kept != i) clusters[kept] = std::move(clusters[i]);
      ++kept;
    }
  }
  clusters.resize(kept);
}

/// One sample: how often each kind is drawn follows from binomial draws, one kind after the other.
/// Boost's, since the standard leaves open which numbers a seed gives.
Sums draw(const std::vector<Cluster>& clusters, std::int64_t count,
          boost::random::mt19937_64& dice) {
  Sums sums(clusters.front().sums.size());
  std::int64_t left = count;
  std::int64_t kinds_left = count;
  for (const Cluster& cluster : clusters) {
    if (left == 0) break;
    std::int64_t times = left;
    if (cluster.times < kinds_left) {
      const double share = static_cast<double>(cluster.times) / static_cast<double>(kinds_left);
      times = boost::random::binomial_distribution<std::int64_t, double>(left, share)(dice);
    }
    add(sums, cluster.sums, static_cast<double>(times));
    left -= times;
    kinds_left -= cluster.times;
  }
  return sums;
}

/// The value below which the share lies, between the two nearest.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(place));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const double part = place - std::floor(place);
  return sorted[below] + part * (sorted[above] - sorted[below]);
}

}  // namespace

std::optional<Interval> bootstrap_interval(
    std::vector<Cluster> clusters, const std::function<std::optional<double>(const Sums&)>& figure,
    std::uint64_t seed, int resamples) {
  unite(clusters);
  std::int64_t count = 0;
  for (const Cluster& cluster : clusters) count += cluster.times;
  if (count < 2) return std::nullopt;
  boost::random::mt19937_64 dice(seed);
  std::vector<double> figures;
  for (int i = 0; i < resamples; ++i) {
    if (const auto value = figure(draw(clusters, count, dice))) figures.push_back(*value);
  }
  if (figures.size() * 10 < static_cast<std::size_t>(resamples) * 9) return std::nullopt;
  std::sort(figures.begin(), figures.end());
  return Interval{quantile(figures, 0.025), quantile(figures, 0.975)};
}

}  // namespace retroduce::measure
