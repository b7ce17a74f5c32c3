// The elements of a configuration that a column is about, as a cell.
#pragma once

#include "reports/notes.h"
#include "reports/subject.h"

namespace retroduce::reports {

enum class Part : std::uint8_t {
  context,
  resource,
  reasoning,  ///< unsplit mechanisms too, which say so where others are split
  mechanism,  ///< resource, reasoning and unsplit
  outcome,    ///< that follows where the mechanism fires
  unfired,    ///< where it does not
  actor,
  intervention
};

bool is_of(const model::SnapshotElement& element, Part part);

/// A line per element of the part; where there is none the cell says "not stated" and why.
Cell part_cell(const Subject& subject, Part part, NotesUsed& used);

}  // namespace retroduce::reports
