// A figure as text: networks as DOT for Graphviz, of which the command line makes SVG where `dot`
// is there, so that a figure's bytes never depend on that program; grids and pages, which need no
// layout of networks, as SVG at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/details.h"
#include "model/snapshot.h"
#include "query/answer.h"

namespace retroduce::reports {

/// More shapes than this on one page are a hairball: a figure gathers them first, and says so.
inline constexpr std::size_t most_shapes = 60;

/// What kinds read. Lent for the length of the call.
struct FigureWorld {
  /// Layered: what is an outcome here and a context there is one shape. Columns: contexts,
  /// mechanisms and outcomes stand apart.
  enum class Layout : std::uint8_t { columns, layered };

  model::SnapshotPtr snapshot;
  const model::Details* details = nullptr;
  const query::Answer* answer = nullptr;     ///< for kinds that draw an answer; null for the others
  std::vector<model::ConceptId> about = {};  ///< for kinds about a concept; empty for the others
  model::ThemeId theme = {};                 ///< draw this theme, and those below it, alone
  Layout layout = Layout::columns;
  /// How a document is named; empty: by its authors and year, with a letter where the review has
  /// several of these.
  std::function<std::string(model::DocumentId)> name_of = {};
};

struct Figure {
  std::string dot;          ///< or empty, where the figure is SVG already
  std::string caption;      ///< stands beside the figure, never in it
  std::string description;  ///< the figure in words, for those who cannot see it
  std::string svg = {};
  bool is_gathered = false;  ///< it was too much to draw whole; the caption says so
  std::string note = {};     ///< for who draws it, no part of it: what the review lacks for it
};

struct FigureKind {
  std::string_view name;  ///< "chain"
  std::string_view title;
  std::string_view help;  ///< one sentence
  std::string_view
      answer_kind;  ///< the kind of answer that it draws ("chains"); empty = it needs none
  Figure (*make)(const FigureWorld&);  ///< fails: Error io, corrupt
  bool is_about_concept = false;       ///< it needs FigureWorld::about
};
/// All kinds in printed order (figures.def).
std::span<const FigureKind* const> figure_kinds();
/// The kind of that name, or null.
const FigureKind* find_figure_kind(std::string_view name);

}  // namespace retroduce::reports
