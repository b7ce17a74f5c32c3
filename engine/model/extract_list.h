// Every extract of a review in reading order, with its document and the concepts that it is coded
// with: what questions about coding go through as a whole. Knows no quotes.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/snapshot.h"

namespace retroduce::model {

/// Flat lists, one place per extract. Reading order: by document key, then place in the document;
/// what has no span comes last, by page, and then as it came.
struct ExtractList {
  std::vector<std::uint32_t> keys;  ///< ExtractKey
  std::vector<DocumentId> documents;
  std::vector<std::uint8_t> evidence;  ///< 1: some configuration rests on it
  std::vector<std::uint32_t> first;    ///< one more; its concepts are [first[i], first[i + 1])
  std::vector<ConceptId> concepts;     ///< ascending, each once, whatever role or coder

  std::size_t size() const { return keys.size(); }
  std::span<const ConceptId> concepts_of(std::size_t place) const {
    return {concepts.data() + first[place], first[place + 1] - first[place]};
  }
};

}  // namespace retroduce::model
