// Minimal sums by brute force: every product that holds, every set of them, the smallest kept.
#include "measure/minimal_sums.h"

#include <algorithm>
#include <set>

#include "brute_sums.h"
#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using namespace retroduce::measure;

namespace {

TruthFunction random_function(std::uint64_t seed) {
  std::uint64_t state = seed * 2862933555777941757U + 3037000493U;
  const auto number = [&state](std::uint64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % below;
  };
  TruthFunction function;
  function.conditions = 1 + seed % 4;
  const std::uint64_t ones = 1 + number(9);
  const std::uint64_t open = number(5);
  for (Combination c = 0; c < Combination{1} << function.conditions; ++c) {
    if (number(10) < ones) {
      function.ones.push_back(c);
    } else if (number(10) < open) {
      function.open.push_back(c);
    }
  }
  return function;
}

std::string words(const std::set<BruteSum>& sums) {
  std::string text;
  for (const BruteSum& sum : sums) {
    text += "\n ";
    for (const std::string& product : sum) text += " " + product;
  }
  return text;
}

}  // namespace

TEST_CASE("the minimal sums are all of the smallest sets of products that hold", "[oracle]") {
  for (const std::uint64_t seed : seeds(4000)) {
    const TruthFunction function = random_function(seed);
    std::string outputs(std::size_t{1} << function.conditions, '0');
    for (const Combination one : function.ones) outputs[one] = '1';
    for (const Combination one : function.open) outputs[one] = '?';
    const MinimalSums found = minimal_sums(function);
    std::set<BruteSum> as_words;
    for (const Sum& sum : found.sums) {
      BruteSum products;
      for (const Product& product : sum) {
        std::string signs(function.conditions, '-');
        for (std::size_t i = 0; i < signs.size(); ++i) {
          if ((product.fixed >> i & 1U) != 0)
            signs[i] = (product.present >> i & 1U) != 0 ? '1' : '0';
        }
        products.insert(signs);
      }
      as_words.insert(products);
    }
    const std::set<BruteSum> expected = brute_sums(function.conditions, outputs);
    INFO("RETRODUCE_SEED=" << seed << " outputs " << outputs << "\nexpected" << words(expected)
                           << "\nfound" << words(as_words));
    REQUIRE(as_words == expected);
    REQUIRE(found.sums.size() == as_words.size());
    REQUIRE(found.is_complete);
  }
}
