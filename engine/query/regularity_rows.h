// What the three forms of regularities share: their rows, with exceptions, and `zoom`.
#pragma once

#include <string_view>
#include <vector>

#include "query/operator.h"

namespace retroduce::query {

struct RegularityWords {
  std::string_view one;   ///< "demi-regularity is"
  std::string_view many;  ///< "demi-regularities are"
};

/// The threshold that was asked for, or 3.
std::size_t asked_threshold(const Asking& asking);

/// How many need be found: the rows asked for; all, where a zoom may let some fall together.
std::size_t wanted_regularities(const Asking& asking);

/// Headline, rows and what to ask next. Rows that fall together, once zoomed, are united; then
/// support falling, then the terms.
void answer_regularities(const Asking& asking, const RegularityWords& words,
                         graph::Regularities found, Answer& answer);

}  // namespace retroduce::query
