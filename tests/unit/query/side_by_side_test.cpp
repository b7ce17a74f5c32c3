// Outcomes side by side, and regularities with what speaks against them.
#include "asked.h"
#include "graph/analyses.h"

using namespace retroduce;
using namespace retroduce::tests;

TEST_CASE("a comparison takes a threshold of support behind its second context", "[query]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> y; K3: b -> m -> not x; D1, D2 support K1; D1 supports K2; "
      "D1, D3 support K3");
  const auto all = ask(*review, "compare a with b");
  CHECK(all.headline ==
        "1 outcome follows in the first context alone, \"a\"; 2 in the second alone, \"b\"; 0 in "
        "both");
  CHECK(column(all, "concept") == Words{"x", "not x", "y"});
  CHECK(column(all, "where") == Words{"first", "second", "second"});
  CHECK(all.rows[0].marks.at(0) == "\"not x\" follows in the second");
  const auto some = ask(*review, "compare a with b with support >= 2");
  CHECK(column(some, "concept") == Words{"x", "not x"});
  CHECK(refused(*review, "compare a").code == "query.expected");
  CHECK(refused(*review, "compare a with with support >= 2").code == "query.expected");
}

TEST_CASE("what states no level comes last, with a note", "[query]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> y; K3: b -> m -> z; level of K1 is macro; level of K3 is "
      "micro; D1 supports K2");
  const auto answer = ask(*review, "outcomes by level");
  CHECK(column(answer, "level") == Words{"micro", "macro", ""});
  CHECK(column(answer, "concept") == Words{"z", "x", "y"});
  CHECK(answer.notes.at(0).find("\"not stated\"") != std::string::npos);
}

TEST_CASE("a regularity names what begins alike and ends otherwise", "[query]") {
  const auto review = given(
      "K1: a -> m -> x; K2: a -> m -> not x; K3: a -> m -> y; K4: a -> m -> x + not x; K5: a -> m "
      "->; K6: a -> not m -> x; D1, D2, D3 support K1");
  const auto words = [&](const std::string& question) {
    std::string all;
    const auto answer = ask(*review, question);
    for (const auto& one : std::get<query::Values>(answer.rows.at(0).fields.back().second.value)) {
      const auto& parts = std::get<query::Parts>(one.value);
      all += std::get<std::string>(parts[0].second.value);
      all += std::get<bool>(parts[1].second.value) ? "! " : " ";
    }
    return all;
  };
  CHECK(words("regularities") == "K2! K3 ");
  CHECK(words("regularities of sets") == "K2! K3 ");
  CHECK(words("regularities of pairs") == "K6! ");
}

TEST_CASE("sets of contexts say where the search for them was given up", "[query]") {
  const auto review = given(
      "K1: a + b -> m -> x; K2: a + c -> m -> x; K3: b + c -> m -> x; D1 supports K1; D1 supports "
      "K2; D1 supports K3");
  const graph::EvidenceGraph graph(review->snapshot(), {});
  CHECK(graph::regular_sets(graph, 1).is_complete);
  CHECK(graph::regular_sets(graph, 1).listed.size() == 6);
  CHECK_FALSE(graph::regular_sets(graph, 1, 4).is_complete);
}

TEST_CASE("a disputing pair says which of the two holds the moderator", "[query]") {
  const auto review =
      given("K1: a -> m -> x; K2: a + b -> m -> not x; D1 supports K1; D2 supports K2");
  const auto answer = ask(*review, "disputes");
  REQUIRE(answer.rows.size() == 1);
  CHECK(answer.rows[0].marks == Words{"K2 yields the opposite"});
  CHECK(answer.notes.size() == 1);
}

TEST_CASE("an actor that is lacking is no actor, and is told of", "[query]") {
  const auto review = given("K1: [actor] not GP + a -> m -> x; K2: [actor] GP + a -> m -> y");
  CHECK(
      ask(*review, "outcomes by actor").notes.front() ==
      "1 outcome is of configurations that name no actor, or only one that is lacking: they stand "
      "under \"not stated\", and may hold for any");
}
