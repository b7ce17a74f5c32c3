// Three people work at random on copies and merge at random; in whatever order all of it meets at
// the end, the review is the same.
#include <functional>
#include <optional>
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

/// A sentence, and what of it must be found as long as nobody who knew of it said otherwise.
struct Said {
  std::string text;
  std::string note;                 ///< empty: nothing
  std::string of;                   ///< whose word on what the note is
  std::optional<std::string> over;  ///< of what known notes may be gone by it; empty: of anything
};

/// Several judge with few extracts on the elements of one claim, and change these. `note`: says
/// this judgement and no other.
Said element_sentence(std::mt19937& random, const std::string& /*name*/, const std::string& note) {
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
      return {judging + " on " + context + " note " + note, note, "", ""};
    case 5:
      return {judging + " note " + note, note, "", ""};
    case 6:
      return {"merge concept " + one("c", 4) + " into " + one("c", 4), "", "", {}};
    case 7:
    case 8:
      return {"remove " + context + " from k1", "", "", {}};
    case 9:
      return {"set " + context + " of k1 concept " + one("c", 4), "", "", {}};
    case 10:
      return {"set " + context + " of k1 opposite" + (random() % 2 == 0 ? " no" : ""), "", "", {}};
    case 11:
      return {"withdraw " + one("q", 2) + " from k1 on " + context, "", "", ""};
    case 12:
      return {"set " + context + " of k1 wording \"w" + std::to_string(random() % 3) + "\"",
              "",
              "",
              {}};
    default:
      return {"add " + context + " to k1", "", "", {}};
  }
}

/// Several say what they think of few things, in the words of `note`, and put these together and
/// take them apart.
Said wording_sentence(std::mt19937& random, const std::string& name, const std::string& note) {
  const auto one = [&random](const std::string& kind, unsigned end) {
    return "\"" + kind + std::to_string(1 + random() % end) + "\"";
  };
  const auto says = [&](const std::string& text, const std::string& of) {
    return Said{text + note, note, of, of};
  };
  // Who puts together what they know of keeps what was said of both.
  const auto does = [](const std::string& text) { return Said{text, "", "", {}}; };
  switch (random() % 20) {
    case 0:
    case 1:
    case 2:
      return says("code " + one("q", 2) + " as context " + one("c", 3) + " note ",
                  "coding of " + name);
    case 3:
      return says(
          "judge s1 rigour " + std::string(random() % 2 == 0 ? "low" : "high") + " because ",
          "rigour by " + name);
    case 4:
    case 5:
      return says("set concept " + one("c", 3) + " definition ", "definition");
    case 6:
      return says("set configuration " + one("k", 2) + " title ", "title");
    case 7:
      return says("resolve " + one("q", 2) + " as context " + one("c", 3) +
                      (random() % 2 == 0 ? " holds because " : " does not hold because "),
                  "verdict");
    case 8:
    case 9:
      return says("set statement " + one("t", 2) + " text ", "statement");
    case 10:
      return says(
          "note on " +
              (random() % 2 == 0 ? "concept " + one("c", 3) : "configuration " + one("k", 2)) + " ",
          "memo");
    case 11:
      return says("link " + one("k", 2) + " to " + one("k", 2) + " as ripple note ",
                  "link of " + name);
    case 12:
      return does("merge concept " + one("c", 3) + " into " + one("c", 3));
    case 13:
      return does("merge configuration " + one("k", 2) + " into " + one("k", 2));
    case 14:
      return does("merge statement " + one("t", 2) + " into " + one("t", 2));
    case 15:
      return Said{"uncode " + one("q", 2) + " as context " + one("c", 3) + " by " + name, "", "",
                  "coding of " + name};
    case 16:
      return does("split concept " + one("c", 2) + " into c3 for extract " + one("q", 2));
    case 17:
      return does("set extract " + one("q", 2) + " note x");
    case 18:
      return does("rename concept " + one("c", 3) + " to " + one("c", 3));
    default:
      return does("add context " + one("c", 3) + " to " + one("k", 2));
  }
}

using Sentence = std::function<Said(const std::string& name)>;

/// What was said, by the change that said it, that nobody who knew of it said anew, withdrew, undid
/// or decided on: that must be found.
using Notes = std::map<std::string, Said>;

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
  const auto is_over = [&](const std::string& name, const std::string& of) {
    if (notes == nullptr) return;
    const auto known = changes_in(world, name);
    std::erase_if(*notes, [&](const auto& each) {
      return known.count(each.first) > 0 && (of.empty() || each.second.of == of);
    });
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
      is_over(name, "");
      const auto all = world.store(name).history({"", "", "", "", "", 0});
      world.store(name).undo(all.at(below(std::min<std::size_t>(all.size(), 12))).change.uid,
                             {name, ""});
    } else if (what == 2) {
      is_over(name, "");
      world.store(name).decide(1, below(2) == 0 ? "1" : "2", {name, ""});
    } else {
      const Said said = sentence(name);
      if (said.over) is_over(name, *said.over);
      const std::string done = world.edit(name, said.text);
      if (done == "done" && notes != nullptr && !said.note.empty())
        notes->emplace(last_said(world, name), said);
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
  for (const auto& [uid, said] : notes) {
    INFO("said by " << uid << ": " << said.text);
    REQUIRE(expected.find(said.note) != std::string::npos);
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

/// `sentence`: of who of the three says it, in the words of a note that no other has.
void require_nothing_lost(MergeWorld& world,
                          Said (*sentence)(std::mt19937&, const std::string& name,
                                           const std::string& note)) {
  for (unsigned seed = first_seed(); seed < first_seed() + histories(); ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    int number = 0;
    Notes notes;
    const auto say = [&](const std::string& name) {
      return sentence(random, name, "note" + std::to_string(100 + number++));
    };
    work(world, seed, say, &notes);
    require_equal(world, seed, notes);
  }
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
    work(world, seed, [&](const std::string& name) {
      return Said{reviewers.at(name).sentence(), "", "", {}};
    });
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
    work(world, seed, [&](const std::string&) { return Said{bound_sentence(random), "", "", {}}; });
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
    work(world, seed, [&](const std::string&) {
      return Said{judging_sentence(random), "", "", {}};
    });
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
  require_nothing_lost(world, element_sentence);
}

TEST_CASE("so it is where several word the same, and nothing that was said is lost",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document s1\nadd extract q1 from s1\nadd extract q2 from s1\n"
                            "add theory T\nadd theory version v1 theory T") == "done");
  for (int i = 1; i <= 3; ++i)
    REQUIRE(world.base().code("add concept c" + std::to_string(i)) == "done");
  for (const std::string i : {"1", "2"})
    REQUIRE(world.base().code("add configuration k" + i + "\nadd context c" + i + " to k" + i +
                              "\nadd statement t" + i + " version v1 text first" + i) == "done");
  require_nothing_lost(world, wording_sentence);
}
