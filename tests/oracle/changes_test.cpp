// A review is changed in a way whose effect is known without answering anything: its answers change
// only as they may. What fails is shrunk first.
#include <algorithm>
#include <map>
#include <random>
#include <stdexcept>

#include "base/text.h"
#include "changed_review.h"
#include "query/kept_rows.h"
#include "slow_review.h"
#include "support/catch.h"
#include "support/given.h"
#include "support/random_review.h"

using namespace retroduce;
using namespace retroduce::tests;
using Kept = std::vector<model::KeptRow>;
using Lines = std::vector<std::string>;

namespace {

const Lines forms{"contexts",
                  "mechanisms",
                  "outcomes",
                  "contexts triggering c1",
                  "mechanisms triggered by c2",
                  "mechanisms producing c3 exactly",
                  "contexts of c3 by study",
                  "outcomes following c1 support >= 1",
                  "chains from c1, c2 within 4",
                  "chains to c3 within 3 by study",
                  "outcomes reachable from c2",
                  "outcomes given c1, not c2",
                  "needed for c3 given c1 at most 2",
                  "pivotal mechanisms from c1 to c3",
                  "robustness from c1 to c3",
                  "regularities with support >= 1",
                  "disputes",
                  "loops within 4",
                  "gaps",
                  "why not c1 to c3"};

/// A review that is held as long as its answers are looked at.
class Asked {
 public:
  explicit Asked(const std::string& text) : review_(given(text)) {}
  /// Nothing where a name of the question is not in the review.
  std::optional<query::Answer> ask(const std::string& question) const {
    query::World world;
    world.snapshot = review_->snapshot();
    world.details = &review_->details();
    auto answer = query::ask(world, question, {0});
    if (!answer) return std::nullopt;
    return std::move(*answer.value);
  }
  Kept kept(const std::string& question) const {
    const auto answer = ask(question);
    return answer ? query::kept_rows(*answer, *review_->snapshot()) : Kept{};
  }
  /// All that is said: headline, rows with their witnesses and marks, notes, what to ask next.
  std::string told(const std::string& question) const {
    const auto answer = ask(question);
    if (!answer) return "refused";
    std::string text = answer->headline + "\n";
    for (const auto& row : answer->rows) {
      for (const auto& [name, value] : row.fields) text += name + "=" + to_text(value) + " ";
      text += "|";
      for (const auto k : row.configurations)
        text += " " + review_->snapshot()->configurations[k.index()].label;
      text += " |";
      for (const auto d : row.documents)
        text += " " + review_->snapshot()->documents[d.index()].key;
      for (const std::string& mark : row.marks) text += " | " + mark;
      text += "\n";
    }
    for (const std::string& note : answer->notes) text += note + "\n";
    for (const std::string& next : answer->next) text += next + "\n";
    return text;
  }

