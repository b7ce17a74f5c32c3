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

namespace {

query::Row chain_row(std::initializer_list<std::uint32_t> ids, std::int64_t strength,
                     const char* class_) {
  query::Row row;
  for (const std::uint32_t id : ids) row.configurations.push_back(model::ConfigurationId(id));
  row.fields = {{"strength", {strength}}, {"support_class", {std::string(class_)}}};
  return row;
}

}  // namespace

TEST_CASE("chains say whether anybody saw them whole: in the key, the caption and the words",
          "[reports][figure]") {
  const auto review = given(review_text);
  query::Answer answer;
  answer.kind = "chains";
  answer.question = "chains from lonely";
  answer.rows = {chain_row({0, 1}, 1, "thread"), chain_row({0}, 3, "stitched")};
  answer.total = 2;
  const auto* kind = reports::find_figure_kind("chain");
  const reports::Figure figure = kind->make({review->snapshot(), &review->details(), &answer});
  const std::string classes =
      "1 told whole by one document, 1 stitched together from sources none of which saw the whole";
  CHECK(figure.caption == "2 chains of configurations: chains from lonely; " + classes);
  CHECK_THAT(figure.description, ContainsSubstring("Chain 1 (strength 1, thread): K1 > K2."));
  CHECK_THAT(figure.dot, ContainsSubstring("Chains: " + classes + "."));
  answer.counts_studies = true;
  CHECK_THAT(kind->make({review->snapshot(), &review->details(), &answer}).caption,
             ContainsSubstring("1 told whole by one study"));
}

TEST_CASE("of more chains than a page holds the strongest are drawn, and all are counted",
          "[reports][figure]") {
  std::string text;
  query::Answer answer;
  answer.kind = "chains";
  answer.question = "chains from x";
  for (std::uint32_t i = 0; i < 40; ++i) {
    const std::string n = std::to_string(i);
    text += "K" + n + ": x -> m -> y" + n + "; ";
    answer.rows.push_back(chain_row({i}, 0, "unsupported"));
  }
  answer.total = 1000;
  answer.total_is_exact = false;
  const auto review = given(text);
  const auto* kind = reports::find_figure_kind("chain");
  const reports::Figure figure = kind->make({review->snapshot(), &review->details(), &answer});
  // One context, and a mechanism and an outcome for each chain.
  CHECK(count(figure.dot, "tooltip=\"mechanism of ") == 29);
  CHECK_THAT(figure.caption,
             ContainsSubstring("29 of at least 1000 chains of configurations, the strongest: "));
  CHECK(count(figure.description, "Chain ") == 29);
}

TEST_CASE("one chain that no page holds is gathered", "[reports][figure]") {
  std::string contexts = "c0";
  for (int i = 1; i < 70; ++i) contexts += " + c" + std::to_string(i);
  const auto review = given("K1: " + contexts + " -> m -> b");
  query::Answer answer;
  answer.kind = "chains";
  answer.rows = {chain_row({0}, 0, "unsupported")};
  answer.total = 1;
  const reports::Figure figure =
      reports::find_figure_kind("chain")->make({review->snapshot(), &review->details(), &answer});
  CHECK_THAT(figure.caption, ContainsSubstring("gathered by the concepts"));
  CHECK(count(figure.dot, "  group_") - count(figure.dot, " -> ") <= reports::most_shapes);
}

TEST_CASE("in layers there are no frames, which would take shapes out of their layers",
          "[reports][figure]") {
  const auto review = given("K1: a -> m -> b; theme of K1 is first");
  reports::FigureWorld world{review->snapshot(), &review->details()};
  const auto* kind = reports::find_figure_kind("theory");
  CHECK_THAT(kind->make(world).dot, ContainsSubstring("subgraph cluster_0"));
  world.layout = reports::FigureWorld::Layout::layered;
  CHECK_THAT(kind->make(world).dot, !ContainsSubstring("subgraph"));
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
