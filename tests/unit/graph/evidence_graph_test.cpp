#include "graph/evidence_graph.h"

#include "base/error.h"
#include "graph/analyses.h"
#include "support/catch.h"
#include "support/given.h"

using namespace retroduce;
using graph::ConfigurationId;

namespace {
const ConfigurationId first{std::size_t{0}};
const ConfigurationId second{std::size_t{1}};
}  // namespace

TEST_CASE("ten quotes from one paper are one voice", "[graph]") {
  const auto review =
      tests::given("K1: a -> m -> b; D1 supports K1; D1 refines K1; D1 supports outcome 1 of K1");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  CHECK(graph.support(first) == 1);
}

TEST_CASE("one document may support and dispute a configuration", "[graph]") {
  const auto review = tests::given("K1: a -> m -> b; D1 supports K1; D1 contradicts K1");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  CHECK(graph.support(first) == 1);
  CHECK(graph.disputing(first).size() == 1);
}

TEST_CASE("counted by study, documents of one study are one voice", "[graph]") {
  const auto review = tests::given("K1: a -> m -> b; D1, D2, D3 support K1; study S: D1, D2");
  graph::Scope scope;
  scope.by_study = true;
  const graph::EvidenceGraph graph(review->snapshot(), scope);
  CHECK(graph.support(first) == 2);
}

TEST_CASE("a row counts the union over its configurations, never their sum", "[graph]") {
  const auto review =
      tests::given("K1: a -> m -> b; K2: a -> n -> b; D1, D2 support K1; D2 supports K2");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  CHECK(graph::tally(graph, std::vector{first, second}).support == 2);
}

TEST_CASE("what is left out of the scope neither holds terms nor makes joints", "[graph]") {
  const auto review = tests::given("K1: a -> m -> b; K2: b -> m -> c; D1 supports K1");
  graph::Scope scope;
  scope.least_support = 1;
  const graph::EvidenceGraph graph(review->snapshot(), scope);
  CHECK(graph.takes_part(first));
  CHECK_FALSE(graph.takes_part(second));
  CHECK(graph.next(first).empty());
  const auto mechanism = graph.terms(second, model::Role::mechanism).front();
  CHECK(graph.holding(model::Role::mechanism, mechanism).size() == 1);
}

TEST_CASE("a concept that stands twice in a role is held once", "[graph]") {
  const auto review = tests::given("K1: a -> [resource] m + [reasoning] m -> b");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  const auto mechanisms = graph.terms(first, model::Role::mechanism);
  REQUIRE(mechanisms.size() == 1);
  CHECK(graph.holding(model::Role::mechanism, mechanisms.front()).size() == 1);
}

TEST_CASE("every joint between two configurations is listed, and a configuration may follow itself",
          "[graph]") {
  const auto review = tests::given("K1: a + b -> m -> a + b; K2: a + b -> n -> c");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  CHECK(graph.joints(first, second).size() == 2);
  CHECK(graph.next(first).size() == 2);
  REQUIRE(graph.previous(second).size() == 1);
  CHECK(graph.previous(second).front() == first);
}

TEST_CASE("a graph of nothing is our own mistake", "[graph]") {
  CHECK_THROWS_AS(graph::EvidenceGraph(nullptr, {}), base::InternalError);
}
