#include "measure/minimal_sums.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "base/error.h"

namespace retroduce::measure {
namespace {

constexpr std::size_t most_combinations = std::size_t{1} << most_conditions;

constexpr std::array<std::size_t, most_conditions + 1> powers_of_three = [] {
  std::array<std::size_t, most_conditions + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 3 * powers[i - 1];
  return powers;
}();

/// Every product of the conditions, numbered in base three: a digit says absent, present, either.
/// With ten conditions there are 59,049, so McCluskey's pairing needs no lists to merge: a product
/// that leaves a condition open is true of what its two halves are both true of.
class Implicants {
 public:
  enum : std::size_t { absent, present, either };

  explicit Implicants(const TruthFunction& function)
      : conditions_(function.conditions), allowed_(powers_of_three[conditions_], false) {
    for (const auto* list : {&function.ones, &function.open}) {
      for (const Combination one : *list) allowed_[number_of(one)] = true;
    }
    for (std::size_t p = 0; p < allowed_.size(); ++p) {
      for (std::size_t i = 0; i < conditions_; ++i) {
        if (digit(p, i) != either) continue;
        // Both halves have smaller numbers and are decided.
        allowed_[p] = allowed_[p - powers_of_three[i]] && allowed_[p - 2 * powers_of_three[i]];
        break;
      }
    }
  }

  std::size_t size() const { return allowed_.size(); }

  bool is_prime(std::size_t p) const {
    if (!allowed_[p]) return false;
    for (std::size_t i = 0; i < conditions_; ++i) {
      const std::size_t d = digit(p, i);
      if (d != either && allowed_[p + (either - d) * powers_of_three[i]]) return false;
    }
    return true;
  }

  Product product(std::size_t p) const {
    Product out;
    for (std::size_t i = 0; i < conditions_; ++i) {
      const std::size_t d = digit(p, i);
      if (d != either) out.fixed |= Combination{1} << i;
      if (d == present) out.present |= Combination{1} << i;
    }
    return out;
  }

 private:
  static std::size_t digit(std::size_t p, std::size_t i) { return p / powers_of_three[i] % 3; }
  std::size_t number_of(Combination one) const {
    std::size_t number = 0;
    for (std::size_t i = 0; i < conditions_; ++i) {
      if (is_present(one, i)) number += powers_of_three[i];
    }
    return number;
  }

  std::size_t conditions_;
  std::vector<bool> allowed_;
};

/// Petrick's product of sums (each one is covered by this prime or that one), multiplied out depth
/// first and only as far as `size` primes, so that no longer product is ever held.
class Cover {
 public:
  Cover(const std::vector<Product>& primes, const std::vector<Combination>& ones,
        std::size_t patience)
      : primes_(primes), patience_(patience), covering_(ones.size()), near_(ones.size()) {
    for (std::size_t p = 0; p < primes.size(); ++p) {
      Ones covered;
      for (std::size_t i = 0; i < ones.size(); ++i) {
        if (!primes[p].covers(ones[i])) continue;
        covered.set(i);
        covering_[i].push_back(p);
      }
      covered_.push_back(covered);
    }
    for (std::size_t i = 0; i < ones.size(); ++i) {
      all_.set(i);
      for (const std::size_t p : covering_[i]) near_[i] |= covered_[p];
    }
    barred_.assign(primes.size(), false);
  }

  MinimalSums find() {
    for (std::size_t size = at_least(all_); found_.sums.empty() && !given_up_; ++size) {
      extend(all_, size);
    }
    found_.is_complete = !given_up_;
    if (found_.sums.empty()) found_.sums.push_back(some_sum());
    std::sort(found_.sums.begin(), found_.sums.end());
    return std::move(found_);
  }

 private:
  using Ones = std::bitset<most_combinations>;

  /// Ones of which no prime covers two need a prime each.
  std::size_t at_least(Ones open) const {
    std::size_t number = 0;
    for (std::size_t i = 0; i < covering_.size(); ++i) {
      if (!open[i]) continue;
      ++number;
      open &= ~near_[i];
    }
    return number;
  }

