// Statements of one number that two people wrote apart are two, until it is decided what they are.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

/// Copies "a" and "b" of a theory in two versions; each adds a statement N to the second.
void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add document d1\nadd extract \"they came back\" from d1\n"
                            "add theory T\nadd theory version v1 theory T\n"
                            "add statement S1 version v1 text one\n"
                            "add statement S2 version v1 text two\n"
                            "add theory version v2 theory T") == "done");
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("a",
                     "add statement N version v2 text \"it helps\" reason \"two papers\" "
                     "moved-by \"d1: they came\" lineage reworded from S1") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "add statement N version v2 text \"it harms\" lineage kept from S2") ==
          "done");
}

}  // namespace

TEST_CASE("two statements of one number keep their reasons apart", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  const std::string open = meet(world);
  CHECK(is_open(world, "a", "statement \"N (2)\" of \"v2\""));
  CHECK(open.find("it says \"it harms\", the other \"it helps\"") != std::string::npos);
  const std::string first = world.image("a", ThingKind::statement, "N");
  const std::string second = world.image("a", ThingKind::statement, "N (2)");
  CHECK(first.find("it helps") != std::string::npos);
  CHECK(first.find("two papers") != std::string::npos);
  CHECK(second.find("it harms") != std::string::npos);
  CHECK(second.find("reason") == std::string::npos);
  CHECK(second.find("moved-by") == std::string::npos);
  SECTION("as another") {
    REQUIRE(decide(world, "a", "statement \"N (2)\" of \"v2\"", "another") == "done");
    CHECK(world.image("a", ThingKind::statement, "N (2)") == second);
  }
  SECTION("as the same") {
    REQUIRE(decide(world, "a", "statement \"N (2)\" of \"v2\"", "same") == "done");
    const std::string one = world.image("a", ThingKind::statement, "N");
    CHECK(world.image("a", ThingKind::statement, "N (2)").empty());
    CHECK(one.find("\"text\":\"it helps\"") != std::string::npos);
    CHECK(one.find("two papers\\nFrom \\\"N (2)\\\": text: it harms.") != std::string::npos);
    CHECK(one.find("\"kept\"") != std::string::npos);
    CHECK(one.find("\"reworded\"") != std::string::npos);
  }
  CHECK(world.conflicts("a").empty());
  CHECK(hand_on(world, "a", "b").empty());
  REQUIRE(undo(world, "a") == "done");
  CHECK(hand_on(world, "a", "b") == open);
}

TEST_CASE("statements of one version are merged, and named by it", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory T\nadd theory version v1 theory T\n"
                     "add statement A version v1 text one\nadd theory version v2 theory T\n"
                     "add statement A version v2 text two lineage new\n"
                     "add statement B version v2 text three reason why lineage kept from A\n"
                     "add theory version v3 theory T\n"
                     "add statement C version v3 text four lineage merged from A, B") == "done");
  const std::string before = world.state();
  CHECK(world.code("merge statement A into B") == "edit.several");
  CHECK(world.code("merge statement A of v1 into B of v2") == "edit.form");
  REQUIRE(world.code("merge statement B of v2 into A of v2") == "done");
  const std::string later = world.image(ThingKind::statement, "C");
  CHECK(later.find("merged") == later.rfind("merged"));
  CHECK(world.state().find("\"kept\"") != std::string::npos);
  CHECK(world.state().find("\"new\"") == std::string::npos);
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
  SECTION("a number is free where its version has it not") {
    CHECK(world.code("rename statement B of v2 to A") == "edit.there");
    CHECK(world.code("rename statement C to A") == "done");
    CHECK(world.code("set statement A of v3 label B") == "done");
    CHECK(world.code("add statement B version v3 text five") == "edit.there");
  }
}

TEST_CASE("of three statements of one number two are decided in two copies", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add theory T\nadd theory version v2 theory T") == "done");
  for (const char* name : {"a", "c", "e"}) world.copy("base", name);
  int year = 2101;
  for (const char* name : {"a", "c", "e"}) {
    world.in_year(std::to_string(year++));
    REQUIRE(world.edit(name, "add statement D version v2 text \"from " + std::string(name) +
                                 "\"") == "done");
  }
  REQUIRE(world.merge("a", "c").changed());
  REQUIRE(world.merge("a", "e").changed());
  world.copy("a", "p");
  world.in_year("2104");
  REQUIRE(decide(world, "a", "statement \"D (2)\" of \"v2\"", "same") == "done");
  REQUIRE(undo(world, "a") == "done");
  REQUIRE(EditWorld::code_of(world.store("a").redo("", {"a", ""})) == "done");
  REQUIRE(decide(world, "a", "statement \"D (3)\" of \"v2\"", "another") == "done");
  world.in_year("2105");
  REQUIRE(decide(world, "p", "statement \"D (3)\" of \"v2\"", "same") == "done");
  REQUIRE(decide(world, "p", "statement \"D (2)\" of \"v2\"", "another") == "done");
  world.copy("a", "early");
  REQUIRE(world.merge("a", "p").changed());
  REQUIRE(world.merge("p", "early").changed());
  CHECK(difference(world.state("a"), world.state("p")) == std::string());
  CHECK(world.conflicts("a") == world.conflicts("p"));
  const std::string one = world.image("a", ThingKind::statement, "D");
  CHECK(one.find("From \\\"D (2)\\\": text: from c.") != std::string::npos);
  CHECK(one.find("From \\\"D (3)\\\": text: from e.") != std::string::npos);
  REQUIRE(decide(world, "a", "statement \"D (2)\" of \"v2\"", "is in use") == "done");
  REQUIRE(decide(world, "a", "statement \"D (3)\" of \"v2\"", "is retired") == "done");
  const std::string decided = world.image("a", ThingKind::statement, "D");
  CHECK(decided.find("from c") == std::string::npos);
  CHECK(decided.find("From \\\"D (3)\\\": text: from e.") != std::string::npos);
  hand_on(world, "a", "p");
}

TEST_CASE("a statement of that number in another version stands in no way", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add theory T\nadd theory version v1 theory T\n"
                            "add statement N version v1 text one\n"
                            "add theory version v2 theory T") == "done");
  part(world);
  REQUIRE(world.edit("a", "add statement N version v2 text two") == "done");
  REQUIRE(world.edit("b", "add statement N version v2 text three") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "statement \"N (2)\" of \"v2\"", "same") == "done");
  CHECK(world.image("a", ThingKind::statement, "N (2)").empty());
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("to decide for who merged a statement merges what came to it meanwhile",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add theory T\nadd theory version v1 theory T\n"
                            "add statement A version v1 text one\n"
                            "add statement B version v1 text two\n"
                            "add statement C version v1 text three") == "done");
  part(world);
  REQUIRE(world.edit("a", "merge statement A into B") == "done");
  REQUIRE(world.edit("b", "set statement A reason \"much read\"") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "statement \"A\" of \"v1\"", "is retired") == "done");
  CHECK(world.image("a", ThingKind::statement, "A").empty());
  CHECK(world.image("a", ThingKind::statement, "B").find("much read") != std::string::npos);
  hand_on(world, "a", "b");
}
