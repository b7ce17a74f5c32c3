// Crisp-set truth tables: cases that show the same combination of conditions stand in one row.
// Ragin 1987, "The Comparative Method", ch. 6; Rihoux & De Meur 2009, "Crisp-Set Qualitative
// Comparative Analysis". Knows nothing of reviews: conditions are bits, cases are numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace retroduce::measure {

/// Bit i is set: condition i is present.
using Combination = std::uint32_t;

constexpr bool is_present(Combination combination, std::size_t condition) {
  return (combination >> condition & 1U) != 0;
}

constexpr std::size_t most_conditions = 10;  ///< each doubles the combinations

struct Case {
  Combination present = 0;
  bool has_outcome = false;
};

/// One observed combination.
struct TruthRow {
  enum class Outcome : std::uint8_t { present, absent, contradictory };
  Combination present = 0;
  std::vector<std::uint32_t> cases;  ///< places among the cases given, rising
  std::size_t with_outcome = 0;
  Outcome outcome = Outcome::absent;
};

/// How many of `whole`, as a share; 0 where there is nothing to share.
double share(std::size_t part, std::size_t whole);

/// One row per combination that some case shows: the number of its cases falling, then the
/// combination (the first condition first, present before absent).
///
/// A row's outcome is present where the share of its cases with the outcome (its consistency) is at
/// least `threshold`, absent where none has it, and contradictory in between.
std::vector<TruthRow> truth_table(std::span<const Case> cases, double threshold = 1);

std::size_t count_rows(std::span<const TruthRow> rows, TruthRow::Outcome outcome);

/// Whether `left` stands before `right` among combinations.
bool stands_before(Combination left, Combination right);

}  // namespace retroduce::measure
