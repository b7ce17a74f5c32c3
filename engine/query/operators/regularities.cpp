#include "query/empty_answer.h"
#include "query/regularity_rows.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_regularities(
      asking, {"demi-regularity is", "demi-regularities are"},
      graph::regularities(*asking.graph, asked_threshold(asking), wanted_regularities(asking)),
      answer);
  if (answer.total == 0) {
    note_highest_support(
        asking,
        [&](std::size_t support) { return graph::regularities(*asking.graph, support, 1).first; },
        answer);
  }
}

}  // namespace

extern const Operator operator_regularities{
    .name = "regularities",
    .kind = "regularities",
    .parameters = "with support >= 3",
    .example = "regularities with support >= 3",
    .help =
        "Context, mechanism and outcome that stand together across documents (demi-regularities).",
    .slots = {},
    .takes = takes_study | takes_scope | takes_threshold | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
