#include "reports/figure.h"

#include "base/child_process.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

const char* const review_text =
    "K1: lonely -> belonging -> less lonely; K2: less lonely + time -> belonging -> fewer visits; "
    "K3: x -> y -> z; D1, D2, D3 support K1; D2 supports K2; D4 contradicts K2";

reports::Figure chain_of(const MemoryReview& review, std::initializer_list<std::uint32_t> ids) {
  query::Answer answer;
  answer.kind = "chains";
  answer.question = "chains from lonely";
  query::Row row;
  for (const std::uint32_t id : ids) row.configurations.push_back(model::ConfigurationId(id));
  answer.rows = {row};
  return reports::find_figure_kind("chain")->make({review.snapshot(), &review.details(), &answer});
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size())
    ++found;
  return found;
}

}  // namespace

TEST_CASE("a joint is one shape, a shared mechanism is a box for each configuration",
          "[reports][figure]") {
  const auto review = given(review_text);
  const std::string dot = chain_of(*review, {0, 1}).dot;
  CHECK(count(dot, "label=\"less lonely\"") == 1);
  CHECK(count(dot, "label=\"belonging\\nK1\\n") == 1);
  CHECK(count(dot, "label=\"belonging\\nK2\\n") == 1);
  CHECK(count(dot, " -> ") == 5);
  CHECK(count(dot, "\"y") == 0);
}

TEST_CASE("disputed lines are dashed and well supported ones heavy, and the key says so",
          "[reports][figure]") {
  const auto review = given(review_text);
  const std::string both = chain_of(*review, {0, 1}).dot;
  CHECK(count(both, "style=dashed") == 3);
  CHECK_THAT(both, ContainsSubstring("Dashed: also documents against"));
  CHECK_THAT(both, ContainsSubstring("3 documents"));
  const std::string first = chain_of(*review, {0}).dot;
  CHECK(count(first, "dashed") == 0);
  CHECK(count(first, "Dashed") == 0);
  CHECK(count(first, "penwidth=2") == 2);
}

TEST_CASE("a figure is also said in words", "[reports][figure]") {
  const auto review = given(review_text);
  const reports::Figure figure = chain_of(*review, {0, 1});
  CHECK_THAT(figure.description, ContainsSubstring("Chain 1: K1 > K2."));
  CHECK_THAT(figure.description,
             ContainsSubstring(
                 "K2: less lonely and time > belonging > fewer visits (1 document, 1 against)"));
  CHECK(figure.caption == "1 chain of configurations: chains from lonely");
}

TEST_CASE("the theory shows every configuration, each theme in a frame", "[reports][figure]") {
  const auto review = given(
      "K1: a -> m -> b; K2: b -> m -> c; K3: c -> m -> d; theme of K1 is first; theme of K3 is "
      "first; "
      "theme of K2 is second");
  const std::string dot = reports::find_figure_kind("theory")
                              ->make({review->snapshot(), &review->details(), nullptr})
                              .dot;
  CHECK(count(dot, "subgraph cluster_0 {") == 2);
  CHECK(count(dot, "subgraph cluster_1 {") == 1);
  CHECK(count(dot, " -> ") == 6);
}

TEST_CASE("Graphviz draws the figure, odd names and partial configurations too",
          "[reports][figure]") {
  if (!base::find_program("dot")) {
    WARN("dot is not installed: the figure was not drawn");
    return;
  }
  const auto review = given("K1: \"a\" & <b> \\n -> -> not it's | {x}; K2: -> m -> ");
  const auto run = base::run_child({"dot", "-Tsvg"}, chain_of(*review, {0, 1}).dot);
  REQUIRE(run);
  CHECK(run->exit_code == 0);
  CHECK_THAT(run->output, ContainsSubstring("&amp; &lt;b&gt;"));
  CHECK_THAT(run->output, ContainsSubstring("mechanism not stated"));
}

}  // namespace retroduce::tests