 private:
  std::unique_ptr<MemoryReview> review_;
};

/// What is wrong with a review once it is changed; empty where nothing is.
using Fault = std::function<std::string(const std::string& review)>;

/// Looks for the fault in many reviews; fails with the smallest one and what is wrong with it.
void look_for(const Fault& fault, std::uint64_t count, int largest) {
  for (const std::uint64_t seed : seeds(count)) {
    const std::string review =
        random_review(seed, 1 + static_cast<int>(seed % static_cast<std::uint64_t>(largest)));
    if (fault(review).empty()) continue;
    const std::string smallest = shrunk(review, [&](const std::string& smaller) {
      try {
        return !fault(smaller).empty();
      } catch (const std::runtime_error&) {
        return false;  // what is left refers to what was left out
      }
    });
    FAIL("RETRODUCE_SEED=" << seed << "\n" << fault(smallest) << "\nin\n" << smallest);
  }
  SUCCEED();
}

std::map<std::string, std::int64_t> by_name(const Kept& rows) {
  std::map<std::string, std::int64_t> found;
  for (const auto& row : rows) found[row.name] += row.support;
  return found;
}

/// The first row of `few` that `many` lacks or supports less.
std::string beyond(const Kept& few, const Kept& many, const std::string& question) {
  const auto there = by_name(many);
  for (const auto& [name, support] : by_name(few)) {
    const auto at = there.find(name);
    if (at == there.end()) return question + ": " + name + " is not there";
    if (at->second < support)
      return question + ": " + name + " has " + std::to_string(at->second) + ", not " +
             std::to_string(support);
  }
  return {};
}

Lines labels_in(const std::string& review) {
  Lines labels;
  for (const std::string& one : statements(review)) {
    if (const auto claim = claim_of(one)) labels.push_back(claim->label);
  }
  return labels;
}

std::string with_a_document_more(const std::string& review) {
  const Lines labels = labels_in(review);
  const std::string verb = review.size() % 3 == 0 ? " refines " : " supports ";
  std::string more = review;
  for (std::size_t i = review.size() % 2; i < labels.size(); i += 2)
    more += "D99" + verb + labels[i] + ";\n";
  return more;
}

std::string fault_of_support(const std::string& review) {
  const Asked before(review);
  const Asked after(with_a_document_more(review));
  for (const char* question :
       {"contexts", "mechanisms", "outcomes by study", "regularities with support >= 1",
        "outcomes support >= 1", "contexts of c3", "outcomes following c1 by study",
        "chains from c1 within 4", "chains to c2 within 3 by study", "loops within 3"}) {
    if (std::string fault = beyond(before.kept(question), after.kept(question), question);
        !fault.empty())
      return fault;
  }
  const auto number = [](const Asked& asked) {
    const auto answer = asked.ask("robustness from c1 to c3");
    if (!answer) return std::int64_t{0};
    const auto& fields = answer->rows.at(0).fields;
    return std::get<std::int64_t>(fields[0].second.value) +
           (std::get<bool>(fields[2].second.value) ? 1 : 0);
  };
  return number(before) > number(after) ? "robustness fell" : "";
}

/// The order of labels stays: 2 n + 1 for n.
std::string other_name(char letter, int number) {
  const bool changes = letter == 'c' || letter == 'K';
  return letter + std::to_string(changes ? 2 * number + 1 : number);
}

std::string fault_of_names(const std::string& review) {
  const Asked before(review);
  const Asked after(renamed(review, other_name));
  for (const std::string& form : forms) {
    const std::string expected = renamed(before.told(form), other_name);
    const std::string found = after.told(renamed(form, other_name));
    if (expected != found) return form + "\nexpected:\n" + expected + "found:\n" + found;
  }
  return {};
}

/// Configurations first, for evidence names them; else any order that the review's length gives.
std::string in_another_order(const std::string& review) {
  Lines claims;
  Lines others;
  for (const std::string& one : statements(review))
    (claim_of(one) ? claims : others).push_back(one);
  std::mt19937_64 random(review.size());
  for (Lines* list : {&claims, &others}) {
    for (std::size_t i = list->size(); i > 1; --i) std::swap((*list)[i - 1], (*list)[random() % i]);
  }
  claims.insert(claims.end(), others.begin(), others.end());
  return joined(claims);
}

std::string fault_of_order(const std::string& review) {
  const Asked before(review);
  const Asked after(in_another_order(review));
  for (const std::string& form : forms) {
    const std::string expected = before.told(form);
    const std::string found = after.told(form);
    if (expected != found) return form + "\nexpected:\n" + expected + "found:\n" + found;
  }
  return {};
}

struct Halves {
  std::string review;
  std::vector<std::set<std::string>> contexts;  ///< of either half, as terms
  std::vector<std::set<std::string>> outcomes;
};

Lines every_other(const Lines& list, std::size_t first, std::set<std::string>& kept) {
  Lines side;
  for (std::size_t i = first; i < list.size(); i += 2) {
    side.push_back(list[i]);
    if (list[i].find('[') == std::string::npos) kept.insert(list[i]);
  }
  return side;
}

/// The first configuration as two with the same mechanisms and evidence, each with every other of
/// its contexts and outcomes: K1 and K99.
Halves in_halves(const std::string& review) {
  Halves halves{{}, {{}, {}}, {{}, {}}};
  const Lines labels = labels_in(review);
  if (labels.empty()) return halves;
  const std::string& label = labels.front();
  Lines made;
  for (const std::string& one : statements(review)) {
    if (const auto claim = claim_of(one); claim && claim->label == label) {
      for (std::size_t half = 0; half < 2; ++half) {
        made.push_back(to_text(
            Claim{half == 0 ? label : "K99",
                  {every_other(claim->sides[0], half, halves.contexts[half]), claim->sides[1],
                   every_other(claim->sides[2], half, halves.outcomes[half])}}));
      }
      continue;
    }
    made.push_back(one);
    const std::string also = renamed(one, [&](char letter, int number) {
      const std::string name = letter + std::to_string(number);
      return name == label ? std::string("K99") : name;
    });
    if (also != one) made.push_back(also);
  }
  halves.review = joined(made);
  return halves;
}

/// Whether a configuration other than the halves yields the outcome.
bool rests_on_others(const query::Row& row, const model::Snapshot& snapshot,
                     const std::string& half) {
  return std::any_of(row.configurations.begin(), row.configurations.end(), [&](const auto k) {
    const std::string& label = snapshot.configurations[k.index()].label;
    return label != "K99" && label != half;
  });
}

std::string fault_of_halves(const std::string& review) {
  const Halves halves = in_halves(review);
  if (halves.review.empty()) return {};
  const Asked whole(review);
  const Asked split(halves.review);
  for (const char* question : {"contexts", "mechanisms", "outcomes"}) {
    if (by_name(whole.kept(question)) != by_name(split.kept(question)))
      return std::string(question) + " are not the same";
  }
  Lines questions{"regularities with support >= 1"};
  for (int i = 1; i <= 9; ++i) {
    for (const char* sign : {"", "not "}) {
      const std::string name = sign + ("c" + std::to_string(i));
      for (const char* form : {"outcomes reachable from ", "outcomes following ",
                               "mechanisms triggered by ", "contexts of "})
        questions.push_back(form + name);
    }
  }
  for (const std::string& question : questions) {
    if (std::string fault = beyond(split.kept(question), whole.kept(question), question);
        !fault.empty())
      return fault;
  }
  const std::string half = labels_in(review).front();
  const auto held = given(halves.review);
  for (std::size_t side = 0; side < 2; ++side) {
    for (const std::string& outcome : halves.outcomes[side]) {
      if (halves.outcomes[1 - side].count(outcome) != 0) continue;
      const auto answer = split.ask("contexts of " + outcome + " exactly");
      if (!answer) continue;
      for (const auto& row : answer->rows) {
        const bool opposite = std::get<bool>(row.fields[1].second.value);
        const std::string context =
            (opposite ? "not " : "") + std::get<std::string>(row.fields[0].second.value);
        const bool is_of_other = halves.contexts[1 - side].count(context) != 0 &&
                                 halves.contexts[side].count(context) == 0;
        if (is_of_other && !rests_on_others(row, *held->snapshot(), half))
          return context + " leads to " + outcome + ", of the other half";
      }
    }
  }
  return {};
}

}  // namespace

