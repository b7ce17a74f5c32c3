// Counting of voices and gathering of witnesses: what every row of every answer shows.
#include <algorithm>

#include "graph/analyses.h"
#include "graph/lists.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

/// Counts each voice once by a mark: lists are never merged or sorted.
std::size_t voices(const EvidenceGraph& graph, Marks& marks, const ListColumn<std::uint32_t>& lists,
                   std::span<const ConfigurationId> configurations) {
  const auto& snapshot = graph.snapshot();
  marks.start(std::max(snapshot.documents.size(), snapshot.studies.size()));
  std::size_t count = 0;
  for (const ConfigurationId k : configurations) {
    for (const std::uint32_t voice : lists[k.index()]) count += marks.add(voice) ? 1U : 0U;
  }
  return count;
}

}  // namespace

Tally tally(const EvidenceGraph& graph, std::span<const ConfigurationId> configurations) {
  if (configurations.size() == 1) {
    return {graph.supporting(configurations[0]).size(), graph.disputing(configurations[0]).size()};
  }
  const auto work = graph.borrow();
  return {voices(graph, work->voices, graph.supporters(), configurations),
          voices(graph, work->voices, graph.disputers(), configurations)};
}

std::vector<DocumentId> witnesses(const EvidenceGraph& graph,
                                  std::span<const ConfigurationId> configurations) {
  const auto work = graph.borrow();
  const auto& snapshot = graph.snapshot();
  work->voices.start(snapshot.documents.size());
  std::vector<DocumentId> documents;
  for (const auto* lists : {&graph.supporting_documents(), &graph.disputing_documents()}) {
    for (const ConfigurationId k : configurations) {
      for (const std::uint32_t document : (*lists)[k.index()]) {
        const DocumentId id{document};
        if (graph.counts(id) && work->voices.add(document)) documents.push_back(id);
      }
    }
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

std::vector<ConfigurationId> holding_any(const EvidenceGraph& graph, Role role,
                                         std::span<const Term> terms) {
  std::vector<ConfigurationId> all;
  for (const Term term : terms) {
    const auto some = graph.holding(role, term);
    all.insert(all.end(), some.begin(), some.end());
  }
  unite(all);
  return all;
}

}  // namespace retroduce::graph
