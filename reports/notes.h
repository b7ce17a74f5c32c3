// The notes under a table: each said once, and only where a row has given cause.
#pragma once

#include <string>
#include <vector>

#include "reports/table.h"

namespace retroduce::reports {

/// What the rows pulled so far have used.
struct NotesUsed {
  bool cmoc = false;
  bool sources = false;
  bool contradicts = false;
  bool in_part = false;
  bool direction = false;
  bool several_directions = false;
  bool not_split = false;
  bool opposite = false;
  bool refuted = false;
  bool tags = false;
  bool paraphrase = false;
  bool no_evidence = false;
};

/// The cell under "No.": the label, with a word where the configuration was refuted.
Cell label_cell(const model::SnapshotConfiguration& configuration, model::ConfigurationId id,
                NotesUsed& used);

/// The column of those cells, wide enough for the longest label.
Column label_column(const model::Snapshot& snapshot);

/// The sentences for them, in fixed order.
std::vector<std::string> footnotes(const NotesUsed& used);

}  // namespace retroduce::reports
