// A sample that anybody can draw again: by what the things are called, not by where they stand.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace retroduce::measure {

/// The places, rising, of a share of the names (over 0, at most 1), rounded up to whole things.
///
/// Each name gets a number from the seed and itself alone, and the lowest are taken. So the same
/// names and seed give the same sample in any order, a larger share contains a smaller one, and a
/// name that comes later pushes out one at most.
std::vector<std::size_t> sample(std::span<const std::string> names, double share,
                                std::uint64_t seed);

}  // namespace retroduce::measure
