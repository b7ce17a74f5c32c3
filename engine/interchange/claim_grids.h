// Rows of plain text, whatever file they came from, as the claims of an extraction: which sheet,
// which heading, wide or long, then row by row. Knows no form of file.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/progress.h"
#include "interchange/format.h"
#include "interchange/sheet_grid.h"
#include "model/batch.h"

namespace retroduce::interchange {

/// Reads the sheet whose heading has the most fields and sends its claims. `file` is the source's
/// name, for findings; `stem` begins the labels of configurations that bring none. Findings:
/// sheet.empty, sheet.no-rows (refused), sheet.other-sheets, sheet.rows-above (loss), sheet.labels,
/// sheet.wide (note), and those of sheet_columns.h, claim_reader.h, claim_batch.h.
void read_claim_grids(const std::vector<Grid>& grids, const std::string& file,
                      const std::string& stem, const ReadOptions& options, model::BatchSink& sink,
                      base::Diagnostics& found, base::Progress& progress);

}  // namespace retroduce::interchange
