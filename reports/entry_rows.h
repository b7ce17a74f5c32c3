// Rows made of the entries of a list, a cell a field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/entry_lists.h"
#include "reports/made_rows.h"

namespace retroduce::reports {

/// "retroduce import REVIEW criteria.csv" and the columns that such a sheet has, as a note.
std::string how_to_bring_in(model::EntryList list);

/// The number that the text is and nothing beside it.
std::optional<std::int64_t> whole_number(std::string_view text);

/// What rests on nothing but the reviewers' own word.
Witness stated_by_reviewers(model::EntryList list);

/// A cell of the field, or "not stated".
Cell entry_cell(const model::Entry& entry, std::string_view field);

/// The same; where the words are keys of documents, these are cited.
Cell cited_cell(MadeRows& made, const model::Entry& entry, std::string_view field);

/// Where entries of the flow say how many documents or studies were included, and the review holds
/// neither what one of them says nor what all rounds come to: a sentence each.
std::vector<std::string> notes_on_included(const model::Snapshot& snapshot,
                                           const model::Details& details);

/// A row per entry with the fields as columns; a note on how to bring some in where there are none.
void add_entries(MadeRows& made, model::EntryList list,
                 const std::vector<std::string_view>& fields);

}  // namespace retroduce::reports
