// From `where`, `without`, `support >=` and `by study` to the part of the review that a question
// sees.
#pragma once

#include "query/names.h"

namespace retroduce::query {

/// Refused: query.unknown-field, query.unknown-document, query.unknown-value, query.comparison,
/// query.not-taken. A value that nothing has gets a note.
graph::Scope make_scope(const model::Snapshot& snapshot, const Question& question,
                        Remarks& remarks);

}  // namespace retroduce::query
