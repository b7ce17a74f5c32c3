// Generated reviews for oracles: small, dense, with cycles, opposites, partial configurations,
// studies.
#pragma once

#include <cstdint>
#include <string>

namespace retroduce::tests {

/// A review in the language of given.h; the same seed gives the same text. `size` is the number of
/// configurations; concepts and documents are few, so that joints and shared support abound.
std::string random_review(std::uint64_t seed, int size);

}  // namespace retroduce::tests
