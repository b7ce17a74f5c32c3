#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_relation(asking, {model::Role::context, "context leads to", "contexts lead to"}, answer);
}

}  // namespace

extern const Operator operator_contexts_of{
    .name = "contexts of",
    .kind = "contexts",
    .parameters = "\"O\"",
    .example = "contexts of \"O\"",
    .help = "The contexts in which an outcome comes about.",
    .slots = {concepts_as({}, model::Role::outcome)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
