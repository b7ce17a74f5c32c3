// The extraction sheet: one row a claim, in a .csv, .tsv or .xlsx file. Columns: sheet_columns.h;
// rows: claim_reader.h, claim_batch.h.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "interchange/claim_batch.h"
#include "interchange/claim_reader.h"
#include "interchange/csv.h"
#include "interchange/findings.h"
#include "interchange/format.h"
#include "interchange/sheet_columns.h"
#include "interchange/sheet_text.h"
#include "interchange/xlsx_reader.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

constexpr std::string_view zip_mark = "PK\x03\x04";

std::string suffix_of(const Source& source) { return base::fold(source.path.extension().string()); }

bool is_text_sheet(const Source& source) {
  const std::string suffix = suffix_of(source);
  return suffix == ".csv" || suffix == ".tsv";
}

bool sniff(const Source& source) {
  if (source.is_folder) return false;
  const std::string_view head = source.head;
  if (suffix_of(source) == ".xlsx") return true;
  if (head.rfind(zip_mark, 0) == 0) return head.find("xl/") != std::string_view::npos;
  const std::string_view start =
      base::trim(head.substr(head.rfind("\xEF\xBB\xBF", 0) == 0 ? 3 : 0));
  if (!start.empty() && start.front() == '<') return false;
  if (is_text_sheet(source)) return true;
  // Any other file of text whose first line names a column that every sheet has.
  const std::string_view line = start.substr(0, start.find_first_of("\r\n"));
  const std::string folded = base::fold(line);
  return line.find_first_of(",;\t") != std::string_view::npos &&
         folded.find("outcome") != std::string::npos;
}

std::vector<Grid> read_text_grid(const Source& source, std::string bytes,
                                 base::Diagnostics& found) {
  const auto text = sheet_text(std::move(bytes), source.name(), found);
  if (!text) return {};
  const char separator = suffix_of(source) == ".tsv" ? '\t' : guess_separator(*text);
  CsvReader reader(*text, separator);
  std::vector<Grid> grids(1);
  CsvRow row;
  while (reader.next(row)) {
    const bool blank = std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
      return base::trim(cell).empty();
    });
    if (blank && row.problem.empty()) continue;
    for (std::string& cell : row.cells) cell = unguarded(cell);
    grids.front().rows.push_back(row);
  }
  return grids;
}

std::vector<Grid> read_grids(const Source& source, base::Diagnostics& found) {
  std::string bytes = source.files->read(source.path);
  if (bytes.empty()) {
    found.add(Severity::refused, "sheet.empty", "is empty", {source.name()});
    return {};
  }
  const bool zip = bytes.rfind(zip_mark, 0) == 0 || bytes.rfind("\xD0\xCF\x11\xE0", 0) == 0;
  if (zip || suffix_of(source) == ".xlsx") return read_xlsx(bytes, source.name(), found);
  return read_text_grid(source, std::move(bytes), found);
}

/// The sheet of a workbook that is the extraction: the one whose heading has the most fields, the
/// first of those that are alike.
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
    if (fields > best_fields) {
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
    if (i != chosen && !grids[i].rows.empty()) others.push_back("\"" + grids[i].name + "\"");
  }
  if (others.empty()) return;
  found.add(
      Severity::loss, "sheet.other-sheets",
      "only the sheet \"" + grids[chosen].name + "\" is read, not " + base::join(others, ", "),
      {name}, {"To bring another one in, save it as a file of its own."});
}

void tell_rows_above(const Grid& grid, std::size_t header, const std::string& name,
                     base::Diagnostics& found) {
  if (header == 0) return;
  found.add(Severity::loss, "sheet.rows-above",
            base::count_of(static_cast<std::int64_t>(header), "row", "rows") +
                " above the heading in row " + std::to_string(grid.rows[header].row) + " left out",
            {name, grid.rows.front().row});
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

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  base::Diagnostics own;
  const std::vector<Grid> grids = read_grids(source, own);
  found.append(own);
  if (own.refused()) return;
  const std::size_t chosen = grids.empty() ? 0 : choose_grid(grids, options);
  const auto header = grids.empty() ? std::nullopt : find_header(grids[chosen], options);
  if (!header) {
    found.add(Severity::refused, "sheet.empty", "holds no rows", {source.name()});
    return;
  }
  const Grid& grid = grids[chosen];
  const std::string name =
      source.name() + (grid.name.empty() ? "" : ", sheet " + std::to_string(chosen + 1));
  const auto columns = match_columns(grid.rows[*header], options, name, found);
  if (!columns) return;
  if (*header + 1 == grid.rows.size()) {
    found.add(Severity::refused, "sheet.no-rows", "holds a heading and no rows below it", {name});
    return;
  }
  tell_other_sheets(grids, chosen, source.name(), found);
  tell_rows_above(grid, *header, name, found);
  read_rows(grid, *header, name, source.path.stem().string(), *columns, options, sink, found,
            progress);
}

}  // namespace

extern const Format format_sheet;
constinit const Format format_sheet{"sheet",
                                    "extraction sheet, one row a claim",
                                    ".csv .tsv .xlsx",
                                    "Carries documents, quotes, configurations in words and their "
                                    "evidence; columns that are not recognised "
                                    "or mapped are left out and named. Reads only.",
                                    sniff,
                                    read,
                                    nullptr,
                                    true};

}  // namespace retroduce::interchange
