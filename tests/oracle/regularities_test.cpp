// Regularities by their definitions: every combination of terms is tried on every configuration.
#include <algorithm>
#include <map>
#include <tuple>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::Role;

namespace {

/// What a regularity is made of; pairs have no outcome.
struct Terms {
  std::set<Sign> contexts;
  Sign mechanism;
  std::set<Sign> outcome;
  auto key() const { return std::tie(contexts, mechanism, outcome); }
  friend bool operator<(const Terms& a, const Terms& b) { return a.key() < b.key(); }
};

using Found = std::map<Terms, Numbers>;

std::size_t united(const SlowReview& review, const Numbers& configurations, bool against) {
  Numbers voices;
  for (const std::size_t k : configurations) {
    voices.merge(against ? review.disputing(k) : review.supporting(k));
  }
  return voices.size();
}

bool contains(const std::set<Sign>& all, const std::set<Sign>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

std::vector<std::set<Sign>> subsets(const std::set<Sign>& all) {
  std::vector<std::set<Sign>> list{{}};
  for (const Sign& sign : all) {
    const std::vector<std::set<Sign>> shorter = list;
    for (std::set<Sign> one : shorter) {
      one.insert(sign);
      list.push_back(one);
    }
  }
  return list;
}

enum class Kind { triples, pairs, sets };

bool holds(const SlowReview& review, std::size_t k, const Terms& terms) {
  return contains(review.terms(k, Role::context), terms.contexts) &&
         review.terms(k, Role::mechanism).count(terms.mechanism) != 0 &&
         contains(review.terms(k, Role::outcome), terms.outcome);
}

Numbers holders(const SlowReview& review, const Terms& terms) {
  Numbers all;
  for (const std::size_t k : review.part()) {
    if (holds(review, k, terms)) all.insert(k);
  }
  return all;
}

Found all_of(const SlowReview& review, Kind kind, std::size_t least) {
  Found found;
  for (const std::size_t k : review.part()) {
    for (const std::set<Sign>& contexts : subsets(review.terms(k, Role::context))) {
      if (contexts.empty() || (kind != Kind::sets && contexts.size() > 1)) continue;
      for (const Sign& mechanism : review.terms(k, Role::mechanism)) {
        std::vector<std::set<Sign>> outcomes;
        for (const Sign& one : review.terms(k, Role::outcome)) outcomes.push_back({one});
        if (kind == Kind::pairs) outcomes = {{}};
        for (const std::set<Sign>& outcome : outcomes) {
          const Terms terms{contexts, mechanism, outcome};
          found[terms] = holders(review, terms);
        }
      }
    }
  }
  const Found before = found;
  std::erase_if(found, [&](const auto& one) {
    if (united(review, one.second, false) < least) return true;
    if (kind != Kind::sets) return false;
    return std::any_of(before.begin(), before.end(), [&](const auto& other) {
      return other.first.contexts.size() > one.first.contexts.size() &&
             contains(other.first.contexts, one.first.contexts) &&
             other.first.mechanism == one.first.mechanism &&
             other.first.outcome == one.first.outcome && other.second == one.second;
    });
  });
  return found;
}

std::set<Sign> zoomed(const SlowReview& review, const std::set<Sign>& signs, bool zoom) {
  std::set<Sign> cut;
  for (const Sign& sign : signs) cut.insert(zoom ? review.top(sign) : sign);
  return cut;
}

Sign opposite(const Sign& sign) { return {sign.first, !sign.second}; }

/// Configurations that begin as some part of the row does and end otherwise at the row's depth.
std::map<std::size_t, bool> exceptions(const SlowReview& review, const Terms& row,
                                       const std::vector<Terms>& parts, const Numbers& holders,
                                       bool zoom) {
  std::map<std::size_t, bool> found;
  for (const Terms& part : parts) {
    const bool pair = part.outcome.empty();
    const Sign mechanism = pair ? opposite(part.mechanism) : part.mechanism;
    for (const std::size_t k : review.part()) {
      if (!holds(review, k, {part.contexts, mechanism, {}}) || holders.count(k) != 0) continue;
      const auto ends =
          zoomed(review, review.terms(k, pair ? Role::mechanism : Role::outcome), zoom);
      const Sign wanted = pair ? row.mechanism : *row.outcome.begin();
      if (ends.empty() || ends.count(wanted) != 0) continue;
      const auto yields = review.terms(k, Role::outcome);
      found[k] = found[k] || pair || yields.count(opposite(*part.outcome.begin())) != 0;
    }
  }
  return found;
}

std::string list(const std::set<Sign>& signs) {
  std::vector<Sign> sorted(signs.begin(), signs.end());
  std::sort(sorted.begin(), sorted.end(), before);
  std::string words;
  for (const Sign& sign : sorted) words += (words.empty() ? "" : ",") + to_text(sign);
  return "[" + words + "]";
}

std::string terms_words(const Terms& terms, Kind kind) {
  const auto yes = [](const Sign& sign) { return std::string(sign.second ? "yes" : "no"); };
  if (kind == Kind::sets) {
    return "contexts=" + list(terms.contexts) + " mechanism=" + to_text(terms.mechanism) +
           " outcome=" + to_text(*terms.outcome.begin());
  }
  const Sign context = *terms.contexts.begin();
  std::string words = "context=" + context.first + " mechanism=" + terms.mechanism.first;
  std::string signs = yes(context) + "," + yes(terms.mechanism);
  for (const Sign& outcome : terms.outcome) {
    words += " outcome=" + outcome.first;
    signs += "," + yes(outcome);
  }
  return words + " opposites=[" + signs + "]";
}

std::vector<Sign> in_order(const std::set<Sign>& signs) {
  std::vector<Sign> sorted(signs.begin(), signs.end());
  std::sort(sorted.begin(), sorted.end(), before);
  return sorted;
}

bool row_before(const Terms& a, const Terms& b) {
  const auto left = in_order(a.contexts);
  const auto right = in_order(b.contexts);
  if (left != right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        before);
  }
  if (a.mechanism != b.mechanism) return before(a.mechanism, b.mechanism);
  if (a.outcome.empty() || a.outcome == b.outcome) return false;
  return before(*a.outcome.begin(), *b.outcome.begin());
}

struct Line {
  Terms terms;
  std::vector<Terms> parts;
  Numbers configurations;
};

std::vector<Line> lines_of(const Found& found, const SlowReview& review, bool zoom) {
  std::map<Terms, Line> rows;
  for (const auto& [terms, configurations] : found) {
    const Terms cut{zoomed(review, terms.contexts, zoom),
                    *zoomed(review, {terms.mechanism}, zoom).begin(),
                    zoomed(review, terms.outcome, zoom)};
    Line& row = rows[cut];
    row.terms = cut;
    row.parts.push_back(terms);
    row.configurations.insert(configurations.begin(), configurations.end());
  }
  std::vector<Line> list;
  for (const auto& [terms, row] : rows) list.push_back(row);
  std::sort(list.begin(), list.end(), [&](const Line& a, const Line& b) {
    const std::size_t left = united(review, a.configurations, false);
    const std::size_t right = united(review, b.configurations, false);
    return left != right ? left > right : row_before(a.terms, b.terms);
  });
  return list;
}

std::string words_of(const SlowReview& review, const Line& row, Kind kind, bool zoom) {
  std::set<Sign> also;
  for (const std::size_t k : row.configurations) also.merge(review.terms(k, Role::context));
  also = zoomed(review, also, zoom);
  for (const Sign& context : row.terms.contexts) also.erase(context);
  std::string others;
  for (const auto& [k, against] :
       exceptions(review, row.terms, row.parts, row.configurations, zoom)) {
    others += (others.empty() ? "{" : ",{") + review.label(k) + "," + (against ? "yes" : "no") +
              "," + std::to_string(review.supporting(k).size()) + "," +
              std::to_string(review.disputing(k).size()) + "}";
  }
  return terms_words(row.terms, kind) +
         " support=" + std::to_string(united(review, row.configurations, false)) +
         " dispute=" + std::to_string(united(review, row.configurations, true)) +
         " also_present=" + list(also) + " exceptions=[" + others + "] |" +
         review.labels(row.configurations) + " |" +
         review.keys(review.documents_of(row.configurations));
}

}  // namespace

TEST_CASE("regularities have enough documents behind them together, and name their exceptions",
          "[oracle]") {
  for (const std::uint64_t seed : seeds(3000)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const std::size_t least = 1 + seed / 3 % 4;
    const bool zoom = seed % 2 == 0;
    const Kind kind = static_cast<Kind>(seed % 3);
    std::vector<std::string> expected;
    for (const Line& row : lines_of(all_of(review, kind, least), review, zoom)) {
      expected.push_back(words_of(review, row, kind, zoom));
    }
    const char* const forms[] = {"regularities", "regularities of pairs", "regularities of sets"};
    const std::string question = std::string(forms[seed % 3]) +
                                 " with support >= " + std::to_string(least) +
                                 (zoom ? " zoom 1" : "") + filter.words;
    require_same(review, seed, question, expected, lines(review, review.ask(question)));
    // A limit shows the first of the same rows, and counts all of them.
    const std::size_t limit = 1 + seed / 2 % 3;
    const auto cut = review.ask(question, limit);
    INFO(question << " limit " << limit << " seed " << seed);
    REQUIRE(static_cast<std::size_t>(cut.total) == expected.size());
    expected.resize(std::min(limit, expected.size()));
    require_same(review, seed, question, expected, lines(review, cut));
  }
}
