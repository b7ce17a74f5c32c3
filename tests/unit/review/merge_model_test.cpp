// Three people work at random on copies and merge at random; in whatever order all of it meets at
// the end, the review is the same.
#include <functional>
#include <random>
#include <set>

#include "merge_world.h"
#include "reviewer.h"
#include "support/repeats.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const std::vector<std::string> people = {"a", "b", "c"};

unsigned histories() { return repeats("RETRODUCE_MERGE_HISTORIES", 8); }
unsigned first_seed() { return repeats("RETRODUCE_MERGE_SEED", 20261126); }

/// Moves, retirements and what needs what, among few things: where one hangs on another.
std::string bound_sentence(std::mt19937& random) {
  const auto one = [&random](const std::string& kind, unsigned end) {
    return "\"" + kind + std::to_string(1 + random() % end) + "\"";
  };
  const std::string concept_ = one("c", 5);
  const std::string configuration = one("k", 3);
  switch (random() % 9) {
    case 0:
    case 1:
    case 2:
      return "move concept " + concept_ + " under " + one("c", 5);
    case 3:
      return "move concept " + concept_ + " to top";
    case 4:
      return "retire concept " + concept_ + " with everything";
    case 5:
      return "retire configuration " + configuration + " with everything";
    case 6:
      return "add context " + concept_ + " to " + configuration;
    case 7:
      return "set configuration " + configuration + " title \"t" + std::to_string(random() % 9) +
             "\"";
    default:
      return "set concept " + concept_ + " definition \"d" + std::to_string(random() % 9) + "\"";
  }
}

/// Several judge the same few things, and take things away and put them together.
std::string judging_sentence(std::mt19937& random) {
  const auto one = [&random](const std::string& kind, unsigned end) {
    return "\"" + kind + std::to_string(1 + random() % end) + "\"";
  };
  const std::string why = " because \"r" + std::to_string(random() % 5) + "\"";
  switch (random() % 12) {
    case 10:
      return "code q1 as context " + one("c", 3);
    case 11:
      return "split concept " + one("c", 3) + " into \"c" + std::to_string(4 + random() % 2) +
             "\" for extract q1";
    case 0:
      return "resolve q1 as context c1 holds" + why;
    case 1:
      return "resolve q1 as context c1 does not hold" + why;
    case 2:
      return "judge s1 rigour " + std::string(random() % 2 == 0 ? "low" : "high") + why;
    case 3:
      return "support " + one("k", 3) + " with q1 note \"n" + std::to_string(random() % 5) + "\"";
    case 4:
      return "contradict " + one("k", 3) + " with q1 on context c1";
    case 5:
      return "merge configuration " + one("k", 3) + " into " + one("k", 3);
    case 6:
      return "merge concept " + one("c", 3) + " into " + one("c", 3);
    case 7:
      return "split configuration " + one("k", 3) + " into " + one("k", 4);
    case 8:
      return "remove context " + one("c", 3) + " from " + one("k", 3);
    default:
      return "add context " + one("c", 3) + " to " + one("k", 3);
  }
}

/// Several judge with few extracts on the elements of one claim, and change these. `note`: says
/// this judgement and no other.
std::string element_sentence(std::mt19937& random, const std::string& note) {
  const auto one = [&random](const std::string& kind, unsigned end) {
    return "\"" + kind + std::to_string(1 + random() % end) + "\"";
  };
  const std::string judging =
      std::string(random() % 3 == 0 ? "contradict k1 with " : "support k1 with ") + one("q", 2);
  const std::string context = "context " + one("c", 4);
  switch (random() % 14) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      return judging + " on " + context + note;
    case 5:
      return judging + note;
    case 6:
      return "merge concept " + one("c", 4) + " into " + one("c", 4);
    case 7:
    case 8:
      return "remove " + context + " from k1";
    case 9:
      return "set " + context + " of k1 concept " + one("c", 4);
    case 10:
      return "set " + context + " of k1 opposite" + (random() % 2 == 0 ? " no" : "");
    case 11:
      return "withdraw " + one("q", 2) + " from k1 on " + context;
    case 12:
      return "set " + context + " of k1 wording \"w" + std::to_string(random() % 3) + "\"";
    default:
      return "add " + context + " to k1";
  }
}

using Sentence = std::function<std::string(const std::string& name)>;

/// What was said in a note, by the change that said it, that nobody who knew of it judged anew,
/// withdrew, undid or decided on: that must be found.
using Notes = std::map<std::string, std::string>;

/// What is changed in a copy is in the other, too: none is lost.
std::set<std::string> changes_in(MergeWorld& world, const std::string& name) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  std::set<std::string> found;
  store::Query query(
      connection.prepared("SELECT uid FROM change WHERE kind <> 'merge' ORDER BY uid"));
  while (query.next()) found.insert(query.text(0));
  return found;
}

/// What an edit makes of things that wait for one another stands behind it, as a merge.
std::string last_said(MergeWorld& world, const std::string& name) {
  for (const auto& entry : world.store(name).history({"", "", "", "", "", 3}))
    if (entry.change.kind != "merge") return entry.change.uid;
  return {};
}

