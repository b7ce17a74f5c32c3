// Figures of agreement as their definitions say them, pair by pair and character by character.
#pragma once

#include <optional>
#include <vector>

#include "measure/agreement.h"
#include "measure/unit_alpha.h"

namespace retroduce::tests {

/// A line per unit, a rating per coder; -1 where there is none.
using RatingTable = std::vector<std::vector<int>>;

std::optional<double> slow_percent(const RatingTable& table);
std::optional<double> slow_cohen(const RatingTable& table);
std::optional<double> slow_fleiss(const RatingTable& table);
std::optional<double> slow_alpha(const RatingTable& table);

/// One text of so many characters.
struct MarkedText {
  std::int64_t length = 0;
  std::vector<measure::MarkedUnits> coders;
};
std::optional<double> slow_unit_alpha(const std::vector<MarkedText>& texts);

}  // namespace retroduce::tests
