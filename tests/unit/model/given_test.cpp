#include "support/given.h"

#include "support/catch.h"
#include "support/random_review.h"

using namespace retroduce::model;
using retroduce::tests::given;

TEST_CASE("a review given in words holds what the words say", "[model]") {
  const auto review = given(
      "K1: lonely + not heard -> [resource] groups + [reasoning] belonging -> well + [when not "
      "fired] unwell;"
      "D1 refines outcome 1 of K1; theme of K1 is belonging; parent > lonely; alias alone = lonely;"
      "year of D1 is 2019; rigour of D1 is high; status of K1 is refuted");
  const auto snapshot = review->snapshot();
  const auto elements = snapshot->elements_of(ConfigurationId(0U));
  REQUIRE(elements.size() == 6);
  CHECK(elements[1].opposite);
  CHECK(elements[2].part == MechanismPart::resource);
  CHECK(elements[5].when_not_fired);
  CHECK(snapshot->evidence.all()[0].element == 4);
  CHECK(snapshot->evidence.all()[0].stance == Stance::refines);
  CHECK(snapshot->configurations[0].status == Status::refuted);
  CHECK(snapshot->themes[0].label == "belonging");
  REQUIRE(snapshot->aliases.size() == 1);
  CHECK(snapshot->concepts[snapshot->aliases[0].concept_.index()].label == "lonely");
  CHECK_THROWS(given("nonsense"));
}

TEST_CASE("a random review is the same for the same seed and can be read", "[model]") {
  CHECK(retroduce::tests::random_review(7, 8) == retroduce::tests::random_review(7, 8));
  CHECK(retroduce::tests::random_review(7, 8) != retroduce::tests::random_review(8, 8));
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto snapshot = given(retroduce::tests::random_review(seed, 6))->snapshot();
    CHECK(snapshot->configurations.size() == 6);
  }
}
