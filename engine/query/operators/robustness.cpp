#include <algorithm>

#include "base/text.h"
#include "query/empty_answer.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::Role;

constexpr std::size_t most = 5;

Row robustness_row(const Asking& asking, const graph::Robustness& found) {
  const bool studies = asking.graph->counts_studies();
  const auto& snapshot = asking.snapshot();
  Values names;
  Row row;
  for (const std::uint32_t voice : found.voices) {
    names.push_back(text(studies ? snapshot.studies[voice] : snapshot.documents[voice].key));
  }
  for (std::size_t d = 0; d < snapshot.documents.size(); ++d) {
    const model::DocumentId id{d};
    const std::uint32_t voice = studies ? snapshot.documents[d].study.value : id.value;
    const bool is_one = std::binary_search(found.voices.begin(), found.voices.end(), voice);
    if (is_one && asking.graph->counts(id)) row.documents.push_back(id);
  }
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    const model::ConfigurationId k{i};
    const auto voices = asking.graph->supporting(k);
    const bool rests =
        std::includes(found.voices.begin(), found.voices.end(), voices.begin(), voices.end());
    if (asking.graph->takes_part(k) && !voices.empty() && rests) row.configurations.push_back(k);
  }
  row.fields = {{"number", number(found.is_more ? most : found.voices.size())},
                {"documents", {std::move(names)}},
                {"more_than", flag(found.is_more)}};
  return row;
}

void run(const Asking& asking, Answer& answer) {
  const auto starts = graph::holding_any(*asking.graph, Role::context, asking.terms[0]);
  const auto ends = graph::holding_any(*asking.graph, Role::outcome, asking.terms[1]);
  const graph::Robustness found = graph::robustness(*asking.graph, starts, ends, most);
  const bool studies = asking.graph->counts_studies();
  const std::string way =
      names_text(*asking.question, 0) + " to " + names_text(*asking.question, 1);
  const std::string voices =
      base::count_of(static_cast<std::int64_t>(found.is_more ? most : found.voices.size()),
                     studies ? "study" : "document", studies ? "studies" : "documents");
  answer.headline = (found.is_more ? "More than " + voices + " have to"
                                   : "At the fewest, " + voices +
                                         (found.voices.size() == 1 ? " has to" : " have to")) +
                    " be left out until no supported chain leads from " + way;
  if (!found.has_chain) {
    answer.headline = "Nothing supported leads from " + way;
    answer.notes.emplace_back(
        "no chain of supported configurations leads there, so there is nothing to break");
    note_no_supported_chain(asking, starts, ends, answer);
  }
  cut_to_limit(asking, answer, 1);
  answer.rows.push_back(robustness_row(asking, found));
  answer.next.push_back("chains from " + names_text(*asking.question, 0, ", ") + " to " +
                        names_text(*asking.question, 1, ", "));
}

}  // namespace

extern const Operator operator_robustness{
    .name = "robustness",
    .kind = "robustness",
    .parameters = "from \"A\" to \"B\"",
    .example = "robustness from \"A\" to \"B\"",
    .help = "The fewest documents without which no supported chain is left.",
    .slots = {concepts_as("from", Role::context), concepts_as("to", Role::outcome)},
    .takes = takes_exactly | takes_study | takes_scope,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
