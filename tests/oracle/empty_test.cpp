// What an empty answer says of where it stopped, against the slow twin: it never claims more.
#include <algorithm>

#include "base/text.h"
#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::Role;

namespace {

/// Configurations on walks along the joints, the first of them in `starts`.
Numbers reached(const SlowReview& review, const Numbers& starts) {
  Numbers found = starts;
  for (bool more = true; more;) {
    more = false;
    for (const std::size_t from : Numbers(found)) {
      for (const std::size_t to : review.part()) {
        if (!review.joints(from, to).empty()) more = found.insert(to).second || more;
      }
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

bool any_shared(const Numbers& a, const Numbers& b) {
  return std::any_of(a.begin(), a.end(), [&](std::size_t k) { return b.count(k) != 0; });
}

/// The first note that begins so; "none" where none does.
std::string note(const retroduce::query::Answer& answer, const std::string& beginning) {
  for (const std::string& one : answer.notes) {
    if (one.starts_with(beginning)) return one;
  }
  return "none";
}

std::string counted(const Numbers& configurations) {
  return retroduce::base::count_of(static_cast<std::int64_t>(configurations.size()),
                                   "configuration", "configurations");
}

}  // namespace

TEST_CASE("how far a broken way comes is counted as a walk along the joints counts it",
          "[oracle]") {
  std::size_t broken = 0;
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 7);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const auto labels = review.concepts();
    const std::string& a = labels[seed % labels.size()];
    const std::string& b = labels[(seed / 3) % labels.size()];
    const Numbers starts = holding(review, Role::context, review.reach(a, false, false));
    const Numbers ends = holding(review, Role::outcome, review.reach(b, false, false));
    const Numbers way = reached(review, starts);
    for (const std::string form : {"chains", "pivotal mechanisms"}) {
      const std::string question = form + " from \"" + a + "\" to \"" + b + "\"" + filter.words;
      const auto answer = review.ask(question);
      const bool leads = any_shared(way, ends);
      if (leads || starts.empty()) continue;
      ++broken;
      const std::string beginning = counted(way) + " reached from \"" + a + "\"; ";
      const std::string none = way.size() == 1 ? "it does not yield \"" : "none yields \"";
      const std::string found = note(answer, beginning);
      require_same(review, seed, question, {beginning + none + b + "\""},
                   {found.substr(0, found.find("; nearest"))});
    }
  }
  CHECK((broken > 100 || seeds(1).size() == 1));
}

TEST_CASE("longer loops are told of exactly where a configuration comes back to itself",
          "[oracle]") {
  for (const std::uint64_t seed : seeds(1000)) {
    SlowReview review = SlowReview::generate(seed, 8);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const std::string question = "loops within " + std::to_string(1 + seed % 3) + filter.words;
    const auto answer = review.ask(question);
    if (answer.total > 0 || review.part().empty()) continue;
    bool comes_back = false;
    for (const std::size_t k : review.part()) {
      Numbers next;
      for (const std::size_t to : review.part()) {
        if (!review.joints(k, to).empty()) next.insert(to);
      }
      comes_back = comes_back || reached(review, next).count(k) != 0;
    }
    const bool told = note(answer, "there are longer loops") != "none";
    require_same(review, seed, question, {comes_back ? "longer" : "none at all"},
                 {told ? "longer" : "none at all"});
  }
}

TEST_CASE("the highest support that is told of without regularities is the highest", "[oracle]") {
  for (const std::uint64_t seed : seeds(1000)) {
    SlowReview review = SlowReview::generate(seed, 8);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const bool is_pair = seed % 3 == 1;
    const std::string question = std::string("regularities ") +
                                 (is_pair         ? "of pairs "
                                  : seed % 3 == 2 ? "of sets "
                                                  : "") +
                                 "with support >= 7" + filter.words;
    const auto answer = review.ask(question);
    REQUIRE(answer.total == 0);  // there are six documents at the most
    std::map<std::vector<Sign>, Numbers> triples;
    for (const std::size_t k : review.part()) {
      for (const Sign& c : review.terms(k, Role::context)) {
        for (const Sign& m : review.terms(k, Role::mechanism)) {
          if (is_pair) triples[{c, m}].merge(review.supporting(k));
          for (const Sign& o : review.terms(k, Role::outcome))
            if (!is_pair) triples[{c, m, o}].merge(review.supporting(k));
        }
      }
    }
    std::size_t highest = 0;
    for (const auto& [triple, voices] : triples) highest = std::max(highest, voices.size());
    const std::string found = note(answer, "the highest support is of ");
    const std::string expected =
        highest == 0 ? "none"
                     : "the highest support is of " +
                           retroduce::base::count_of(static_cast<std::int64_t>(highest),
                                                     filter.by_study ? "study" : "document",
                                                     filter.by_study ? "studies" : "documents");
    require_same(review, seed, question, {expected}, {found.substr(0, found.find(':'))});
  }
}
