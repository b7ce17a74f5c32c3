// A table on its way to a journal: a header, then rows that a writer pulls one by one.
// Cells carry rich text as values, never markup, and say which evidence stands behind them.
// Knows nothing of the database; kinds read a snapshot and its details.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/container/small_vector.hpp>

#include "model/details.h"
#include "model/snapshot.h"
#include "reports/table_style.h"

namespace retroduce::reports {

/// A run of text in one style. A page shows `text`; data formats (CSV, JSON) write `data` where it
/// is set: a document's key for a reference number, the whole sentence for "as above", nothing for
/// a "[3]".
struct Run {
  enum class Style : std::uint8_t { plain, tag, emphasis, strong, superscript, muted };
  std::string text;
  Style style = Style::plain;
  int reference = 0;                ///< number in Table::references that it leads to; 0 = none
  std::optional<std::string> data;  ///< what data formats write in place of `text`
};
/// Nearly every line is one run and every cell one line that rests on one thing of a kind: these
/// lie in the cell itself, or a long table would mostly ask for memory.
template <typename T>
class Few : public boost::container::small_vector<T, 1> {
 public:
  using boost::container::small_vector<T, 1>::small_vector;
  Few() = default;
  Few(const std::vector<T>& list)  // NOLINT(google-explicit-constructor): the same list
      : boost::container::small_vector<T, 1>(list.begin(), list.end()) {}
  operator std::span<const T>() const { return {this->data(), this->size()}; }  // NOLINT
};
using Line = Few<Run>;

/// What a cell rests on: configurations, documents, extracts; or `why_none` says why it rests on
/// nothing.
struct Witness {
  Few<model::ConfigurationId> configurations;
  Few<model::DocumentId> documents;
  Few<model::ExtractKey> extracts;
  std::string why_none;
};

struct Cell {
  Few<Line> lines;  ///< several lines are a list
  std::optional<std::int64_t>
      number;  ///< set where the cell is a number; then `lines` hold it in words
  Witness witness;
  /// It says what the cell above (below) says, and is one with it in forms that merge cells.
  bool merges_up = false;
  bool merges_down = false;
};

struct Column {
  std::string name;        ///< printed heading: "Context"
  std::string key;         ///< stable name in JSON and CSV: "context"
  double width_share = 1;  ///< of the page
  bool is_number = false;
  std::size_t unbroken =
      0;  ///< this many characters should stand on one line, beside the words of the name
  int word_width = 0;  ///< of the longest word, where that was measured (first_rows.h)
};

struct TableRow {
  std::string heading;  ///< set: a heading row over all columns (a theme), no cells
  std::vector<Cell> cells;
  std::string id;  ///< what the row is about: a label or key, for re-import
};

/// Numbered in order of first appearance; shared by all cells of one table.
struct Reference {
  int number = 0;
  model::DocumentId document;
  std::string text;  ///< whole reference, Vancouver
};

struct Table {
  std::string kind;
  std::string title;  ///< caption without its number: "Context-mechanism-outcome configurations"
  std::string label = "Table 1";  ///< begins its caption; empty for an answer, which has no number
  std::string review;             ///< title of the review
  model::SnapshotPtr snapshot;    ///< whose ids the witnesses hold
  std::string group_key;  ///< set where heading rows group the rows: their name as data, "theme"
  std::vector<Column> columns;
  std::vector<std::string> footnotes;  ///< known when `finish` has been called
  std::vector<Reference> references;   ///< likewise
  bool is_author_year =
      false;  ///< references go by author and year: listed by their text, no numbers
  TableStyle::Orientation orientation = TableStyle::Orientation::by_width;
  std::string font = "Times New Roman";
  /// Gives the next row, or false at the end. A row is overwritten whole.
  std::function<bool(TableRow&)> next;
  /// Called once after the last row by writers that print them; fills footnotes and references.
  std::function<void(Table&)> finish;
};

class CitedDocuments;
struct AgreementSummary;

/// What kinds read. Lent: both must outlive the table made of them.
struct TableWorld {
  model::SnapshotPtr snapshot;
  const model::Details* details = nullptr;
  TableStyle style = {};
  /// References that were numbered before and are numbered on (citations.h); null: from 1.
  std::shared_ptr<CitedDocuments> cited = {};
  /// How far coders agreed (agreement_lines.h), for the kind that prints it; asked once, as its
  /// first row is pulled. Empty: nobody has worked it out.
  std::function<AgreementSummary()> agreement = {};
};

/// `make` looks at the snapshot, and at details where a heading names documents; the rest is read
/// as rows are pulled (both: Error io, corrupt). A heading that names a document cites it.
struct TableKind {
  std::string_view name;  ///< "cmoc"
  std::string_view title;
  std::string_view help;  ///< one sentence
  Table (*make)(const TableWorld&);
};
/// All kinds in printed order (tables.def).
std::span<const TableKind* const> table_kinds();
/// The kind of that name, or null.
const TableKind* find_table_kind(std::string_view name);

using Output = std::function<void(std::string_view bytes)>;

struct TableWriterOptions {
  bool raw = false;  ///< CSV without protection against formulas
};

/// `write` pulls all rows, and calls `finish` where it prints notes or references; a table can be
/// written once. Same table, same bytes.
/// What `next` and the output throw passes through.
struct TableWriter {
  std::string_view name;    ///< "docx", as for --format
  std::string_view suffix;  ///< ".docx"
  bool is_binary = false;   ///< not for a terminal
  void (*write)(Table& table, const TableWriterOptions&, const Output&);
};
/// All writers in printed order (writers.def).
std::span<const TableWriter* const> table_writers();
/// The writer of that name, or null.
const TableWriter* find_table_writer(std::string_view name);

}  // namespace retroduce::reports
