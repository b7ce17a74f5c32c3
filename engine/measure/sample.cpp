#include "measure/sample.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "base/hash.h"

namespace retroduce::measure {

std::vector<std::size_t> sample(std::span<const std::string> names, double share,
                                std::uint64_t seed) {
  RETRODUCE_ASSERT(share > 0 && share <= 1);
  std::vector<std::pair<std::string, std::size_t>> drawn;
  for (std::size_t i = 0; i < names.size(); ++i) {
    base::Hasher hasher;
    hasher.add(std::to_string(seed) + " " + names[i]);
    drawn.emplace_back(hasher.finish(), i);
  }
  std::sort(drawn.begin(), drawn.end());
  // A tenth of 30 is 3, though 0.1 * 30 is a little more.
  const double wanted = std::max(1.0, std::ceil(share * static_cast<double>(names.size()) - 1e-9));
  drawn.resize(std::min(drawn.size(), static_cast<std::size_t>(wanted)));
  std::vector<std::size_t> places;
  for (const auto& [number, place] : drawn) places.push_back(place);
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace retroduce::measure
