#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::Role;

Row evidence_row(const Asking& asking, ConfigurationId k) {
  const auto& snapshot = asking.snapshot();
  Parts fields{{"kind", text("evidence")},
               {"context", term_values(snapshot, asking.graph->terms(k, Role::context))},
               {"mechanism", term_values(snapshot, asking.graph->terms(k, Role::mechanism))},
               {"outcome", term_values(snapshot, asking.graph->terms(k, Role::outcome))},
               {"moderators", {Values{}}},
               {"support", number(asking.graph->support(k))},
               {"dispute", number(asking.graph->disputing(k).size())}};
  return make_row(asking, std::move(fields), {k});
}

Row outcome_row(const Asking& asking, const graph::OutcomeDispute& found) {
  const auto& snapshot = asking.snapshot();
  Values moderators;
  for (const auto& one : found.moderators) {
    Value value = term_value(snapshot, one.term);
    std::get<Parts>(value.value)
        .emplace_back("configuration", text(label_of(snapshot, one.configuration)));
    moderators.push_back(std::move(value));
  }
  const std::vector<ConfigurationId> pair{found.first, found.second};
  const graph::Tally counted = graph::tally(*asking.graph, pair);
  Parts fields{{"kind", text("outcome")},
               {"context", term_values(snapshot, found.contexts)},
               {"mechanism", term_values(snapshot, found.mechanisms)},
               {"outcome", term_values(snapshot, found.outcomes)},
               {"moderators", {std::move(moderators)}},
               {"support", number(counted.support)},
               {"dispute", number(counted.dispute)}};
  Row row = make_row(asking, std::move(fields), pair);
  row.marks.insert(row.marks.begin(), label_of(snapshot, found.second) + " yields the opposite");
  return row;
}

void note_no_dispute(const Asking& asking, Answer& answer) {
  std::size_t disputed = 0;
  for (std::size_t k = 0; k < asking.snapshot().configurations.size(); ++k) {
    const ConfigurationId id{k};
    if (asking.graph->takes_part(id) && !asking.graph->disputing(id).empty()) ++disputed;
  }
  answer.notes.push_back(
      disputed == 0 ? "no evidence contradicts a configuration"
                    : base::count_of(static_cast<std::int64_t>(disputed),
                                     "configuration is contradicted, with nothing that supports it",
                                     "configurations are contradicted, with nothing that supports "
                                     "them"));
}

void run(const Asking& asking, Answer& answer) {
  const auto on_evidence = graph::evidence_disputes(*asking.graph);
  const auto on_outcomes = graph::outcome_disputes(*asking.graph);
  answer.headline =
      count_text(on_evidence.size(), "configuration is", "configurations are") +
      " both supported and disputed; " +
      (on_outcomes.empty() ? "no pair yields"
                           : base::count_of(static_cast<std::int64_t>(on_outcomes.size()),
                                            "pair yields", "pairs yield")) +
      " an outcome and its opposite";
  const std::size_t shown = cut_to_limit(asking, answer, on_evidence.size() + on_outcomes.size());
  for (std::size_t i = 0; i < shown; ++i) {
    answer.rows.push_back(i < on_evidence.size()
                              ? evidence_row(asking, on_evidence[i])
                              : outcome_row(asking, on_outcomes[i - on_evidence.size()]));
  }
  if (!on_outcomes.empty()) {
    answer.notes.emplace_back(
        "moderators: contexts that one of the pair holds alone, and so may explain the difference");
  }
  if (answer.total == 0) note_no_dispute(asking, answer);
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_disputes{.name = "disputes",
                                        .kind = "disputes",
                                        .parameters = "",
                                        .example = "disputes",
                                        .help =
                                            "Where documents disagree, and where like "
                                            "configurations end in an outcome and its opposite.",
                                        .slots = {},
                                        .takes = takes_study | takes_scope,
                                        .needs_one = false,
                                        .run = run};

}  // namespace retroduce::query