TEST_CASE("a supporting document more lowers no support and takes no row away", "[oracle]") {
  look_for(fault_of_support, 3000, 9);
}

TEST_CASE("other names in the same order change nothing but the names", "[oracle]") {
  look_for(fault_of_names, 2000, 9);
}

TEST_CASE("the order in which documents and configurations come changes nothing", "[oracle]") {
  look_for(fault_of_order, 2000, 9);
}

// semantics.md, "Configurations are whole": from (C1, M, O1) and (C2, M, O2) nothing follows about
// C1 and O2. So what the halves of a configuration answer, the whole one answers too, with no less
// support; and an outcome of one half follows a context of the other only by another configuration.
TEST_CASE("a configuration in two halves leads from neither to the other's outcomes", "[oracle]") {
  look_for(fault_of_halves, 2000, 9);
}

TEST_CASE("a fault is shrunk to what shows it", "[oracle]") {
  const auto shows = [](const std::string& smaller) {
    try {
      const auto answer = Asked(smaller).ask("disputes");
      return answer && answer->total > 0;
    } catch (const std::runtime_error&) {
      return false;
    }
  };
  std::uint64_t seed = 1;
  while (!shows(random_review(seed, 9))) ++seed;
  const Lines left = statements(shrunk(random_review(seed, 9), shows));
  // A configuration, who supports it and who contradicts it; or a pair that ends in opposites.
  INFO(joined(left));
  CHECK((left.size() == 3 || left.size() == 2));
}
