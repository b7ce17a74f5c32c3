// Concepts that share extracts, whatever their roles and coders.
#include <algorithm>
#include <map>
#include <tuple>

#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::ConceptId;
using model::ConceptPair;

/// Extracts of one concept with their documents, by extract; each concept is asked for once.
class ExtractsOfConcept {
 public:
  explicit ExtractsOfConcept(const model::Details& details) : details_(&details) {}

  std::vector<model::DocumentId> shared(const ConceptPair& pair) {
    const List& a = of(pair.first);
    const List& b = of(pair.second);
    List both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    std::vector<model::DocumentId> documents;
    for (const auto& [extract, document] : both) documents.push_back(document);
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    return documents;
  }

 private:
  using List = std::vector<std::pair<model::ExtractKey, model::DocumentId>>;

  const List& of(ConceptId id) {
    const auto [at, fresh] = lists_.try_emplace(id);
    if (fresh) {
      model::CodingFilter filter;
      filter.concepts = {id};
      details_->each_coded(filter, [&](const model::ExtractDetail& extract) {
        at->second.emplace_back(extract.key, extract.document);
      });
      std::sort(at->second.begin(), at->second.end());
    }
    return at->second;
  }

  const model::Details* details_;
  std::map<ConceptId, List> lists_;
};

std::vector<std::vector<model::ConfigurationId>> configurations_by_concept(
    const model::Snapshot& snapshot) {
  std::vector<std::vector<model::ConfigurationId>> lists(snapshot.concepts.size());
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    const model::ConfigurationId k{i};
    for (const auto& element : snapshot.elements_of(k)) {
      auto& list = lists[element.concept_.index()];
      if (list.empty() || list.back() != k) list.push_back(k);
    }
  }
  return lists;
}

void run(const Asking& asking, Answer& answer) {
  std::vector<ConceptPair> pairs = asking.world->details->concept_pairs();
  std::sort(pairs.begin(), pairs.end(), [](const ConceptPair& a, const ConceptPair& b) {
    return std::make_tuple(-a.extracts, a.first, a.second) <
           std::make_tuple(-b.extracts, b.first, b.second);
  });
  answer.headline =
      count_text(pairs.size(), "pair of concepts shares", "pairs of concepts share") + " extracts";
  const std::size_t shown = cut_to_limit(asking, answer, pairs.size());
  const auto holders = configurations_by_concept(asking.snapshot());
  ExtractsOfConcept extracts(*asking.world->details);
  for (std::size_t i = 0; i < shown; ++i) {
    const ConceptPair& pair = pairs[i];
    const auto label = [&](ConceptId id) {
      return text(asking.snapshot().concepts[id.index()].label);
    };
    Row row;
    row.fields = {{"concepts", {Values{label(pair.first), label(pair.second)}}},
                  {"extracts", {pair.extracts}}};
    const auto& a = holders[pair.first.index()];
    const auto& b = holders[pair.second.index()];
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                          std::back_inserter(row.configurations));
    row.documents = extracts.shared(pair);
    answer.rows.push_back(std::move(row));
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
    .takes = 0,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
