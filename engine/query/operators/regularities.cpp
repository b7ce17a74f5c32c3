#include <algorithm>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::Role;

std::vector<Term> also_present(const Asking& asking, const graph::Regularity& regularity) {
  std::vector<Term> others;
  for (const auto k : regularity.configurations) {
    for (const Term term : asking.graph->terms(k, Role::context)) {
      if (term != regularity.context) others.push_back(term);
    }
  }
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  return others;
}

Row regularity_row(const Asking& asking, graph::Regularity& found) {
  const auto label = [&](Term term) {
    return text(asking.snapshot().concepts[term.concept_.index()].label);
  };
  Parts fields{{"context", label(found.context)},
               {"mechanism", label(found.mechanism)},
               {"outcome", label(found.outcome)},
               {"opposites",
                {Values{flag(found.context.opposite), flag(found.mechanism.opposite),
                        flag(found.outcome.opposite)}}},
               {"support", number(found.tally.support)},
               {"dispute", number(found.tally.dispute)},
               {"also_present", term_values(asking.snapshot(), also_present(asking, found))}};
  Row row = make_row(asking, std::move(fields), std::move(found.configurations));
  mark_single_voice(asking, row, found.tally.support);
  return row;
}

void run(const Asking& asking, Answer& answer) {
  const std::size_t threshold = asking.question->threshold.value_or(3);
  auto found = graph::regularities(*asking.graph, threshold);
  const bool studies = asking.graph->counts_studies();
  answer.headline =
      count_text(found.size(), "demi-regularity is", "demi-regularities are") +
      " supported by at least " +
      base::count_of(static_cast<std::int64_t>(threshold), studies ? "study" : "document",
                     studies ? "studies" : "documents");
  const std::size_t shown = cut_to_limit(asking, answer, found.size());
  for (std::size_t i = 0; i < shown; ++i) answer.rows.push_back(regularity_row(asking, found[i]));
  if (found.empty() && threshold > 1) {
    answer.next.push_back("regularities with support >= " + std::to_string(threshold - 1));
  }
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_regularities{
    .name = "regularities",
    .kind = "regularities",
    .parameters = "with support >= 3",
    .example = "regularities with support >= 3",
    .help =
        "Context, mechanism and outcome that stand together across documents (demi-regularities).",
    .slots = {},
    .takes = takes_study | takes_scope | takes_threshold,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
