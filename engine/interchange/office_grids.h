// Rows of plain text out of office files other than Excel's: OpenDocument spreadsheets, and the
// tables of Word files. Reads values as they stand, computes nothing; knows nothing of what columns
// mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "interchange/sheet_grid.h"

namespace retroduce::interchange {

/// Whether it is an OpenDocument spreadsheet: its first part says so, or, where a program packed
/// that part, the name. The head of a file will do.
bool is_ods(std::string_view name, std::string_view bytes);

/// The sheets of an .ods file in its order, values as read_xlsx gives them. None where something
/// was refused: text.no-zip, text.xml and the like, sheet.not-ods,
/// sheet.formula.
std::vector<Grid> read_ods(std::string_view bytes, const std::string& name,
                           base::Diagnostics& found);

/// The tables of a Word file, in its order; those with the same heading are one, whose rows run on.
/// A cell that is merged downwards holds for all its rows. None where something was refused:
/// text.no-zip and the like, sheet.no-table.
std::vector<Grid> read_docx_tables(std::string_view bytes, const std::string& name,
                                   base::Diagnostics& found);

}  // namespace retroduce::interchange
