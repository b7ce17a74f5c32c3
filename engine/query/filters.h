// From `where`, `without`, `support >=` and `by study` to the part of the review that a question
// sees.
#pragma once

#include "model/details.h"
#include "query/names.h"

namespace retroduce::query {

/// Refused: query.unknown-field, query.unknown-document, query.unknown-value, query.comparison,
/// query.not-taken. A value that nothing has gets a note.
/// An extract that was judged itself stands by that, not by what its document was judged.
graph::Scope make_scope(const model::Snapshot& snapshot, const model::Details& details,
                        const Question& question, Remarks& remarks);

}  // namespace retroduce::query
