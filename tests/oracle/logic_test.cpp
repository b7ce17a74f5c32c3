// Reach, firing and pivots by their definitions.
#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::Role;

namespace {

Numbers holding(const SlowReview& review, Role role, const std::set<Sign>& terms) {
  Numbers found;
  for (const std::size_t k : review.part()) {
    if (review.holds_any(k, role, terms)) found.insert(k);
  }
  return found;
}

Numbers closure(const SlowReview& review, Numbers found, const Numbers& left_out) {
  for (const std::size_t k : left_out) found.erase(k);
  for (std::size_t before_size = 0; before_size != found.size();) {
    before_size = found.size();
    const Numbers now = found;
    for (const std::size_t k : now) {
      for (const std::size_t next : review.part()) {
        if (left_out.count(next) == 0 && !review.joints(k, next).empty()) found.insert(next);
      }
    }
  }
  return found;
}

std::vector<Sign> sorted(const std::set<Sign>& signs) {
  std::vector<Sign> list(signs.begin(), signs.end());
  std::sort(list.begin(), list.end(), before);
  return list;
}

std::string named(const Sign& sign) {
  return "concept=" + sign.first + " opposite=" + (sign.second ? "yes" : "no");
}

/// What is asked of: one to three names, each perhaps `not`.
struct Given {
  std::string words;
  std::set<Sign> terms;
};

Given choose(const SlowReview& review, std::uint64_t seed) {
  const auto labels = review.concepts();
  Given given;
  for (std::uint64_t i = 0; i <= seed % 3; ++i) {
    const std::string& label = labels[(seed / (i + 1) + i) % labels.size()];
    const bool opposite = (seed + i) % 5 == 0;
    given.words += (i > 0 ? ", " : "") + std::string(opposite ? "not " : "") + "\"" + label + "\"";
    given.terms.merge(review.reach(label, opposite, false));
  }
  return given;
}

}  // namespace

TEST_CASE("what is reachable is what chains of any length come to", "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const Given given = choose(review, seed);
    std::map<Sign, Numbers> made;
    for (const std::size_t k : closure(review, holding(review, Role::context, given.terms), {})) {
      for (const Sign& sign : review.terms(k, Role::outcome)) made[sign].insert(k);
    }
    std::set<Sign> signs;
    for (const auto& [sign, makers] : made) signs.insert(sign);
    std::vector<std::string> expected;
    for (const Sign& sign : sorted(signs)) {
      expected.push_back(named(sign) + " |" + review.labels(made[sign]) + " |" +
                         review.keys(review.documents_of(made[sign])));
    }
    const std::string question = "outcomes reachable from " + given.words + filter.words;
    require_same(review, seed, question, expected, lines(review, review.ask(question)));
  }
}

TEST_CASE("firing goes round by round until nothing new holds", "[oracle]") {
  for (const std::uint64_t seed : seeds(2000)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const Given given = choose(review, seed);
    std::set<Sign> holding_now = given.terms;
    std::map<std::size_t, int> fired;
    std::map<Sign, std::pair<int, std::size_t>> makers;  // earliest round, then label
    for (int round = 1;; ++round) {
      std::vector<std::size_t> fire;
      for (const std::size_t k : review.part()) {
        const auto contexts = review.terms(k, Role::context);
        const bool all = std::all_of(contexts.begin(), contexts.end(), [&](const Sign& sign) {
          return holding_now.count(sign) != 0;
        });
        if (!contexts.empty() && all && fired.count(k) == 0) fire.push_back(k);
      }
      if (fire.empty()) break;
      std::sort(fire.begin(), fire.end(), [&](std::size_t a, std::size_t b) {
        return label_before(review.label(a), review.label(b));
      });
      for (const std::size_t k : fire) {
        fired[k] = round;
        for (const Sign& sign : review.terms(k, Role::outcome)) {
          makers.try_emplace(sign, round, k);
          holding_now.insert(sign);
        }
      }
    }
    std::vector<Sign> made;
    for (const auto& [sign, maker] : makers) made.push_back(sign);
    std::sort(made.begin(), made.end(), [&](const Sign& a, const Sign& b) {
      if (makers[a].first != makers[b].first) return makers[a].first < makers[b].first;
      return before(a, b);
    });
    std::vector<std::string> expected;
    for (const Sign& sign : made) {
      Numbers derivation;
      std::vector<Sign> open{sign};
      bool first = true;
      while (!open.empty()) {
        const Sign at = open.back();
        open.pop_back();
        if (!first && given.terms.count(at) != 0) continue;
        first = false;
        const std::size_t k = makers.at(at).second;
        if (!derivation.insert(k).second) continue;
        for (const Sign& context : review.terms(k, Role::context)) open.push_back(context);
      }
      std::vector<std::size_t> order(derivation.begin(), derivation.end());
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        if (fired[a] != fired[b]) return fired[a] < fired[b];
        return label_before(review.label(a), review.label(b));
      });
      std::string steps;
      for (const std::size_t k : order) steps += (steps.empty() ? "" : ",") + review.label(k);
      expected.push_back(named(sign) + " round=" + std::to_string(makers[sign].first) +
                         " given=" + (given.terms.count(sign) != 0 ? "yes" : "no") +
                         " derivation=[" + steps + "] |" + review.labels(derivation) + " |" +
                         review.keys(review.documents_of(derivation)));
    }
    const std::string question = "outcomes given " + given.words + filter.words;
    require_same(review, seed, question, expected, lines(review, review.ask(question)));
  }
}

