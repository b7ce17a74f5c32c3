#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_relation(asking, {model::Role::mechanism, "mechanism produces", "mechanisms produce"},
                  answer);
}

}  // namespace

extern const Operator operator_mechanisms_producing{
    .name = "mechanisms producing",
    .kind = "mechanisms",
    .parameters = "\"O\"",
    .example = "mechanisms producing \"O\"",
    .help = "The mechanisms that bring an outcome about.",
    .slots = {concepts_as({}, model::Role::outcome)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
