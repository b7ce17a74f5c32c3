// The gaps of a review, of closed kinds (semantics.md, "gaps"), and extracts whose place in their
// document's text is in doubt.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "query/operator.h"

namespace retroduce::query {

enum class GapKind : std::uint8_t {
  no_context,
  no_mechanism,
  no_outcome,
  no_reasoning,
  no_evidence,
  only_disputed,
  one_document,
  concept_unused,
  extract_unused,
  document_empty,
  not_reread,
  near_joint,
  extract_doubtful
};
/// "no-context"
std::string_view to_word(GapKind kind);

struct Gap {
  GapKind kind = GapKind::no_context;
  std::string thing;  ///< a label, a key, an extract's place, or the two sides of a near joint
  std::vector<model::ConfigurationId> configurations;
  std::vector<model::DocumentId> documents;  ///< empty: those of the configurations
};

struct Gaps {
  std::map<GapKind, std::size_t> counts;  ///< of all
  std::size_t total = 0;
  std::vector<Gap> first;  ///< as many as were asked for
};

/// By label of the thing, then kind; the first `limit`, 0 = all. Gaps of configurations keep to
/// those that take part, gaps of documents and extracts to documents in scope. A concept is in use
/// where it, or one below it, stands in a configuration or a coding.
Gaps find_gaps(const Asking& asking, std::size_t limit);

}  // namespace retroduce::query
