// Chains by brute force: every list of distinct configurations that joins, then the rules one by
// one.
#include <algorithm>
#include <cstdlib>
#include <optional>

#include "graph/analyses.h"
#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::Role;
using Path = std::vector<std::size_t>;

namespace {

struct Ends {
  std::optional<std::set<Sign>> from, through, to;
};

/// Every list of up to `most` distinct configurations joined step by step, from any start.
void extend(const SlowReview& review, std::size_t most, Path& path, std::vector<Path>& all) {
  all.push_back(path);
  if (path.size() == most) return;
  for (const std::size_t k : review.part()) {
    if (std::find(path.begin(), path.end(), k) != path.end()) continue;
    if (review.joints(path.back(), k).empty()) continue;
    path.push_back(k);
    extend(review, most, path, all);
    path.pop_back();
  }
}

std::vector<Path> all_paths(const SlowReview& review, std::size_t most) {
  std::vector<Path> all;
  for (const std::size_t k : review.part()) {
    Path path{k};
    extend(review, most, path, all);
  }
  return all;
}

bool starts(const SlowReview& review, const Ends& ends, std::size_t k) {
  return !ends.from || review.holds_any(k, Role::context, *ends.from);
}
bool passes(const SlowReview& review, const Ends& ends, const Path& path) {
  if (!ends.through) return true;
  return std::any_of(path.begin(), path.end(), [&](std::size_t k) {
    return review.holds_any(k, Role::mechanism, *ends.through);
  });
}
bool arrives(const SlowReview& review, const Ends& ends, std::size_t k) {
  return !ends.to || review.holds_any(k, Role::outcome, *ends.to);
}

std::size_t strength(const SlowReview& review, const Path& path) {
  std::size_t least = review.supporting(path[0]).size();
  for (const std::size_t k : path) least = std::min(least, review.supporting(k).size());
  return least;
}

Numbers shared_by_all(const Path& path, const std::function<Numbers(std::size_t)>& of) {
  Numbers shared = of(path[0]);
  for (const std::size_t k : path) {
    const Numbers here = of(k);
    for (auto at = shared.begin(); at != shared.end();) {
      at = here.count(*at) != 0 ? std::next(at) : shared.erase(at);
    }
  }
  return shared;
}

std::string class_of(const SlowReview& review, const Path& path, bool by_study) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    for (std::size_t j = 0; j < path.size(); ++j) {
      if (i == j) continue;
      for (const Sign& sign : review.terms(path[i], Role::context)) {
        if (i > 0 && review.joints(path[i - 1], path[i]).count(sign) != 0) continue;
        const Sign opposite{sign.first, !sign.second};
        if (review.terms(path[j], Role::context).count(opposite) == 0) continue;
        if (j > 0 && review.joints(path[j - 1], path[j]).count(opposite) != 0) continue;
        return "conflict";
      }
    }
  }
  if (strength(review, path) == 0) return "unsupported";
  const auto voices = [&](std::size_t k) { return review.supporting(k); };
  if (!shared_by_all(path, voices).empty()) return "thread";
  const auto studies = [&](std::size_t k) {
    Numbers found;
    for (const std::size_t voice : review.supporting(k)) {
      found.insert(by_study ? voice : review.study_of(voice));
    }
    return found;
  };
  return shared_by_all(path, studies).empty() ? "stitched" : "study";
}

/// By one voice, or where no voice supports every step by one study.
bool told_whole(const SlowReview& review, const Path& path, bool by_study) {
  const auto voices = [&](std::size_t k) { return review.supporting(k); };
  const bool is_thread = !shared_by_all(path, voices).empty();
  if (!is_thread && class_of(review, path, by_study) != "study") return false;
  return !shared_by_all(path, [&](std::size_t k) {
            Numbers found;
            for (const std::size_t voice : review.supporting_whole(k))
              found.insert(is_thread || by_study ? voice : review.study_of(voice));
            return found;
          }).empty();
}

std::string line(const SlowReview& review, const Path& path, bool by_study) {
  std::string joints = "[";
  for (std::size_t i = 1; i < path.size(); ++i) {
    std::vector<Sign> list;
    for (const Sign& sign : review.joints(path[i - 1], path[i])) list.push_back(sign);
    std::sort(list.begin(), list.end(), before);
    joints += i > 1 ? ",[" : "[";
    for (std::size_t j = 0; j < list.size(); ++j) joints += (j > 0 ? "," : "") + to_text(list[j]);
    joints += "]";
  }
  std::string words = "joints=" + joints + "] strength=" + std::to_string(strength(review, path));
  const auto voices = [&](std::size_t k) { return review.supporting(k); };
  words += " threads=" + std::to_string(shared_by_all(path, voices).size());
  words += " support_class=" + class_of(review, path, by_study);
  words += std::string(" told_whole=") + (told_whole(review, path, by_study) ? "yes" : "no") + " |";
  for (const std::size_t k : path) words += " " + review.label(k);
  return words + " |" + review.keys(review.documents_of({path.begin(), path.end()}));
}

