// What a reviewer may want to make one: wordings and the concepts that they may stand for, concepts
// of like names, configurations of like parts. Suggestions by words and parts alone, never applied
// by themselves.
#pragma once

#include <vector>

#include "model/snapshot.h"

namespace retroduce::query {

struct ConceptCandidate {
  model::ConceptId one;  ///< the wording, where just one of them is
  model::ConceptId other;
  double score = 0;  ///< 0 to 1: shared words, the rarer the heavier (Dice's coefficient over
                     ///< inverse frequencies)
};

/// Pairs that share words, by score falling, then the order of the two; the three best for each
/// wording, and pairs of concepts from `least` on. Words count alike where they begin with the same
/// five letters; the smallest words do not count.
std::vector<ConceptCandidate> concept_candidates(const model::Snapshot& snapshot, double least);

struct ConfigurationCandidate {
  model::ConfigurationId one;
  model::ConfigurationId other;
  /// Elements that both have: role, concept, whether it is the opposite, and when nothing fires.
  std::size_t shared = 0;
  std::size_t all = 0;  ///< elements that either has
};

/// Pairs of configurations of which at least `least` of all their elements is shared (Jaccard's
/// index), by that falling, then in the order of the two. A concept that stands in more than 200
/// configurations makes no pair by itself.
std::vector<ConfigurationCandidate> configuration_candidates(const model::Snapshot& snapshot,
                                                             double least);

}  // namespace retroduce::query
