// Outcomes side by side: of two contexts, by actor, by level, cut to the top of the concept tree.
#include <algorithm>
#include <map>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::ConfigurationId;
using retroduce::model::Role;

namespace {

std::size_t united(const SlowReview& review, const Numbers& configurations, bool against) {
  Numbers voices;
  for (const std::size_t k : configurations) {
    voices.merge(against ? review.disputing(k) : review.supporting(k));
  }
  return voices.size();
}

std::string witnesses(const SlowReview& review, const Numbers& configurations) {
  return " |" + review.labels(configurations) + " |" +
         review.keys(review.documents_of(configurations));
}

std::string concept_words(const Sign& sign) {
  return "concept=" + sign.first + " opposite=" + (sign.second ? "yes" : "no");
}

std::string counts(const SlowReview& review, const std::string& before, const Numbers& list) {
  return " " + before + "support=" + std::to_string(united(review, list, false)) + " " + before +
         "dispute=" + std::to_string(united(review, list, true));
}

/// The outcomes of configurations, as they are or under the concept at the top.
std::map<Sign, Numbers> outcomes_of(const SlowReview& review, const Numbers& list, bool zoom) {
  std::map<Sign, Numbers> found;
  for (const std::size_t k : list) {
    for (const Sign& sign : review.terms(k, Role::outcome)) {
      found[zoom ? review.top(sign) : sign].insert(k);
    }
  }
  return found;
}

Numbers holding(const SlowReview& review, Role role, const std::set<Sign>& wanted) {
  Numbers found;
  for (const std::size_t k : review.part()) {
    if (review.holds_any(k, role, wanted)) found.insert(k);
  }
  return found;
}

}  // namespace

TEST_CASE("two contexts are compared by the outcomes of those that hold them", "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const std::vector<std::string> labels = review.concepts();
    const std::string a = labels[seed % labels.size()];
    const std::string b = labels[seed / 3 % labels.size()];
    const bool not_b = seed % 5 == 0;
    const bool zoom = seed % 4 == 1;
    const Numbers first = holding(review, Role::context, review.reach(a, false, false));
    const Numbers second = holding(review, Role::context, review.reach(b, not_b, false));
    const auto left = outcomes_of(review, first, zoom);
    const auto right = outcomes_of(review, second, zoom);
    struct Line {
      int place;
      std::size_t support;
      Sign sign;
      std::string words;
    };
    std::vector<Line> expected;
    std::set<Sign> all;
    for (const auto& [sign, list] : left) all.insert(sign);
    for (const auto& [sign, list] : right) all.insert(sign);
    for (const Sign& sign : all) {
      const Numbers in_left = left.count(sign) != 0 ? left.at(sign) : Numbers{};
      const Numbers in_right = right.count(sign) != 0 ? right.at(sign) : Numbers{};
      const int place = in_right.empty() ? 0 : in_left.empty() ? 1 : 2;
      Numbers both = in_left;
      both.insert(in_right.begin(), in_right.end());
      const char* const names[] = {"first", "second", "both"};
      expected.push_back({place, united(review, both, false), sign,
                          concept_words(sign) + " where=" + names[place] +
                              counts(review, "first_", in_left) +
                              counts(review, "second_", in_right) + witnesses(review, both)});
    }
    std::sort(expected.begin(), expected.end(), [](const Line& x, const Line& y) {
      if (x.place != y.place) return x.place < y.place;
      if (x.support != y.support) return x.support > y.support;
      return before(x.sign, y.sign);
    });
    std::vector<std::string> words;
    for (const Line& line : expected) words.push_back(line.words);
    const std::string question = "compare \"" + a + "\" with " + (not_b ? "not " : "") + "\"" + b +
                                 "\"" + (zoom ? " zoom 1" : "") + filter.words;
    require_same(review, seed, question, words, lines(review, review.ask(question)));
  }
}

namespace {

/// Rows under one heading: support falling, then label.
std::vector<std::string> under(const SlowReview& review, const std::string& heading,
                               const Numbers& list, bool zoom) {
  const auto outcomes = outcomes_of(review, list, zoom);
  std::vector<std::pair<Sign, Numbers>> found(outcomes.begin(), outcomes.end());
  std::sort(found.begin(), found.end(), [&](const auto& x, const auto& y) {
    const std::size_t left = united(review, x.second, false);
    const std::size_t right = united(review, y.second, false);
    return left != right ? left > right : before(x.first, y.first);
  });
  std::vector<std::string> words;
  for (const auto& [sign, holders] : found) {
    words.push_back(heading + " " + concept_words(sign) + counts(review, "", holders) +
                    witnesses(review, holders));
  }
  return words;
}

}  // namespace

TEST_CASE("outcomes stand under the actors and levels of their configurations", "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const std::vector<std::string> labels = review.concepts();
    const std::string x = labels[seed % labels.size()];
    const bool asked = seed % 3 != 0;
    const bool zoom = seed % 4 == 1;
    const std::set<Sign> wanted = review.reach(x, false, false);
    Numbers holders = review.part();
    if (asked) {
      holders = holding(review, Role::context, wanted);
      holders.merge(holding(review, Role::mechanism, wanted));
    }
    std::map<std::string, Numbers> by_actor;
    std::map<int, Numbers> by_level;
    Numbers silent;
    for (const std::size_t k : holders) {
      bool some = false;
      for (const Sign& actor : review.terms(k, Role::actor)) {
        if (actor.second) continue;
        some = true;
        by_actor[zoom ? review.top(actor.first) : actor.first].insert(k);
      }
      if (!some) silent.insert(k);
      const int level = review.snapshot().configurations[k].level;
      by_level[level < 0 ? 99 : level].insert(k);
    }
    std::vector<std::string> actors;
    for (const auto& [actor, list] : by_actor) actors.push_back(actor);
    std::sort(actors.begin(), actors.end(), label_before);
    std::vector<std::string> expected;
    const auto add = [&](const std::vector<std::string>& some) {
      expected.insert(expected.end(), some.begin(), some.end());
    };
    for (const std::string& actor : actors) {
      add(under(review, "actor=" + actor, by_actor[actor], zoom));
    }
    add(under(review, "actor=null", silent, zoom));
    const std::string rest = (asked ? " following \"" + x + "\"" : std::string()) +
                             (zoom ? " zoom 1" : "") + filter.words;
    require_same(review, seed, "outcomes by actor" + rest, expected,
                 lines(review, review.ask("outcomes by actor" + rest)));
    expected.clear();
    for (const auto& [level, list] : by_level) {
      const std::string name =
          level == 99 ? "null" : review.snapshot().levels[static_cast<std::size_t>(level)];
      add(under(review, "level=" + name, list, zoom));
    }
    require_same(review, seed, "outcomes by level" + rest, expected,
                 lines(review, review.ask("outcomes by level" + rest)));
  }
}