TEST_CASE("a mechanism is pivotal where no chain is left without its configurations", "[oracle]") {
  for (const std::uint64_t seed : seeds(2000)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const Given from = choose(review, seed);
    const Given to = choose(review, seed / 2 + 1);
    const Numbers first = holding(review, Role::context, from.terms);
    const Numbers last = holding(review, Role::outcome, to.terms);
    const auto arrives = [&](const Numbers& left_out) {
      for (const std::size_t k : closure(review, first, left_out)) {
        if (last.count(k) != 0) return true;
      }
      return false;
    };
    const auto on_the_way = [&](std::size_t k) {
      if (closure(review, first, {}).count(k) == 0) return false;
      for (const std::size_t end : closure(review, {k}, {})) {
        if (last.count(end) != 0) return true;
      }
      return false;
    };
    std::set<Sign> mechanisms;
    for (const std::size_t k : review.part()) mechanisms.merge(review.terms(k, Role::mechanism));
    std::vector<std::string> expected;
    for (const Sign& mechanism : sorted(mechanisms)) {
      const Numbers holders = holding(review, Role::mechanism, {mechanism});
      if (!arrives({}) || arrives(holders)) continue;
      Numbers shown;
      for (const std::size_t k : holders) {
        if (on_the_way(k)) shown.insert(k);
      }
      expected.push_back(named(mechanism) + " |" + review.labels(shown) + " |" +
                         review.keys(review.documents_of(shown)));
    }
    const std::string question =
        "pivotal mechanisms from " + from.words + " to " + to.words + filter.words;
    require_same(review, seed, question, expected, lines(review, review.ask(question)));
  }
}

namespace {

/// Everything that holds or is made once the terms are given; `made` alone where only that is
/// asked.
std::set<Sign> made_from(const SlowReview& review, const std::set<Sign>& given) {
  std::set<Sign> holds = given;
  std::set<Sign> made;
  for (std::size_t size = 0, first = 1; first != 0 || size != made.size(); first = 0) {
    size = made.size();
    for (const std::size_t k : review.part()) {
      const auto contexts = review.terms(k, Role::context);
      const bool all = std::all_of(contexts.begin(), contexts.end(),
                                   [&](const Sign& sign) { return holds.count(sign) != 0; });
      if (contexts.empty() || !all) continue;
      for (const Sign& sign : review.terms(k, Role::outcome)) {
        made.insert(sign);
        holds.insert(sign);
      }
    }
  }
  return made;
}

bool any_of_them(const std::set<Sign>& made, const std::set<Sign>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const Sign& sign) { return made.count(sign) != 0; });
}

/// Every set of at most `most` of the candidates, from `next` on.
void each_set(const std::vector<Sign>& candidates, std::size_t next, std::size_t most,
              std::set<Sign>& set, const std::function<void(const std::set<Sign>&)>& visit) {
  visit(set);
  if (set.size() == most) return;
  for (std::size_t i = next; i < candidates.size(); ++i) {
    if (set.count({candidates[i].first, !candidates[i].second}) != 0) continue;
    set.insert(candidates[i]);
    each_set(candidates, i + 1, most, set, visit);
    set.erase(candidates[i]);
  }
}

}  // namespace

