// What bears on single elements of a configuration only. Alone among counts it reads the evidence,
// so it is asked of rows that are shown, never of all.
#include <algorithm>

#include "graph/analyses.h"
#include "graph/lists.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

std::uint32_t voice_of(const EvidenceGraph& graph, DocumentId document) {
  return graph.counts_studies() ? graph.snapshot().documents[document.index()].study.value
                                : document.value;
}

template <typename Visit>
void each_whole_support(const EvidenceGraph& graph, ConfigurationId k, const Visit& visit) {
  for (const model::SnapshotEvidence& one : graph.snapshot().evidence_of(k)) {
    if (one.element == model::SnapshotEvidence::whole && one.stance != model::Stance::contradicts &&
        graph.counts(one.document, one.extract))
      visit(voice_of(graph, one.document));
  }
}

}  // namespace

std::vector<std::uint32_t> supporting_whole(const EvidenceGraph& graph, ConfigurationId k) {
  std::vector<std::uint32_t> voices;
  each_whole_support(graph, k, [&](std::uint32_t voice) { voices.push_back(voice); });
  unite(voices);
  return voices;
}

std::vector<DocumentId> supporting_in_part(const EvidenceGraph& graph,
                                           std::span<const ConfigurationId> configurations) {
  const auto work = graph.borrow();
  Marks& whole = work->voices;
  whole.start(std::max(graph.snapshot().documents.size(), graph.snapshot().studies.size()));
  for (const ConfigurationId k : configurations)
    each_whole_support(graph, k, [&](std::uint32_t voice) { whole.add(voice); });
  std::vector<DocumentId> found;
  for (const ConfigurationId k : configurations) {
    for (const std::uint32_t each : graph.supporting_documents()[k.index()]) {
      const DocumentId document{each};
      if (graph.counts(document) && !whole.has(voice_of(graph, document)))
        found.push_back(document);
    }
  }
  unite(found);
  return found;
}

}  // namespace retroduce::graph
