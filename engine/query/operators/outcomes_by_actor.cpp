#include <map>

#include "query/outcomes_by.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::Role;

/// An actor said to be lacking is none, as in `where actor`.
void run(const Asking& asking, Answer& answer) {
  std::map<model::ConceptId, std::vector<ConfigurationId>> by_actor;
  std::vector<ConfigurationId> silent;
  bool some_lacking = false;
  for (const ConfigurationId k : asked_configurations(asking)) {
    bool some = false;
    const auto actors = zoomed(asking, asking.graph->terms(k, Role::actor));
    for (const graph::Term actor : actors) {
      if (actor.opposite) continue;
      some = true;
      by_actor[actor.concept_].push_back(k);
    }
    if (some) continue;
    silent.push_back(k);
    some_lacking = some_lacking || !actors.empty();
  }
  std::vector<Heading> headings;
  for (auto& [actor, configurations] : by_actor) {
    headings.push_back(
        {asking.snapshot().concepts[actor.index()].label, std::move(configurations)});
  }
  headings.push_back({{}, std::move(silent)});
  answer_by_heading(asking, "actor",
                    some_lacking ? "name no actor, or only one that is lacking" : "name no actor",
                    headings, answer);
}

}  // namespace

extern const Operator operator_outcomes_by_actor{
    .name = "outcomes by actor",
    .kind = "outcomes by actor",
    .parameters = "following \"X\"",
    .example = "outcomes by actor following \"X\"",
    .help = "For whom: the outcomes under each actor that configurations name.",
    .slots = {following_slot},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