  /// The uncovered one with the fewest primes left, so that what is essential comes first.
  std::size_t narrowest(const Ones& open) {
    std::size_t best = 0;
    std::size_t fewest = primes_.size() + 1;
    steps_ += covering_.size();
    for (std::size_t i = 0; i < covering_.size(); ++i) {
      if (!open[i]) continue;
      std::size_t left = 0;
      for (const std::size_t p : covering_[i]) left += barred_[p] ? 0U : 1U;
      steps_ += covering_[i].size();
      if (left >= fewest) continue;
      fewest = left;
      best = i;
    }
    return best;
  }

  void extend(const Ones& open, std::size_t left) {
    if (open.none()) return keep();
    if (at_least(open) > left) return;
    const std::size_t one = narrowest(open);
    given_up_ = given_up_ || steps_ > patience_;
    // A prime that was tried is barred from the later branches, so that no set comes up twice.
    std::vector<std::size_t> tried;
    for (const std::size_t p : covering_[one]) {
      if (given_up_) break;
      if (barred_[p]) continue;
      chosen_.push_back(p);
      extend(open & ~covered_[p], left - 1);
      chosen_.pop_back();
      barred_[p] = true;
      tried.push_back(p);
    }
    for (const std::size_t p : tried) barred_[p] = false;
  }

  void keep() {
    std::size_t literals = 0;
    Sum sum;
    for (const std::size_t p : chosen_) {
      sum.push_back(primes_[p]);
      literals += primes_[p].literals();
    }
    if (!found_.sums.empty() && literals > literals_) return;
    if (literals < literals_) found_.sums.clear();
    literals_ = literals;
    if (found_.sums.size() == most_sums) {
      given_up_ = true;
      return;
    }
    std::sort(sum.begin(), sum.end());
    found_.sums.push_back(std::move(sum));
  }

  /// The prime that covers most of what is left, again and again.
  Sum some_sum() const {
    Sum sum;
    for (Ones open = all_; open.any();) {
      std::size_t best = 0;
      for (std::size_t p = 1; p < primes_.size(); ++p) {
        if ((covered_[p] & open).count() > (covered_[best] & open).count()) best = p;
      }
      sum.push_back(primes_[best]);
      open &= ~covered_[best];
    }
    std::sort(sum.begin(), sum.end());
    return sum;
  }

  const std::vector<Product>& primes_;
  std::size_t patience_;
  std::vector<std::vector<std::size_t>> covering_;  ///< by one: the primes that cover it
  std::vector<Ones> covered_;                       ///< by prime
  std::vector<Ones> near_;  ///< by one: those that share a prime with it, itself among them
  Ones all_;
  std::vector<bool> barred_;
  std::vector<std::size_t> chosen_;
  std::size_t literals_ = 0;
  std::size_t steps_ = 0;
  bool given_up_ = false;
  MinimalSums found_;
};

}  // namespace

bool operator<(const Product& left, const Product& right) {
  const Combination apart = (left.fixed ^ right.fixed) | (left.present ^ right.present);
  const Combination first = apart & (~apart + 1);
  const auto rank = [first](const Product& one) {
    return (one.present & first) != 0 ? 0 : (one.fixed & first) != 0 ? 1 : 2;
  };
  return rank(left) < rank(right);
}

std::vector<Product> prime_implicants(const TruthFunction& function) {
  RETRODUCE_ASSERT(function.conditions <= most_conditions);
  const Implicants implicants(function);
  std::vector<Product> primes;
  for (std::size_t p = 0; p < implicants.size(); ++p) {
    if (!implicants.is_prime(p)) continue;
    const Product product = implicants.product(p);
    const bool is_used = std::any_of(function.ones.begin(), function.ones.end(),
                                     [&](Combination one) { return product.covers(one); });
    if (is_used) primes.push_back(product);
  }
  std::sort(primes.begin(), primes.end());
  return primes;
}

MinimalSums minimal_sums(const TruthFunction& function, std::size_t patience) {
  if (function.ones.empty()) return {};
  return Cover(prime_implicants(function), function.ones, patience).find();
}

}  // namespace retroduce::measure
