// What people noted on a thing and how they judged it, as lines below it.
#pragma once

#include <string>

#include "review/review.h"

namespace retroduce::cli {

/// Memos on the thing (a document, concept or configuration) and on parts of it, each with its day,
/// who wrote it and, where it is on a part, on which; empty: there is none.
std::string memo_lines(review::Review& review, model::ThingKind kind, const std::string& name);

/// How the document and its extracts were judged; empty: they were not.
std::string judgement_lines(review::Review& review, model::DocumentId id);

}  // namespace retroduce::cli
