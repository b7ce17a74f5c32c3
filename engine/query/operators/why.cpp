// The evidence tree of a configuration, down to the quotes.
#include "base/text.h"
#include "query/evidence_tree.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::SnapshotEvidence;

/// Of the documents whose evidence bears on it.
struct Bearing {
  std::int64_t in_part = 0;   ///< on some elements only
  std::int64_t left_out = 0;  ///< by what the question leaves out
};

Bearing bearing_on(const Asking& asking, model::ConfigurationId k) {
  const auto evidence = asking.snapshot().evidence_of(k);
  Bearing found;
  for (std::size_t begin = 0, end = 0; begin < evidence.size(); begin = end) {
    bool whole = false;
    bool some = false;
    for (end = begin; end < evidence.size() && evidence[end].document == evidence[begin].document;
         ++end) {
      if (!asking.graph->counts(evidence[end].document, evidence[end].extract)) continue;
      some = true;
      whole = whole || evidence[end].element == SnapshotEvidence::whole;
    }
    found.in_part += some && !whole ? 1 : 0;
    found.left_out += some ? 0 : 1;
  }
  return found;
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
  const Bearing bearing = bearing_on(asking, k);
  if (bearing.in_part > 0) {
    answer.notes.push_back(base::count_of(bearing.in_part, "document bears", "documents bear") +
                           " on some elements only");
  }
  if (bearing.left_out > 0) {
    answer.notes.push_back(
        "the question leaves out " +
        base::count_of(bearing.left_out, "document that bears on it", "documents that bear on it"));
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
