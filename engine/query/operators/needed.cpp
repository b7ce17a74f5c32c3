#include <algorithm>

#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::Role;

enum : std::size_t { outcome_slot, given_slot, most_slot };
constexpr std::size_t usual_most = 3;

/// The derivation once the set holds too: what the row rests on.
std::vector<model::ConfigurationId> derivation(const Asking& asking, const std::vector<Term>& set) {
  std::vector<Term> given = asking.terms[given_slot];
  given.insert(given.end(), set.begin(), set.end());
  const graph::Firing firing(*asking.graph, given);
  const auto& outcomes = asking.terms[outcome_slot];
  for (const auto& made : firing.made()) {
    if (std::find(outcomes.begin(), outcomes.end(), made.term) == outcomes.end()) continue;
    auto steps = firing.derivation(made.term);
    std::sort(steps.begin(), steps.end());
    return steps;
  }
  return {};
}

Row needed_row(const Asking& asking, const std::vector<Term>& set) {
  Values contexts;
  for (const Term term : set) {
    Value value = term_value(asking.snapshot(), term);
    std::get<Parts>(value.value)
        .emplace_back("also_outcome", flag(!asking.graph->holding(Role::outcome, term).empty()));
    contexts.push_back(std::move(value));
  }
  return make_row(asking, {{"contexts", {std::move(contexts)}}}, derivation(asking, set));
}

void run(const Asking& asking, Answer& answer) {
  const auto& most = asking.question->arguments[most_slot];
  const graph::Needed found =
      graph::needed_contexts(*asking.graph, asking.terms[outcome_slot], asking.terms[given_slot],
                             most.is_given() ? most.number : usual_most);
  answer.headline = count_text(found.sets.size(), "set of further contexts lets",
                               "sets of further contexts let") +
                    " " + names_text(*asking.question, outcome_slot) + " come about given " +
                    names_text(*asking.question, given_slot, " and ");
  if (found.is_derivable) {
    answer.headline = names_text(*asking.question, outcome_slot) + " comes about already given " +
                      names_text(*asking.question, given_slot, " and ");
    answer.notes.emplace_back("it can be derived already: nothing further is needed");
  }
  if (!found.is_complete) {
    answer.notes.emplace_back("the search was given up before its end: there may be more sets");
  }
  const std::size_t shown = cut_to_limit(asking, answer, found.sets.size());
  answer.total_is_exact = found.is_complete;
  for (std::size_t i = 0; i < shown; ++i) answer.rows.push_back(needed_row(asking, found.sets[i]));
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_needed{
    .name = "needed for",
    .kind = "needed",
    .parameters = "\"O\" given \"A\" at most 3",
    .example = "needed for \"O\" given \"A\"",
    .help = "The further contexts that would let an outcome come about.",
    .slots = {concepts_as({}, Role::outcome), concepts_as("given", Role::context),
              slot(Slot::Kind::number, "at most", false)},
    .takes = takes_exactly | takes_study | takes_scope,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
