#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_relation(
      asking, {model::Role::mechanism, "mechanism is triggered by", "mechanisms are triggered by"},
      answer);
}

}  // namespace

extern const Operator operator_mechanisms_triggered_by{
    .name = "mechanisms triggered by",
    .kind = "mechanisms",
    .parameters = "\"C\"",
    .example = "mechanisms triggered by \"C\"",
    .help = "The mechanisms that fire in a context.",
    .slots = {concepts_as({}, model::Role::context)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
