// One thing that two people put into different things: it is in one of these, and that is left
// open.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

TEST_CASE("a concept that went into two is in one of them", "[review][merge]") {
  MergeWorld world(true);
  part_claims(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept calm into trust") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept calm into hope") == "done");
  CHECK(meet(world) ==
        "concept \"calm\": what it went into | concept \"hope\" | concept \"trust\"\n");
  CHECK(uses(world, "a").find("coded they had time hope") != std::string::npos);
  CHECK(uses(world, "a").find("coded they had time trust") == std::string::npos);
  CHECK(world.image("a", ThingKind::concept_, "trust").find("calm") == std::string::npos);
  const bool is_shown = GENERATE(true, false);
  const std::string holds = is_shown ? "hope" : "trust";
  REQUIRE(decide(world, "a", "concept \"calm\"", "concept \"" + holds + "\"") == "done");
  CHECK(uses(world, "a").find("CMOC 1 1 supports they had time\nCMOC 1 holds " + holds) !=
        std::string::npos);
  CHECK(uses(world, "a").find("coded they had time " + holds) != std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("undoing the union that holds tells of the one that is not made", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept trust\nadd concept faith\nadd concept hope") == "done");
  part(world);
  REQUIRE(world.edit("a", "merge concept hope into trust") == "done");
  world.in_year("2099");
  REQUIRE(world.edit("b", "merge concept hope into faith") == "done");
  const std::string of_b = last_change(world, "b");
  meet(world);
  const auto receipt = world.store("a").undo(of_b, {"a", ""});
  REQUIRE_FALSE(receipt.found.refused());
  std::string told;
  for (const auto& each : receipt.found.sorted()) told += base::to_text(each) + "\n";
  CHECK(told.find("what a did, who put concept \"hope\" into concept \"trust\", is not made") !=
        std::string::npos);
  CHECK(told.find("'merge concept \"hope\" into \"trust\"'") != std::string::npos);
  REQUIRE(world.edit("a", "merge concept \"hope\" into \"trust\"") == "done");
  CHECK(world.conflicts("a").empty());
}

TEST_CASE("a claim that went into two is in one of them", "[review][merge]") {
  MergeWorld world(true);
  part_claims(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge configuration \"CMOC 1\" into \"CMOC 3\"") == "done");
  CHECK(meet(world) ==
        "configuration \"CMOC 1\": what it went into | configuration \"CMOC 3\" | "
        "configuration \"CMOC 2\"\n");
  CHECK(uses(world, "a").find("CMOC 2 holds trust") != std::string::npos);
  REQUIRE(decide(world, "a", "configuration \"CMOC 1\"", "configuration \"CMOC 2\"") == "done");
  CHECK(uses(world, "a")
            .find("CMOC 2 1 supports they had time\nCMOC 2 holds calm trust\n"
                  "CMOC 3 holds hope") != std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("claims put together crosswise are one, with the evidence of both", "[review][merge]") {
  MergeWorld world(true);
  part_claims(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
  CHECK(meet(world).empty());
  CHECK(uses(world, "a") ==
        "CMOC 1 1 supports they had time\nCMOC 1 holds calm trust\n"
        "CMOC 3 holds hope\ncoded they had time calm");
}

TEST_CASE("a coding that two moved to different concepts stands under both until it is decided",
          "[review][merge]") {
  MergeWorld world(true);
  part_claims(world);
  const auto split = [](const std::string& into) {
    return "split concept calm into \"" + into + "\" for extract \"they had time\"";
  };
  world.in_year("2101");
  REQUIRE(world.edit("a", split("calm x")) == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", split("calm y")) == "done");
  const std::string thing = "the coding of extract \"they had time\" of lee2021";
  CHECK(meet(world) ==
        thing + ": to which concept it went | concept \"calm y\" | concept \"calm x\"\n");
  const std::string both = "coded they had time calm x\ncoded they had time calm y";
  CHECK(uses(world, "a").find(both) != std::string::npos);
  SECTION("one") {
    REQUIRE(decide(world, "a", thing, "concept \"calm x\"") == "done");
    CHECK(uses(world, "a").find("calm y") == std::string::npos);
    CHECK(uses(world, "a").find("coded they had time calm x") != std::string::npos);
    REQUIRE(EditWorld::code_of(world.store("a").undo("", {"a", ""})) == "done");
    CHECK(uses(world, "a").find(both) != std::string::npos);
    CHECK(is_open(world, "a", thing));
    REQUIRE(EditWorld::code_of(world.store("a").redo("", {"a", ""})) == "done");
  }
  SECTION("both") {
    REQUIRE(decide(world, "a", thing, "both") == "done");
    CHECK(uses(world, "a").find(both) != std::string::npos);
  }
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("where others went along, one thing is in two, and that is told", "[review][merge]") {
  MergeWorld world(true);
  part_claims(world);
  REQUIRE(world.edit("a", "merge configuration \"CMOC 1\", \"CMOC 3\" into \"CMOC 2\"") == "done");
  REQUIRE(world.edit("b", "merge configuration \"CMOC 1\" into \"CMOC 3\"") == "done");
  world.copy("a", "c");
  const std::string text = told(world.merge("c", "b"), "merge.in-two");
  CHECK(text.find("put configuration \"CMOC 1\" into two others") != std::string::npos);
  CHECK(text.find("retroduce undo REVIEW") != std::string::npos);
  meet(world);
}
