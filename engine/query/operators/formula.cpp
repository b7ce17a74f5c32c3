// Minimal formulae: the complex solution says no more than the combinations that are reported, the
// parsimonious one may draw in those that nobody reports. Ragin 1987; Rihoux & De Meur 2009.
#include <algorithm>

#include "base/text.h"
#include "query/cases.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using measure::Combination;
using measure::Product;
using measure::Sum;
using measure::TruthFunction;
using measure::TruthRow;

struct Solution {
  std::string_view name;
  TruthFunction function;
  measure::MinimalSums found;
};

Solution solve(std::string_view name, const CaseTable& table, const std::vector<TruthRow>& rows,
               bool with_remainders) {
  TruthFunction function{table.conditions(), {}, {}};
  std::vector<bool> observed(std::size_t{1} << table.conditions(), false);
  for (const TruthRow& row : rows) {
    observed[row.present] = true;
    if (row.outcome == TruthRow::Outcome::present) function.ones.push_back(row.present);
  }
  for (std::size_t c = 0; with_remainders && c < observed.size(); ++c) {
    if (!observed[c]) function.open.push_back(static_cast<Combination>(c));
  }
  measure::MinimalSums found = measure::minimal_sums(function);
  return {name, std::move(function), std::move(found)};
}

/// How many cases with the outcome this product covers and no other product of the sum does.
std::size_t covered_alone(const std::vector<TruthRow>& rows, const Sum& sum,
                          const Product& product) {
  std::size_t alone = 0;
  for (const TruthRow& row : rows) {
    if (row.with_outcome == 0 || !product.covers(row.present)) continue;
    const bool by_others = std::any_of(sum.begin(), sum.end(), [&](const Product& other) {
      return other != product && other.covers(row.present);
    });
    alone += by_others ? 0 : row.with_outcome;
  }
  return alone;
}

Value term_of(const Asking& asking, const CaseTable& table, const std::vector<TruthRow>& rows,
              const Sum& sum, const Product& product) {
  Values literals;
  for (std::size_t i = 0; i < table.conditions(); ++i) {
    if (!measure::is_present(product.fixed, i)) continue;
    literals.push_back({table.literal(i, measure::is_present(product.present, i))});
  }
  const CaseTable::Cases cases = table.covered(product);
  const CaseTable::Cases having = table.having_outcome(cases);
  Values documents;
  for (const model::DocumentId id : table.documents(cases)) {
    documents.push_back(text(asking.snapshot().documents[id.index()].key));
  }
  return {Parts{{"term", text(table.product_text(product))},
                {"literals", {std::move(literals)}},
                {"cases", number(cases.size())},
                {"with_outcome", number(having.size())},
                {"consistency", {measure::share(having.size(), cases.size())}},
                {"raw_coverage", {measure::share(having.size(), table.with_outcome())}},
                {"unique_coverage",
                 {measure::share(covered_alone(rows, sum, product), table.with_outcome())}},
                {"told_whole", number(table.told_whole(having, product.present))},
                {"documents", {std::move(documents)}}}};
}

Row formula_row(const Asking& asking, const CaseTable& table, const std::vector<TruthRow>& rows,
                const Solution& solution, const Sum& sum) {
  Values terms;
  Combination present = 0;
  for (const Product& product : sum) {
    terms.push_back(term_of(asking, table, rows, sum, product));
    present |= product.present;
  }
  const auto& open = solution.function.open;
  const auto assumed = std::count_if(open.begin(), open.end(), [&](Combination one) {
    return std::any_of(sum.begin(), sum.end(),
                       [one](const Product& product) { return product.covers(one); });
  });
  const CaseTable::Cases cases = table.covered(sum);
  const CaseTable::Cases having = table.having_outcome(cases);
  Parts fields{{"solution", text(std::string(solution.name))},
               {"formula", text(table.sum_text(sum))},
               {"terms", {std::move(terms)}},
               {"cases", number(cases.size())},
               {"with_outcome", number(having.size())},
               {"consistency", {measure::share(having.size(), cases.size())}},
               {"coverage", {measure::share(having.size(), table.with_outcome())}},
               {"assumptions", number(static_cast<std::size_t>(assumed))}};
  return table.row(std::move(fields), cases, present);
}

