// Two who put the same two concepts together, each into the other one, get one concept.
#include <set>

#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add document lee2021\n"
                            "add extract \"they had time\" from lee2021\n"
                            "add extract \"they felt safe\" from lee2021\n"
                            "add concept trust\nadd concept confidence\nadd concept hope\n"
                            "code \"they had time\" as context trust\n"
                            "code \"they felt safe\" as context confidence\n"
                            "add configuration \"CMOC 1\"\n"
                            "add context trust to \"CMOC 1\"\n"
                            "add outcome confidence to \"CMOC 1\"") == "done");
  part(world);
}

/// The one of "b" is the later.
void put_together_crosswise(MergeWorld& world) {
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept trust into confidence") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept confidence into trust") == "done");
}

/// All codings and elements by label.
std::string uses(MergeWorld& world, const std::string& name) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  store::Things things(connection);
  const auto label = [&](const store::Image& of) {
    return things.image({model::ThingKind::concept_, of.at("concept").get<std::string>()})
        ->at("label")
        .get<std::string>();
  };
  std::string text;
  for (const auto& coding : things.all(model::ThingKind::coding))
    text += label(things.image(coding).value()) + " ";
  for (const auto& configuration : things.all(model::ThingKind::configuration)) {
    const store::Image image = things.image(configuration).value();
    for (const auto& element : image.at("elements")) text += label(element) + " ";
  }
  std::set<std::string> labels;
  for (const auto& concept_ : things.all(model::ThingKind::concept_))
    labels.insert(things.image(concept_)->at("label").get<std::string>());
  text += "of";
  for (const std::string& each : labels) text += " " + each;
  return text;
}

bool tells_crossing(const store::Receipt& receipt) {
  const auto found = receipt.found.sorted();
  return std::any_of(found.begin(), found.end(),
                     [](const auto& each) { return each.code == "merge.crossed"; });
}

}  // namespace

TEST_CASE("concepts put together crosswise are one, called as the later had it",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  put_together_crosswise(world);
  world.copy("a", "c");
  CHECK(tells_crossing(world.merge("c", "b")));
  CHECK(meet(world).empty());
  for (const char* name : {"a", "b"})
    CHECK(uses(world, name) == "trust trust trust trust of hope trust");
  CHECK(
      world.image("a", model::ThingKind::concept_, "trust").find("\"aliases\":[\"confidence\"]") !=
      std::string::npos);

  SECTION("the one that holds is undone: two again, each with its own") {
    const auto entries = world.store("b").history({"", "", "b", "", "", 0});
    REQUIRE(EditWorld::code_of(world.store("a").undo(entries.front().change.uid, {"a", ""})) ==
            "done");
    CHECK(uses(world, "a") == "trust confidence trust confidence of confidence hope trust");
    REQUIRE(world.merge("b", "a").changed());
    CHECK(difference(world.state("a"), world.state("b")) == std::string());
  }
}

TEST_CASE("what was undone before the other knew of it crosses nothing", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  put_together_crosswise(world);
  REQUIRE(EditWorld::code_of(world.store("b").undo("", {"b", ""})) == "done");
  CHECK_FALSE(tells_crossing(world.merge("a", "b")));
  CHECK(uses(world, "a").starts_with("confidence confidence confidence confidence of"));
}

TEST_CASE("work done with the name that goes keeps it for a decision", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept trust into confidence") == "done");
  REQUIRE(world.edit("a", "code \"they had time\" as outcome confidence") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept confidence into trust") == "done");
  CHECK(meet(world).find("concept \"confidence\"") != std::string::npos);
  REQUIRE(world.edit("a", "merge concept confidence into trust") == "done");
  CHECK(world.conflicts("a").empty());
  CHECK(uses(world, "a").ends_with("of hope trust"));
}

TEST_CASE("what had gone into another and stays gets back what was its own", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("add configuration \"CMOC 2\"\nadd context hope to \"CMOC 2\"\n"
                            "add outcome trust to \"CMOC 2\"\n"
                            "support \"CMOC 2\" with \"they felt safe\"") == "done");
  part(world);
  REQUIRE(world.edit("b", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
  REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
  const std::string one = world.image("a", model::ThingKind::configuration, "CMOC 1");
  const std::string two = world.image("a", model::ThingKind::configuration, "CMOC 2");
  REQUIRE(world.merge("a", "b").changed());
  const auto conflicts = world.store("a").conflicts();
  const auto found = std::find_if(conflicts.begin(), conflicts.end(), [](const auto& each) {
    return each.thing == "configuration \"CMOC 2\"";
  });
  REQUIRE(found != conflicts.end());
  REQUIRE(EditWorld::code_of(world.store("a").decide(found->number, "mine", {"a", ""})) == "done");
  CHECK(world.image("a", model::ThingKind::configuration, "CMOC 1") == one);
  CHECK(world.image("a", model::ThingKind::configuration, "CMOC 2") == two);
  CHECK(world.conflicts("a").empty());
  store::Connection connection(world.path("a"), store::Connection::Access::read);
  store::Things things(connection);
  const auto evidence = things.all(model::ThingKind::evidence);
  REQUIRE(evidence.size() == 1);
  CHECK(things.said(evidence.front()).find("CMOC 2") != std::string::npos);
  REQUIRE(world.merge("b", "a").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
}

TEST_CASE("what a union brought and somebody went on with stays", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("resolve \"they had time\" as context trust holds because \"clear\"") ==
          "done");
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept trust into confidence") == "done");
  REQUIRE(world.edit("a",
                     "resolve \"they had time\" as context confidence does not hold because "
                     "\"vague\"") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept confidence into trust") == "done");
  CHECK(meet(world).find("concept \"confidence\"") != std::string::npos);
  store::Connection connection(world.path("a"), store::Connection::Access::read);
  store::Things things(connection);
  CHECK(things.all(model::ThingKind::resolution).size() == 2);
}

TEST_CASE("work on what may have gone decides nothing, nor does an undone decision",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "set configuration \"CMOC 1\" title \"better\"") == "done");
  REQUIRE(world.edit("b", "retire configuration \"CMOC 1\" with everything") == "done");
  REQUIRE(world.merge("a", "b").changed());
  const std::string open = world.conflicts("a");
  REQUIRE(open.find("configuration \"CMOC 1\"") != std::string::npos);
  REQUIRE(world.edit("a", "note on configuration \"CMOC 1\" \"look again\"") == "done");
  REQUIRE(world.edit("a", "set configuration \"CMOC 1\" status refined") == "done");
  CHECK(world.conflicts("a").find("configuration \"CMOC 1\"") != std::string::npos);
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "theirs", {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  REQUIRE(EditWorld::code_of(world.store("a").undo("", {"a", ""})) == "done");
  CHECK(world.conflicts("a").find("configuration \"CMOC 1\"") != std::string::npos);
}
