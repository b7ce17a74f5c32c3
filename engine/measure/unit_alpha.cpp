#include "measure/unit_alpha.h"

#include <algorithm>

#include "base/error.h"

namespace retroduce::measure {

namespace {

enum Place : std::size_t { marked, all, apart, met_itself_marked, met_itself, places };

}  // namespace

MarkedUnits as_units(std::vector<base::TextSpan> spans) {
  std::sort(spans.begin(), spans.end());
  MarkedUnits units;
  for (const base::TextSpan& span : spans) {
    if (span.begin >= span.end) continue;
    if (!units.empty() && span.begin < units.back().end) {
      units.back().end = std::max(units.back().end, span.end);
    } else {
      units.push_back(span);
    }
  }
  return units;
}

Sums unit_sums(std::int64_t length, std::span<const MarkedUnits> coders) {
  RETRODUCE_ASSERT(coders.size() >= 2);
  Sums sums(places);
  const auto count = static_cast<double>(coders.size());
  // Where the number of coders who mark a character goes up or down.
  std::vector<std::pair<std::int64_t, int>> steps;
  for (const MarkedUnits& units : coders) {
    double unmarked = static_cast<double>(length);
    for (const base::TextSpan& unit : units) {
      RETRODUCE_ASSERT(unit.begin >= 0 && unit.end <= length);
      const auto own = static_cast<double>(unit.end - unit.begin);
      sums[marked] += own;
      sums[met_itself_marked] += own * own;
      unmarked -= own;
      steps.emplace_back(unit.begin, 1);
      steps.emplace_back(unit.end, -1);
    }
    sums[met_itself] += unmarked;
  }
  sums[met_itself] += sums[met_itself_marked];
  sums[all] = count * static_cast<double>(length);
  std::sort(steps.begin(), steps.end());
  std::int64_t at = 0;
  double marking = 0;
  for (const auto& [place, step] : steps) {
    sums[apart] += static_cast<double>(place - at) * 2 * marking * (count - marking) / (count - 1);
    marking += step;
    at = place;
  }
  return sums;
}

std::optional<double> unit_alpha(const Sums& sums) {
  if (sums.empty()) return std::nullopt;
  const double unmarked = sums[all] - sums[marked];
  const double by_chance = 2 * sums[marked] * unmarked;
  if (by_chance == 0) return std::nullopt;
  const double pairs = sums[all] * sums[all] - sums[met_itself];
  return 1 - sums[apart] * pairs / (sums[all] * by_chance);
}

}  // namespace retroduce::measure
