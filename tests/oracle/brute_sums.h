// The slow, obvious twin of engine/measure: products are words of 1, 0 and -, sums are sets of
// them.
#pragma once

#include <cstddef>
#include <set>
#include <string>

namespace retroduce::tests {

using BruteSum = std::set<std::string>;

/// Every sum that is true of all '1' and of no '0' of `outputs` (by combination, its lowest bit the
/// first condition; '?' may be either), with the fewest products and then the fewest signs but '-'.
/// Tries every set of products; none where nothing is '1'.
std::set<BruteSum> brute_sums(std::size_t conditions, const std::string& outputs);

}  // namespace retroduce::tests
