#include <algorithm>

#include "query/empty_answer.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::ConfigurationId;
using model::Role;

std::vector<ConfigurationId> shared(std::span<const ConfigurationId> a,
                                    std::span<const ConfigurationId> b) {
  std::vector<ConfigurationId> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

void run(const Asking& asking, Answer& answer) {
  const auto starts = graph::holding_any(*asking.graph, Role::context, asking.terms[0]);
  const auto ends = graph::holding_any(*asking.graph, Role::outcome, asking.terms[1]);
  const auto on_the_way =
      shared(graph::reachable(*asking.graph, starts), graph::reaching(*asking.graph, ends));
  std::vector<Standing> standings;
  for (const Term pivot : graph::pivotal_mechanisms(*asking.graph, starts, ends)) {
    for (const ConfigurationId k :
         shared(asking.graph->holding(Role::mechanism, pivot), on_the_way)) {
      standings.emplace_back(pivot, k);
    }
  }
  const auto pivots = group_terms(asking, std::move(standings));
  answer.headline = count_text(pivots.size(), "mechanism is", "mechanisms are") +
                    " on every chain from " + names_text(*asking.question, 0) + " to " +
                    names_text(*asking.question, 1);
  if (on_the_way.empty()) {
    answer.notes.emplace_back("no chain of any length leads there");
    note_no_way(asking, starts, ends, 0, 1, answer);
    answer.next.push_back("why not " + names_text(*asking.question, 0, ", ") + " to " +
                          names_text(*asking.question, 1, ", "));
  } else if (pivots.empty()) {
    answer.notes.emplace_back("chains lead there, and each mechanism on them can be gone round");
  }
  const std::size_t shown = cut_to_limit(asking, answer, pivots.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const TermGroup& one = pivots[i];
    Parts fields{{"concept", text(asking.snapshot().concepts[one.term.concept_.index()].label)},
                 {"opposite", flag(one.term.opposite)}};
    answer.rows.push_back(make_row(asking, std::move(fields), one.configurations));
  }
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_pivotal{
    .name = "pivotal mechanisms",
    .kind = "pivotal",
    .parameters = "from \"A\" to \"B\"",
    .example = "pivotal mechanisms from \"A\" to \"B\"",
    .help = "Mechanisms without which no chain of any length leads from one to the other.",
    .slots = {concepts_as("from", Role::context), concepts_as("to", Role::outcome)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
