// Relations and bare lists against loops over configurations.
#include <algorithm>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::Role;

namespace {

struct Found {
  Sign sign;
  bool not_fired = false;
  Numbers configurations;
  Numbers support;
  Numbers dispute;
};

void add(const SlowReview& review, std::vector<Found>& list, const Sign& sign, bool not_fired,
         std::size_t k) {
  auto at = std::find_if(list.begin(), list.end(), [&](const Found& one) {
    return one.sign == sign && one.not_fired == not_fired;
  });
  if (at == list.end()) at = list.insert(list.end(), {sign, not_fired, {}, {}, {}});
  at->configurations.insert(k);
  at->support.merge(review.supporting(k));
  at->dispute.merge(review.disputing(k));
}

std::vector<std::string> in_order(const SlowReview& review, std::vector<Found> list, bool tell) {
  std::sort(list.begin(), list.end(), [](const Found& a, const Found& b) {
    if (a.support.size() != b.support.size()) return a.support.size() > b.support.size();
    if (a.sign != b.sign) return before(a.sign, b.sign);
    return a.not_fired < b.not_fired;
  });
  std::vector<std::string> lines;
  for (const Found& one : list) {
    lines.push_back("concept=" + one.sign.first + " opposite=" + (one.sign.second ? "yes" : "no") +
                    " support=" + std::to_string(one.support.size()) +
                    " dispute=" + std::to_string(one.dispute.size()) +
                    (tell ? std::string(" when_not_fired=") + (one.not_fired ? "yes" : "no") : "") +
                    " |" + review.labels(one.configurations) + " |" +
                    review.keys(review.documents_of(one.configurations)));
  }
  return lines;
}

struct Form {
  const char* words;
  std::vector<Role> asked;
  Role answered;
};

const Form forms[] = {{"contexts triggering", {Role::mechanism}, Role::context},
                      {"mechanisms triggered by", {Role::context}, Role::mechanism},
                      {"mechanisms producing", {Role::outcome}, Role::mechanism},
                      {"contexts of", {Role::outcome}, Role::context},
                      {"outcomes following", {Role::context, Role::mechanism}, Role::outcome}};

}  // namespace

TEST_CASE("every relation question answers as a loop over whole configurations does", "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const auto labels = review.concepts();
    const Form& form = forms[seed % 5];
    const std::string& label = labels[seed % labels.size()];
    const bool opposite = seed % 4 == 0;
    const bool exactly = seed % 3 == 0;
    const bool zoom = seed % 7 < 3;
    const std::string question = std::string(form.words) + (opposite ? " not " : " ") + "\"" +
                                 label + "\"" + (exactly ? " exactly" : "") +
                                 (zoom ? " zoom 1" : "") + filter.words;
    const std::set<Sign> wanted = review.reach(label, opposite, exactly);
    std::vector<Found> expected;
    for (const std::size_t k : review.part()) {
      bool asked = false;
      for (const Role role : form.asked) asked = asked || review.holds_any(k, role, wanted);
      if (!asked) continue;
      for (const Sign& sign : review.terms(k, form.answered))
        add(review, expected, zoom ? review.top(sign) : sign, false, k);
    }
    const auto answer = review.ask(question);
    require_same(review, seed, question, in_order(review, expected, false), lines(review, answer));
    REQUIRE(answer.total == static_cast<std::int64_t>(expected.size()));
    require_parts(review, seed, answer);
  }
}

TEST_CASE("a bare list has every concept of the role, and flags outcomes that did not fire",
          "[oracle]") {
  const std::pair<const char*, Role> roles[] = {
      {"contexts", Role::context}, {"mechanisms", Role::mechanism}, {"outcomes", Role::outcome}};
  for (const std::uint64_t seed : seeds(600)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 3);
    review.set(filter);
    const auto& [word, role] = roles[seed % 3];
    const bool zoom = seed % 7 < 3;
    std::vector<Found> expected;
    for (const std::size_t k : review.part()) {
      for (const auto& element :
           review.snapshot().elements_of(retroduce::model::ConfigurationId{k})) {
        if (element.role != role) continue;
        const auto& label = review.snapshot().concepts[element.concept_.index()].label;
        const Sign sign{label, element.opposite};
        add(review, expected, zoom ? review.top(sign) : sign, element.when_not_fired, k);
      }
    }
    const std::string question = word + std::string(zoom ? " zoom 1" : "") + filter.words;
    require_same(review, seed, question, in_order(review, expected, role == Role::outcome),
                 lines(review, review.ask(question)));
  }
}
