// The evidence tree of a configuration, down to the quotes.
#include "base/text.h"
#include "query/evidence_tree.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::SnapshotEvidence;

/// Documents whose evidence bears on some elements only.
std::size_t in_part(const Asking& asking, model::ConfigurationId k) {
  const auto evidence = asking.snapshot().evidence_of(k);
  std::size_t count = 0;
  for (std::size_t begin = 0, end = 0; begin < evidence.size(); begin = end) {
    bool whole = false;
    bool some = false;
    for (end = begin; end < evidence.size() && evidence[end].document == evidence[begin].document;
         ++end) {
      if (!asking.graph->counts(evidence[end].document, evidence[end].extract)) continue;
      some = true;
      whole = whole || evidence[end].element == SnapshotEvidence::whole;
    }
    count += some && !whole ? 1U : 0U;
  }
  return count;
}

/// A term as a question names it.
std::string asked(const Asking& asking, graph::Term term) {
  return (term.opposite ? "not " : "") +
         in_quotes(asking.snapshot().concepts[term.concept_.index()].label);
}

void run(const Asking& asking, Answer& answer) {
  const model::ConfigurationId k = asking.configurations[0];
  const model::SnapshotConfiguration& configuration = asking.snapshot().configurations[k.index()];
  std::string title = asking.world->details->configuration(k).title;
  if (!title.empty()) title.insert(0, ": ");
  Value tree = configuration_tree(asking, k);
  const graph::Tally counted = graph::tally(*asking.graph, {{k}});
  answer.headline = configuration.label + title + " (" + voices_text(asking, counted) + ")";
  const std::size_t partly = in_part(asking, k);
  if (partly > 0) {
    answer.notes.push_back(
        base::count_of(static_cast<std::int64_t>(partly), "document bears", "documents bear") +
        " on some elements only");
  }
  cut_to_limit(asking, answer, 1);
  Row row = make_row(asking, std::move(std::get<Parts>(tree.value)), {k});
  mark_single_voice(asking, row, counted.support);
  answer.rows.push_back(std::move(row));
  if (counted.dispute > 0) answer.next.emplace_back("disputes");
  if (const auto held = asking.graph->terms(k, model::Role::mechanism); !held.empty())
    answer.next.push_back("contexts triggering " + asked(asking, held.front()));
  if (const auto held = asking.graph->terms(k, model::Role::context); !held.empty())
    answer.next.push_back("outcomes following " + asked(asking, held.front()));
  if (answer.next.empty()) answer.next.emplace_back("gaps");
}

}  // namespace

extern const Operator operator_why{
    .name = "why",
    .kind = "why",
    .parameters = "\"CMOC 7\"",
    .example = "why \"CMOC 7\"",
    .help = "The evidence of a configuration, element by element, down to the quotes.",
    .slots = {slot(Slot::Kind::configuration)},
    .takes = takes_study | takes_documents,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "it shows what was coded, down to the quotes"};

}  // namespace retroduce::query
