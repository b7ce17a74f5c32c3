// Truth tables case by case, and formulas by brute force over them.
#include <algorithm>
#include <map>

#include "brute_sums.h"
#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::Role;

namespace {

struct Asked {
  std::vector<Sign> conditions;
  Sign outcome;
  bool exactly = false;
  double threshold = 1;
  std::string rest;  ///< of the question
};

Asked random_question(const SlowReview& review, std::uint64_t seed, const Filter& filter,
                      std::size_t most) {
  std::uint64_t state = seed * 6364136223846793005U + 97;
  const auto number = [&state](std::uint64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % below;
  };
  std::vector<std::string> labels = review.concepts();
  Asked asked;
  asked.outcome = {labels[number(labels.size())], number(5) == 0};
  asked.rest = to_text(asked.outcome) + " from ";
  for (std::size_t n = 1 + number(most); n > 0 && !labels.empty(); --n) {
    const auto at = labels.begin() + static_cast<std::ptrdiff_t>(number(labels.size()));
    asked.conditions.push_back({*at, number(4) == 0});
    labels.erase(at);
    asked.rest += (asked.conditions.size() > 1 ? ", " : "") + to_text(asked.conditions.back());
  }
  asked.exactly = number(2) == 0;
  asked.rest += std::string(asked.exactly ? " exactly" : "") + filter.words;
  if (number(3) == 0) {
    asked.threshold = 0.6;
    asked.rest += " consistency >= 0.6";
  }
  return asked;
}

struct SlowCase {
  std::string combination;  ///< "10": the first condition is reported, the second is not
  bool outcome = false;
  Numbers supported;  ///< configurations
  Numbers disputed;
  Numbers documents;
};

class SlowCases {
 public:
  SlowCases(const SlowReview& review, const Filter& filter, Asked asked)
      : review_(review), asked_(std::move(asked)) {
    std::map<std::size_t, SlowCase> by_voice;
    for (const std::size_t k : review.part()) {
      for (const std::size_t voice : review.supporting(k)) by_voice[voice].supported.insert(k);
    }
    for (auto& [voice, one] : by_voice) {
      for (const std::size_t k : review.part()) {
        if (review.disputing(k).count(voice) != 0) one.disputed.insert(k);
      }
      for (const Sign& sign : asked_.conditions) {
        one.combination += holds(one.supported, Role::context, sign) ? '1' : '0';
      }
      one.outcome = holds(one.supported, Role::outcome, asked_.outcome);
      all_with_outcome += one.outcome ? 1U : 0U;
      for (const std::size_t k : one.supported) {
        for (const auto& evidence : review.snapshot().evidence_of(model::ConfigurationId{k})) {
          const std::size_t d = evidence.document.index();
          if (evidence.stance == model::Stance::contradicts || !review.counts(evidence)) continue;
          if ((filter.by_study ? review.study_of(d) : d) == voice) one.documents.insert(d);
        }
      }
      cases.push_back(one);
    }
  }

  bool holds(const Numbers& configurations, Role role, const Sign& sign) const {
    return std::any_of(configurations.begin(), configurations.end(), [&](std::size_t k) {
      return review_.holds_any(k, role, review_.reach(sign.first, sign.second, asked_.exactly));
    });
  }

  /// Whether one configuration alone holds the outcome and all the conditions that `signs` has as
  /// 1.
  bool tells_whole(const SlowCase& one, const std::string& signs) const {
    return std::any_of(one.supported.begin(), one.supported.end(), [&](std::size_t k) {
      bool all = holds({k}, Role::outcome, asked_.outcome);
      for (std::size_t i = 0; i < signs.size(); ++i) {
        all = all && (signs[i] != '1' || holds({k}, Role::context, asked_.conditions[i]));
      }
      return all;
    });
  }

  /// " | configurations | documents" of cases that rest on what `signs` has as 1.
  std::string witnesses(const std::vector<SlowCase>& some, const std::string& signs) const {
    Numbers configurations;
    Numbers documents;
    for (const SlowCase& one : some) {
      documents.insert(one.documents.begin(), one.documents.end());
      for (const std::size_t k : one.supported) {
        bool bears = holds({k}, Role::outcome, asked_.outcome);
        for (std::size_t i = 0; i < signs.size(); ++i) {
          bears = bears || (signs[i] == '1' && holds({k}, Role::context, asked_.conditions[i]));
        }
        if (bears) configurations.insert(k);
      }
    }
    return " |" + review_.labels(configurations) + " |" + review_.keys(documents);
  }

  std::map<std::string, std::vector<SlowCase>> rows() const {
    std::map<std::string, std::vector<SlowCase>> rows;
    for (const SlowCase& one : cases) rows[one.combination].push_back(one);
    return rows;
  }

