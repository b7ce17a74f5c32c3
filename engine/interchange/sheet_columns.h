// Which column of an extraction sheet holds what: guessed from plain headings, told with --map.
// Knows the headings, not what the cells say.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "interchange/format.h"
#include "interchange/sheet_grid.h"

namespace retroduce::interchange {

/// What a column may hold. `paraphrase` is a quote in the coder's own words.
enum class SheetField : std::size_t {
  document,
  study,
  title,
  authors,
  year,
  container,
  doi,
  url,
  quote,
  paraphrase,
  page,
  intervention,
  actor,
  context,
  mechanism,
  resource,
  reasoning,
  outcome,
  direction,
  level,
  theme,
  label,
  statement,
  stance,
  inference,
  coder,
  note,
};
constexpr std::size_t sheet_field_count = static_cast<std::size_t>(SheetField::note) + 1;

/// The word for --map: "outcome".
std::string_view to_word(SheetField field);

struct SheetColumns {
  std::vector<std::string> header;  ///< as it stands, blanks trimmed
  std::size_t header_row = 0;       ///< the row number a spreadsheet shows
  std::array<std::optional<std::size_t>, sheet_field_count> places;
  std::vector<std::pair<std::string, std::size_t>> descriptors;  ///< name and column, by name
  bool has_papers = false;  ///< a row is a paper, though it may make no claim

  std::optional<std::size_t> place(SheetField field) const {
    return places[static_cast<std::size_t>(field)];
  }
  bool is_used(std::size_t column) const;
};

/// Where the heading stands among the rows: the first of the first ten in which at least two fields
/// are recognised, else the first row; nothing for a grid without rows.
std::optional<std::size_t> find_header(const Grid& grid, const ReadOptions& options);

/// Takes the row as the heading. Nothing where something is refused:
/// sheet.unknown-field, sheet.no-such-column (--map), sheet.no-document, sheet.no-outcome,
/// sheet.no-claim. `sheet.column-not-read` (loss) names each column that is left out.
std::optional<SheetColumns> match_columns(const CsvRow& row, const ReadOptions& options,
                                          const std::string& name, base::Diagnostics& found);

}  // namespace retroduce::interchange