bool chain_before(const SlowReview& review, const Path& a, const Path& b) {
  const std::size_t left = strength(review, a);
  const std::size_t right = strength(review, b);
  if (left != right) return left > right;
  if (a.size() != b.size()) return a.size() < b.size();
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] != b[i]) return label_before(review.label(a[i]), review.label(b[i]));
  }
  return false;
}

/// From k, itself included, by joints to the target, meeting a wanted mechanism where one is still
/// open.
bool leads_on(const SlowReview& review, const Ends& ends, std::size_t k, bool open) {
  std::set<std::pair<std::size_t, bool>> seen;
  std::vector<std::pair<std::size_t, bool>> waiting{{k, open}};
  while (!waiting.empty()) {
    auto [at, still] = waiting.back();
    waiting.pop_back();
    if (still && review.holds_any(at, Role::mechanism, *ends.through)) still = false;
    if (!seen.insert({at, still}).second) continue;
    if (!still && arrives(review, ends, at)) return true;
    for (const std::size_t next : review.part()) {
      if (!review.joints(at, next).empty()) waiting.emplace_back(next, still);
    }
  }
  return false;
}

bool cut_by_length(const SlowReview& review, const Ends& ends, const std::vector<Path>& paths,
                   std::size_t within) {
  for (const Path& path : paths) {
    if (path.size() != within || !starts(review, ends, path[0])) continue;
    for (const std::size_t next : review.part()) {
      if (std::find(path.begin(), path.end(), next) != path.end()) continue;
      if (review.joints(path.back(), next).empty()) continue;
      if (leads_on(review, ends, next, !passes(review, ends, path))) return true;
    }
  }
  return false;
}

struct Asked {
  Ends ends;
  std::string words;
};

Asked choose(const SlowReview& review, std::uint64_t seed) {
  const auto labels = review.concepts();
  const auto name = [&](std::uint64_t n) { return labels[n % labels.size()]; };
  Asked asked;
  asked.words = "chains";
  const std::uint64_t which = seed % 7 + 1;  // at least one of three
  if ((which & 1) != 0) {
    asked.words += " from \"" + name(seed) + "\", \"" + name(seed / 3) + "\"";
    asked.ends.from = review.reach(name(seed), false, false);
    asked.ends.from->merge(review.reach(name(seed / 3), false, false));
  }
  if ((which & 2) != 0) {
    asked.words += " to " + std::string(seed % 3 == 0 ? "not " : "") + "\"" + name(seed / 5) + "\"";
    asked.ends.to = review.reach(name(seed / 5), seed % 3 == 0, false);
  }
  if ((which & 4) != 0) {
    asked.words += " through \"" + name(seed / 7) + "\"";
    asked.ends.through = review.reach(name(seed / 7), false, false);
  }
  return asked;
}

}  // namespace

TEST_CASE(
    "chains are all lists of distinct configurations that join, in their order, with their class",
    "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 7);
    const Filter filter = review.filter(seed / 11);
    review.set(filter);
    const std::size_t within = 1 + seed % 6;
    const Asked asked = choose(review, seed);
    std::string question = asked.words + " within " + std::to_string(within) + filter.words;
    const std::vector<Path> paths = all_paths(review, within);
    std::vector<Path> chains;
    for (const Path& path : paths) {
      if (starts(review, asked.ends, path[0]) && passes(review, asked.ends, path) &&
          arrives(review, asked.ends, path.back())) {
        chains.push_back(path);
      }
    }
    if (seed % 5 == 0) {
      const char* classes[] = {"thread", "stitched", "study", "conflict", "unsupported"};
      const std::string wanted = classes[(seed / 5) % 5];
      question += " require " + wanted;
      std::erase_if(chains, [&](const Path& path) {
        return class_of(review, path, filter.by_study) != wanted;
      });
    }
    std::sort(chains.begin(), chains.end(),
              [&](const Path& a, const Path& b) { return chain_before(review, a, b); });
    std::vector<std::string> expected;
    for (const Path& chain : chains) expected.push_back(line(review, chain, filter.by_study));
    const auto answer = review.ask(question);
    require_same(review, seed, question, expected, lines(review, answer));
    require_parts(review, seed, answer);
    for (const auto& row : answer.rows) {
      for (const auto& step : answer.steps(row)) {
        const std::size_t k = step.configuration.index();
        REQUIRE(step.in_part == static_cast<std::int64_t>(review.supporting(k).size() -
                                                          review.supporting_whole(k).size()));
      }
    }
    const bool cut = cut_by_length(review, asked.ends, paths, within);
    require_same(review, seed, question + " (cut)", {cut ? "length" : "none"},
                 {answer.cut == retroduce::query::Cut::length ? "length" : "none"});

    const std::size_t limit = 1 + seed % 4;
    const auto some = review.ask(question, limit);
    if (expected.size() > limit) expected.resize(limit);
    require_same(review, seed, question + " (limit)", expected, lines(review, some));
    REQUIRE(some.total == static_cast<std::int64_t>(chains.size()));
    REQUIRE((some.cut == retroduce::query::Cut::limit) == (chains.size() > limit));
  }
}

