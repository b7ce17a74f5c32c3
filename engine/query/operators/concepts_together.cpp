// Concepts that share extracts, whatever their roles and coders.
#include <utility>

#include "base/text.h"
#include "query/concept_pairs.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using model::ConceptId;

/// A pair rests on extracts, which `why` opens. That some configuration holds both concepts is a
/// claim of its own, so none is named.
Row row_of(const Asking& asking, ConceptPair pair) {
  const auto label = [&](ConceptId id) {
    return text(asking.snapshot().concepts[id.index()].label);
  };
  Row row;
  row.fields = {{"concepts", {Values{label(pair.a), label(pair.b)}}},
                {"extracts", {static_cast<std::int64_t>(pair.extracts)}}};
  row.documents = std::move(pair.documents);
  if (asking.graph->counts_studies())
    row.fields.emplace_back("studies", number(studies_of(asking, row.documents)));
  return row;
}

auto counting(const Asking& asking) {
  return [&asking](model::DocumentId document, model::ExtractKey extract) {
    return asking.graph->counts(document, extract);
  };
}

/// Whether there are pairs that zoom makes one concept of.
bool fall_together(const Asking& asking, const model::ExtractList& extracts) {
  return asking.question->zoom &&
         concept_pairs(extracts, asking.snapshot().concepts.size(), counting(asking), 1).total > 0;
}

void run(const Asking& asking, Answer& answer) {
  const auto counts = counting(asking);
  const model::ExtractList& extracts = asking.world->details->extracts();
  const auto concepts = asking.snapshot().concepts.size();
  ConceptPairs pairs = asking.question->zoom
                           ? concept_pairs(zoomed(asking, extracts), concepts, counts, asking.limit)
                           : concept_pairs(extracts, concepts, counts, asking.limit);
  answer.headline =
      count_text(pairs.total, "pair of concepts shares", "pairs of concepts share") + " extracts";
  if (pairs.total == 0) {
    answer.notes.push_back(
        pairs.coded == 0
            ? "no extract is coded"
            : base::count_of(static_cast<std::int64_t>(pairs.coded), "extract is coded",
                             "extracts are coded") +
                  "; none with two concepts" +
                  (fall_together(asking, extracts) ? " that differ at this depth" : ""));
  }
  cut_to_limit(asking, answer, pairs.total);
  for (ConceptPair& pair : pairs.first) answer.rows.push_back(row_of(asking, std::move(pair)));
  if (!answer.rows.empty()) answer.next.push_back("why 1 of " + asking.question->text);
}

}  // namespace

extern const Operator operator_concepts_together{
    .name = "concepts together",
    .kind = "together",
    .parameters = "",
    .example = "concepts together",
    .help = "How many extracts carry both concepts, for each pair of concepts.",
    .slots = {},
    .takes = takes_study | takes_documents | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
