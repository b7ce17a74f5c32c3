// The shortest sums of products that say when an outcome is present: prime implicants (Quine 1952,
// McCluskey 1956) and every shortest choice among them (Petrick 1956).
#pragma once

#include <bit>
#include <cstddef>
#include <vector>

#include "measure/truth_table.h"

namespace retroduce::measure {

/// Conditions joined by "and": those in `fixed` are present or absent as `present` has it, the
/// others may be either. Nothing fixed: always true.
struct Product {
  Combination fixed = 0;
  Combination present = 0;  ///< a part of `fixed`

  bool covers(Combination combination) const { return (combination & fixed) == present; }
  std::size_t literals() const { return static_cast<std::size_t>(std::popcount(fixed)); }
  /// By the first condition that differs: present, absent, either.
  friend bool operator<(const Product& left, const Product& right);
  friend bool operator==(const Product&, const Product&) = default;
};

/// Products joined by "or", in their order.
using Sum = std::vector<Product>;

/// What is to be said: the outcome is present for `ones`, may be either for `open`, else is absent.
struct TruthFunction {
  std::size_t conditions = 0;  ///< at most most_conditions
  std::vector<Combination> ones;
  std::vector<Combination> open;  ///< remainders that may be drawn in ("don't care")
};

/// The products that cover no combination outside `ones` and `open`, none of which could do with
/// fewer conditions, in order; those that cover no one at all are left out.
std::vector<Product> prime_implicants(const TruthFunction& function);

struct MinimalSums {
  std::vector<Sum> sums;    ///< in order; none where there are no ones
  bool is_complete = true;  ///< false: given up before the end, so more or shorter ones may exist
};

constexpr std::size_t most_sums = 1000;

/// All sums that cover every one and nothing beyond ones and open, with the fewest products and,
/// among those, the fewest conditions in all.
///
/// Never takes long: after `patience` steps, or with more than most_sums, it gives what it has, and
/// one sum that covers everything at the least.
MinimalSums minimal_sums(const TruthFunction& function, std::size_t patience = 20'000'000);

}  // namespace retroduce::measure
