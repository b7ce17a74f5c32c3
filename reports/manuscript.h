// A whole manuscript out of a review: which exhibits it has and under which numbers, so that
// tables, figures, supplements and the words between them agree. Knows nothing of files and
// folders.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/figure.h"
#include "reports/table.h"
#include "reports/text_page.h"

namespace retroduce::reports {

/// A table or a figure under its number.
struct Exhibit {
  const TableKind* table = nullptr;
  const FigureKind* figure = nullptr;  ///< the one or the other
  model::ThemeId theme;                ///< of a figure of one theme
  std::string label;                   ///< "Table 2", "Figure 1", "Supplement S3"
  std::string title;
  std::string stem;          ///< of its file: "supplement-s3-criteria"
  bool is_gathered = false;  ///< a theme that was too much to draw whole, too
};

struct Manuscript {
  std::vector<Exhibit> exhibits;  ///< tables, figures, then supplements, each by number
  /// What the review has nothing for: title, and what to do about it.
  std::vector<std::pair<std::string, std::string>> left_out;

  /// The exhibit of a kind of table (figure), or null where the manuscript has none.
  const Exhibit* table(std::string_view kind) const;
  const Exhibit* figure(std::string_view kind) const;
};

/// What the review has something for. Makes the first row of each table (Error io, corrupt).
Manuscript plan_manuscript(const TableWorld& world);

/// The table of an exhibit: under its label, with notes that lead to the others, and without a list
/// of its own, since the manuscript has one. World's `cited` numbers the references on, so tables
/// are made and pulled in the order of the exhibits.
Table manuscript_table(const Manuscript& manuscript, const Exhibit& exhibit,
                       const TableWorld& world);

/// The figure of an exhibit; the caption of one that was gathered leads to those of its themes.
Figure manuscript_figure(const Manuscript& manuscript, const Exhibit& exhibit,
                         const TableWorld& world);

/// A paragraph for the methods and one for the results, with the counts of the review and the
/// numbers of the exhibits.
std::vector<std::string> manuscript_text(const Manuscript& manuscript, const TableWorld& world);

/// An exhibit with the files that hold it.
struct ShownExhibit {
  const Exhibit* exhibit = nullptr;
  std::vector<std::string> files;
  std::string legend;  ///< of a figure
};

/// The words of the manuscript: methods and results, legends, list of references.
std::vector<TextBlock> manuscript_blocks(const std::vector<std::string>& text,
                                         const std::vector<ShownExhibit>& shown,
                                         const std::vector<std::string>& references,
                                         bool is_numbered);

/// The page that leads to everything, with the figures that are SVG or PNG in it.
std::string manuscript_index(const Manuscript& manuscript, std::string_view review,
                             const std::vector<ShownExhibit>& shown,
                             const std::vector<std::string>& other_files,
                             const std::vector<TextBlock>& blocks);

}  // namespace retroduce::reports
