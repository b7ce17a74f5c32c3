#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "query/empty_answer.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::Role;
using Configurations = std::vector<ConfigurationId>;

constexpr std::size_t most = 5;

/// How many voices a configuration needs to stand: `support >= n` is met before and after.
std::size_t least_support(const Asking& asking) {
  return std::max<std::size_t>(1, asking.scope.least_support);
}

/// Configurations on the way, in order, that fall with these voices.
std::vector<ConfigurationId> broken(const Asking& asking, const graph::Robustness& found,
                                    const Configurations& starts, const Configurations& ends) {
  Configurations ahead = graph::reachable(*asking.graph, starts);
  Configurations back = graph::reaching(*asking.graph, ends);
  std::sort(ahead.begin(), ahead.end());
  std::sort(back.begin(), back.end());
  Configurations list;
  std::set_intersection(ahead.begin(), ahead.end(), back.begin(), back.end(),
                        std::back_inserter(list));
  std::erase_if(list, [&](ConfigurationId k) {
    const auto voices = asking.graph->supporting(k);
    const auto left = std::count_if(voices.begin(), voices.end(), [&](std::uint32_t voice) {
      return !std::binary_search(found.voices.begin(), found.voices.end(), voice);
    });
    return voices.empty() || static_cast<std::size_t>(left) >= least_support(asking);
  });
  return list;
}

Row robustness_row(const Asking& asking, const graph::Robustness& found,
                   Configurations configurations) {
  const bool studies = asking.graph->counts_studies();
  const auto& snapshot = asking.snapshot();
  Values names;
  for (const std::uint32_t voice : found.voices) {
    names.push_back(text(studies ? snapshot.studies[voice] : snapshot.documents[voice].key));
  }
  Parts fields{{"number", number(found.is_more ? most : found.voices.size())},
               {"documents", {std::move(names)}},
               {"more_than", flag(found.is_more)}};
  Row row = make_row(asking, std::move(fields), std::move(configurations));
  row.documents.clear();
  for (std::size_t d = 0; d < snapshot.documents.size(); ++d) {
    const model::DocumentId id{d};
    const std::uint32_t voice = studies ? snapshot.documents[d].study.value : id.value;
    const bool is_one = std::binary_search(found.voices.begin(), found.voices.end(), voice);
    if (is_one && asking.graph->counts(id)) row.documents.push_back(id);
  }
  return row;
}

void run(const Asking& asking, Answer& answer) {
  const auto starts = graph::holding_any(*asking.graph, Role::context, asking.terms[0]);
  const auto ends = graph::holding_any(*asking.graph, Role::outcome, asking.terms[1]);
  const graph::Robustness found =
      graph::robustness(*asking.graph, starts, ends, most, least_support(asking));
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
  if (const std::size_t least = least_support(asking); found.has_chain && least > 1) {
    answer.notes.push_back("a configuration falls where fewer than " + std::to_string(least) +
                           (studies ? " studies" : " documents") +
                           " that support it are left, as with \"without\"");
  }
  cut_to_limit(asking, answer, 1);
  answer.rows.push_back(robustness_row(asking, found, broken(asking, found, starts, ends)));
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
    .run = run,
    .why_no_zoom = "its row names documents, not concepts"};

}  // namespace retroduce::query
