// Excel workbooks (Office Open XML, ISO/IEC 29500) as rows of plain text. Reads values as they
// stand, computes nothing; knows nothing of what columns mean.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "interchange/sheet_grid.h"

namespace retroduce::interchange {

/// The sheets in the workbook's order, none where something was refused. Numbers come as a person
/// would type them (2018, 0.25), dates as ISO 8601, truth values as TRUE and FALSE, formulas as
/// their stored result. `name` is the file, for findings. Diagnostics: sheet.damaged,
/// sheet.not-xlsx, sheet.formula (refused).
std::vector<Grid> read_xlsx(std::string_view bytes, const std::string& name,
                            base::Diagnostics& found);

}  // namespace retroduce::interchange