  std::string outcome_of(const std::vector<SlowCase>& row) const {
    const std::size_t with = with_outcome(row);
    if (with == 0) return "0";
    return share(with, row.size()) >= asked_.threshold ? "1" : "C";
  }

  static std::size_t with_outcome(const std::vector<SlowCase>& some) {
    std::size_t count = 0;
    for (const SlowCase& one : some) count += one.outcome ? 1U : 0U;
    return count;
  }
  static double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  }

  std::vector<SlowCase> cases;
  std::size_t all_with_outcome = 0;

 private:
  const SlowReview& review_;
  Asked asked_;
};

Sign turned(const Sign& sign) { return {sign.first, !sign.second}; }

std::string row_text(const SlowCases& slow, const Asked& asked, const std::string& combination,
                     const std::vector<SlowCase>& row) {
  std::string conditions;
  for (std::size_t i = 0; i < combination.size(); ++i) {
    std::size_t opposite = 0;
    for (const SlowCase& one : row) {
      opposite += slow.holds(one.supported, Role::context, turned(asked.conditions[i])) ? 1U : 0U;
    }
    conditions += (i == 0 ? "" : ",") + to_text(asked.conditions[i]) +
                  (combination[i] == '1' ? "@yes" : "@no") + "@" + std::to_string(opposite);
  }
  std::size_t whole = 0;
  std::size_t opposite = 0;
  std::size_t disputed = 0;
  for (const SlowCase& one : row) {
    whole += one.outcome && slow.tells_whole(one, combination) ? 1U : 0U;
    opposite += slow.holds(one.supported, Role::outcome, turned(asked.outcome)) ? 1U : 0U;
    disputed += slow.holds(one.disputed, Role::outcome, asked.outcome) ? 1U : 0U;
  }
  const std::size_t with = SlowCases::with_outcome(row);
  return "conditions=[" + conditions + "] cases=" + std::to_string(row.size()) +
         " with_outcome=" + std::to_string(with) +
         " consistency=" + std::to_string(SlowCases::share(with, row.size())) +
         " coverage=" + std::to_string(SlowCases::share(with, slow.all_with_outcome)) +
         " outcome=" + slow.outcome_of(row) + " told_whole=" + std::to_string(whole) +
         " outcome_opposite_reported=" + std::to_string(opposite) +
         " outcome_disputed=" + std::to_string(disputed) + slow.witnesses(row, combination);
}

bool is_true(const std::string& signs, const std::string& combination) {
  for (std::size_t i = 0; i < signs.size(); ++i) {
    if (signs[i] != '-' && signs[i] != combination[i]) return false;
  }
  return true;
}

bool is_true(const BruteSum& sum, const std::string& combination) {
  return std::any_of(sum.begin(), sum.end(),
                     [&](const std::string& signs) { return is_true(signs, combination); });
}

std::string combination_of(std::size_t number, std::size_t conditions) {
  std::string combination;
  for (std::size_t i = 0; i < conditions; ++i) combination += (number >> i & 1U) != 0 ? '1' : '0';
  return combination;
}

std::string numbers_of(const std::vector<SlowCase>& some) {
  return " cases=" + std::to_string(some.size()) +
         " with_outcome=" + std::to_string(SlowCases::with_outcome(some)) + " consistency=" +
         std::to_string(SlowCases::share(SlowCases::with_outcome(some), some.size()));
}

std::vector<SlowCase> covered(const SlowCases& slow, const BruteSum& sum) {
  std::vector<SlowCase> some;
  for (const SlowCase& one : slow.cases) {
    if (is_true(sum, one.combination)) some.push_back(one);
  }
  return some;
}

/// The numbers of each term, sorted: the order of terms is the concern of the unit tests.
std::string terms_text(const SlowCases& slow, const BruteSum& sum) {
  std::vector<std::string> terms;
  for (const std::string& signs : sum) {
    const auto some = covered(slow, {signs});
    std::size_t alone = 0;
    std::size_t whole = 0;
    BruteSum others = sum;
    others.erase(signs);
    for (const SlowCase& one : some) {
      alone += one.outcome && !is_true(others, one.combination) ? 1U : 0U;
      whole += one.outcome && slow.tells_whole(one, signs) ? 1U : 0U;
    }
    const auto of_all = [&](std::size_t part) {
      return std::to_string(SlowCases::share(part, slow.all_with_outcome));
    };
    terms.push_back(signs + numbers_of(some) +
                    " raw_coverage=" + of_all(SlowCases::with_outcome(some)) +
                    " unique_coverage=" + of_all(alone) + " told_whole=" + std::to_string(whole));
  }
  std::sort(terms.begin(), terms.end());
  std::string text;
  for (const std::string& term : terms) text += " (" + term + ")";
  return text;
}

