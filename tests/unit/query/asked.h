// Asking reviews in the tool's own language: what tests of questions have in common.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "query/query.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

inline base::Parsed<query::Answer> try_to_ask(const MemoryReview& review,
                                              const std::string& question,
                                              std::size_t limit = 1000) {
  query::World world;
  world.snapshot = review.snapshot();
  world.details = &review.details();
  return query::ask(world, question, {limit});
}

inline query::Answer ask(const MemoryReview& review, const std::string& question,
                         std::size_t limit = 1000) {
  auto answer = try_to_ask(review, question, limit);
  if (!answer) FAIL(question << "\n" << base::to_text(answer.found.sorted().front()));
  return *answer.value;
}

inline base::Diagnostic refused(const MemoryReview& review, const std::string& question) {
  const auto answer = try_to_ask(review, question);
  if (answer || answer.found.empty()) FAIL("answered: " << question);
  return answer.found.sorted().front();
}

/// The words of a field of each row, "not " before an opposite concept.
inline std::vector<std::string> column(const query::Answer& answer, const std::string& name) {
  std::vector<std::string> words;
  for (const auto& row : answer.rows) {
    bool opposite = false;
    std::string word;
    for (const auto& [field, value] : row.fields) {
      if (field == "opposite") opposite = std::get<bool>(value.value);
      if (field != name) continue;
      if (const auto* text = std::get_if<std::string>(&value.value)) word = *text;
      if (const auto* number = std::get_if<std::int64_t>(&value.value))
        word = std::to_string(*number);
    }
    words.push_back((name == "concept" && opposite ? "not " : "") + word);
  }
  return words;
}

using Words = std::vector<std::string>;

}  // namespace retroduce::tests
