// Truth tables and formulas for reading on a screen.
#pragma once

#include <string>

#include "cli/console.h"
#include "query/answer.h"

namespace retroduce::cli {

/// Each combination: how often it goes with the outcome, what its cases report and do not report,
/// and which they are.
std::string truth_table_text(const query::Answer& answer, const model::Snapshot& snapshot,
                             const Console& console);

/// Each formula with its terms on lines of their own, joined by "or", and the cases behind each.
std::string formula_text(const query::Answer& answer, const Console& console);

}  // namespace retroduce::cli
