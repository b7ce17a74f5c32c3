// What hangs on a document: the review is written again without it, and asked again.
#include <algorithm>
#include <map>
#include <sstream>

#include "slow_review.h"
#include "support/catch.h"
#include "support/given.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

struct Row {
  std::string name;
  std::string said;  ///< all else: fields, what it rests on, marks
  friend bool operator==(const Row&, const Row&) = default;
};

struct Asked {
  std::vector<Row> rows;
  std::int64_t total = 0;
};

/// "c1 + not c2" of a list of terms.
std::string set_text(const query::Value& value) {
  std::string words;
  for (const auto& one : std::get<query::Values>(value.value)) {
    const auto& parts = std::get<query::Parts>(one.value);
    words += (words.empty() ? "" : " + ") +
             to_text(Sign{to_text(parts[0].second), std::get<bool>(parts[1].second.value)});
  }
  return words.empty() ? "nothing further" : words;
}

Row row_of(const model::Snapshot& snapshot, const query::Answer& answer, const query::Row& row) {
  Row found;
  const bool in_order = answer.kind == "loops" || answer.kind == "chains";
  for (const auto k : row.configurations) {
    if (!in_order && answer.kind != "disputes") break;
    const char* between = in_order ? " > " : " and ";
    found.name += (found.name.empty() ? "" : between) + snapshot.configurations[k.index()].label;
  }
  std::vector<bool> signs;
  for (const auto& [name, value] : row.fields) {
    if (name == "opposite") signs = {std::get<bool>(value.value)};
    if (name != "opposites") continue;
    for (const auto& one : std::get<query::Values>(value.value)) {
      signs.push_back(std::get<bool>(one.value));
    }
  }
  std::size_t terms = 0;
  std::vector<std::string> names;
  for (const auto& [name, value] : row.fields) {
    if (name == "concept" || name == "context" || name == "mechanism" || name == "outcome") {
      if (answer.kind == "disputes") continue;
      const bool opposite = terms < signs.size() && signs[terms];
      ++terms;
      names.push_back((opposite ? "not " : "") + to_text(value));
    } else if (name == "contexts") {
      names.push_back(set_text(value));
    } else if (name == "when_not_fired" && to_text(value) == "yes") {
      names.back() += " (where the mechanism does not fire)";
    }
  }
  for (const auto& [name, value] : row.fields) found.said += name + "=" + to_text(value) + " ";
  for (const auto k : row.configurations)
    found.said += snapshot.configurations[k.index()].label + " ";
  for (const std::string& mark : row.marks) found.said += mark + "; ";
  if (answer.kind == "robustness") found.name = "robustness";
  for (const std::string& one : names) found.name += (found.name.empty() ? "" : " > ") + one;
  return found;
}

/// Nothing where the question names a concept that the review no longer knows.
std::optional<Asked> ask_text(const std::string& text, const std::string& question) {
  const auto review = given(text);
  query::World world;
  world.snapshot = review->snapshot();
  world.details = &review->details();
  const auto answer = query::ask(world, question, {0});
  if (!answer) return std::nullopt;
  Asked asked;
  asked.total = answer.value->total;
  for (const auto& row : answer.value->rows) {
    asked.rows.push_back(row_of(*world.snapshot, *answer.value, row));
  }
  return asked;
}

/// The statements without those about evidence from the document, and without what says anything
/// of configurations that had support and have none any more.
std::string without(const SlowReview& review, std::size_t document) {
  const std::string key = review.snapshot().documents[document].key;
  std::set<std::string> gone;
  for (const std::size_t k : review.part()) {
    if (review.supporting(k) == Numbers{document}) gone.insert(review.label(k));
  }
  std::istringstream lines(review.text());
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find(';')));
    std::vector<std::string> all;
    for (std::string word; words >> word;) all.push_back(word);
    if (all.empty()) continue;
    const bool evidence =
        all.size() > 2 && (all[1] == "supports" || all[1] == "refines" || all[1] == "contradicts");
    if (evidence && (all[0] == key || gone.count(all.back()) != 0)) continue;
    if (all[0].back() == ':' && gone.count(all[0].substr(0, all[0].size() - 1)) != 0) continue;
    if (all.size() > 2 && all[1] == "of" && gone.count(all[2]) != 0) continue;
    text += line + "\n";
  }
  return text;
}

std::string joined(const std::vector<std::string>& list) {
  std::string words;
  for (const std::string& one : list) words += (words.empty() ? "" : ",") + one;
  return "[" + words + "]";
}

struct Change {
  std::string key;
  std::vector<std::string> lost;
  std::vector<std::string> gained;
  std::vector<std::string> changed;
  std::int64_t total = 0;
};

