// The extraction sheet: one row a claim, in a .csv, .tsv, .xlsx or .ods file, or in the tables of a
// Word file; or a list that the review publishes. What becomes of the rows: claim_grids.h,
// list_grids.h.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "interchange/claim_grids.h"
#include "interchange/csv.h"
#include "interchange/format.h"
#include "interchange/list_grids.h"
#include "interchange/office_grids.h"
#include "interchange/sheet_form.h"
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

bool is_office_sheet(const std::string& suffix) {
  return suffix == ".xlsx" || suffix == ".ods" || suffix == ".docx";
}

bool sniff(const Source& source) {
  if (source.is_folder) return false;
  const std::string_view head = source.head;
  if (is_office_sheet(suffix_of(source))) return true;
  if (head.rfind(zip_mark, 0) == 0) {
    return head.find("xl/") != std::string_view::npos || is_ods(source.name(), head) ||
           head.find("word/") != std::string_view::npos;
  }
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
  const std::string suffix = suffix_of(source);
  const bool zip = bytes.rfind(zip_mark, 0) == 0 || bytes.rfind("\xD0\xCF\x11\xE0", 0) == 0;
  const bool is_word = suffix == ".docx" || (zip && bytes.find("word/") != std::string::npos &&
                                             bytes.find("xl/") == std::string::npos);
  if (is_ods(source.name(), bytes)) return read_ods(bytes, source.name(), found);
  if (is_word) return read_docx_tables(bytes, source.name(), found);
  if (zip || suffix == ".xlsx") return read_xlsx(bytes, source.name(), found);
  return read_text_grid(source, std::move(bytes), found);
}

/// A cell of a form may read like a heading, so that any column can be the one that misses.
bool lacks_columns(const base::Diagnostics& found) {
  const auto all = found.sorted();
  return std::any_of(all.begin(), all.end(), [](const base::Diagnostic& each) {
    return each.code == "sheet.no-claim" || each.code == "sheet.no-outcome" ||
           each.code == "sheet.no-document";
  });
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  base::Diagnostics own;
  const std::vector<Grid> grids = read_grids(source, own);
  found.append(own);
  if (own.refused()) return;
  if (has_lists(grids)) return read_list_grids(grids, source.name(), sink, found);
  base::Diagnostics of_claims;
  read_claim_grids(grids, source.name(), source.path.stem().string(), options, sink, of_claims,
                   progress);
  if (!lacks_columns(of_claims) || !tell_lost_form(grids, source.name(), found))
    found.append(of_claims);
}

}  // namespace

extern const Format format_sheet;
constinit const Format format_sheet{
    "sheet",
    "extraction sheet, one row a claim (or a row a paper, with numbered columns)",
    ".csv .tsv .xlsx .ods .docx",
    "Carries documents, quotes, configurations in words and their "
    "evidence, or a list (criteria, steps, glossary …: its headings are the list's fields); "
    "columns "
    "that are not recognised or mapped are left out and named. Goes out as a form to fill in "
    "(.xlsx); "
    "what is changed there comes back as edits.",
    sniff,
    read,
    write_form,
    true};

}  // namespace retroduce::interchange
