#include <algorithm>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Firing;
using graph::Term;
using model::Role;

Row given_row(const Asking& asking, const Firing& firing, const Firing::Made& made) {
  auto derivation = firing.derivation(made.term);
  Values steps;
  for (const std::string& label : labels_of(asking.snapshot(), derivation))
    steps.push_back(text(label));
  Parts fields{{"concept", text(asking.snapshot().concepts[made.term.concept_.index()].label)},
               {"opposite", flag(made.term.opposite)},
               {"round", number(made.round)},
               {"given", flag(made.given)},
               {"derivation", {std::move(steps)}}};
  std::sort(derivation.begin(), derivation.end());
  Row row = make_row(asking, std::move(fields), std::move(derivation));
  if (made.given) row.marks.insert(row.marks.begin(), "given");
  const Term opposite{made.term.concept_, !made.term.opposite};
  if (firing.holds(opposite)) {
    row.marks.push_back(in_quotes(term_text(asking.snapshot(), opposite)) + " holds too");
  }
  return row;
}

void note_contradictions(const Asking& asking, const Firing& firing,
                         std::vector<std::string>& notes) {
  for (std::size_t i = 0; i < asking.snapshot().concepts.size(); ++i) {
    const model::ConceptId id{i};
    if (firing.holds({id, false}) && firing.holds({id, true})) {
      notes.push_back(in_quotes(asking.snapshot().concepts[i].label) +
                      " and its opposite both hold");
    }
  }
}

void run(const Asking& asking, Answer& answer) {
  const Firing firing(*asking.graph, asking.terms[0]);
  const auto& made = firing.made();
  std::size_t given = 0;
  for (const auto& one : made) given += one.given ? 1U : 0U;
  answer.headline = count_text(made.size(), "outcome comes", "outcomes come") + " about given " +
                    names_text(*asking.question, 0, " and ");
  if (given > 0) {
    answer.headline += " (" + base::grouped(static_cast<std::int64_t>(given)) + " of them given)";
  }
  note_contradictions(asking, firing, answer.notes);
  const std::size_t shown = cut_to_limit(asking, answer, made.size());
  for (std::size_t i = 0; i < shown; ++i) answer.rows.push_back(given_row(asking, firing, made[i]));
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_outcomes_given{
    .name = "outcomes given",
    .kind = "given",
    .parameters = "\"A\", not \"B\"",
    .example = "outcomes given \"A\", not \"B\"",
    .help =
        "What comes about when contexts hold: a configuration fires when all of its contexts do.",
    .slots = {concepts_as({}, Role::context)},
    .takes = takes_exactly | takes_study | takes_scope,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
