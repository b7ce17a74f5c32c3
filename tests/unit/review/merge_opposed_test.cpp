// Two decided the same conflict differently, neither knowing of the other: it is open as it was.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

void begin(MergeWorld& world) {
  part_claims(world,
              "add document kim2022\nadd document roe2023\n"
              "add extract \"no one came\" from kim2022");
}

/// Decided for the one side in "a" and for the other in "b": open as before. Then "a" takes back
/// what it decided, which leaves the other's; or all is decided again.
void decide_apart(MergeWorld& world, const std::string& thing, const std::string& one,
                  const std::string& other) {
  const std::string open = meet(world);
  const std::string before = uses(world, "a");
  const bool is_first = GENERATE(true, false);
  world.in_year(is_first ? "2103" : "2104");
  REQUIRE(decide(world, "a", thing, one) == "done");
  const std::string decided = last_change(world, "a");
  world.in_year(is_first ? "2104" : "2103");
  REQUIRE(decide(world, "b", thing, other) == "done");
  const std::string as_other = uses(world, "b");
  world.in_year("2105");
  CHECK(meet(world) == open);
  CHECK(uses(world, "a") == before);
  SECTION("one is taken back") {
    REQUIRE(undo(world, "a", decided) == "done");
    CHECK(uses(world, "a") == as_other);
  }
  SECTION("it is decided again") {
    REQUIRE(decide(world, "a", thing, other) == "done");
    CHECK(uses(world, "a") == as_other);
  }
  CHECK(hand_on(world, "a", "b").empty());
}

}  // namespace

TEST_CASE("what a coding went to is open again where two decided differently", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  const auto split = [](const std::string& into) {
    return "split concept calm into \"" + into + "\" for extract \"they had time\"";
  };
  world.in_year("2101");
  REQUIRE(world.edit("a", split("calm x")) == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", split("calm y")) == "done");
  const std::string other = GENERATE("concept \"calm y\"", "both");
  decide_apart(world, "the coding of extract \"they had time\" of lee2021", "concept \"calm x\"",
               other);
}

TEST_CASE("decisions on papers are open again where two decided differently", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.store("a").decide_double("lee2021", "kim2022", true, {"a", ""}));
  world.in_year("2102");
  REQUIRE(world.store("b").decide_double("lee2021", "roe2023", true, {"b", ""}));
  REQUIRE(world.store("b").decide_double("roe2023", "kim2022", false, {"b", ""}));
  const std::string thing = "document \"roe2023\" and document \"kim2022\"";
  const std::string open = meet(world);
  REQUIRE(decide(world, "a", thing, "document \"lee2021\" and document \"kim2022\"") == "done");
  CHECK(world.store("a").history({"", "", "", "", "", 1})[0].change.what ==
        "decided: document \"lee2021\" and document \"kim2022\" are one paper; no longer decided: "
        "document \"roe2023\" and document \"kim2022\" are two papers; no longer decided: document "
        "\"lee2021\" and document \"roe2023\" are one paper");
  REQUIRE(decide(world, "b", thing, thing) == "done");
  CHECK(meet(world) == open);
  CHECK(world.store("a").doubles(true).size() == 3);
  REQUIRE(decide(world, "a", thing, thing) == "done");
  CHECK(world.store("a").doubles(true).size() == 2);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("what a concept went into is open again where two decided differently",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept calm into trust") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept calm into hope") == "done");
  SECTION("the shown one here") {
    decide_apart(world, "concept \"calm\"", "concept \"hope\"", "concept \"trust\"");
  }
  SECTION("the shown one there") {
    decide_apart(world, "concept \"calm\"", "concept \"trust\"", "concept \"hope\"");
  }
}

TEST_CASE("what a claim went into is open again where two decided differently", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge configuration \"CMOC 1\" into \"CMOC 3\"") == "done");
  decide_apart(world, "configuration \"CMOC 1\"", "configuration \"CMOC 3\"",
               "configuration \"CMOC 2\"");
}

TEST_CASE("work that was taken back leaves no doubles when a decision is", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  std::string thing = "concept \"calm\"";
  std::string side = "concept \"trust\"";
  std::string work;
  SECTION("of a concept") {
    world.in_year("2101");
    REQUIRE(world.edit("a", "merge concept calm into trust") == "done");
    world.in_year("2102");
    REQUIRE(world.edit("b", "merge concept calm into hope") == "done");
    work =
        GENERATE("remove context trust from \"CMOC 1\"",
                 "uncode \"they had time\" as context trust", "add mechanism hope to \"CMOC 1\"");
  }
  SECTION("of a claim") {
    thing = "configuration \"CMOC 1\"";
    side = "configuration \"CMOC 2\"";
    world.in_year("2101");
    REQUIRE(world.edit("a", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
    world.in_year("2102");
    REQUIRE(world.edit("b", "merge configuration \"CMOC 1\" into \"CMOC 3\"") == "done");
    work = GENERATE("remove context calm from \"CMOC 2\"", "add mechanism hope to \"CMOC 2\"");
  }
  const std::string open = meet(world);
  const std::string before = uses(world, "a");
  world.in_year("2103");
  REQUIRE(decide(world, "a", thing, side) == "done");
  REQUIRE(world.edit("a", work) == "done");
  REQUIRE(undo(world, "a") == "done");
  REQUIRE(undo(world, "a") == "done");
  CHECK(uses(world, "a") == before);
  CHECK(world.conflicts("a") == open);
  CHECK(hand_on(world, "a", "b") == open);
}

TEST_CASE("to undo the side that is not shown leaves the other alone", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  std::string mine = "merge concept calm into trust";
  std::string theirs = "merge concept calm into hope";
  SECTION("a concept") {}
  SECTION("a claim") {
    mine = "merge configuration \"CMOC 1\" into \"CMOC 2\"";
    theirs = "merge configuration \"CMOC 1\" into \"CMOC 3\"";
  }
  world.in_year("2101");
  REQUIRE(world.edit("a", mine) == "done");
  const std::string change = last_change(world, "a");
  world.in_year("2102");
  REQUIRE(world.edit("b", theirs) == "done");
  const std::string as_theirs = uses(world, "b");
  const std::string open = meet(world);
  world.in_year("2103");
  REQUIRE(undo(world, "a", change) == "done");
  CHECK(uses(world, "a") == as_theirs);
  CHECK(hand_on(world, "a", "b").empty());
  REQUIRE(EditWorld::code_of(world.store("a").redo(change, {"a", ""})) == "done");
  CHECK(world.conflicts("a") == open);
  CHECK(hand_on(world, "a", "b") == open);
  CHECK(uses(world, "a") == as_theirs);
}

TEST_CASE("to undo one of two splits leaves the other alone", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  const auto split = [](const std::string& into) {
    return "split concept calm into \"" + into + "\" for extract \"they had time\"";
  };
  world.in_year("2101");
  REQUIRE(world.edit("a", split("calm x")) == "done");
  const std::string change = last_change(world, "a");
  world.in_year("2102");
  REQUIRE(world.edit("b", split("calm y")) == "done");
  const std::string as_theirs = uses(world, "b");
  meet(world);
  REQUIRE(undo(world, "a", change) == "done");
  CHECK(uses(world, "a") == as_theirs);
  CHECK(hand_on(world, "a", "b").empty());
}
