#include <algorithm>

#include "graph/analyses.h"
#include "support/catch.h"
#include "support/given.h"

using namespace retroduce;
using graph::Firing;
using graph::Term;

namespace {

struct Case {
  explicit Case(const std::string& text)
      : review(tests::given(text)), graph(review->snapshot(), {}) {}

  Term term(const std::string& label, bool opposite = false) const {
    const auto& concepts = graph.snapshot().concepts;
    for (std::size_t i = 0; i < concepts.size(); ++i) {
      if (concepts[i].label == label) return {model::ConceptId{i}, opposite};
    }
    FAIL("no concept " << label);
    return {};
  }
  Firing fire(const std::vector<Term>& given) const { return {graph, given}; }

  std::unique_ptr<tests::MemoryReview> review;
  graph::EvidenceGraph graph;
};

}  // namespace

TEST_CASE("a configuration fires only when all of its contexts hold", "[graph][firing]") {
  const Case review("K1: a + b -> m -> c");
  CHECK(review.fire({review.term("a")}).made().empty());
  CHECK(review.fire({review.term("a"), review.term("b")}).made().size() == 1);
}

TEST_CASE("a configuration without contexts never fires", "[graph][firing]") {
  const Case review("K1: -> m -> c; K2: a -> m -> d");
  CHECK(review.fire({review.term("a")}).made().size() == 1);
}

TEST_CASE("the world is open: not X holds only where it is given or made", "[graph][firing]") {
  const Case review("K1: not a -> m -> c; K2: b -> m -> d");
  CHECK(review.fire({review.term("b")}).made().size() == 1);
  CHECK(review.fire({review.term("a", true)}).made().size() == 1);
}

TEST_CASE("a given outcome that is made again is an answer and is marked", "[graph][firing]") {
  const Case review("K1: a -> m -> b; K2: b -> m -> a");
  const Firing firing = review.fire({review.term("a")});
  REQUIRE(firing.made().size() == 2);
  CHECK(firing.made()[0].round == 1);
  CHECK_FALSE(firing.made()[0].given);
  CHECK(firing.made()[1].round == 2);
  CHECK(firing.made()[1].given);
  CHECK(firing.derivation(review.term("a")).size() == 2);
}

TEST_CASE(
    "a derivation takes the earliest maker, then the first by label, and stops at what is given",
    "[graph][firing]") {
  const Case review("K9: a -> m -> b; K10: a -> n -> b; K11: b + g -> m -> c; K12: c -> m -> g");
  const Firing firing = review.fire({review.term("a"), review.term("g")});
  const auto steps = firing.derivation(review.term("c"));
  REQUIRE(steps.size() == 2);
  CHECK(review.graph.snapshot().configurations[steps[0].index()].label == "K9");
  CHECK(review.graph.snapshot().configurations[steps[1].index()].label == "K11");
}

TEST_CASE(
    "a search for what is needed that is given up has all smaller sets, and none of others "
    "that contain one",
    "[graph][firing]") {
  const Case review("K1: a -> m -> o; K2: b + c -> m -> o; K3: d -> m -> b; K4: e -> m -> o");
  const std::vector<Term> outcome = {review.term("o")};
  const std::vector<Term> given = {review.term("d")};
  const auto whole = graph::needed_contexts(review.graph, outcome, given, 3);
  CHECK(whole.is_complete);
  CHECK(whole.sets.size() == 3);
  std::size_t given_up = 0;
  for (std::size_t patience = 1; patience < 40; ++patience) {
    CAPTURE(patience);
    const auto found = graph::needed_contexts(review.graph, outcome, given, 3, patience);
    if (found.is_complete) {
      CHECK(found.sets == whole.sets);
      continue;
    }
    ++given_up;
    for (const auto& set : found.sets) {
      CHECK(std::find(whole.sets.begin(), whole.sets.end(), set) != whole.sets.end());
    }
    for (const auto& set : whole.sets) {
      const bool is_there =
          std::find(found.sets.begin(), found.sets.end(), set) != found.sets.end();
      CHECK((is_there || set.size() >= found.looked_for));
    }
  }
  CHECK(given_up > 0);
}
