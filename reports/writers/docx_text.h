// The text of a table's cells as WordprocessingML (ECMA-376): paragraphs, runs, breaks. Knows
// nothing of tables and pages.
#pragma once

#include <string>
#include <vector>

#include "reports/table.h"

namespace retroduce::reports::docx {

/// Appends the paragraphs of a cell: one per line, several as a bulleted list, an empty one where
/// there is none (Word wants one in every cell). Numbers stand to the right.
void append_cell_text(std::string& part, const std::vector<Line>& lines, bool is_number);

}  // namespace retroduce::reports::docx