TEST_CASE("what is needed is every smallest set of further contexts, found by trying all",
          "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 8);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const Given given = choose(review, seed);
    const auto labels = review.concepts();
    const std::string& label = labels[(seed / 5) % labels.size()];
    const std::set<Sign> outcomes = review.reach(label, false, false);
    const std::size_t most = 1 + seed % 3;
    std::set<Sign> holds = made_from(review, given.terms);
    const bool already = any_of_them(holds, outcomes);
    holds.insert(given.terms.begin(), given.terms.end());
    std::set<Sign> contexts;
    for (const std::size_t k : review.part()) contexts.merge(review.terms(k, Role::context));
    std::vector<Sign> candidates;
    for (const Sign& sign : sorted(contexts)) {
      const bool is_against = given.terms.count({sign.first, !sign.second}) != 0;
      if (!is_against && holds.count(sign) == 0 && outcomes.count(sign) == 0)
        candidates.push_back(sign);
    }
    std::vector<std::set<Sign>> found;
    std::set<Sign> set;
    each_set(candidates, 0, most, set, [&](const std::set<Sign>& one) {
      std::set<Sign> all = given.terms;
      all.insert(one.begin(), one.end());
      if (any_of_them(made_from(review, all), outcomes)) found.push_back(one);
    });
    std::vector<std::vector<Sign>> smallest;
    for (const auto& one : found) {
      const bool contains =
          std::any_of(found.begin(), found.end(), [&](const std::set<Sign>& other) {
            return other.size() < one.size() &&
                   std::includes(one.begin(), one.end(), other.begin(), other.end());
          });
      if (!contains) smallest.push_back(sorted(one));
    }
    std::sort(smallest.begin(), smallest.end(), [](const auto& a, const auto& b) {
      if (a.size() != b.size()) return a.size() < b.size();
      return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), before);
    });
    std::set<Sign> makeable;
    for (const std::size_t k : review.part()) makeable.merge(review.terms(k, Role::outcome));
    std::vector<std::string> expected;
    for (const auto& one : smallest) {
      std::string words;
      for (const Sign& sign : one) {
        words += (words.empty() ? "" : ",") + to_text(sign) +
                 (makeable.count(sign) != 0 ? "@yes" : "@no");
      }
      expected.push_back("[" + words + "]");
    }
    const std::string question = "needed for \"" + label + "\" given " + given.words + " at most " +
                                 std::to_string(most) + filter.words;
    const auto answer = review.ask(question);
    std::vector<std::string> shown;
    for (const auto& row : answer.rows) shown.push_back(to_text(row.fields[0].second));
    require_same(review, seed, question, expected, shown);
    REQUIRE(already == (!shown.empty() && shown[0] == "[]"));
    bool larger = false;
    each_set(candidates, 0, candidates.size(), set, [&](const std::set<Sign>& one) {
      if (larger || one.size() <= most) return;
      std::set<Sign> all = given.terms;
      all.insert(one.begin(), one.end());
      const bool is_new = std::none_of(found.begin(), found.end(), [&](const auto& smaller) {
        return std::includes(one.begin(), one.end(), smaller.begin(), smaller.end());
      });
      larger = is_new && any_of_them(made_from(review, all), outcomes);
    });
    REQUIRE((answer.cut == retroduce::query::Cut::length) == (larger && !already));
  }
}

TEST_CASE("why not names the nearest pairs that fail to join, or says that a chain does exist",
          "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 8);
    const Given from = choose(review, seed);
    const Given to = choose(review, seed / 3 + 2);
    const Numbers first = closure(review, holding(review, Role::context, from.terms), {});
    const Numbers ends = holding(review, Role::outcome, to.terms);
    Numbers last;
    for (const std::size_t k : review.part()) {
      for (const std::size_t end : closure(review, {k}, {})) {
        if (ends.count(end) != 0) last.insert(k);
      }
    }
    const bool leads =
        std::any_of(first.begin(), first.end(), [&](std::size_t k) { return ends.count(k) != 0; });
    const auto parent = [&](const Sign& sign) -> std::string {
      for (const auto& one : review.snapshot().concepts) {
        if (one.label == sign.first && one.parent.is_set()) {
          return review.snapshot().concepts[one.parent.index()].label;
        }
      }
      return "";
    };
    std::vector<std::tuple<int, std::string, std::string>> pairs;
    for (const std::size_t a : first) {
      for (const std::size_t b : last) {
        int best = 3;
        for (const Sign& made : review.terms(a, Role::outcome)) {
          for (const Sign& met : review.terms(b, Role::context)) {
            const bool same = made.second == met.second;
            if (same && (parent(made) == met.first || parent(met) == made.first))
              best = std::min(best, 1);
            if (!same && made.first == met.first) best = std::min(best, 2);
          }
        }
        if (best < 3) pairs.emplace_back(best, review.label(a), review.label(b));
      }
    }
    std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
      if (std::get<0>(a) != std::get<0>(b)) return std::get<0>(a) < std::get<0>(b);
      if (std::get<1>(a) != std::get<1>(b)) return label_before(std::get<1>(a), std::get<1>(b));
      return label_before(std::get<2>(a), std::get<2>(b));
    });
    if (pairs.size() > 5) pairs.resize(5);
    std::vector<std::string> expected;
    for (const auto& [kind, a, b] : pairs) {
      if (!leads)
        expected.push_back(a + " " + b + (kind == 1 ? " parent and child" : " opposites"));
    }
    const std::string question = "why not " + from.words + " to " + to.words;
    const auto fields = review.ask(question).rows.at(0).fields;
    std::vector<std::string> shown;
    for (const auto& child : std::get<retroduce::query::Values>(fields[1].second.value)) {
      const std::string thing = to_text(std::get<retroduce::query::Parts>(child.value)[0].second);
      if (leads) continue;
      const std::size_t second = thing.find(", K") + 2;
      shown.push_back(thing.substr(0, thing.find(' ')) + " " +
                      thing.substr(second, thing.find(' ', second) - second) +
                      thing.substr(thing.rfind(':') + 1));
    }
    REQUIRE(to_text(fields[2].second) == (leads ? "chain" : "broken chain"));
    require_same(review, seed, question, expected, shown);
  }
}
