// Counting of voices and gathering of witnesses: what every row of every answer shows.
#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
Tally tally(const EvidenceGraph& graph, std::span<const ConfigurationId> configurations) {
  if (configurations.size() == 1) {
    return {graph.supporting(configurations[0]).size(), graph.disputing(configurations[0]).size()};
  }
  std::vector<std::uint32_t> support;
  std::vector<std::uint32_t> dispute;
  for (const ConfigurationId k : configurations) {
    const auto for_it = graph.supporting(k);
    const auto against = graph.disputing(k);
    support.insert(support.end(), for_it.begin(), for_it.end());
    dispute.insert(dispute.end(), against.begin(), against.end());
  }
  unite(support);
  unite(dispute);
  return {support.size(), dispute.size()};
}

std::vector<DocumentId> witnesses(const EvidenceGraph& graph,
                                  std::span<const ConfigurationId> configurations) {
  std::vector<DocumentId> documents;
  for (const ConfigurationId k : configurations) {
    for (const auto& one : graph.snapshot().evidence_of(k)) {
      if (graph.counts(one.document)) documents.push_back(one.document);
    }
  }
  unite(documents);
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
