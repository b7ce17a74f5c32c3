#include "reports/statement.h"

#include "reports/cells.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

/// The sentence of the only configuration.
std::string sentence_of(std::string_view text) {
  const auto review = given(text);
  const reports::TableWorld world = world_of(*review);
  return reports::data_text(
      reports::statement_line(reports::read_subject(world, model::ConfigurationId(0U))));
}

}  // namespace

TEST_CASE("a whole configuration reads: when contexts, outcomes because mechanism",
          "[reports][statement]") {
  CHECK(sentence_of("K1: loneliness + time to talk -> belonging -> less lonely + fewer visits") ==
        "When loneliness and time to talk (C), less lonely and fewer visits (O) because belonging "
        "(M).");
}

TEST_CASE("a resource is given and its reasoning comes after because", "[reports][statement]") {
  CHECK(sentence_of("K1: a -> [resource] r + [reasoning] t -> o") ==
        "When a (C), given r (M: resource), o (O) because t (M: reasoning).");
  CHECK(sentence_of("K1: a -> [resource] r + [resource] s -> o") ==
        "When a (C), given r and s (M: resource), o (O) (because: not stated).");
}

TEST_CASE("what a configuration does not name is said plainly", "[reports][statement]") {
  CHECK(sentence_of("K1: -> m -> o") == "When (context: not stated), o (O) because m (M).");
  CHECK(sentence_of("K1: c -> m -> ") == "When c (C), (outcome: not stated) because m (M).");
  CHECK(sentence_of("K1: c -> -> o") == "When c (C), o (O) (because: not stated).");
}

TEST_CASE("an opposite is said as not, never as something milder or stronger",
          "[reports][statement]") {
  CHECK(sentence_of("K1: not trust -> m -> not visits") ==
        "When not: trust (C), not: visits (O) because m (M).");
}

TEST_CASE("unintended and unfired outcomes are told apart from the others",
          "[reports][statement]") {
  CHECK(sentence_of("K1: c -> m -> o + [unintended] u + [when not fired] n") ==
        "When c (C), o (O) and u (O, unintended) because m (M). Where the mechanism does not fire, "
        "n (O).");
}

TEST_CASE("a statement written by hand stands as it is", "[reports][statement]") {
  const auto review = sample_review();
  const auto subject = reports::read_subject(world_of(*review), model::ConfigurationId(1U));
  REQUIRE(subject.configuration().label == "CMOC 3");
  CHECK_THAT(reports::data_text(reports::statement_line(subject)), ContainsSubstring("=HYPERLINK"));
}

}  // namespace retroduce::tests
