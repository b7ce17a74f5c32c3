#include "query/empty_answer.h"
#include "query/regularity_rows.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  graph::RegularSets sets = graph::regular_sets(*asking.graph, asked_threshold(asking));
  const std::size_t total = sets.listed.size();
  answer_regularities(asking,
                      {"set of contexts with its mechanism and outcome is",
                       "sets of contexts with their mechanism and outcome are"},
                      {std::move(sets.listed), total}, answer);
  if (answer.total == 0) {
    note_highest_support(
        asking,
        [&](std::size_t support) { return graph::regular_sets(*asking.graph, support).listed; },
        answer);
  }
  if (sets.is_complete) return;
  answer.total_is_exact = false;
  answer.notes.emplace_back(
      "the search was given up before its end: there may be more sets; a higher threshold "
      "makes it shorter");
}

}  // namespace

extern const Operator operator_regularities_of_sets{
    .name = "regularities of sets",
    .kind = "regularities of sets",
    .parameters = "with support >= 3",
    .example = "regularities of sets with support >= 3",
    .help = "The largest sets of contexts that stand together with a mechanism and an outcome.",
    .slots = {},
    .takes = takes_study | takes_scope | takes_threshold | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
