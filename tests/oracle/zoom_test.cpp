// Zoom against the answer without it: rows that share their top concept are put together by hand.
#include <algorithm>
#include <map>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
namespace query = retroduce::query;

namespace {

const query::Value& field(const query::Parts& parts, const std::string& name) {
  const auto at = std::find_if(parts.begin(), parts.end(),
                               [&](const auto& part) { return part.first == name; });
  if (at == parts.end()) FAIL("no field " << name);
  return at->second;
}

Sign top_of(const SlowReview& review, const query::Parts& parts) {
  return review.top(
      Sign{to_text(field(parts, "concept")), to_text(field(parts, "opposite")) == "yes"});
}

std::string witnesses(const SlowReview& review, const Numbers& configurations) {
  return " |" + review.labels(configurations) + " |" +
         review.keys(review.documents_of(configurations));
}

Numbers configurations_of(const query::Row& row) {
  Numbers found;
  for (const auto k : row.configurations) found.insert(k.index());
  return found;
}

struct Line {
  std::int64_t round = 0;
  bool given = false;
  Numbers configurations;
};

std::vector<std::string> by_concept(const SlowReview& review, const query::Answer& answer) {
  std::map<Sign, Line> united;
  for (const query::Row& row : answer.rows) {
    const Sign sign = top_of(review, row.fields);
    const bool is_new = united.count(sign) == 0;
    Line& line = united[sign];
    line.configurations.merge(configurations_of(row));
    if (answer.kind != "given") continue;
    const auto round = std::get<std::int64_t>(field(row.fields, "round").value);
    line.round = is_new ? round : std::min(line.round, round);
    line.given = line.given || to_text(field(row.fields, "given")) == "yes";
  }
  std::vector<std::pair<Sign, Line>> list(united.begin(), united.end());
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    if (a.second.round != b.second.round) return a.second.round < b.second.round;
    return before(a.first, b.first);
  });
  std::vector<std::string> lines;
  for (const auto& [sign, line] : list) {
    lines.push_back(to_text(sign) + " " + std::to_string(line.round) +
                    (line.given ? " given" : "") + witnesses(review, line.configurations));
  }
  return lines;
}

std::vector<std::string> as_they_are(const SlowReview& review, const query::Answer& answer) {
  std::vector<std::string> lines;
  for (const query::Row& row : answer.rows) {
    const bool is_given = answer.kind == "given";
    const std::string sign = to_text(Sign{to_text(field(row.fields, "concept")),
                                          to_text(field(row.fields, "opposite")) == "yes"});
    lines.push_back(sign + " " + (is_given ? to_text(field(row.fields, "round")) : "0") +
                    (is_given && to_text(field(row.fields, "given")) == "yes" ? " given" : "") +
                    witnesses(review, configurations_of(row)));
  }
  return lines;
}

/// What is given or comes about, as `zoom 1` shows it.
std::set<Sign> held_at_top(const SlowReview& review, const std::string& label,
                           const query::Answer& given) {
  std::set<Sign> held;
  for (const Sign& sign : review.reach(label, false, false)) held.insert(review.top(sign));
  for (const query::Row& row : given.rows) held.insert(top_of(review, row.fields));
  return held;
}

/// Sets of contexts with whether each is also an outcome, of the sets that come to the same; none
/// is cut to what is `held`, nor two to one.
std::vector<std::string> needed(const SlowReview& review, const query::Answer& answer, bool zoom,
                                const std::set<Sign>& held) {
  std::map<std::vector<std::string>, std::pair<std::set<std::string>, Numbers>> united;
  for (const query::Row& row : answer.rows) {
    std::set<std::string> signs;
    std::set<std::string> also;
    const auto& contexts = std::get<query::Values>(field(row.fields, "contexts").value);
    std::multiset<Sign> tops;
    for (const auto& one : contexts) tops.insert(top_of(review, std::get<query::Parts>(one.value)));
    for (const auto& one : contexts) {
      const auto& parts = std::get<query::Parts>(one.value);
      Sign sign = top_of(review, parts);
      if (!zoom || held.count(sign) != 0 || tops.count(sign) > 1)
        sign.first = to_text(field(parts, "concept"));
      signs.insert(to_text(sign));
      if (to_text(field(parts, "also_outcome")) == "yes") also.insert(to_text(sign));
    }
    auto& line = united[{signs.begin(), signs.end()}];
    line.first.merge(also);
    line.second.merge(configurations_of(row));
  }
  std::vector<std::string> lines;
  for (const auto& [signs, line] : united) {
    std::string words = std::to_string(signs.size());
    for (const std::string& sign : signs) {
      words += " " + sign + (line.first.count(sign) != 0 ? "!" : "");
    }
    lines.push_back(words + witnesses(review, line.second));
  }
  return lines;
}

}  // namespace

