// What varies in print from journal to journal. A value; who uses it: citations and statements read
// it as they make cells, style_table changes a table that is made. Knows no file format.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/snapshot.h"

namespace retroduce::reports {

struct TableStyle {
  enum class Tags : std::uint8_t { upper, lower, square, none };  ///< (C) (c) [C1]
  enum class Evidence : std::uint8_t { column, superscript, bracket, supplement };
  enum class Quotes : std::uint8_t { beside, below, supplement };
  enum class Cite : std::uint8_t { numeric, author_year };
  enum class Theme : std::uint8_t { heading, column };
  enum class Numbering : std::uint8_t { own, running, per_theme };
  enum class Orientation : std::uint8_t { by_width, portrait, landscape };

  Tags tags = Tags::upper;
  std::string order = "C-O-M";  ///< of the clauses of a sentence: C-O-M, C-M-O, O-C-M
  Evidence evidence = Evidence::column;
  Quotes quotes = Quotes::beside;
  std::size_t quote_length = 0;  ///< characters at most; 0 = whole
  Cite cite = Cite::numeric;
  Theme theme = Theme::heading;
  Numbering numbering = Numbering::own;
  /// Put before the number of each configuration in place of its own; may be empty.
  std::optional<std::string> label = {};
  bool is_transposed = false;
  Orientation orientation = Orientation::by_width;
  std::string font = "Times New Roman";
  std::string sort;     ///< key of the column to sort by, "-" before it: falling; empty = as made
  bool merges = false;  ///< equal neighbours in a column are one cell
  /// A table of more rows goes beside the paper; 0: wherever it belongs.
  std::size_t most_rows = 0;
  std::string supplement = "Supplement S";  ///< stands before the number of what goes beside it
  /// Not said by anybody: what the configurations were called before `relabelled`; null: as they
  /// are.
  model::SnapshotPtr labelled_from = {};
};

/// A journal's usual shape, and what it is known to turn down.
struct Preset {
  std::string_view name;
  std::string_view help;
  TableStyle style;
  std::size_t title_words = 0;   ///< at most; 0 = no limit known
  std::size_t legend_words = 0;  ///< likewise, of all notes together
};
/// bmc, bmj, elsevier, plain.
std::span<const Preset> presets();
const Preset* find_preset(std::string_view name);

/// The words of an option in the order of its values; the first is the default.
std::span<const std::string_view> tag_words();
std::span<const std::string_view> evidence_words();
std::span<const std::string_view> quote_words();
std::span<const std::string_view> cite_words();
std::span<const std::string_view> theme_words();
std::span<const std::string_view> numbering_words();
std::span<const std::string_view> orientation_words();

/// The same snapshot, or a copy whose configurations are labelled as the style asks: numbered in
/// the order of printing, anew in each theme or not. Numbers of a theme have its name before them
/// ("Buy-in: CMOC 1"), which the column of numbers leaves out; so labels stay unique, and what
/// refers to them is plain. The style then knows the old ones. Fails: Error usage where two would
/// be one.
model::SnapshotPtr relabelled(const model::SnapshotPtr& snapshot, TableStyle& style);

/// "Buy-in: " where configurations are numbered anew in each theme; else nothing.
std::string theme_prefix(const model::Snapshot& snapshot, const TableStyle& style,
                         model::ConfigurationId id);

/// The text cut at a word's end so that it has, with the mark "[…]", at most `length` characters
/// (the mark alone where there is no room for more); within a word where none ends so early. As it
/// stands where it is shorter or `length` is 0.
std::string shortened_quote(std::string_view text, std::size_t length);

struct Table;

/// Changes columns and rows as the style asks, as they are pulled. Transposing holds all rows.
void style_table(Table& table, const TableStyle& style);

/// What the journal would turn down, a sentence each, of a table with so many rows. Call when it
/// has been written.
std::vector<std::string> lint_table(const Table& table, std::size_t rows, const Preset& preset);

}  // namespace retroduce::reports
