#include <algorithm>
#include <map>

#include "base/text.h"
#include "query/empty_answer.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using graph::Firing;
using graph::Term;
using model::Role;

/// What was made, as rows show it: those that fall together, once zoomed, are one.
struct Outcome {
  Term term;
  std::uint32_t round = 0;  ///< the first of its parts
  bool given = false;       ///< some part was given too
  std::vector<Firing::Made> parts;
};

/// Round, label.
std::vector<Outcome> outcomes_of(const Asking& asking, const Firing& firing) {
  std::map<Term, Outcome> united;
  for (const Firing::Made& made : firing.made()) {
    Outcome& one = united[zoomed(asking, made.term)];
    if (one.parts.empty()) one.round = made.round;  // made() comes by round
    one.term = zoomed(asking, made.term);
    one.given = one.given || made.given;
    one.parts.push_back(made);
  }
  std::vector<Outcome> list;
  for (auto& [term, one] : united) list.push_back(std::move(one));
  std::stable_sort(list.begin(), list.end(),
                   [](const Outcome& a, const Outcome& b) { return a.round < b.round; });
  return list;
}

/// The configurations that derive any of the parts, by round, then label.
std::vector<model::ConfigurationId> derivation(const Firing& firing, const Outcome& outcome) {
  std::vector<model::ConfigurationId> all;
  for (const Firing::Made& part : outcome.parts) {
    const auto some = firing.derivation(part.term);
    all.insert(all.end(), some.begin(), some.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::stable_sort(all.begin(), all.end(),
                   [&](auto a, auto b) { return firing.round_of(a) < firing.round_of(b); });
  return all;
}

/// "unites X1 and X2, each with a derivation of its own".
std::string united_text(const Asking& asking, const Outcome& outcome) {
  constexpr std::size_t most = 3;
  std::vector<std::string> names;
  for (const Firing::Made& part : outcome.parts) {
    if (names.size() == most) break;
    names.push_back(term_text(asking.snapshot(), part.term));
  }
  const std::size_t more = outcome.parts.size() - names.size();
  return "unites " + base::join(names, ", ") +
         (more == 0 ? "" : " and " + base::grouped(static_cast<std::int64_t>(more)) + " more") +
         ", each with a derivation of its own";
}

Row given_row(const Asking& asking, const Firing& firing, const Outcome& outcome) {
  auto configurations = derivation(firing, outcome);
  Values steps;
  for (const std::string& label : labels_of(asking.snapshot(), configurations))
    steps.push_back(text(label));
  Parts fields{{"concept", text(asking.snapshot().concepts[outcome.term.concept_.index()].label)},
               {"opposite", flag(outcome.term.opposite)},
               {"round", number(outcome.round)},
               {"given", flag(outcome.given)},
               {"derivation", {std::move(steps)}}};
  std::sort(configurations.begin(), configurations.end());
  Row row = make_row(asking, std::move(fields), std::move(configurations));
  if (outcome.given) row.marks.insert(row.marks.begin(), "given");
  if (outcome.parts.size() > 1) row.marks.push_back(united_text(asking, outcome));
  // Of the concepts themselves: two that merely share what stands above them do not contradict.
  for (const Firing::Made& part : outcome.parts) {
    const Term opposite{part.term.concept_, !part.term.opposite};
    if (firing.holds(opposite))
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
  const auto made = outcomes_of(asking, firing);
  std::size_t given = 0;
  for (const auto& one : made) given += one.given ? 1U : 0U;
  answer.headline = count_text(made.size(), "outcome comes", "outcomes come") + " about given " +
                    names_text(*asking.question, 0, " and ");
  if (given > 0) {
    answer.headline += " (" + base::grouped(static_cast<std::int64_t>(given)) + " of them given)";
  }
  note_all_held(asking, 0, answer.notes);
  note_contradictions(asking, firing, answer.notes);
  if (made.empty()) note_nothing_fires(asking, firing, answer);
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
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