namespace {

std::vector<retroduce::graph::Term> as_terms(const SlowReview& review,
                                             const std::set<Sign>& signs) {
  std::vector<retroduce::graph::Term> terms;
  for (std::size_t i = 0; i < review.snapshot().concepts.size(); ++i) {
    for (const bool opposite : {false, true}) {
      if (signs.count({review.snapshot().concepts[i].label, opposite}) == 0) continue;
      terms.push_back({retroduce::model::ConceptId{i}, opposite});
    }
  }
  return terms;
}

std::vector<std::string> labels_of_all(const SlowReview& review, const std::vector<Path>& paths) {
  std::vector<std::string> all;
  for (const Path& path : paths) {
    std::string words;
    for (const std::size_t k : path) words += " " + review.label(k);
    all.push_back(std::move(words));
  }
  return all;
}

}  // namespace

TEST_CASE(
    "where patience ends, the chains listed are still the first, and the count never too high",
    "[oracle]") {
  std::size_t given_up = 0;
  std::size_t first_all_the_same = 0;
  for (const std::uint64_t seed : seeds(3000)) {
    const SlowReview review = SlowReview::generate(seed, 9);
    const Asked asked = choose(review, seed);
    retroduce::graph::ChainQuestion question;
    if (asked.ends.from) question.from = as_terms(review, *asked.ends.from);
    if (asked.ends.through) question.through = as_terms(review, *asked.ends.through);
    if (asked.ends.to) question.to = as_terms(review, *asked.ends.to);
    question.within = 1 + seed % 6;
    question.limit = seed % 6;  // 0: all
    question.patience = 1 + (seed / 6) % 40;
    std::vector<Path> chains;
    for (const Path& path : all_paths(review, question.within)) {
      if (starts(review, asked.ends, path[0]) && passes(review, asked.ends, path) &&
          arrives(review, asked.ends, path.back())) {
        chains.push_back(path);
      }
    }
    std::sort(chains.begin(), chains.end(),
              [&](const Path& a, const Path& b) { return chain_before(review, a, b); });
    const retroduce::graph::EvidenceGraph graph(review.held_snapshot(), {});
    const auto found = retroduce::graph::find_chains(graph, question);
    std::vector<Path> listed;
    for (std::size_t i = 0; i < found.listed.size(); ++i) {
      listed.emplace_back();
      for (const auto k : found.listed[i]) listed.back().push_back(k.index());
    }
    const std::string words = asked.words + " within " + std::to_string(question.within) +
                              " limit " + std::to_string(question.limit) + " patience " +
                              std::to_string(question.patience);
    INFO("RETRODUCE_SEED=" << seed << " " << words << "\n" << review.text());
    const auto total = static_cast<std::int64_t>(chains.size());
    REQUIRE(found.total >= static_cast<std::int64_t>(listed.size()));
    REQUIRE((found.total_is_exact ? found.total == total : found.total <= total));
    given_up += found.total_is_exact ? 0U : 1U;
    if (!found.listing_is_complete) {
      for (const Path& path : listed)
        REQUIRE(std::find(chains.begin(), chains.end(), path) != chains.end());
      continue;
    }
    first_all_the_same += found.total_is_exact ? 0U : 1U;
    if (question.limit != 0 && chains.size() > question.limit) chains.resize(question.limit);
    require_same(review, seed, words, labels_of_all(review, chains), labels_of_all(review, listed));
  }
  if (std::getenv("RETRODUCE_SEED") == nullptr) {
    // Else the patience of this test is too long or too short to try anything.
    CHECK(given_up > 100);
    CHECK(first_all_the_same > 30);
  }
}
