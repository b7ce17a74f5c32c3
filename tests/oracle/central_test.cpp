// Betweenness by its definition: every shortest chain between every pair is written out.
#include <algorithm>
#include <cmath>
#include <map>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::Role;

namespace {

using Chain = std::vector<std::size_t>;

/// All chains of the least length from one to the other, ends included.
std::vector<Chain> shortest(const std::map<std::size_t, Numbers>& next, std::size_t from,
                            std::size_t to) {
  std::vector<Chain> open{{from}};
  while (!open.empty()) {
    std::vector<Chain> longer;
    std::vector<Chain> there;
    for (const Chain& chain : open) {
      if (next.count(chain.back()) == 0) continue;
      for (const std::size_t k : next.at(chain.back())) {
        if (std::find(chain.begin(), chain.end(), k) != chain.end()) continue;
        Chain one = chain;
        one.push_back(k);
        (k == to ? there : longer).push_back(one);
      }
    }
    if (!there.empty()) return there;
    open = longer;
  }
  return {};
}

std::map<std::size_t, double> betweenness(const SlowReview& review) {
  std::map<std::size_t, Numbers> next;
  for (const std::size_t from : review.part()) {
    for (const std::size_t to : review.part()) {
      if (!review.joints(from, to).empty()) next[from].insert(to);
    }
  }
  std::map<std::size_t, double> figures;
  for (const std::size_t from : review.part()) {
    for (const std::size_t to : review.part()) {
      if (from == to) continue;
      const std::vector<Chain> chains = shortest(next, from, to);
      for (const Chain& chain : chains) {
        for (std::size_t i = 1; i + 1 < chain.size(); ++i) {
          figures[chain[i]] += 1.0 / static_cast<double>(chains.size());
        }
      }
    }
  }
  return figures;
}

}  // namespace

TEST_CASE("a mechanism is as central as the shortest chains through its configurations are many",
          "[oracle]") {
  for (const std::uint64_t seed : seeds(600)) {
    SlowReview review = SlowReview::generate(seed, 12);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const bool zoom = seed % 3 == 0;
    auto figures = betweenness(review);
    std::map<Sign, Numbers> holders;
    for (const std::size_t k : review.part()) {
      for (const Sign& sign : review.terms(k, Role::mechanism)) {
        holders[zoom ? review.top(sign) : sign].insert(k);
      }
    }
    struct Line {
      Sign sign;
      double figure = 0;
      std::string words;
    };
    std::vector<Line> expected;
    for (const auto& [sign, configurations] : holders) {
      double sum = 0;
      Numbers support;
      Numbers dispute;
      for (const std::size_t k : configurations) {
        sum += figures[k];
        support.merge(review.supporting(k));
        dispute.merge(review.disputing(k));
      }
      sum = std::round(sum * 1e6) / 1e6;
      if (sum == 0) continue;
      expected.push_back(
          {sign, sum,
           "concept=" + sign.first + " opposite=" + (sign.second ? "yes" : "no") + " betweenness=" +
               std::to_string(sum) + " support=" + std::to_string(support.size()) +
               " dispute=" + std::to_string(dispute.size()) + " |" + review.labels(configurations) +
               " |" + review.keys(review.documents_of(configurations))});
    }
    std::sort(expected.begin(), expected.end(), [](const Line& a, const Line& b) {
      return a.figure != b.figure ? a.figure > b.figure : before(a.sign, b.sign);
    });
    std::vector<std::string> words;
    for (const Line& line : expected) words.push_back(line.words);
    const std::string question = (zoom ? "central zoom 1" : "central") + filter.words;
    require_same(review, seed, question, words, lines(review, review.ask(question)));
  }
}
