// Labels of several configurations in one cell.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/notes.h"

namespace retroduce::reports {

/// "CMOC 2, 6–8, 12": in label order, each once. Labels that differ in their last number alone
/// share what stands before it, and three or more in sequence become a range.
std::string label_ranges(const model::Snapshot& snapshot,
                         std::span<const model::ConfigurationId> configurations);

/// The same as a line in which those that were refuted, and those that no document supports, stand
/// apart: "CMOC 2, 6–8; unsupported: CMOC 9; refuted: CMOC 28". A row that rests on one must say
/// so.
Line marked_labels(const model::Snapshot& snapshot,
                   const std::vector<model::ConfigurationId>& configurations, NotesUsed& used);

/// That line as a cell which rests on `witness`; "none" and `why_none` where it names none.
Cell labels_cell(const model::Snapshot& snapshot, const Witness& witness,
                 const std::string& why_none, NotesUsed& used);

}  // namespace retroduce::reports
