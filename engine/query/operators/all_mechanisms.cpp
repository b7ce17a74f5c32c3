#include "query/relations.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_bare_list(asking, {model::Role::mechanism, "mechanism", "mechanisms"}, answer);
}

}  // namespace

extern const Operator operator_all_mechanisms{.name = "mechanisms",
                                              .kind = "mechanisms",
                                              .parameters = "",
                                              .example = "mechanisms",
                                              .help = "Every mechanism of the review, with counts.",
                                              .slots = {},
                                              .takes = takes_study | takes_scope | takes_zoom,
                                              .needs_one = false,
                                              .run = run};

}  // namespace retroduce::query
