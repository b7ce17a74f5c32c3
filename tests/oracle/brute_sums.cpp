#include "brute_sums.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace retroduce::tests {

namespace {

struct BruteProduct {
  std::string signs;
  std::uint32_t covered = 0;  ///< by combination: true of it
  std::size_t literals = 0;
};

bool is_true(const std::string& signs, std::size_t combination) {
  for (std::size_t i = 0; i < signs.size(); ++i) {
    if (signs[i] != '-' && (signs[i] == '1') != ((combination >> i & 1U) != 0)) return false;
  }
  return true;
}

void each_word(std::string& signs, std::size_t place, std::vector<std::string>& all) {
  if (place == signs.size()) {
    all.push_back(signs);
    return;
  }
  for (const char sign : {'1', '0', '-'}) {
    signs[place] = sign;
    each_word(signs, place + 1, all);
  }
}

/// All sets of exactly `left` more products, from `next` on.
void choose(const std::vector<BruteProduct>& products, std::size_t next, std::size_t left,
            std::uint32_t open, std::vector<std::size_t>& chosen,
            std::vector<std::vector<std::size_t>>& found) {
  if (left == 0) {
    if (open == 0) found.push_back(chosen);
    return;
  }
  for (std::size_t p = next; p + left <= products.size(); ++p) {
    chosen.push_back(p);
    choose(products, p + 1, left - 1, open & ~products[p].covered, chosen, found);
    chosen.pop_back();
  }
}

}  // namespace

std::set<BruteSum> brute_sums(std::size_t conditions, const std::string& outputs) {
  std::vector<std::string> all;
  std::string signs(conditions, '-');
  each_word(signs, 0, all);
  std::uint32_t ones = 0;
  for (std::size_t c = 0; c < outputs.size(); ++c) {
    if (outputs[c] == '1') ones |= std::uint32_t{1} << c;
  }
  if (ones == 0) return {};
  std::vector<BruteProduct> products;
  for (const std::string& word : all) {
    BruteProduct product{word, 0, 0};
    bool holds = true;
    for (std::size_t c = 0; c < outputs.size(); ++c) {
      if (!is_true(word, c)) continue;
      holds = holds && outputs[c] != '0';
      product.covered |= std::uint32_t{1} << c;
    }
    product.literals =
        conditions - static_cast<std::size_t>(std::count(word.begin(), word.end(), '-'));
    if (holds && (product.covered & ones) != 0) products.push_back(product);
  }
  std::vector<std::vector<std::size_t>> sets;
  for (std::size_t size = 1; sets.empty(); ++size) {
    std::vector<std::size_t> chosen;
    choose(products, 0, size, ones, chosen, sets);
  }
  std::set<BruteSum> best;
  std::size_t fewest = conditions * outputs.size() + 1;
  for (const auto& set : sets) {
    std::size_t literals = 0;
    BruteSum sum;
    for (const std::size_t p : set) {
      literals += products[p].literals;
      sum.insert(products[p].signs);
    }
    if (literals < fewest) best.clear();
    fewest = std::min(fewest, literals);
    if (literals == fewest) best.insert(sum);
  }
  return best;
}

}  // namespace retroduce::tests