/// Of the first `limit` rows of either answer.
Change compare(const std::string& key, const Asked& before, const Asked& after, std::size_t limit) {
  Change change{key, {}, {}, {}, after.total};
  const auto first = [&](const Asked& asked) {
    return std::vector<Row>(
        asked.rows.begin(),
        asked.rows.begin() + static_cast<std::ptrdiff_t>(std::min(limit, asked.rows.size())));
  };
  const auto named = [](const Asked& asked, const std::string& name) {
    return std::find_if(asked.rows.begin(), asked.rows.end(),
                        [&](const Row& row) { return row.name == name; });
  };
  for (const Row& row : first(before)) {
    const auto at = named(after, row.name);
    if (at == after.rows.end()) {
      change.lost.push_back(row.name);
    } else if (at->said != row.said) {
      change.changed.push_back(row.name);
    }
  }
  for (const Row& row : first(after)) {
    if (named(before, row.name) == before.rows.end()) change.gained.push_back(row.name);
  }
  return change;
}

/// "left_out lost gained changed before after", changed by name alone.
std::vector<std::string> found_lines(const query::Answer& answer) {
  std::vector<std::string> lines;
  for (const auto& row : answer.rows) {
    std::vector<std::string> changed;
    for (const auto& one : std::get<query::Values>(row.fields[3].second.value)) {
      changed.push_back(to_text(std::get<query::Parts>(one.value)[0].second));
    }
    lines.push_back(to_text(row.fields[0].second) + " " + to_text(row.fields[1].second) + " " +
                    to_text(row.fields[2].second) + " " + joined(changed) + " " +
                    to_text(row.fields[4].second) + " " + to_text(row.fields[5].second));
  }
  return lines;
}

const char* const questions[] = {"outcomes",
                                 "contexts",
                                 "regularities with support >= 2",
                                 "disputes",
                                 "loops within 3",
                                 "chains to c2",
                                 "central",
                                 "compare c1 with c2",
                                 "outcomes reachable from c1",
                                 "outcomes given c1, not c2",
                                 "pivotal mechanisms from c1 to c2",
                                 "robustness from c1 to c2",
                                 "mechanisms producing c3",
                                 "needed for c2 given c1",
                                 "regularities of pairs with support >= 1"};

}  // namespace

namespace {

/// What sensitivity is to say of the question; nothing where some review no longer knows a name.
std::optional<std::vector<std::string>> expected_lines(const SlowReview& review,
                                                       const std::string& question,
                                                       std::size_t limit) {
  const auto before = ask_text(review.text(), question);
  if (!before) return std::nullopt;
  std::vector<Change> changes;
  for (std::size_t d = 0; d < review.snapshot().documents.size(); ++d) {
    const auto after = ask_text(without(review, d), question);
    if (!after) return std::nullopt;
    Change change = compare(review.snapshot().documents[d].key, *before, *after, limit);
    const bool any = !change.lost.empty() || !change.gained.empty() || !change.changed.empty();
    if (any || before->total != after->total) changes.push_back(change);
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    const std::size_t left = a.lost.size() + a.gained.size();
    const std::size_t right = b.lost.size() + b.gained.size();
    return left != right ? left > right : a.changed.size() > b.changed.size();
  });
  std::vector<std::string> expected;
  for (const Change& one : changes) {
    expected.push_back(one.key + " " + joined(one.lost) + " " + joined(one.gained) + " " +
                       joined(one.changed) + " " + std::to_string(before->total) + " " +
                       std::to_string(one.total));
  }
  return expected;
}

}  // namespace

TEST_CASE("sensitivity tells what a review without the document would answer", "[oracle]") {
  std::size_t with_rows = 0;
  for (const std::uint64_t seed : seeds(1200)) {
    const SlowReview review = SlowReview::generate(seed, 9);
    const std::string question = questions[seed % std::size(questions)];
    const auto expected = expected_lines(review, question, 1'000'000);
    if (!expected) continue;
    with_rows += expected->empty() ? 0U : 1U;
    const std::string whole = "sensitivity of " + question;
    require_same(review, seed, whole, *expected, found_lines(review.ask(whole)));
  }
  CHECK((with_rows > 300 || seeds(2).size() == 1));
}

TEST_CASE("what stands past the limit neither comes nor goes when a document is left out",
          "[oracle]") {
  const char* const chains[] = {"chains to c2", "chains from c1 require stitched",
                                "chains through c3 require thread", "loops within 4"};
  std::size_t with_rows = 0;
  for (const std::uint64_t seed : seeds(800)) {
    const SlowReview review = SlowReview::generate(seed, 9);
    const std::size_t limit = 1 + seed % 3;
    const std::string question = chains[seed % std::size(chains)];
    auto expected = expected_lines(review, question, limit);
    if (!expected) continue;
    expected->resize(std::min(limit, expected->size()));
    with_rows += expected->empty() ? 0U : 1U;
    const std::string whole = "sensitivity of " + question;
    require_same(review, seed, whole, *expected, found_lines(review.ask(whole, limit)));
  }
  CHECK((with_rows > 100 || seeds(2).size() == 1));
}
