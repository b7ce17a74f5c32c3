#include "measure/bootstrap.h"

#include <numeric>

#include "support/catch.h"

using namespace retroduce::measure;

namespace {

/// The mean of sums {value, 1}.
std::optional<double> mean(const Sums& sums) {
  if (sums[1] == 0) return std::nullopt;
  return sums[0] / sums[1];
}

}  // namespace

TEST_CASE("the interval of a mean lies where its normal approximation does", "[agreement]") {
  // 400 draws of a coin that fell 100 times on 1: 0.25 +- 1.96 sqrt(0.25 * 0.75 / 400).
  const auto interval = bootstrap_interval({{{1, 1}, 100}, {{0, 1}, 300}}, mean, 1, 20000).value();
  CHECK(interval.low == Approx(0.2076).margin(0.004));
  CHECK(interval.high == Approx(0.2924).margin(0.004));
}

TEST_CASE("clusters one by one, in any order, give what they give together", "[agreement]") {
  const auto together = bootstrap_interval({{{0, 1}, 3}, {{1, 1}, 2}}, mean, 7);
  const auto one_by_one =
      bootstrap_interval({{{1, 1}}, {{0, 1}}, {{0, 1}}, {{1, 1}}, {{0, 1}}}, mean, 7);
  CHECK(together.has_value());
  CHECK(together == one_by_one);
  CHECK(together == bootstrap_interval({{{0, 1}, 3}, {{1, 1}, 2}}, mean, 7));
}

TEST_CASE("a figure that most samples leave undefined has no interval", "[agreement]") {
  CHECK_FALSE(bootstrap_interval({{{1, 1}, 1}, {{0, 0}, 9}}, mean, 1));
  CHECK_FALSE(bootstrap_interval({{{1, 1}, 1}}, mean, 1));
  CHECK_FALSE(bootstrap_interval({}, mean, 1));
}
