// What might be one, by shared words and shared parts.
#include "query/candidates.h"

#include "support/catch.h"
#include "support/given.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string in_words(const model::Snapshot& snapshot,
                     const std::vector<query::ConceptCandidate>& found) {
  std::string text;
  for (const auto& each : found)
    text += std::string(snapshot.concepts[each.one.index()].label) + " ~ " +
            std::string(snapshot.concepts[each.other.index()].label) + "; ";
  return text;
}

}  // namespace

TEST_CASE(
    "concepts that share rare words are named, those that share small or common words are not",
    "[query]") {
  const auto review = given(
      "K1: trust in the link worker -> trusting a link worker -> fewer visits;"
      "K2: the end of it -> the start of it -> visits to the GP; K3: loneliness -> talk -> visits "
      "at home");
  const auto snapshot = review->snapshot();
  const auto found = query::concept_candidates(*snapshot, 0.6);
  CHECK(in_words(*snapshot, found) == "trust in the link worker ~ trusting a link worker; ");
  REQUIRE(found.size() == 1);
  CHECK(found[0].score == 1.0);
  CHECK(query::concept_candidates(*snapshot, 0.3).size() > 1);
}

TEST_CASE("a name and its denial are never one", "[query]") {
  const auto review = given(
      "K1: felt heard -> trust in staff -> visits; K2: not felt heard -> lack of trust in staff -> "
      "no visits; K3: never felt heard -> without trust in staff -> visits at last");
  const auto snapshot = review->snapshot();
  CHECK(in_words(*snapshot, query::concept_candidates(*snapshot, 0.6)) ==
        "lack of trust in staff ~ without trust in staff; ");
}

TEST_CASE(
    "configurations of the same parts come first, an opposite is another part, and so is "
    "what follows when nothing fires",
    "[query]") {
  const auto review = given(
      "K1: a -> b -> c; K2: a -> b -> c; K3: a -> b -> not c; K4: a + d -> b -> c; K5: x -> y -> "
      "z; K6: a -> b -> [when not fired] c");
  const auto snapshot = review->snapshot();
  const auto found = query::configuration_candidates(*snapshot, 0.6);
  std::string text;
  for (const auto& each : found)
    text += std::string(snapshot->configurations[each.one.index()].label) + " " +
            std::string(snapshot->configurations[each.other.index()].label) + " " +
            std::to_string(each.shared) + "/" + std::to_string(each.all) + "; ";
  CHECK(text == "K1 K2 3/3; K1 K4 3/4; K2 K4 3/4; ");
}
