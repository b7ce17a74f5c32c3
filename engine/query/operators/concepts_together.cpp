// Concepts that share extracts, whatever their roles and coders.
#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "base/text.h"
#include "query/concept_pairs.h"
#include "query/marked_list.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::ConceptId;
using model::ConfigurationId;

/// Configurations that hold a concept in whatever role, each list made once.
class AnyHolders {
 public:
  explicit AnyHolders(const model::Snapshot& snapshot)
      : snapshot_(snapshot), lists_(snapshot.concepts.size()), made_(lists_.size(), false) {}

  const std::vector<ConfigurationId>& of(ConceptId id) {
    std::vector<ConfigurationId>& list = lists_[id.index()];
    if (made_[id.index()]) return list;
    made_[id.index()] = true;
    for (const std::size_t term : {id.index() * 2, id.index() * 2 + 1}) {
      for (std::size_t role = 0; role < model::words_of<model::Role>().size(); ++role) {
        add(snapshot_.holders(static_cast<model::Role>(role))[term], list);
      }
      add(snapshot_.unfired()[term], list);
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
  }

 private:
  static void add(std::span<const ConfigurationId> some, std::vector<ConfigurationId>& list) {
    list.insert(list.end(), some.begin(), some.end());
  }

  const model::Snapshot& snapshot_;
  std::vector<std::vector<ConfigurationId>> lists_;
  std::vector<bool> made_;
};

Row row_of(const Asking& asking, ConceptPair pair, std::vector<ConfigurationId> configurations) {
  const auto label = [&](ConceptId id) {
    return text(asking.snapshot().concepts[id.index()].label);
  };
  Row row;
  row.fields = {{"concepts", {Values{label(pair.a), label(pair.b)}}},
                {"extracts", {static_cast<std::int64_t>(pair.extracts)}}};
  row.configurations = std::move(configurations);
  row.documents = std::move(pair.documents);
  if (asking.graph->counts_studies())
    row.fields.emplace_back("studies", number(studies_of(asking, row.documents)));
  return row;
}

/// Those that hold both concepts, for each pair.
std::vector<std::vector<ConfigurationId>> shared_configurations(
    const model::Snapshot& snapshot, const std::vector<ConceptPair>& pairs) {
  std::vector<std::vector<ConfigurationId>> shared(pairs.size());
  AnyHolders holders(snapshot);
  MarkedList marked(snapshot.configurations.size());
  const ConceptPair* before = nullptr;
  for (const std::size_t place : places_by_first(pairs)) {
    const ConceptPair& pair = pairs[place];
    if (before == nullptr || before->a != pair.a)
      marked.mark(std::span<const ConfigurationId>(holders.of(pair.a)));
    before = &pair;
    marked.each_shared(std::span<const ConfigurationId>(holders.of(pair.b)),
                       [&](ConfigurationId k) { shared[place].push_back(k); });
  }
  return shared;
}

void run(const Asking& asking, Answer& answer) {
  ConceptPairs pairs = concept_pairs(
      asking.world->details->extracts(), asking.snapshot().concepts.size(),
      [&](model::DocumentId document) { return asking.graph->counts(document); }, asking.limit);
  answer.headline =
      count_text(pairs.total, "pair of concepts shares", "pairs of concepts share") + " extracts";
  if (pairs.total == 0) {
    answer.notes.push_back(pairs.coded == 0
                               ? "no extract is coded"
                               : base::count_of(static_cast<std::int64_t>(pairs.coded),
                                                "extract is coded", "extracts are coded") +
                                     "; none with two concepts");
  }
  cut_to_limit(asking, answer, pairs.total);
  auto shared = shared_configurations(asking.snapshot(), pairs.first);
  for (std::size_t i = 0; i < pairs.first.size(); ++i) {
    answer.rows.push_back(row_of(asking, std::move(pairs.first[i]), std::move(shared[i])));
  }
}

}  // namespace

extern const Operator operator_concepts_together{
    .name = "concepts together",
    .kind = "together",
    .parameters = "",
    .example = "concepts together",
    .help = "How many extracts carry both concepts, for each pair of concepts.",
    .slots = {},
    .takes = takes_study | takes_documents,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