/// Conditions that every case with the outcome reports, and some case without it does not: else
/// they would be said of any outcome.
Combination necessary_conditions(const CaseTable& table, const std::vector<TruthRow>& rows) {
  Combination necessary = 0;
  for (std::size_t i = 0; i < table.conditions(); ++i) {
    bool always = true;
    bool elsewhere = true;
    for (const TruthRow& row : rows) {
      const bool present = measure::is_present(row.present, i);
      if (row.with_outcome > 0) always = always && present;
      if (row.with_outcome < row.cases.size()) elsewhere = elsewhere && present;
    }
    if (always && !elsewhere) necessary |= Combination{1} << i;
  }
  return necessary;
}

/// Marked as a row would be that rests on the same cases.
void note_necessary(const CaseTable& table, const std::vector<TruthRow>& rows,
                    const std::string& outcome, std::vector<std::string>& notes) {
  const Combination necessary = necessary_conditions(table, rows);
  if (necessary == 0 || table.with_outcome() == 0) return;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < table.conditions(); ++i) {
    if (measure::is_present(necessary, i)) names.push_back(in_quotes(table.condition_text(i)));
  }
  const CaseTable::Cases all = table.covered(measure::Product{necessary, necessary});
  const Row grounds = table.row({}, table.having_outcome(all), necessary);
  const bool is_one = table.with_outcome() == 1;
  const std::string marks = base::join(grounds.marks, "; ");
  notes.push_back("necessary, as far as these cases go (" + std::string(is_one ? "the " : "all ") +
                  table.count_text(table.with_outcome()) + " with " + outcome +
                  (is_one ? " reports " : " report ") + (names.size() == 1 ? "it" : "them") +
                  (marks.empty() ? "" : "; " + marks) + "): " + base::join(names, ", "));
}

void note_rows(const CaseTable& table, const std::vector<TruthRow>& rows,
               const std::string& outcome, std::vector<std::string>& notes) {
  const std::size_t contradictory = measure::count_rows(rows, TruthRow::Outcome::contradictory);
  if (table.with_outcome() == 0) {
    notes.push_back("no case reports " + outcome + ": there is nothing to explain");
  } else if (measure::count_rows(rows, TruthRow::Outcome::present) == 0) {
    notes.push_back("no combination goes with " + outcome +
                    " often enough: see the truth table for where it is found");
  }
  if (contradictory > 0) {
    notes.push_back(count_text(contradictory, "contradictory combination, found",
                               "contradictory combinations, found") +
                    " with the outcome and without it, " + (contradictory == 1 ? "is" : "are") +
                    " left out: no formula covers " + (contradictory == 1 ? "it" : "them"));
  }
}

void run(const Asking& asking, Answer& answer) {
  const CaseTable table(asking);
  const std::vector<TruthRow> rows = table.rows();
  const std::string outcome = names_text(*asking.question, 0);
  const Solution solutions[] = {solve("complex", table, rows, false),
                                solve("parsimonious", table, rows, true)};
  const auto sums = [&](std::size_t i) { return solutions[i].found.sums.size(); };
  answer.headline = count_text(sums(0), "complex", "complex") + " and " +
                    (sums(1) == 0 ? "no" : std::to_string(sums(1))) + " parsimonious " +
                    (sums(1) < 2 ? "formula" : "formulas") + " for " + outcome + " from " +
                    count_text(table.conditions(), "condition", "conditions") + " in " +
                    table.count_text(table.size());
  const std::size_t shown = cut_to_limit(asking, answer, sums(0) + sums(1));
  for (const Solution& solution : solutions) {
    for (const Sum& sum : solution.found.sums) {
      if (answer.rows.size() == shown) break;
      answer.rows.push_back(formula_row(asking, table, rows, solution, sum));
    }
    if (solution.found.is_complete) continue;
    answer.total_is_exact = false;
    answer.notes.push_back("the search for the " + std::string(solution.name) +
                           " solution was given up before its end: there may be more or shorter "
                           "formulas");
  }
  note_rows(table, rows, outcome, answer.notes);
  note_necessary(table, rows, outcome, answer.notes);
  table.add_notes(answer);
  answer.next.push_back("truth table for " + asking.question->rest);
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_formula{
    .name = "formula for",
    .kind = "formula",
    .parameters = "\"O\" from \"A\", \"B\" consistency >= 0.8",
    .example = "formula for \"O\" from \"A\", \"B\"",
    .help = "The shortest statements of which combinations of conditions go with an outcome.",
    .slots = {concepts_as({}, model::Role::outcome),
              at_most(measure::most_conditions, concepts_as("from", model::Role::context))},
    .takes = takes_exactly | takes_study | takes_scope | takes_consistency,
    .needs_one = false,
    .run = run,
    .why_no_zoom =
        "a condition stands for the concept that is named and all below it, and for nothing above "
        "it"};

}  // namespace retroduce::query
