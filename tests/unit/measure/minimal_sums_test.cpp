#include "measure/minimal_sums.h"

#include <algorithm>

#include "support/catch.h"
#include "support/lipset.h"

using namespace retroduce::measure;
using namespace retroduce::tests;
using Words = std::vector<std::string>;

namespace {

/// "AbC" in letters: lower case is absence, as in Ragin 1987.
std::string letters(const Product& product, std::size_t conditions) {
  std::string text;
  for (std::size_t i = 0; i < conditions; ++i) {
    const auto bit = Combination{1} << i;
    if ((product.fixed & bit) == 0) continue;
    text += static_cast<char>(((product.present & bit) != 0 ? 'A' : 'a') + static_cast<char>(i));
  }
  return text;
}

std::string letters(const Sum& sum, std::size_t conditions) {
  std::string text;
  for (const Product& one : sum) text += (text.empty() ? "" : " + ") + letters(one, conditions);
  return text;
}

Words letters(const std::vector<Sum>& sums, std::size_t conditions) {
  Words list;
  for (const Sum& sum : sums) list.push_back(letters(sum, conditions));
  return list;
}

/// Minterms as switching circuits number them: the first letter is the highest digit.
std::vector<Combination> minterms(std::size_t conditions, const std::vector<unsigned>& numbers) {
  std::vector<Combination> list;
  for (const unsigned number : numbers) {
    Combination one = 0;
    for (std::size_t i = 0; i < conditions; ++i) {
      if ((number >> (conditions - 1 - i) & 1U) != 0) one |= Combination{1} << i;
    }
    list.push_back(one);
  }
  return list;
}

TruthFunction of_lipset(bool survived, bool with_remainders) {
  TruthFunction function{5, {}, {}};
  std::vector<bool> seen(32, false);
  std::vector<bool> one(32, false);
  for (const Country& country : lipset()) {
    seen[country.conditions] = true;
    one[country.conditions] = country.survived == survived;
  }
  for (Combination c = 0; c < 32; ++c) {
    if (one[c]) function.ones.push_back(c);
    if (!seen[c] && with_remainders) function.open.push_back(c);
  }
  return function;
}

}  // namespace

TEST_CASE("Quine's example has his prime implicants", "[measure]") {
  // Quine 1952, "The Problem of Simplifying Truth Functions", p. 528.
  TruthFunction function{4, {}, {}};
  for (const std::string word :
       {"ABCD", "ABCd", "ABcD", "ABcd", "AbcD", "Abcd", "aBCD", "aBCd", "abCD", "abCd", "abcd"}) {
    Combination one = 0;
    for (std::size_t i = 0; i < 4; ++i) one |= (word[i] < 'a' ? Combination{1} : 0U) << i;
    function.ones.push_back(one);
  }
  Words found;
  for (const Product& prime : prime_implicants(function)) found.push_back(letters(prime, 4));
  std::sort(found.begin(), found.end());
  CHECK(found == Words{"AB", "Ac", "BC", "aC", "abd", "bcd"});
}

TEST_CASE("the textbook function of four conditions has two minimal sums", "[measure]") {
  // The worked example that goes with the Quine-McCluskey algorithm: m(4,8,10,11,12,15) + d(9,14).
  const TruthFunction function{4, minterms(4, {4, 8, 10, 11, 12, 15}), minterms(4, {9, 14})};
  Words primes;
  for (const Product& prime : prime_implicants(function)) primes.push_back(letters(prime, 4));
  CHECK(primes == Words{"Ab", "AC", "Ad", "Bcd"});
  CHECK(letters(minimal_sums(function).sums, 4) == Words{"Ab + AC + Bcd", "AC + Ad + Bcd"});
}

TEST_CASE("a cyclic core has all of its minimal sums", "[measure]") {
  // The worked example that goes with Petrick's method: m(0,1,2,5,6,7), no prime is essential.
  const TruthFunction function{3, minterms(3, {0, 1, 2, 5, 6, 7}), {}};
  CHECK(letters(minimal_sums(function).sums, 3) == Words{"AB + ac + bC", "AC + ab + Bc"});
}

TEST_CASE("of sums with as many terms the one with the fewest conditions is taken", "[measure]") {
  // Abc would cover A as well as bd does, with one condition more.
  const TruthFunction function{4, {1, 14, 15}, {0, 4, 5, 6, 9, 10}};
  CHECK(prime_implicants(function).size() > 2);
  CHECK(letters(minimal_sums(function).sums, 4) == Words{"BCD + bd"});
}

TEST_CASE("Lipset's countries have the published solutions", "[measure]") {
  // A development, B urban, C literate, D industrial, E stable.
  const auto solved = [](bool survived, bool with_remainders) {
    return letters(minimal_sums(of_lipset(survived, with_remainders)).sums, 5);
  };
  CHECK(solved(true, false) == Words{"AbCE + ACDE"});
  CHECK(solved(true, true) == Words{"AE"});
  CHECK(solved(false, false) == Words{"ACDe + abd"});
  CHECK(solved(false, true) == Words{"a + e"});
}

TEST_CASE("the ends: nothing to say, always, and every other combination", "[measure]") {
  CHECK(minimal_sums({3, {}, {1, 2}}).sums.empty());
  const auto always = minimal_sums({2, {0, 1, 2}, {3}});
  REQUIRE(always.sums.size() == 1);
  CHECK(always.sums[0] == Sum{Product{0, 0}});
  TruthFunction parity{4, {}, {}};
  for (Combination c = 0; c < 16; ++c) {
    if (std::popcount(c) % 2 == 1) parity.ones.push_back(c);
  }
  CHECK(minimal_sums(parity).sums.at(0).size() == 8);
  CHECK(minimal_sums({0, {0}, {}}).sums == std::vector<Sum>{{Product{}}});
}

TEST_CASE("what is given up is still a sum that covers everything, and said to be", "[measure]") {
  // Ten conditions, all but none and all present: a cyclic core with very many minimal sums.
  TruthFunction function{10, {}, {}};
  for (Combination c = 1; c < 1023; ++c) function.ones.push_back(c);
  const auto many = minimal_sums(function);
  CHECK_FALSE(many.is_complete);
  CHECK(many.sums.size() <= most_sums);
  const auto hasty = minimal_sums(function, 1);
  CHECK_FALSE(hasty.is_complete);
  REQUIRE(hasty.sums.size() == 1);
  for (Combination c = 0; c < 1024; ++c) {
    const bool covered = std::any_of(hasty.sums[0].begin(), hasty.sums[0].end(),
                                     [c](const Product& one) { return one.covers(c); });
    CHECK(covered == (c != 0 && c != 1023));
  }
  CHECK(minimal_sums(of_lipset(true, true)).is_complete);
}
