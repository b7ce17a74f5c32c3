#include <algorithm>

#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::ConfigurationId;
using model::Role;

void run(const Asking& asking, Answer& answer) {
  const auto starts = graph::holding_any(*asking.graph, Role::context, asking.terms[0]);
  std::vector<std::pair<Term, ConfigurationId>> made;
  for (const ConfigurationId k : graph::reachable(*asking.graph, starts)) {
    for (const Term term : asking.graph->terms(k, Role::outcome)) made.emplace_back(term, k);
  }
  std::sort(made.begin(), made.end());
  std::vector<std::pair<Term, std::vector<ConfigurationId>>> outcomes;
  for (const auto& [term, k] : made) {
    if (outcomes.empty() || outcomes.back().first != term) outcomes.push_back({term, {}});
    outcomes.back().second.push_back(k);
  }
  answer.headline = count_text(outcomes.size(), "outcome can", "outcomes can") +
                    " be reached from " + names_text(*asking.question, 0);
  const std::size_t shown = cut_to_limit(asking, answer, outcomes.size());
  for (std::size_t i = 0; i < shown; ++i) {
    auto& [term, configurations] = outcomes[i];
    Parts fields{{"concept", text(asking.snapshot().concepts[term.concept_.index()].label)},
                 {"opposite", flag(term.opposite)}};
    answer.rows.push_back(make_row(asking, std::move(fields), std::move(configurations)));
  }
  if (!answer.rows.empty()) {
    answer.next.push_back("chains from " + names_text(*asking.question, 0, ", ") + " to " +
                          (outcomes[0].first.opposite ? "not " : "") +
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
    .takes = takes_exactly | takes_study | takes_scope,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
