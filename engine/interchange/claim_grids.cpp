#include "interchange/claim_grids.h"

#include <algorithm>

#include "base/text.h"
#include "interchange/claim_batch.h"
#include "interchange/claim_reader.h"
#include "interchange/findings.h"
#include "interchange/sheet_columns.h"
#include "interchange/wide_sheet.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

/// The sheet of a workbook that is the extraction: the one whose heading has the most fields, the
/// first of those that are alike; a hidden one only where no other could be.
std::size_t choose_grid(const std::vector<Grid>& grids, const ReadOptions& options) {
  std::size_t best = 0;
  std::size_t best_fields = 0;
  for (std::size_t i = 0; i < grids.size(); ++i) {
    const auto header = find_header(grids[i], options);
    if (!header) continue;
    base::Diagnostics unheard;
    const auto columns = match_columns(grids[i].rows[*header], options, {}, unheard);
    const std::size_t fields =
        1 + (columns ? static_cast<std::size_t>(
                           std::count_if(columns->places.begin(), columns->places.end(),
                                         [](const auto& place) { return place.has_value(); }))
                     : 0);
    const bool is_better =
        best_fields == 0 || (grids[i].is_hidden == grids[best].is_hidden ? fields > best_fields
                                                                         : grids[best].is_hidden);
    if (is_better) {
      best = i;
      best_fields = fields;
    }
  }
  return best;
}

void tell_other_sheets(const std::vector<Grid>& grids, std::size_t chosen, const std::string& name,
                       base::Diagnostics& found) {
  std::vector<std::string> others;
  for (std::size_t i = 0; i < grids.size(); ++i) {
    if (i != chosen && !grids[i].rows.empty())
      others.push_back("\"" + grids[i].name + "\"" + (grids[i].is_hidden ? " (hidden)" : ""));
  }
  if (others.empty()) return;
  found.add(
      Severity::loss, "sheet.other-sheets",
      "only the sheet \"" + grids[chosen].name + "\" is read, not " + base::join(others, ", "),
      {name}, {"To bring another one in, save it as a file of its own."});
}

/// What a person who looks at the sheet does not see, or sees otherwise.
void tell_unseen(const Grid& grid, const std::string& name, base::Diagnostics& found) {
  const auto tell = [&](const char* code, const std::string& message) {
    found.add(Severity::note, code, message, {name});
  };
  std::vector<std::string> hidden;
  const auto add = [&](std::size_t count, const char* one, const char* many) {
    if (count > 0) hidden.push_back(base::count_of(static_cast<std::int64_t>(count), one, many));
  };
  if (grid.is_hidden) tell("sheet.hidden", "the sheet is hidden, and is read all the same");
  add(grid.hidden_rows, "hidden row", "hidden rows");
  add(grid.hidden_columns, "hidden column", "hidden columns");
  if (!hidden.empty())
    tell("sheet.hidden-cells", base::join(hidden, " and ") +
                                   " (by a filter or by hand) are read like all others; take out "
                                   "of the sheet what is not to come in");
  if (grid.filled > 0)
    tell("sheet.merged-cells",
         base::count_of(static_cast<std::int64_t>(grid.filled), "cell", "cells") +
             " below the top of a merged cell got its value");
}

void tell_rows_above(const Grid& grid, std::size_t header, const std::string& name,
                     base::Diagnostics& found) {
  if (header == 0) return;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < header; ++i) {
    std::vector<std::string> cells = grid.rows[i].cells;
    std::erase_if(cells, [](const std::string& cell) { return base::trim(cell).empty(); });
    texts.push_back("row " + std::to_string(grid.rows[i].row) + ": " +
                    base::shorten(base::collapse_blanks(base::join(cells, " | ")), 100));
  }
  found.add(Severity::loss, "sheet.rows-above",
            base::count_of(static_cast<std::int64_t>(header), "row", "rows") +
                " above the heading in row " + std::to_string(grid.rows[header].row) + " left out",
            {name, grid.rows.front().row}, std::move(texts));
}

void tell_labels(const ClaimBatch& batch, const std::string& stem, const std::string& name,
                 base::Diagnostics& found) {
  if (batch.labelled_by_row() == 0) return;
  const auto count = static_cast<std::int64_t>(batch.labelled_by_row());
  found.add(Severity::note, "sheet.labels",
            base::count_of(count, "configuration without a label is",
                           "configurations without a label are") +
                " named after the file and the row: \"" + stem + " row …\"",
            {name});
}

void read_rows(const Grid& grid, std::size_t header, const std::string& name,
               const std::string& stem, const SheetColumns& columns, const ReadOptions& options,
               model::BatchSink& sink, base::Diagnostics& found, base::Progress& progress) {
  Findings findings(found);
  ClaimReader reader(columns, options, name, grid.is_ragged, findings);
  ClaimBatch batch(name, stem, reader, findings);
  Claim claim;
  const auto total = static_cast<std::int64_t>(grid.rows.size());
  for (std::size_t i = header + 1; i < grid.rows.size(); ++i) {
    if (i % 1024 == 0) progress.step("reading rows", static_cast<std::int64_t>(i), total);
    if (reader.read(grid.rows[i], claim)) batch.add(claim);
  }
  reader.tell_empty_words();
  findings.close();
  tell_labels(batch, stem, name, found);
  if (!findings.refused()) batch.send(sink);
}

}  // namespace

void read_claim_grids(const std::vector<Grid>& grids, const std::string& file,
                      const std::string& stem, const ReadOptions& options, model::BatchSink& sink,
                      base::Diagnostics& found, base::Progress& progress) {
  const std::size_t chosen = grids.empty() ? 0 : choose_grid(grids, options);
  const auto header = grids.empty() ? std::nullopt : find_header(grids[chosen], options);
  if (!header) {
    found.add(Severity::refused, "sheet.empty", "holds no rows", {file});
    return;
  }
  const Grid& sheet = grids[chosen];
  const std::string name =
      file + (sheet.name.empty() ? "" : ", sheet " + std::to_string(chosen + 1));
  const auto wide = long_sheet(sheet, *header, name, stem, options, found);
  const Grid& grid = wide ? wide->grid : sheet;
  const std::size_t top = wide ? 0 : *header;
  const ReadOptions& how = wide ? wide->options : options;
  auto columns = match_columns(grid.rows[top], how, name, found);
  if (!columns) return;
  columns->has_papers = wide.has_value();
  if (top + 1 == grid.rows.size()) {
    found.add(Severity::refused, "sheet.no-rows", "holds a heading and no rows below it", {name});
    return;
  }
  tell_other_sheets(grids, chosen, file, found);
  tell_unseen(sheet, name, found);
  tell_rows_above(sheet, *header, name, found);
  read_rows(grid, top, name, stem, *columns, how, sink, found, progress);
}

}  // namespace retroduce::interchange
