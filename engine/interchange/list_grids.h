// Sheets that hold a list of the review (criteria, steps, glossary, CERQual profiles …) in place of
// claims. Such a sheet is known by its heading alone: it holds the list's first field and at least
// one more of its fields (model/entry_lists.h), under their own names, and no outcome.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "interchange/sheet_grid.h"
#include "model/batch.h"

namespace retroduce::interchange {

/// Whether any of the sheets is a list.
bool has_lists(const std::vector<Grid>& grids);

/// Sends the entries of all sheets that are lists; tells the other sheets, and columns that are no
/// field of the list (list.other-sheets, list.column-not-read, list.too-many-cells: loss). Rows
/// without any value are passed over.
void read_list_grids(const std::vector<Grid>& grids, const std::string& file,
                     model::BatchSink& sink, base::Diagnostics& found);

}  // namespace retroduce::interchange
