// An answer for reading on a screen: counts first, then rows, then what rests on thin ice, then
// what next.
#pragma once

#include <string>

#include "cli/console.h"
#include "model/snapshot.h"
#include "query/answer.h"

namespace retroduce::cli {

/// `review` is the path as the user typed it, for the commands that are proposed.
std::string answer_text(const query::Answer& answer, const model::Snapshot& snapshot,
                        const std::string& review, const Console& console);

}  // namespace retroduce::cli
