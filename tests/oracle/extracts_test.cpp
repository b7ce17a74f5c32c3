// Extracts, codings and the evidence tree, from the records as they came.
#include <algorithm>
#include <cctype>
#include <map>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string key_of(const SlowReview& review, const model::Extract& extract) {
  return review.records().documents[extract.document.index()].key;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool matches(const std::string& word, const std::string& wanted) {
  return wanted.back() == '*' ? word.rfind(wanted.substr(0, wanted.size() - 1), 0) == 0
                              : word == wanted;
}

bool holds(const std::vector<std::string>& words, const std::vector<std::string>& wanted,
           int mode) {
  const auto has = [&](const std::string& one) {
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return matches(word, one); });
  };
  if (mode == 0) return std::all_of(wanted.begin(), wanted.end(), has);
  if (mode == 1) return std::any_of(wanted.begin(), wanted.end(), has);
  for (std::size_t i = 0; i + wanted.size() <= words.size(); ++i) {
    std::size_t j = 0;
    while (j < wanted.size() && matches(words[i + j], wanted[j])) ++j;
    if (j == wanted.size()) return true;
  }
  return false;
}

/// As an extract's row names it: its study too, where studies are asked for.
std::string row_of(const SlowReview& review, const model::Extract& extract, bool by_study) {
  const std::string key = key_of(review, extract);
  std::string words = key + ": " + extract.quote;
  for (std::size_t d = 0; by_study && d < review.snapshot().documents.size(); ++d) {
    if (review.snapshot().documents[d].key == key)
      words += " of " + review.snapshot().studies[review.study_of(d)];
  }
  return words;
}

std::vector<std::string> quotes(const query::Answer& answer) {
  std::vector<std::string> list;
  for (const auto& row : answer.rows) {
    const auto& last = row.fields.back();
    list.push_back(to_text(row.fields[0].second) + ": " + to_text(row.fields[4].second) +
                   (last.first == "study" ? " of " + to_text(last.second) : ""));
  }
  std::sort(list.begin(), list.end());
  return list;
}

}  // namespace

TEST_CASE("full text finds the extracts that a look at every word finds", "[oracle]") {
  const std::vector<std::vector<std::string>> searches = {{"d1"},       {"k2", "d1"}, {"on", "k1"},
                                                          {"place"},    {"k*"},       {"d1", "on"},
                                                          {"k1", "d2"}, {"on", "k*"}};
  const char* forms[] = {"about", "any", "phrase"};
  for (const std::uint64_t seed : seeds(600)) {
    SlowReview review = SlowReview::generate(seed, 6);
    const Filter filter = seed % 4 == 0 ? review.filter(7) : review.filter(seed % 4 == 1 ? 1 : 0);
    review.set(filter);
    const auto& wanted = searches[seed % searches.size()];
    const int mode = static_cast<int>(seed % 3);
    std::string words;
    for (const auto& one : wanted) words += (words.empty() ? "" : " ") + one;
    std::vector<std::string> expected;
    for (const auto& extract : review.records().extracts) {
      if (filter.document && key_of(review, extract) == review.snapshot().documents[0].key)
        continue;
      if (holds(words_of(extract.quote), wanted, mode)) {
        expected.push_back(row_of(review, extract, filter.by_study));
      }
    }
    std::sort(expected.begin(), expected.end());
    const std::string question =
        std::string("extracts ") + forms[mode] + " \"" + words + "\"" + filter.words;
    require_same(review, seed, question, expected, quotes(review.ask(question)));
  }
}

TEST_CASE("the coding report has every extract that carries the concept in the role by the coder",
          "[oracle]") {
  for (const std::uint64_t seed : seeds(800)) {
    const SlowReview review = SlowReview::generate(seed, 6);
    const auto labels = review.concepts();
    const std::string& label = labels[seed % labels.size()];
    const std::set<Sign> wanted = review.reach(label, false, seed % 2 == 0);
    const bool by_study = seed % 7 == 0;
    std::string question = "extracts coded \"" + label + "\"" + (by_study ? " by study" : "") +
                           (seed % 2 == 0 ? " exactly" : "");
    const auto role = static_cast<model::Role>(2 + seed % 3);
    if (seed % 3 != 0) question += " as " + std::string(model::to_word(role));
    const std::string coder = seed % 5 < 2 ? "" : (seed % 5 == 2 ? "AB" : "CD");
    if (!coder.empty()) question += " by " + coder;
    const auto& records = review.records();
    std::set<std::size_t> extracts;
    for (const auto& coding : records.codings) {
      if (wanted.count({records.concepts[coding.concept_.index()].label, false}) == 0) continue;
      if (seed % 3 != 0 && coding.role != role) continue;
      if (!coder.empty() && records.coders[coding.coder.index()].label != coder) continue;
      extracts.insert(coding.extract.index());
    }
    std::vector<std::string> expected;
    for (const std::size_t e : extracts) {
      expected.push_back(row_of(review, records.extracts[e], by_study));
    }
    std::sort(expected.begin(), expected.end());
    require_same(review, seed, question, expected, quotes(review.ask(question)));
  }
}