void work(MergeWorld& world, unsigned seed, const Sentence& sentence, Notes* notes = nullptr) {
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  const auto is_judged_by_who_knew = [&](const std::string& name) {
    if (notes == nullptr) return;
    for (const std::string& uid : changes_in(world, name)) notes->erase(uid);
  };
  for (const std::string& name : people) world.copy("base", name);
  for (int step = 0; step < 24; ++step) {
    const std::string& name = people[below(3)];
    const std::size_t what = below(12);
    if (what == 0) {
      const std::string& other = people[below(3)];
      if (other == name) continue;
      INFO(name << " takes in " << other);
      REQUIRE_FALSE(world.merge(name, other).found.refused());
    } else if (what == 1) {
      // Whoever's work it was, and whoever worked beside it.
      is_judged_by_who_knew(name);
      const auto all = world.store(name).history({"", "", "", "", "", 0});
      world.store(name).undo(all.at(below(std::min<std::size_t>(all.size(), 12))).change.uid,
                             {name, ""});
    } else if (what == 2) {
      is_judged_by_who_knew(name);
      world.store(name).decide(1, below(2) == 0 ? "1" : "2", {name, ""});
    } else {
      const std::string text = sentence(name);
      const std::size_t note = text.find(" note ");
      if (note != std::string::npos || text.starts_with("withdraw")) is_judged_by_who_knew(name);
      const std::string done = world.edit(name, text);
      if (done == "done" && notes != nullptr && note != std::string::npos)
        notes->emplace(last_said(world, name), text.substr(note + 6));
    }
  }
}

/// All of them, one after the other, into a copy of the first.
std::string met(MergeWorld& world, const std::vector<std::string>& order) {
  world.copy(order[0], "all");
  world.merge("all", order[1]);
  world.merge("all", order[2]);
  return world.state("all") + "\n" + world.conflicts("all");
}

/// None of these is lost. In all orders, and two by two; of many histories each in one order more,
/// drawn by its seed.
void require_equal(MergeWorld& world, unsigned seed, const Notes& notes = {}) {
  const bool in_all = histories() <= 100;
  std::vector<std::string> order = people;
  const std::string expected = met(world, order);
  std::set<std::string> all;
  for (const std::string& name : people) all.merge(changes_in(world, name));
  REQUIRE(changes_in(world, "all") == all);
  for (const auto& [uid, note] : notes) {
    INFO("said by " << uid << ": " << note);
    REQUIRE(expected.find(note) != std::string::npos);
  }
  unsigned number = 0;
  while (std::next_permutation(order.begin(), order.end())) {
    if (!in_all && number++ != seed % 5) continue;
    INFO(order[0] << " < " << order[1] << " < " << order[2]);
    REQUIRE(difference(expected, met(world, order)) == std::string());
  }
  // Two first, then the third takes them in.
  world.copy("b", "pair");
  world.merge("pair", "c");
  world.copy("a", "all");
  world.merge("all", "pair");
  REQUIRE(difference(expected, world.state("all") + "\n" + world.conflicts("all")) ==
          std::string());
  REQUIRE_FALSE(world.merge("all", "b").changed());
  REQUIRE_FALSE(world.merge("all", "pair").changed());
  base::NoProgress silent;
  REQUIRE(world.store("all").damage(silent) == std::vector<std::string>());
}

}  // namespace

TEST_CASE("in whatever order copies are merged, the review is the same", "[review][merge]") {
  MergeWorld world;
  for (unsigned seed = first_seed(); seed < first_seed() + histories(); ++seed) {
    INFO("seed " << seed);
    std::map<std::string, Reviewer> reviewers;
    for (const std::string& name : people)
      reviewers.emplace(name,
                        Reviewer(world.path(name), seed * 3 + static_cast<unsigned>(name[0]), 6));
    work(world, seed, [&](const std::string& name) { return reviewers.at(name).sentence(); });
    require_equal(world, seed);
  }
}

TEST_CASE("so it is where what one does hangs on what others did", "[review][merge]") {
  MergeWorld world(true);
  for (int i = 1; i <= 5; ++i)
    REQUIRE(world.base().code("add concept c" + std::to_string(i)) == "done");
  for (int i = 1; i <= 3; ++i)
    REQUIRE(world.base().code("add configuration k" + std::to_string(i)) == "done");
  for (unsigned seed = first_seed(); seed < first_seed() + histories(); ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    work(world, seed, [&](const std::string&) { return bound_sentence(random); });
    require_equal(world, seed);
  }
}

TEST_CASE("so it is where several judge the same", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document s1\nadd extract q1 from s1") == "done");
  for (int i = 1; i <= 3; ++i)
    REQUIRE(world.base().code("add concept c" + std::to_string(i) + "\nadd configuration k" +
                              std::to_string(i) + "\nadd context c" + std::to_string(i) + " to k" +
                              std::to_string(i)) == "done");
  REQUIRE(world.base().code("code q1 as context c1") == "done");
  for (unsigned seed = first_seed(); seed < first_seed() + histories(); ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    work(world, seed, [&](const std::string&) { return judging_sentence(random); });
    require_equal(world, seed);
  }
}

TEST_CASE("so it is where several judge with the same, and no judgement is lost",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document s1\nadd extract q1 from s1\nadd extract q2 from s1\n"
                            "add configuration k1") == "done");
  for (int i = 1; i <= 4; ++i)
    REQUIRE(world.base().code("add concept c" + std::to_string(i)) == "done");
  REQUIRE(world.base().code("add context c1 to k1\nadd context c2 to k1\n"
                            "support k1 with q1 on context c1 note base1") == "done");
  for (unsigned seed = first_seed(); seed < first_seed() + histories(); ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    int number = 0;
    Notes notes;
    work(
        world, seed,
        [&](const std::string&) {
          return element_sentence(random, " note note" + std::to_string(100 + number++));
        },
        &notes);
    require_equal(world, seed, notes);
  }
}
