#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_bare_list(asking, {model::Role::outcome, "outcome", "outcomes"}, answer);
}

}  // namespace

extern const Operator operator_all_outcomes{.name = "outcomes",
                                            .kind = "outcomes",
                                            .parameters = "",
                                            .example = "outcomes",
                                            .help =
                                                "Every outcome of the review, with counts; those "
                                                "of mechanisms that did not fire are flagged.",
                                            .slots = {},
                                            .takes = takes_study | takes_scope | takes_zoom,
                                            .needs_one = false,
                                            .run = run};

}  // namespace retroduce::query
