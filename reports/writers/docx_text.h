// The text of a table's cells as WordprocessingML (ECMA-376): paragraphs, runs, breaks. Knows
// nothing of tables and pages.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/table.h"

namespace retroduce::reports::docx {

/// Appends the runs of a text without a style. What runs from right to left is a run that says so,
/// with a mark behind it that keeps what follows in its place.
void append_plain_text(std::string& part, std::string_view text);

/// Appends the paragraphs of a cell: one per line, several as a bulleted list, an empty one where
/// there is none (Word wants one in every cell). Numbers stand to the right.
void append_cell_text(std::string& part, const Few<Line>& lines, bool is_number);

/// The name of a bookmark that carries a row's id: "_row_CMOC_207" for "CMOC 7", other bytes than
/// ASCII letters and digits as "_" and two hexadecimal digits; a name over Word's 40 characters is
/// "_rowhash_" and the beginning of the id's fingerprint. Word hides names that begin with "_".
std::string row_bookmark(std::string_view id);

}  // namespace retroduce::reports::docx
