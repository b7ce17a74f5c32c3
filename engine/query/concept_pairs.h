// Pairs of concepts that extracts carry together, counted for a whole review. Lists only: knows no
// question.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "model/extract_list.h"

namespace retroduce::query {

/// Two concepts and the extracts that carry both.
struct ConceptPair {
  model::ConceptId a;  ///< the smaller
  model::ConceptId b;
  std::size_t extracts = 0;
  std::vector<model::DocumentId> documents;  ///< of these extracts, key order, each once
};

/// Their places, those with one `a` next to one another: what `a` has is then marked once.
std::vector<std::size_t> places_by_first(const std::vector<ConceptPair>& pairs);

struct ConceptPairs {
  std::vector<ConceptPair> first;  ///< most extracts first, then by concepts; at most `limit`
  std::size_t total = 0;
  std::size_t coded = 0;  ///< extracts that count and carry any concept
};

/// Whether an extract counts.
using ExtractCounts = std::function<bool(model::DocumentId, model::ExtractKey)>;

/// `limit` 0: all.
ConceptPairs concept_pairs(const model::ExtractList& extracts, std::size_t concepts,
                           const ExtractCounts& counts, std::size_t limit);

/// The extracts that carry both, reading order.
std::vector<model::ExtractKey> carrying_both(const model::ExtractList& extracts, model::ConceptId a,
                                             model::ConceptId b, const ExtractCounts& counts);

}  // namespace retroduce::query