TEST_CASE("zoom unites rows of a finished answer, and makes no row that was not in it",
          "[oracle]") {
  for (const std::uint64_t seed : seeds(2000)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const std::vector<std::string> labels = review.concepts();
    const std::string a = "\"" + labels[seed % labels.size()] + "\"";
    const std::string b = "\"" + labels[seed / 3 % labels.size()] + "\"";
    const std::string questions[] = {"outcomes reachable from " + a,
                                     "outcomes given " + a + ", not " + b,
                                     "pivotal mechanisms from " + a + " to " + b};
    for (const std::string& form : questions) {
      const std::string question = form + " zoom 1" + filter.words;
      require_same(review, seed, question, by_concept(review, review.ask(form + filter.words)),
                   as_they_are(review, review.ask(question)));
    }
    const std::string form = "needed for " + a + " given " + b;
    const std::string question = form + " zoom 1" + filter.words;
    const auto cut = review.ask(question);
    const auto given = review.ask("outcomes given " + b + filter.words);
    const auto held = held_at_top(review, labels[seed / 3 % labels.size()], given);
    require_same(review, seed, question,
                 needed(review, review.ask(form + filter.words), true, held),
                 needed(review, cut, false, {}));
    std::size_t last = 0;
    for (const auto& row : cut.rows) {
      const auto size = std::get<query::Values>(field(row.fields, "contexts").value).size();
      CHECK(size >= last);
      last = size;
    }
  }
}

namespace {

Sign as_sign(const std::string& words) {
  return words.starts_with("not ") ? Sign{words.substr(4), true} : Sign{words, false};
}

/// "[a,not b]", each concept under its top, each once.
std::string cut(const SlowReview& review, const std::vector<std::string>& list) {
  std::vector<Sign> signs;
  for (const std::string& words : list) signs.push_back(review.top(as_sign(words)));
  std::sort(signs.begin(), signs.end(), before);
  signs.erase(std::unique(signs.begin(), signs.end()), signs.end());
  std::string words;
  for (const Sign& sign : signs) words += (words.empty() ? "[" : ",") + to_text(sign);
  return words.empty() ? "[]" : words + "]";
}

std::string as_it_is(const std::vector<std::string>& list) {
  std::string words;
  for (const std::string& one : list) words += (words.empty() ? "[" : ",") + one;
  return words.empty() ? "[]" : words + "]";
}

using Shown = std::string (*)(const SlowReview&, const std::vector<std::string>&);

/// All that a row of chains or loops says, its joints and steps as `shown` has them.
std::vector<std::string> chain_lines(const SlowReview& review, const query::Answer& answer,
                                     Shown shown) {
  std::vector<std::string> lines;
  for (const query::Row& row : answer.rows) {
    std::string line;
    for (const auto& joint : std::get<query::Values>(field(row.fields, "joints").value)) {
      std::vector<std::string> words;
      for (const auto& term : std::get<query::Values>(joint.value)) words.push_back(to_text(term));
      line += shown(review, words);
    }
    for (const char* const name : {"strength", "threads", "support_class"})
      line += " " + to_text(field(row.fields, name));
    for (const query::ChainStep& step : answer.steps(row)) {
      line += " | " + review.label(step.configuration.index()) + shown(review, step.contexts) +
              shown(review, step.mechanisms) + shown(review, step.outcomes) +
              (step.is_weakest ? "*" : "");
    }
    for (const auto d : row.documents) line += " " + review.snapshot().documents[d.index()].key;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

TEST_CASE("zoom shows the concepts of chains and loops cut, and joins nothing anew", "[oracle]") {
  for (const std::uint64_t seed : seeds(1000)) {
    SlowReview review = SlowReview::generate(seed, 8);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    const std::vector<std::string> labels = review.concepts();
    const std::string a = "\"" + labels[seed % labels.size()] + "\"";
    const std::string b = "\"" + labels[seed / 3 % labels.size()] + "\"";
    const std::string questions[] = {"chains from " + a, "chains from " + a + " to " + b,
                                     "chains to not " + b, "loops"};
    for (const std::string& form : questions) {
      const std::string question = form + " zoom 1" + filter.words;
      require_same(review, seed, question,
                   chain_lines(review, review.ask(form + filter.words), cut),
                   chain_lines(review, review.ask(question),
                               [](const SlowReview&, const auto& list) { return as_it_is(list); }));
    }
  }
}
