// A configuration is one claim, whoever worked on it beside whom: no merge makes one that nobody
// made.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// CMOC 1 in which time brings trust, and trust brings health.
void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add document lee2021\n"
                            "add extract \"they had time\" from lee2021\n"
                            "add concept trust\nadd concept belonging\nadd concept hope\n"
                            "add concept time\nadd concept health\n"
                            "add configuration \"CMOC 1\"\n"
                            "add context time to \"CMOC 1\"\n"
                            "add mechanism trust to \"CMOC 1\"\n"
                            "add outcome health to \"CMOC 1\"") == "done");
  part(world);
}

/// The concepts of its elements, in order, and where its evidence stands.
std::string claim(MergeWorld& world, const std::string& name) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  store::Things things(connection);
  const auto configuration = things.find(model::ThingKind::configuration, "CMOC 1").front();
  std::string text;
  const store::Image image = things.image(configuration).value();
  for (const auto& element : image.at("elements")) {
    const std::string id = element.at("concept").get<std::string>();
    text += things.image({model::ThingKind::concept_, id})->at("label").get<std::string>() + " ";
  }
  for (const auto& evidence : things.all(model::ThingKind::evidence))
    text += "evidence " + std::to_string(things.image(evidence)->value("element", 0));
  return text;
}

}  // namespace

TEST_CASE("what two put in the place of one element is one or the other", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "merge concept trust into belonging") == "done");
  REQUIRE(
      world.edit("b", "split concept trust into \"trust in GP\" for configuration \"CMOC 1\"") ==
      "done");
  const std::string open = meet(world);
  CHECK(open.find("configuration \"CMOC 1\": one element") != std::string::npos);
  CHECK(open.find("| mechanism \"belonging\"") != std::string::npos);
  CHECK(open.find("| mechanism \"trust in GP\"") != std::string::npos);
  const bool is_a_shown = claim(world, "a") == "time belonging health ";
  if (!is_a_shown) CHECK(claim(world, "a") == "time trust in GP health ");
  const auto conflicts = world.store("a").conflicts();
  const auto found = std::find_if(conflicts.begin(), conflicts.end(), [](const auto& each) {
    return each.thing == "configuration \"CMOC 1\"";
  });
  REQUIRE(found != conflicts.end());
  REQUIRE(found->sides.size() == 2);
  const bool is_mine = GENERATE(true, false);
  REQUIRE(EditWorld::code_of(world.store("a").decide(found->number, is_mine ? "mine" : "theirs",
                                                     {"a", ""})) == "done");
  CHECK(claim(world, "a") == (is_mine ? "time belonging health " : "time trust in GP health "));
  CHECK(world.conflicts("a").find("elements") == std::string::npos);
  REQUIRE(world.merge("b", "a").changed());
  CHECK(claim(world, "b") == claim(world, "a"));
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
  CHECK(world.conflicts("a") == world.conflicts("b"));
}

TEST_CASE("elements that two add in different places are no conflict", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "add context hope to \"CMOC 1\"") == "done");
  REQUIRE(world.edit("b", "add outcome belonging to \"CMOC 1\"") == "done");
  CHECK(meet(world).empty());
  CHECK(claim(world, "a") == "time hope trust health belonging ");
}

TEST_CASE("evidence does not go to an element that took no one's place", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "remove mechanism trust from \"CMOC 1\"") == "done");
  REQUIRE(world.edit("a", "add mechanism belonging to \"CMOC 1\"") == "done");
  REQUIRE(
      world.edit("b", "support \"CMOC 1\" with \"lee2021: they had time\" on mechanism trust") ==
      "done");
  world.copy("b", "c");
  const std::string text = told(world.merge("c", "a"), "merge.evidence-kept");
  CHECK(text.find("evidence for mechanism \"trust\" of configuration \"CMOC 1\" now bears on the "
                  "whole configuration: a had taken the element out") != std::string::npos);
  CHECK(text.find("\"they had time\"") != std::string::npos);
  world.copy("a", "c");
  CHECK(told(world.merge("c", "b"), "merge.evidence-kept") == text);
  world.edit("b", "add concept other");
  CHECK(told(world.merge("c", "b"), "merge.evidence-kept").empty());  // said once
  meet(world);
  CHECK(claim(world, "a") == "time belonging health evidence 0");
}

TEST_CASE("two who split a claim under one name made two claims", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  for (const char* name : {"a", "b"})
    REQUIRE(world.edit(name, "split configuration \"CMOC 1\" into \"CMOC 1b\"") == "done");
  REQUIRE(world.edit("a", "remove context time from \"CMOC 1b\"") == "done");
  REQUIRE(world.edit("a", "add context hope to \"CMOC 1b\"") == "done");
  REQUIRE(world.edit("b", "remove outcome health from \"CMOC 1b\"") == "done");
  REQUIRE(world.edit("b", "add outcome belonging to \"CMOC 1b\"") == "done");
  CHECK(meet(world) ==
        "configuration \"CMOC 1b (2)\": label | is called \"CMOC 1b\" like another\n");
  const std::string all = uses(world, "a");
  CHECK(all.find("holds hope trust health") != std::string::npos);
  CHECK(all.find("holds time trust belonging") != std::string::npos);
}

TEST_CASE("both sides of an element say in what they differ", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "add outcome hope to \"CMOC 1\" unintended") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "add outcome hope to \"CMOC 1\"") == "done");
  CHECK(meet(world) ==
        "configuration \"CMOC 1\": one element | outcome \"hope\" | outcome "
        "\"hope\", unintended\n");
}

TEST_CASE("evidence stays with the element that another calls otherwise", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "merge concept trust into belonging") == "done");
  REQUIRE(
      world.edit("b", "support \"CMOC 1\" with \"lee2021: they had time\" on mechanism trust") ==
      "done");
  meet(world);
  CHECK(claim(world, "a") == "time belonging health evidence 2");
}

TEST_CASE("two claims are not one because both are called by the next number", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  for (const std::string name : {"a", "b"})
    REQUIRE(world.edit(name, "add configuration \"CMOC 2\"") == "done");
  REQUIRE(world.edit("a", "add context hope to \"CMOC 2\"") == "done");
  REQUIRE(world.edit("b", "add context belonging to \"CMOC 2\"") == "done");
  CHECK(meet(world).find("configuration \"CMOC 2 (2)\": label") != std::string::npos);
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "same", {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  CHECK(world.image("a", model::ThingKind::configuration, "CMOC 2 (2)").empty());
}

TEST_CASE("who did and undid something is said to have taken nothing out", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept trust\nadd configuration K") == "done");
  part(world);
  REQUIRE(world.edit("a", "add context trust to K") == "done");
  REQUIRE(undo(world, "a") == "done");
  if (GENERATE(false, true))
    REQUIRE(EditWorld::code_of(world.store("a").redo("", {"a", ""})) == "done");
  REQUIRE(world.edit("b", "add context trust to K") == "done");
  CHECK(told(world.merge("a", "b"), "merge.element-kept").empty());
}
