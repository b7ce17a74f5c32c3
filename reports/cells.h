// Small makers and readers of cells, shared by table kinds and writers.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "reports/table.h"

namespace retroduce::reports {

inline Run plain(std::string text) { return {std::move(text), Run::Style::plain, 0, {}}; }
inline Run tag(std::string text) { return {std::move(text), Run::Style::tag, 0, {}}; }
inline Run strong(std::string text) { return {std::move(text), Run::Style::strong, 0, {}}; }
inline Run muted(std::string text) { return {std::move(text), Run::Style::muted, 0, {}}; }

/// A mark that a note explains; data formats write `data` in its place.
inline Run mark(std::string text, std::string data) {
  return {std::move(text), Run::Style::superscript, 0, std::move(data)};
}

/// The same, left out by data formats.
Run only_on_paper(Run run);

/// One line of plain text.
Cell text_cell(std::string text, Witness witness);

/// "not stated" (or other words) in muted type with the reason: nothing is ever left blank.
Cell missing_cell(std::string why_none, Witness witness, std::string words = "not stated");

/// What a page shows, lines joined by a line feed.
std::string printed_text(const Cell& cell);
/// What data formats write, lines joined by a line feed.
std::string data_text(const Cell& cell);
/// The same, behind what is in `text`.
void add_data_text(std::string& text, const Cell& cell);
std::string data_text(const Line& line);

/// "Table 1. ", or nothing where the table has no label.
std::string caption_label(const Table& table);

/// Whether the page lies: as the style says, else where there are more columns, or more width asked
/// for, than a portrait page holds.
bool is_wide(const Table& table);

/// Hands a table the rows of `source`, which has `bool next(TableRow&)` and `void finish(Table&)`.
template <typename Source>
void pull_from(Table& table, std::shared_ptr<Source> source) {
  table.next = [source](TableRow& row) {
    row.heading.clear();
    row.cells.clear();
    row.id.clear();
    return source->next(row);
  };
  table.finish = [source](Table& finished) { source->finish(finished); };
}

}  // namespace retroduce::reports
