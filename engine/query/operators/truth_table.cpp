#include "base/text.h"
#include "query/cases.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using measure::TruthRow;

std::string outcome_text(TruthRow::Outcome outcome) {
  switch (outcome) {
    case TruthRow::Outcome::present:
      return "1";
    case TruthRow::Outcome::absent:
      return "0";
    case TruthRow::Outcome::contradictory:
      break;
  }
  return "C";
}

Row truth_row(const CaseTable& table, const TruthRow& found) {
  Values conditions;
  for (std::size_t i = 0; i < table.conditions(); ++i) {
    Parts parts = table.literal(i, measure::is_present(found.present, i));
    parts.emplace_back("opposite_reported", number(table.reporting_opposite(found.cases, i)));
    conditions.push_back({std::move(parts)});
  }
  const CaseTable::Cases having = table.having_outcome(found.cases);
  Parts fields{{"conditions", {std::move(conditions)}},
               {"cases", number(found.cases.size())},
               {"with_outcome", number(found.with_outcome)},
               {"consistency", {measure::share(found.with_outcome, found.cases.size())}},
               {"coverage", {measure::share(found.with_outcome, table.with_outcome())}},
               {"outcome", text(outcome_text(found.outcome))},
               {"told_whole", number(table.told_whole(having, found.present))},
               {"outcome_opposite_reported", number(table.reporting_opposite_outcome(found.cases))},
               {"outcome_disputed", number(table.disputing_outcome(found.cases))}};
  return table.row(std::move(fields), found.cases, found.present);
}

void note_rows(const std::vector<TruthRow>& rows, std::size_t possible,
               std::vector<std::string>& notes) {
  const std::size_t remainders = possible - rows.size();
  if (remainders > 0) {
    notes.push_back(count_text(remainders, "combination is", "combinations are") +
                    " found in none (logical " + (remainders == 1 ? "remainder" : "remainders") +
                    "): of what happens there nothing is known");
  }
  const std::size_t contradictory = measure::count_rows(rows, TruthRow::Outcome::contradictory);
  if (contradictory > 0) {
    notes.push_back(
        count_text(contradictory, "combination is", "combinations are") +
        " contradictory (C), found with the outcome and without it: a further condition "
        "may tell these cases apart");
  }
}

void run(const Asking& asking, Answer& answer) {
  const CaseTable table(asking);
  const std::vector<TruthRow> rows = table.rows();
  const std::size_t possible = std::size_t{1} << table.conditions();
  answer.headline =
      std::to_string(rows.size()) + " of " + std::to_string(possible) + " combinations of " +
      count_text(table.conditions(), "condition", "conditions") +
      (rows.size() == 1 ? " is found in " : " are found in ") + table.count_text(table.size()) +
      ", " + base::grouped(static_cast<std::int64_t>(table.with_outcome())) + " of them with " +
      names_text(*asking.question, 0);
  const std::size_t shown = cut_to_limit(asking, answer, rows.size());
  for (std::size_t i = 0; i < shown; ++i) answer.rows.push_back(truth_row(table, rows[i]));
  note_rows(rows, possible, answer.notes);
  table.add_notes(answer);
  if (table.with_outcome() > 0) answer.next.push_back("formula for " + asking.question->rest);
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_truth_table{
    .name = "truth table for",
    .kind = "truth table",
    .parameters = "\"O\" from \"A\", \"B\"",
    .example = "truth table for \"O\" from \"A\", \"B\"",
    .help = "Which combinations of conditions documents report, with the outcome and without it.",
    .slots = {concepts_as({}, model::Role::outcome),
              at_most(measure::most_conditions, concepts_as("from", model::Role::context))},
    .takes = takes_exactly | takes_study | takes_scope | takes_consistency,
    .needs_one = false,
    .run = run,
    .why_no_zoom =
        "a condition stands for the concept that is named and all below it, and for nothing above "
        "it"};

}  // namespace retroduce::query
