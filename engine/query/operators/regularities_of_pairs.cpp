#include "query/empty_answer.h"
#include "query/regularity_rows.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_regularities(
      asking, {"pair of context and mechanism is", "pairs of context and mechanism are"},
      graph::regular_pairs(*asking.graph, asked_threshold(asking), wanted_regularities(asking)),
      answer);
  if (answer.total == 0) {
    note_highest_support(
        asking,
        [&](std::size_t support) { return graph::regular_pairs(*asking.graph, support, 1).first; },
        answer);
  }
}

}  // namespace

extern const Operator operator_regularities_of_pairs{
    .name = "regularities of pairs",
    .kind = "regularities of pairs",
    .parameters = "with support >= 3",
    .example = "regularities of pairs with support >= 3",
    .help = "Context and mechanism that stand together across documents, whatever they yield.",
    .slots = {},
    .takes = takes_study | takes_scope | takes_threshold | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
