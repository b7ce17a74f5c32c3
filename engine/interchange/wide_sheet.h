// Wide extraction sheets, a row a paper and a column an element ("context 1", "context 2",
// "CMOC 1 outcome"), turned into long ones, a row a claim. Knows headings, not what cells say.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "interchange/format.h"
#include "interchange/sheet_grid.h"

namespace retroduce::interchange {

struct LongSheet {
  Grid grid;            ///< the rows, from the heading on
  ReadOptions options;  ///< as given, with a sign that parts the values of a cell where needed
};

/// Nothing for a sheet that is not wide. Where each number has an outcome and a context or
/// mechanism of its own, or stands behind a word such as CMOC, it is a configuration; else the
/// numbers only count the elements of one. sheet.wide (note) says which it was. `header` is the
/// place of the heading, `stem` begins the labels of configurations ("sheet row 3 CMOC 1").
std::optional<LongSheet> long_sheet(const Grid& grid, std::size_t header, const std::string& name,
                                    const std::string& stem, const ReadOptions& options,
                                    base::Diagnostics& found);

}  // namespace retroduce::interchange