TEST_CASE("concepts together are counted by extract, once for each", "[oracle]") {
  for (const std::uint64_t seed : seeds(500)) {
    const SlowReview review = SlowReview::generate(seed, 6);
    const auto& records = review.records();
    const bool zoom = seed % 2 == 0;
    std::map<std::size_t, std::set<std::string>> carried;
    for (const auto& coding : records.codings) {
      const std::string& label = records.concepts[coding.concept_.index()].label;
      carried[coding.extract.index()].insert(zoom ? review.top(label) : label);
    }
    std::map<std::pair<std::string, std::string>, std::set<std::size_t>> pairs;
    for (const auto& [extract, labels] : carried) {
      for (const auto& a : labels) {
        for (const auto& b : labels) {
          if (label_before(a, b)) pairs[{a, b}].insert(extract);
        }
      }
    }
    std::vector<std::pair<std::pair<std::string, std::string>, std::set<std::size_t>>> order(
        pairs.begin(), pairs.end());
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      if (a.second.size() != b.second.size()) return a.second.size() > b.second.size();
      if (a.first.first != b.first.first) return label_before(a.first.first, b.first.first);
      return label_before(a.first.second, b.first.second);
    });
    const bool by_study = seed % 3 == 0;
    std::vector<std::string> expected;
    for (const auto& [pair, extracts] : order) {
      Numbers documents;
      for (const std::size_t e : extracts) {
        for (std::size_t d = 0; d < review.snapshot().documents.size(); ++d) {
          if (review.snapshot().documents[d].key == key_of(review, records.extracts[e]))
            documents.insert(d);
        }
      }
      Numbers studies;
      for (const std::size_t d : documents) studies.insert(review.study_of(d));
      expected.push_back("concepts=[" + pair.first + "," + pair.second +
                         "] extracts=" + std::to_string(extracts.size()) +
                         (by_study ? " studies=" + std::to_string(studies.size()) : "") + " | |" +
                         review.keys(documents));
    }
    const std::string question =
        std::string("concepts together") + (zoom ? " zoom 1" : "") + (by_study ? " by study" : "");
    require_same(review, seed, question, expected, lines(review, review.ask(question)));
  }
}

TEST_CASE("the tree of why holds every piece of evidence of a configuration once", "[oracle]") {
  for (const std::uint64_t seed : seeds(300)) {
    const SlowReview review = SlowReview::generate(seed, 4);
    const auto& records = review.records();
    const std::size_t which = seed % records.configurations.size();
    std::vector<std::string> expected;
    for (const auto& evidence : records.evidence) {
      if (evidence.configuration.index() != which) continue;
      const auto& extract = records.extracts[evidence.extract.index()];
      expected.push_back(key_of(review, extract) + " " +
                         std::string(model::to_word(evidence.stance)) + " \u201c" + extract.quote +
                         "\u201d");
    }
    const std::string question = "why \"" + records.configurations[which].label + "\"";
    const auto answer = review.ask(question);
    std::vector<std::string> found;
    const auto parts = [](const query::Value& value) {
      return std::get<query::Parts>(value.value);
    };
    const auto children = [](const query::Parts& node) {
      return std::get<query::Values>(node[1].second.value);
    };
    for (const auto& element : children(answer.rows.at(0).fields)) {
      for (const auto& evidence : children(parts(element))) {
        const auto node = parts(evidence);
        found.push_back(to_text(node[3].second) + " " + to_text(node[4].second) + " " +
                        to_text(parts(children(node).at(0))[0].second));
      }
    }
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    require_same(review, seed, question, expected, found);
  }
}
