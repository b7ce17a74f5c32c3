#include "base/error.h"
#include "graph/analyses.h"
#include "support/catch.h"
#include "support/given.h"

using namespace retroduce;

namespace {

/// Counts the steps, and stops the work at one of them.
struct Stopping : base::Progress {
  explicit Stopping(int at) : left(at) {}
  void step(std::string_view, std::int64_t, std::int64_t) override {
    if (--left == 0) throw base::Error(base::ErrorCode::interrupted, "stopped");
  }
  int left;
};

const char* const two_ways =
    "K1: a -> m -> b; K2: b -> m -> c; K3: b -> m -> c; K4: c -> m -> d; K5: x -> m -> y";

}  // namespace

TEST_CASE("two shortest chains share what they stand between", "[graph][central]") {
  const auto review = tests::given(two_ways);
  base::NoProgress silent;
  const auto figures = graph::betweenness({review->snapshot(), {}}, silent);
  CHECK(figures == std::vector<double>{0, 0.5, 0.5, 0, 0});
}

TEST_CASE("the search for what stands between can be stopped at any start", "[graph][central]") {
  const auto review = tests::given(two_ways);
  const graph::EvidenceGraph graph(review->snapshot(), {});
  for (int at = 1; at <= 5; ++at) {
    Stopping stopping(at);
    CHECK_THROWS_AS(graph::betweenness(graph, stopping), base::Error);
  }
}
