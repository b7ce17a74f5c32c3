#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_bare_list(asking, {model::Role::context, "context", "contexts"}, answer);
}

}  // namespace

extern const Operator operator_all_contexts{.name = "contexts",
                                            .kind = "contexts",
                                            .parameters = "",
                                            .example = "contexts",
                                            .help = "Every context of the review, with counts.",
                                            .slots = {},
                                            .takes = takes_study | takes_scope | takes_zoom,
                                            .needs_one = false,
                                            .run = run};

}  // namespace retroduce::query
