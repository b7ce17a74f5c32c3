// The bytes of a text file from a spreadsheet program as UTF-8: what Excel, LibreOffice and older
// programs save. Knows nothing of rows or cells.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace retroduce::interchange {

/// UTF-8 with or without its mark, UTF-16 with its mark, and, where the bytes are no UTF-8,
/// Windows-1252. Diagnostics: sheet.windows-1252 (repair), sheet.utf-16 (note); nothing is returned
/// where refused: sheet.empty, sheet.nul, sheet.cut-short (ends within a character),
/// sheet.bad-utf-16.
std::optional<std::string> sheet_text(std::string bytes, const std::string& name,
                                      base::Diagnostics& found);

}  // namespace retroduce::interchange
