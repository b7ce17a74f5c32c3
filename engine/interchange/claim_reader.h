// One row of an extraction sheet as a claim: what it says of its document, its configuration and
// its quote. Knows neither files nor other rows.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "interchange/findings.h"
#include "interchange/format.h"
#include "interchange/sheet_columns.h"
#include "model/records.h"

namespace retroduce::interchange {

struct Claim {
  std::size_t row = 0;
  model::Document document;  ///< what this row says of it; `study` unset
  std::string study;
  std::string coder;
  std::string theme;
  model::Configuration
      configuration;         ///< label empty where the row has none; elements in printed order
  model::Extract extract;    ///< never without a quote; a paraphrase where the row quotes nothing
  model::Evidence evidence;  ///< stance, inference and note; what it ties together is unset
  bool has_claim() const {
    return !configuration.elements.empty() || !configuration.label.empty() ||
           !configuration.statement.empty();
  }
};

/// Findings that refuse a row: sheet.too-many-cells, sheet.error-cell, sheet.quotes,
/// sheet.no-document-named, sheet.nothing-said, sheet.bad-word. Others: sheet.short-row (repair),
/// sheet.year (repair or loss), sheet.empty-words (note).
class ClaimReader {
 public:
  /// `columns`, `options` and `found` must outlive the reader; `name` is the sheet's, for findings.
  ClaimReader(const SheetColumns& columns, const ReadOptions& options, std::string name,
              bool is_ragged, Findings& found);

  /// False where the row is refused; it has been told then.
  bool read(const CsvRow& row, Claim& claim);

  /// Tells that a row cannot be taken: refused, or left out (loss) with skip_bad_rows.
  void refuse_row(std::size_t row, const std::string& code, const std::string& why);

  /// One note per column some of whose cells say that there is nothing to say. Call at the end,
  /// once.
  void tell_empty_words();

 private:
  std::string text(const CsvRow& row, SheetField field);
  std::string line(const CsvRow& row, SheetField field);
  std::string text_at(const CsvRow& row, std::size_t column, bool is_wording);
  bool check_cells(const CsvRow& row);
  bool check_size(const CsvRow& row);
  bool read_words(const CsvRow& row, Claim& claim);
  bool read_document(const CsvRow& row, Claim& claim);
  void read_year(const CsvRow& row, Claim& claim);
  bool read_elements(const CsvRow& row, Claim& claim);
  void add_elements(const CsvRow& row, SheetField field, model::Element like, Claim& claim);
  bool read_directions(const CsvRow& row, Claim& claim);
  bool read_extract(const CsvRow& row, Claim& claim);

  struct EmptyWords {
    std::size_t count = 0;
    std::size_t first_row = 0;
    std::string example;
  };

  const SheetColumns& columns_;
  const ReadOptions& options_;
  std::string name_;
  bool is_ragged_;
  Findings& found_;
  std::map<std::size_t, EmptyWords> empty_words_;  ///< by column
  std::vector<std::string>
      remarks_;  ///< what stood in brackets instead of a wording, in the row being read
};

}  // namespace retroduce::interchange