const query::Value& field(const query::Parts& parts, const std::string& name) {
  for (const auto& [key, value] : parts) {
    if (key == name) return value;
  }
  FAIL("no field " << name);
  return parts.front().second;
}

std::string said(const query::Parts& parts, const std::string& names) {
  std::string text;
  std::string name;
  for (const char c : names + " ") {
    if (c != ' ') {
      name += c;
      continue;
    }
    text += " " + name + "=" + to_text(field(parts, name));
    name.clear();
  }
  return text;
}

/// An answer's row with its terms as signs, so that it compares with the brute force.
std::string found_text(const Asked& asked, const query::Row& row, const std::string& witnesses) {
  std::vector<std::string> terms;
  for (const auto& value : std::get<query::Values>(field(row.fields, "terms").value)) {
    const auto& term = std::get<query::Parts>(value.value);
    std::string signs(asked.conditions.size(), '-');
    for (const auto& one : std::get<query::Values>(field(term, "literals").value)) {
      const auto& literal = std::get<query::Parts>(one.value);
      const Sign sign{std::get<std::string>(literal[0].second.value),
                      std::get<bool>(literal[1].second.value)};
      const auto at = std::find(asked.conditions.begin(), asked.conditions.end(), sign);
      REQUIRE(at != asked.conditions.end());
      signs[static_cast<std::size_t>(at - asked.conditions.begin())] =
          std::get<bool>(literal[2].second.value) ? '1' : '0';
    }
    terms.push_back(signs + said(term,
                                 "cases with_outcome consistency raw_coverage "
                                 "unique_coverage told_whole"));
  }
  std::sort(terms.begin(), terms.end());
  std::string text = to_text(field(row.fields, "solution"));
  for (const std::string& term : terms) text += " (" + term + ")";
  return text + said(row.fields, "cases with_outcome consistency coverage assumptions") + witnesses;
}

}  // namespace

TEST_CASE("a truth table counts case by case", "[oracle]") {
  for (const std::uint64_t seed : seeds(2000)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const Asked asked = random_question(review, seed, filter, 5);
    const SlowCases slow(review, filter, asked);
    std::vector<std::pair<std::string, std::vector<SlowCase>>> rows;
    for (const auto& row : slow.rows()) rows.push_back(row);
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      if (a.second.size() != b.second.size()) return a.second.size() > b.second.size();
      return a.first > b.first;
    });
    std::vector<std::string> expected;
    for (const auto& [combination, row] : rows) {
      expected.push_back(row_text(slow, asked, combination, row));
    }
    const std::string question = "truth table for " + asked.rest;
    require_same(review, seed, question, expected, lines(review, review.ask(question)));
  }
}

TEST_CASE("formulas are all of the smallest sums over the truth table", "[oracle]") {
  for (const std::uint64_t seed : seeds(2000)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const Asked asked = random_question(review, seed + 1, filter, 4);
    const SlowCases slow(review, filter, asked);
    const std::size_t conditions = asked.conditions.size();
    const auto rows = slow.rows();
    std::vector<std::string> expected;
    for (const bool parsimonious : {false, true}) {
      std::string outputs;
      for (std::size_t c = 0; c < std::size_t{1} << conditions; ++c) {
        const auto row = rows.find(combination_of(c, conditions));
        outputs += row == rows.end()                     ? (parsimonious ? '?' : '0')
                   : slow.outcome_of(row->second) == "1" ? '1'
                                                         : '0';
      }
      for (const BruteSum& sum : brute_sums(conditions, outputs)) {
        const auto some = covered(slow, sum);
        std::size_t assumed = 0;
        for (std::size_t c = 0; c < outputs.size(); ++c) {
          assumed += outputs[c] == '?' && is_true(sum, combination_of(c, conditions)) ? 1U : 0U;
        }
        std::string shown(conditions, '0');
        for (const std::string& signs : sum) {
          for (std::size_t i = 0; i < conditions; ++i) {
            if (signs[i] == '1') shown[i] = '1';
          }
        }
        expected.push_back(
            std::string(parsimonious ? "parsimonious" : "complex") + terms_text(slow, sum) +
            numbers_of(some) + " coverage=" +
            std::to_string(SlowCases::share(SlowCases::with_outcome(some), slow.all_with_outcome)) +
            " assumptions=" + std::to_string(assumed) + slow.witnesses(some, shown));
      }
    }
    const std::string question = "formula for " + asked.rest;
    const query::Answer answer = review.ask(question);
    const std::vector<std::string> rest = lines(review, answer);
    std::vector<std::string> found;
    for (std::size_t i = 0; i < answer.rows.size(); ++i) {
      found.push_back(found_text(asked, answer.rows[i], " " + rest[i].substr(rest[i].find('|'))));
    }
    // Sums of one solution stand in no order that sets of words would share.
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    require_same(review, seed, question, expected, found);
  }
}
