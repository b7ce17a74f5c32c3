// Loops and robustness by trying everything.
#include <algorithm>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::Role;
using Path = std::vector<std::size_t>;

namespace {

/// Lists that begin with their smallest label and close.
void walk(const SlowReview& review, std::size_t within, Path& path, std::vector<Path>& found) {
  if (!review.joints(path.back(), path.front()).empty()) found.push_back(path);
  if (path.size() == within) return;
  for (const std::size_t k : review.part()) {
    if (std::find(path.begin(), path.end(), k) != path.end()) continue;
    if (label_before(review.label(k), review.label(path.front()))) continue;
    if (review.joints(path.back(), k).empty()) continue;
    path.push_back(k);
    walk(review, within, path, found);
    path.pop_back();
  }
}

bool leads(const SlowReview& review, const std::set<Sign>& from, const std::set<Sign>& to,
           const Numbers& silenced, std::size_t least) {
  const auto stands = [&](std::size_t k) {
    std::size_t left = 0;
    for (const std::size_t voice : review.supporting(k)) left += 1 - silenced.count(voice);
    return left >= std::max<std::size_t>(1, least);
  };
  Numbers found;
  for (const std::size_t k : review.part()) {
    if (stands(k) && review.holds_any(k, Role::context, from)) found.insert(k);
  }
  for (std::size_t size = 0; size != found.size();) {
    size = found.size();
    const Numbers now = found;
    for (const std::size_t k : now) {
      for (const std::size_t next : review.part()) {
        if (stands(next) && !review.joints(k, next).empty()) found.insert(next);
      }
    }
  }
  return std::any_of(found.begin(), found.end(),
                     [&](std::size_t k) { return review.holds_any(k, Role::outcome, to); });
}

}  // namespace

TEST_CASE("loops are all circles, each once, from the smallest label", "[oracle]") {
  for (const std::uint64_t seed : seeds(800)) {
    SlowReview review = SlowReview::generate(seed, 7);
    const Filter filter = review.filter(seed / 11);
    review.set(filter);
    const std::size_t within = 1 + seed % 6;
    std::vector<Path> found;
    for (const std::size_t k : review.part()) {
      Path path{k};
      walk(review, within, path, found);
    }
    std::sort(found.begin(), found.end(), [&](const Path& a, const Path& b) {
      if (a.size() != b.size()) return a.size() < b.size();
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i]) return label_before(review.label(a[i]), review.label(b[i]));
      }
      return false;
    });
    std::vector<std::string> expected;
    for (const Path& path : found) {
      std::string words;
      for (const std::size_t k : path) words += " " + review.label(k);
      expected.push_back(words);
    }
    const std::string question = "loops within " + std::to_string(within) + filter.words;
    const auto answer = review.ask(question);
    std::vector<std::string> shown;
    for (const auto& row : answer.rows) {
      std::string words;
      for (const auto k : row.configurations) words += " " + review.label(k.index());
      shown.push_back(words);
      REQUIRE(std::get<retroduce::query::Values>(row.fields[0].second.value).size() ==
              row.configurations.size());
    }
    require_same(review, seed, question, expected, shown);
    std::vector<Path> any;
    for (const std::size_t k : review.part()) {
      Path path{k};
      walk(review, review.size(), path, any);
    }
    const bool longer = any.size() > found.size();
    REQUIRE((answer.cut == retroduce::query::Cut::length) == longer);
    REQUIRE(answer.truncated == longer);
  }
}

TEST_CASE("robustness is the smallest set of voices, found by trying all sets", "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 8);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const auto labels = review.concepts();
    const std::string& a = labels[seed % labels.size()];
    const std::string& b = labels[(seed / 3) % labels.size()];
    const auto from = review.reach(a, false, false);
    const auto to = review.reach(b, false, false);
    const std::size_t voices =
        filter.by_study ? review.snapshot().studies.size() : review.snapshot().documents.size();
    Numbers best;
    bool is_found = false;
    const auto in_order = [](const Numbers& left, const Numbers& right) {
      return left.size() != right.size() ? left.size() < right.size() : left < right;
    };
    for (std::size_t bits = 0; bits < (std::size_t{1} << voices); ++bits) {
      Numbers set;
      for (std::size_t i = 0; i < voices; ++i) {
        if ((bits >> i & 1) != 0) set.insert(i);
      }
      if (set.size() > 5 || (is_found && !in_order(set, best))) continue;
      if (leads(review, from, to, set, filter.least_support)) continue;
      best = set;
      is_found = true;
    }
    std::string names;
    for (const std::size_t i : best) {
      names += (names.empty() ? "" : ",") + (filter.by_study ? review.snapshot().studies[i]
                                                             : review.snapshot().documents[i].key);
    }
    const std::string expected =
        is_found ? std::to_string(best.size()) + " [" + names + "] no" : std::string("5 [] yes");
    const std::string question = "robustness from \"" + a + "\" to \"" + b + "\"" + filter.words;
    const auto fields = review.ask(question).rows.at(0).fields;
    require_same(review, seed, question, {expected},
                 {to_text(fields[0].second) + " " + to_text(fields[1].second) + " " +
                  to_text(fields[2].second)});
  }
}
