// Reads a question: schemas/grammar/query.ebnf by recursive descent. Looks no name up.
#pragma once

#include "query/question.h"

namespace retroduce::query {

/// Diagnostics (all refused): query.empty, query.open-quote, query.form, query.expected,
/// query.twice, query.too-many, query.not-taken; each with the question's line, a caret run under
/// the place and the form that was probably meant.
base::Parsed<Question> parse(std::string_view text);

}  // namespace retroduce::query
