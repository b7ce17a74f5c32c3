// Three people work at random on copies and merge at random; in whatever order all of it meets at
// the end, the review is the same.
#include <cstdlib>
#include <random>

#include "merge_world.h"
#include "reviewer.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const std::vector<std::string> people = {"a", "b", "c"};

/// Some histories in a test run; more where somebody asks for them.
unsigned histories() {
  const char* asked = std::getenv("RETRODUCE_MERGE_HISTORIES");
  return asked == nullptr ? 8U : static_cast<unsigned>(std::strtoul(asked, nullptr, 10));
}

void work(MergeWorld& world, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random);
  };
  for (const std::string& name : people) world.copy("base", name);
  std::map<std::string, Reviewer> reviewers;
  for (const std::string& name : people)
    reviewers.emplace(name,
                      Reviewer(world.path(name), seed * 3 + static_cast<unsigned>(name[0]), 6));
  for (int step = 0; step < 24; ++step) {
    const std::string& name = people[below(3)];
    const std::size_t what = below(12);
    if (what == 0) {
      const std::string& other = people[below(3)];
      if (other == name) continue;
      INFO(name << " takes in " << other);
      REQUIRE_FALSE(world.merge(name, other).found.refused());
    } else if (what == 1) {
      world.store(name).undo("", {name, ""});
    } else if (what == 2) {
      world.store(name).decide(1, below(2) == 0 ? "1" : "2", {name, ""});
    } else {
      world.edit(name, reviewers.at(name).sentence());
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

}  // namespace

TEST_CASE("in whatever order copies are merged, the review is the same", "[review][merge]") {
  MergeWorld world;
  const char* first = std::getenv("RETRODUCE_MERGE_SEED");
  const unsigned start =
      first == nullptr ? 20261126U : static_cast<unsigned>(std::strtoul(first, nullptr, 10));
  for (unsigned seed = start; seed < start + histories(); ++seed) {
    INFO("seed " << seed);
    work(world, seed);
    std::vector<std::string> order = people;
    const std::string expected = met(world, order);
    while (std::next_permutation(order.begin(), order.end())) {
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
}
