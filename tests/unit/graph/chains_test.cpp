#include "graph/analyses.h"
#include "support/catch.h"
#include "support/given.h"
#include "support/random_review.h"

using namespace retroduce;
using graph::ChainClass;
using graph::ConfigurationId;
using graph::Term;

namespace {

Term term(const model::Snapshot& snapshot, const std::string& label, bool opposite = false) {
  for (std::size_t i = 0; i < snapshot.concepts.size(); ++i) {
    if (snapshot.concepts[i].label == label) return {model::ConceptId{i}, opposite};
  }
  FAIL("no concept " << label);
  return {};
}

std::string told(const model::Snapshot& snapshot, const graph::Chains& chains) {
  std::string words;
  for (std::size_t i = 0; i < chains.listed.size(); ++i) {
    for (const ConfigurationId k : chains.listed[i])
      words += snapshot.configurations[k.index()].label + " ";
    words += "; ";
  }
  return words;
}

ChainClass class_of_whole(const std::string& review) {
  const auto made = tests::given(review);
  const graph::EvidenceGraph graph(made->snapshot(), {});
  std::vector<ConfigurationId> chain;
  for (std::size_t k = 0; k < made->snapshot()->configurations.size(); ++k) chain.emplace_back(k);
  return graph::assess(graph, chain).class_;
}

}  // namespace

TEST_CASE(
    "two configurations that share only a mechanism make no path from the context of one to the "
    "outcome of "
    "the other",
    "[graph][chains]") {
  const auto review = tests::given("K1: a -> m -> x; K2: b -> m -> y");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  graph::ChainQuestion question;
  question.from = {{term(graph.snapshot(), "a")}};
  question.to = {{term(graph.snapshot(), "y")}};
  CHECK(graph::find_chains(graph, question).total == 0);
}

TEST_CASE("a chain may pass its target and come to it again, and both are answers",
          "[graph][chains]") {
  const auto review = tests::given("K1: a -> m -> b; K2: b -> m -> c; K3: c -> m -> b");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  graph::ChainQuestion question;
  question.from = {{term(graph.snapshot(), "a")}};
  question.to = {{term(graph.snapshot(), "b")}};
  CHECK(told(graph.snapshot(), graph::find_chains(graph, question)) == "K1 ; K1 K2 K3 ; ");
}

TEST_CASE("a joint never joins a concept to its opposite, and unfired outcomes make none",
          "[graph][chains]") {
  const auto review =
      tests::given("K1: a -> m -> not b + [when not fired] c; K2: b -> m -> d; K3: c -> m -> d");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  CHECK(graph.next(ConfigurationId{std::size_t{0}}).empty());
}

TEST_CASE("the class of a chain tells what its sources saw", "[graph][chains]") {
  const std::string two = "K1: a -> m -> b; K2: b -> n -> c;";
  CHECK(class_of_whole(two + "D1 supports K1; D1 supports K2") == ChainClass::thread);
  CHECK(class_of_whole(two + "D1 supports K1; D2 refines K2; study S: D1, D2") ==
        ChainClass::study);
  CHECK(class_of_whole(two + "D1 supports K1; D2 supports K2") == ChainClass::stitched);
  CHECK(class_of_whole(two + "D1 supports K1; D1 contradicts K2") == ChainClass::unsupported);
  CHECK(class_of_whole(
            "K1: a + x -> m -> b; K2: b + not x -> n -> c; D1 supports K1; D1 supports K2") ==
        ChainClass::conflict);
}

TEST_CASE("a context that the chain itself brought about is no conflict", "[graph][chains]") {
  CHECK(class_of_whole("K1: not b -> m -> b; K2: b -> n -> c; D1 supports K1; D1 supports K2") ==
        ChainClass::thread);
}

TEST_CASE("a list that could go on past the length is told of", "[graph][chains]") {
  const auto review = tests::given("K1: a -> m -> b; K2: b -> m -> c; K3: c -> m -> d");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  graph::ChainQuestion question;
  question.from = {{term(graph.snapshot(), "a")}};
  question.to = {{term(graph.snapshot(), "d")}};
  question.within = 2;
  CHECK(graph::could_go_on(graph, question));
  question.within = 3;
  CHECK_FALSE(graph::could_go_on(graph, question));
  question.to = {{term(graph.snapshot(), "b")}};
  question.within = 1;
  CHECK_FALSE(graph::could_go_on(graph, question));
}

TEST_CASE("where counting is given up, the strongest chains are still the ones listed",
          "[graph][chains]") {
  int given_up = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto review = tests::given(tests::random_review(seed, 8));
    const graph::EvidenceGraph graph(review->snapshot(), {});
    graph::ChainQuestion question;
    question.from = {graph.terms(ConfigurationId{std::size_t{0}}, model::Role::context)};
    question.limit = 3;
    const graph::Chains all = graph::find_chains(graph, question);
    question.patience = 12;
    const graph::Chains some = graph::find_chains(graph, question);
    CHECK(some.total <= all.total);
    if (some.total_is_exact || !some.listing_is_complete) continue;
    ++given_up;
    INFO("seed " << seed);
    REQUIRE(told(graph.snapshot(), some) == told(graph.snapshot(), all));
  }
  CHECK(given_up > 10);
}

TEST_CASE("the strongest chains are the same whether or not all are counted", "[graph][chains]") {
  int listed = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto review = tests::given(tests::random_review(seed, 8));
    const graph::EvidenceGraph graph(review->snapshot(), {});
    graph::ChainQuestion question;
    question.from = {graph.terms(ConfigurationId{std::size_t{0}}, model::Role::context)};
    question.limit = 3;
    const graph::Chains counted = graph::find_chains(graph, question);
    question.counts = false;
    INFO("seed " << seed);
    REQUIRE(told(graph.snapshot(), graph::find_chains(graph, question)) ==
            told(graph.snapshot(), counted));
    listed += counted.total > 0 ? 1 : 0;
  }
  CHECK(listed > 100);
}

TEST_CASE("reachable outcomes are those of the reachable configurations", "[graph][reach]") {
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const auto review = tests::given(tests::random_review(seed, 8));
    const graph::EvidenceGraph graph(review->snapshot(), {});
    const std::vector<ConfigurationId> starts{ConfigurationId{std::size_t{0}}};
    std::vector<Term> expected;
    for (const ConfigurationId k : graph::reachable(graph, starts)) {
      const auto some = graph.terms(k, model::Role::outcome);
      expected.insert(expected.end(), some.begin(), some.end());
    }
    graph::unite(expected);
    INFO("seed " << seed);
    REQUIRE(graph::reachable_outcomes(graph, starts) == expected);
    found += expected.size();
  }
  CHECK(found > 400);
}
