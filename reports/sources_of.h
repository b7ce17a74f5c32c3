// Which sources bear on configurations, as a cell: "1, 3*, 7 (contradicts)".
#pragma once

#include <span>

#include "reports/citations.h"
#include "reports/notes.h"
#include "reports/subject.h"

namespace retroduce::reports {

/// Documents are numbered in key order as they come, and stand in order of number, or of their
/// authors. Where there are
/// none the cell says "none" and why.
Cell sources_cell(const model::Snapshot& snapshot,
                  std::span<const model::ConfigurationId> configurations, Citations& citations,
                  NotesUsed& used);

/// The same of bearings that the caller chose; `witness` is taken over. Where there are none
/// `why_none` says why, and no note does.
Cell bearings_cell(std::vector<Bearing> bearings, Witness witness, const std::string& why_none,
                   Citations& citations, NotesUsed& used);

/// "1, 7" behind what the line holds; the cell rests on these documents, too.
void add_numbers(Line& line, Witness& witness, std::span<const model::DocumentId> documents,
                 Citations& citations);

/// " [1, 7]" behind what names the documents; nothing where citations go by author and year. Left
/// out by data formats.
void add_bracket(Line& line, std::span<const model::DocumentId> documents, Citations& citations);

/// How documents bear on any of the configurations: key order, each once.
std::vector<Bearing> bearings_on_any(const model::Snapshot& snapshot,
                                     std::span<const model::ConfigurationId> configurations);

}  // namespace retroduce::reports
