// The notes under a table: each said once, and only where a row has given cause.
#pragma once

#include <string>
#include <string_view>
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
  bool unsupported = false;
  bool tags = false;
  bool circumstances = false;  ///< tags of interventions or actors
  bool signs = false;          ///< a direction within a tag
  bool none_needed = false;    ///< a dash where the scheme asks for nothing
  bool by_hand = false;        ///< a statement of the reviewers' own, which takes no tags
  bool paraphrase = false;
  bool no_evidence = false;
};

bool is_refuted(const model::Snapshot& snapshot, model::ConfigurationId id);
/// Whether a document supports or refines it, as a whole or in part.
bool is_supported(const model::Snapshot& snapshot, model::ConfigurationId id);

/// What a run of a made sentence asks to be explained.
void note_run(const Run& run, NotesUsed& used);

/// The label as the beginning of a line: "CMOC 7: ", or "CMOC 7 (refuted): ".
Line strong_label(const model::Snapshot& snapshot, model::ConfigurationId id, NotesUsed& used);

/// " (refuted)" where it was; nothing else.
void add_refuted_mark(Line& line, const model::Snapshot& snapshot, model::ConfigurationId id,
                      NotesUsed& used);

// Sentences about sources, which a style words anew or leaves out where it moves the sources.
inline constexpr std::string_view note_on_sources = "Numbers lead to the references below.";
inline constexpr std::string_view note_on_contradicts =
    "(contradicts): the source holds evidence against the configuration.";
inline constexpr std::string_view note_on_in_part =
    "* The evidence of this source bears on single elements of the configuration only.";
inline constexpr std::string_view note_on_no_evidence =
    "none: no extract is evidence for the configuration.";
inline constexpr std::string_view note_on_unsupported =
    "unsupported: no document supports or refines the configuration.";

/// The cell under "No.": the label, with a word where the configuration was refuted.
Cell label_cell(const model::SnapshotConfiguration& configuration, model::ConfigurationId id,
                NotesUsed& used);

/// The column of those cells, wide enough for the longest label.
Column label_column(const model::Snapshot& snapshot);

/// The sentences for them, in fixed order.
std::vector<std::string> footnotes(const NotesUsed& used);

}  // namespace retroduce::reports
