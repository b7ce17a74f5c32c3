// A figure as text for Graphviz: kinds write DOT, the command line makes SVG of it where `dot` is
// there, so a figure's bytes never depend on that program. Knows nothing of layout.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/details.h"
#include "model/snapshot.h"
#include "query/answer.h"

namespace retroduce::reports {

/// What kinds read. Lent for the length of the call.
struct FigureWorld {
  model::SnapshotPtr snapshot;
  const model::Details* details = nullptr;
  const query::Answer* answer = nullptr;  ///< for kinds that draw an answer; null for the others
};

struct Figure {
  std::string dot;
  std::string caption;      ///< stands beside the figure, never in it
  std::string description;  ///< the figure in words, for those who cannot see it
};

struct FigureKind {
  std::string_view name;  ///< "chain"
  std::string_view title;
  std::string_view help;  ///< one sentence
  std::string_view
      answer_kind;  ///< the kind of answer that it draws ("chains"); empty = it needs none
  Figure (*make)(const FigureWorld&);
};
/// All kinds in printed order (figures.def).
std::span<const FigureKind* const> figure_kinds();
/// The kind of that name, or null.
const FigureKind* find_figure_kind(std::string_view name);

}  // namespace retroduce::reports
