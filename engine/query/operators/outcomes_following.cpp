#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_relation(asking, {model::Role::outcome, "outcome follows", "outcomes follow"}, answer);
}

}  // namespace

extern const Operator operator_outcomes_following{
    .name = "outcomes following",
    .kind = "outcomes",
    .parameters = "\"X\"",
    .example = "outcomes following \"X\"",
    .help = "The outcomes of configurations that hold a context or mechanism.",
    .slots = {concepts_as_any({}, model::Role::context, model::Role::mechanism)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
