#include <utility>

#include "query/empty_answer.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using model::Role;

/// The outcomes of what was reached, by label; without zoom read off the lists of holders, which
/// stand in that order.
std::vector<TermGroup> outcomes_of(const Asking& asking,
                                   const std::vector<model::ConfigurationId>& reached) {
  if (asking.question->zoom) {
    return group_terms(asking, standings_of(asking, reached, Role::outcome));
  }
  std::vector<bool> is_reached(asking.snapshot().configurations.size(), false);
  for (const model::ConfigurationId k : reached) is_reached[k.index()] = true;
  const auto& holders = asking.graph->holders(Role::outcome);
  std::vector<TermGroup> groups;
  for (std::size_t place = 0; place < holders.size(); ++place) {
    bool is_new = true;
    for (const model::ConfigurationId k : holders[place]) {
      if (!is_reached[k.index()]) continue;
      if (std::exchange(is_new, false)) groups.push_back({graph::term_at(place), {}, {}});
      groups.back().configurations.push_back(k);
    }
  }
  return groups;
}

void run(const Asking& asking, Answer& answer) {
  const auto starts = graph::holding_any(*asking.graph, Role::context, asking.terms[0]);
  const auto reached = graph::reachable(*asking.graph, starts);
  const auto outcomes = outcomes_of(asking, reached);
  answer.headline = count_text(outcomes.size(), "outcome can", "outcomes can") +
                    " be reached from " + names_text(*asking.question, 0);
  if (outcomes.empty()) {
    note_none_named(asking, reached, "reached from " + names_text(*asking.question, 0),
                    Role::outcome, answer);
  }
  const std::size_t shown = cut_to_limit(asking, answer, outcomes.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const TermGroup& one = outcomes[i];
    Parts fields{{"concept", text(asking.snapshot().concepts[one.term.concept_.index()].label)},
                 {"opposite", flag(one.term.opposite)}};
    answer.rows.push_back(make_row(asking, std::move(fields), one.configurations));
  }
  if (!answer.rows.empty()) {
    answer.next.push_back("chains from " + names_text(*asking.question, 0, ", ") + " to " +
                          (outcomes[0].term.opposite ? "not " : "") +
                          in_quotes(std::get<std::string>(answer.rows[0].fields[0].second.value)));
  }
}

}  // namespace

extern const Operator operator_outcomes_reachable{
    .name = "outcomes reachable from",
    .kind = "reachable",
    .parameters = "\"A\", \"B\"",
    .example = "outcomes reachable from \"A\", \"B\"",
    .help = "The outcomes on chains of any length that start in any of the contexts.",
    .slots = {concepts_as({}, Role::context)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
