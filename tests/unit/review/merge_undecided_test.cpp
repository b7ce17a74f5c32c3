// Elements that are taken out, put back and decided on, and what stands on them.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add document lee2021\nadd document kim2022\n"
                            "add extract \"they had time\" from lee2021\n"
                            "add extract \"no one came\" from kim2022\n"
                            "add concept trust\nadd concept hope\nadd concept calm\n"
                            "code \"they had time\" as context calm\n"
                            "add configuration \"CMOC 1\"\nadd context calm to \"CMOC 1\"\n"
                            "support \"CMOC 1\" with \"they had time\" on context calm\n"
                            "add configuration \"CMOC 2\"\nadd outcome trust to \"CMOC 2\"\n"
                            "contradict \"CMOC 2\" with \"no one came\" on outcome trust\n"
                            "add configuration \"CMOC 3\"\nadd outcome hope to \"CMOC 3\"") ==
          "done");
  part(world);
}

std::string undo(MergeWorld& world, const std::string& name, const std::string& change = "") {
  return EditWorld::code_of(world.store(name).undo(change, {name, ""}));
}

}  // namespace

TEST_CASE("a claim stays though the one that it went into was changed", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("support \"CMOC 1\" with \"no one came\"") == "done");
  part(world);
  REQUIRE(world.edit("b", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
  SECTION("an element more") {
    REQUIRE(world.edit("a", "add mechanism hope to \"CMOC 1\"") == "done");
    REQUIRE(world.edit("a", "refine \"CMOC 1\" with \"no one came\" on mechanism hope") == "done");
  }
  SECTION("an element less") {
    REQUIRE(world.edit("a", "remove context calm from \"CMOC 1\"") == "done");
  }
  REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
  const std::string mine = uses(world, "a");
  meet(world);
  REQUIRE(decide(world, "a", "configuration \"CMOC 2\"", "is in use") == "done");
  CHECK(uses(world, "a") == mine);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("evidence is on its element again when that comes back", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "remove outcome trust from \"CMOC 2\"") == "done");
  const std::string removed = world.store("a").history({"", "", "", "", "", 1})[0].change.uid;
  REQUIRE(world.edit("b", "support \"CMOC 2\" with \"they had time\" on outcome trust") == "done");
  const std::string theirs = uses(world, "b");
  world.copy("a", "c");
  CHECK(told(world.merge("c", "b"), "merge.evidence-kept")
            .find("'add outcome \"trust\" to \"CMOC 2\"'") != std::string::npos);
  meet(world);
  CHECK(uses(world, "a").find("CMOC 2 0 supports they had time") != std::string::npos);
  SECTION("undone") { REQUIRE(undo(world, "a", removed) == "done"); }
  SECTION("added again") { REQUIRE(world.edit("a", "add outcome trust to \"CMOC 2\"") == "done"); }
  CHECK(uses(world, "a").find("CMOC 2 1 supports they had time") != std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("elements are taken back though another changed the list, too", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "remove context calm from \"CMOC 1\"") == "done");
  const std::string removed = world.store("a").history({"", "", "", "", "", 1})[0].change.uid;
  REQUIRE(world.edit("b", "add mechanism hope to \"CMOC 1\"") == "done");
  REQUIRE(world.edit("b", "refine \"CMOC 1\" with \"no one came\" on mechanism hope") == "done");
  const std::string theirs = uses(world, "b");
  meet(world);
  REQUIRE(undo(world, "a", removed) == "done");
  CHECK(uses(world, "a") == theirs);
  CHECK(hand_on(world, "a", "b").empty());
}
