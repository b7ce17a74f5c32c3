// Many configurations on one page, gathered: by theme, each theme a shape, joined where an outcome
// of the one is a context of the other; or by the concepts at the top of the tree. For what would
// be a hairball if drawn whole.
#pragma once

#include <vector>

#include "reports/figure.h"

namespace retroduce::reports {

/// Those of the theme of the world and below it, in the order of printing; all where it has none.
std::vector<model::ConfigurationId> chosen_configurations(const FigureWorld& world);

/// What the theme of the world is called, in quotation marks; empty where it has none.
std::string theme_words(const FigureWorld& world);

/// All configurations of the review by their themes. Captions say that they were gathered.
Figure overview_by_theme(const FigureWorld& world);

/// The configurations by the top concepts of their contexts, mechanisms and outcomes.
Figure overview_by_concept(const FigureWorld& world,
                           const std::vector<model::ConfigurationId>& configurations);

}  // namespace retroduce::reports
