#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_relation(asking, {model::Role::context, "context triggers", "contexts trigger"}, answer);
}

}  // namespace

extern const Operator operator_contexts_triggering{
    .name = "contexts triggering",
    .kind = "contexts",
    .parameters = "\"M\"",
    .example = "contexts triggering \"M\"",
    .help = "The contexts in which a mechanism fires, by the documents that support them.",
    .slots = {concepts_as({}, model::Role::mechanism)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
