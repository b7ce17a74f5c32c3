#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "base/text.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::Role;

/// In words, as `zoom` shows them.
Value shown(const Asking& asking, std::vector<graph::Term> terms) {
  return term_values(asking.snapshot(), zoomed(asking, std::move(terms)));
}

Row evidence_row(const Asking& asking, ConfigurationId k) {
  Parts fields{{"kind", text("evidence")},
               {"context", shown(asking, asking.graph->terms(k, Role::context))},
               {"mechanism", shown(asking, asking.graph->terms(k, Role::mechanism))},
               {"outcome", shown(asking, asking.graph->terms(k, Role::outcome))},
               {"moderators", {Values{}}},
               {"support", number(asking.graph->support(k))},
               {"dispute", number(asking.graph->disputing(k).size())}};
  return make_row(asking, std::move(fields), {k});
}

/// Once zoomed, what the other of the pair holds too moderates no more.
Values moderators(const Asking& asking, const graph::OutcomeDispute& found) {
  std::set<std::pair<graph::Term, ConfigurationId>> apart;
  for (const auto& one : found.moderators) {
    const graph::Term term = zoomed(asking, one.term);
    const ConfigurationId other = one.configuration == found.first ? found.second : found.first;
    const auto held = zoomed(asking, asking.graph->terms(other, Role::context));
    if (!std::binary_search(held.begin(), held.end(), term)) apart.emplace(term, one.configuration);
  }
  Values values;
  for (const auto& [term, configuration] : apart) {
    Value value = term_value(asking.snapshot(), term);
    std::get<Parts>(value.value)
        .emplace_back("configuration", text(label_of(asking.snapshot(), configuration)));
    values.push_back(std::move(value));
  }
  return values;
}

/// The outcomes are never zoomed: the other of the pair yields their opposites.
Row outcome_row(const Asking& asking, const graph::OutcomeDispute& found) {
  const auto& snapshot = asking.snapshot();
  const std::vector<ConfigurationId> pair{found.first, found.second};
  const graph::Tally counted = graph::tally(*asking.graph, pair);
  Parts fields{{"kind", text("outcome")},
               {"context", shown(asking, found.contexts)},
               {"mechanism", shown(asking, found.mechanisms)},
               {"outcome", term_values(snapshot, found.outcomes)},
               {"moderators", {moderators(asking, found)}},
               {"support", number(counted.support)},
               {"dispute", number(counted.dispute)}};
  Row row = make_row(asking, std::move(fields), pair);
  row.marks.insert(row.marks.begin(), label_of(snapshot, found.second) + " yields the opposite");
  return row;
}

/// What moderators are, where there are any; with `zoom` also that some lie below its depth.
void note_moderators(const Asking& asking, std::span<const graph::OutcomeDispute> disputes,
                     Answer& answer) {
  bool some = false;
  bool some_below = false;
  for (const graph::OutcomeDispute& one : disputes) {
    if (one.moderators.empty()) continue;
    const bool is_shown = !moderators(asking, one).empty();
    some = some || is_shown;
    some_below = some_below || !is_shown;
  }
  if (some)
    answer.notes.emplace_back(
        "moderators: contexts that one of the pair holds alone, and so may explain the difference");
  if (some_below)
    answer.notes.emplace_back(
        "some pairs differ only in contexts below this depth: ask without zoom to see them");
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
  const std::size_t pairs = shown - std::min(shown, on_evidence.size());
  note_moderators(asking, std::span(on_outcomes).first(pairs), answer);
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
                                        .takes = takes_study | takes_scope | takes_zoom,
                                        .needs_one = false,
                                        .run = run};

}  // namespace retroduce::query
