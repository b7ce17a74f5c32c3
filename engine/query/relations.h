// The relation questions and the bare lists: rows of one concept each, with counts.
#pragma once

#include "query/operator.h"

namespace retroduce::query {

struct Relation {
  model::Role answered;
  std::string_view one;   ///< "context triggers"
  std::string_view many;  ///< "contexts trigger"
};

/// Concepts in the answered role of the configurations that hold a term of slot 0 in a role of slot
/// 0.
void answer_relation(const Asking& asking, const Relation& relation, Answer& answer);

/// All concepts in a role; outcomes of mechanisms that did not fire are rows of their own, flagged.
void answer_bare_list(const Asking& asking, const Relation& relation, Answer& answer);

}  // namespace retroduce::query
