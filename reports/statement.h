// A configuration as one sentence: "When C (C), O (O) because R (M)."
#pragma once

#include "reports/notes.h"
#include "reports/subject.h"

namespace retroduce::reports {

/// The statement written by hand where there is one, as it stands; else a sentence made of the
/// parts. What the configuration does not name is said plainly: "(because: not stated)".
/// The tags and the order of the clauses are the style's.
Line statement_line(const Subject& subject, const TableStyle& style = {});
/// The same, noting what of it the table has to explain.
Line statement_line(const Subject& subject, const TableStyle& style, NotesUsed& used);

/// "(C)", "(c)", "[C1]" or nothing, as the style marks parts; `number` counts parts of that letter
/// within a sentence, from 1.
std::string part_tag(TableStyle::Tags tags, std::string words, int number);

}  // namespace retroduce::reports
