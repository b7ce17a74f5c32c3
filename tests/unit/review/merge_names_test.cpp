// Names that several things come to by a merge: one keeps it, each of the others gets a free
// number.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

TEST_CASE("a name that was free to the one stays with it when the other's thing comes back",
          "[review][merge]") {
  MergeWorld world;
  REQUIRE(world.base().code("add concept \"shame\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "retire concept \"shame\"") == "done");
  REQUIRE(world.edit("a", "add concept \"shame\"") == "done");
  REQUIRE(world.edit("b", "set concept \"shame\" definition \"being looked down on\"") == "done");
  const std::string open = meet(world);
  CHECK(open.find("is called \"shame\" like another") != std::string::npos);
  CHECK(open.find("is retired") != std::string::npos);
  const std::string back = world.image("a", ThingKind::concept_, "shame (2)");
  CHECK(back.find("being looked down on") != std::string::npos);
  CHECK_FALSE(world.image("a", ThingKind::concept_, "shame").empty());
}

TEST_CASE("labels that were given anew make room for what comes back under one of them",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add configuration \"CMOC 1\"") == "done");
  REQUIRE(world.base().code("add configuration \"CMOC 2\" title \"the second\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "retire configuration \"CMOC 1\"") == "done");
  REQUIRE(world.edit("a", "renumber \"CMOC \"") == "done");
  REQUIRE(world.edit("b", "set configuration \"CMOC 1\" title \"the first\"") == "done");
  meet(world);
  const auto configuration = [&](const char* label) {
    return world.image("b", ThingKind::configuration, label);
  };
  CHECK(configuration("CMOC 1").find("the second") != std::string::npos);
  CHECK(configuration("CMOC 1 (2)").find("the first") != std::string::npos);
}

TEST_CASE("the number behind a name is one that nobody has", "[review][merge]") {
  MergeWorld world;
  REQUIRE(world.base().code("add concept \"shame (2)\"") == "done");
  REQUIRE(world.base().code("add concept \"one\"") == "done");
  REQUIRE(world.base().code("add concept \"two\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "rename concept \"one\" to \"shame\"") == "done");
  REQUIRE(world.edit("b", "rename concept \"two\" to \"shame\"") == "done");
  meet(world);
  for (const char* name : {"shame", "shame (2)", "shame (3)"}) {
    INFO(name);
    CHECK_FALSE(world.image("a", ThingKind::concept_, name).empty());
  }
}

TEST_CASE("who gave way keeps the number when the other goes", "[review][merge]") {
  MergeWorld world;
  REQUIRE(world.base().code("add concept \"one\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "rename concept \"one\" to \"shame\"") == "done");
  REQUIRE(world.edit("b", "add concept \"shame\"") == "done");
  meet(world);
  REQUIRE(world.edit("a", "retire concept \"shame\"") == "done");
  const std::string left = world.image("a", ThingKind::concept_, "shame (2)");
  REQUIRE(world.edit("b", "add concept \"another\"") == "done");
  meet(world);
  CHECK(world.image("b", ThingKind::concept_, "shame (2)") == left);
}

TEST_CASE("what comes back because others need it does not take the name that another has since",
          "[review][merge]") {
  MergeWorld world;
  world.copy("base", "a");
  world.copy("base", "c");
  REQUIRE(EditWorld::code_of(world.store("a").undo("", {"a", ""})) == "done");
  REQUIRE(world.edit("c", "retire configuration \"CMOC 1\"") == "done");
  REQUIRE(world.edit("c", "retire document allbutt2025 with everything") == "done");
  REQUIRE(world.merge("a", "c").changed());
  REQUIRE(world.edit("a", "rename configuration \"CMOC 53\" to \"CMOC 1\"") == "done");
  REQUIRE(world.edit("a", "retire configuration \"CMOC 6\"") == "done");
  base::NoProgress silent;
  CHECK(world.store("a").damage(silent) == std::vector<std::string>());
}

TEST_CASE("a decision for a name that another has is refused", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept trust") == "done");
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "rename concept trust to faith") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "rename concept trust to confidence") == "done");
  REQUIRE(world.edit("b", "add concept faith") == "done");
  meet(world);
  const std::string before = world.state("a");
  CHECK(EditWorld::code_of(world.store("a").decide(1, "mine", {"a", ""})) == "merge.taken");
  CHECK(world.state("a") == before);
  // Who never had to give way keeps the name.
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "theirs", {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  CHECK_FALSE(world.image("a", model::ThingKind::concept_, "faith").empty());
  CHECK(world.image("a", model::ThingKind::concept_, "faith (2)").empty());
  REQUIRE(world.merge("b", "a").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
}

TEST_CASE("coders whom the case of letters alone tells apart are told", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder AB\nadd coder CD") == "done");
  part(world);
  REQUIRE(world.edit("a", "rename coder AB to XY") == "done");
  REQUIRE(world.edit("b", "rename coder CD to xy") == "done");
  CHECK(told(world.merge("a", "b"), "merge.like-coders").find("'rename coder \"xy\" to") !=
        std::string::npos);
}

TEST_CASE("a namesake that came back by undoing is a question again", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept calm") == "done");
  part(world);
  REQUIRE(world.edit("a", "add configuration K note one") == "done");
  REQUIRE(world.edit("b", "add configuration K note two") == "done");
  const std::string open = meet(world);
  REQUIRE(open.find("configuration \"K (2)\": label | is called \"K\"") != std::string::npos);
  const std::string before = world.state("a");
  SECTION("after it was made one with the other") {
    REQUIRE(EditWorld::code_of(world.store("a").decide(1, "same", {"a", ""})) == "done");
    CHECK(world.conflicts("a").empty());
    REQUIRE(undo(world, "a") == "done");
    CHECK(difference(world.state("a"), before) == std::string());
    CHECK(world.conflicts("a") == open);
  }
  SECTION("after it was called otherwise") {
    REQUIRE(world.edit("a", "rename configuration \"K (2)\" to L") == "done");
    CHECK(world.conflicts("a").empty());
    REQUIRE(undo(world, "a") == "done");
    CHECK(world.conflicts("a") == open);
  }
  SECTION("but not where it was decided to be another") {
    REQUIRE(EditWorld::code_of(world.store("a").decide(1, "another", {"a", ""})) == "done");
    REQUIRE(world.edit("a", "rename configuration \"K (2)\" to L") == "done");
    REQUIRE(undo(world, "a") == "done");
    CHECK(world.conflicts("a").empty());
  }
  REQUIRE(world.merge("b", "a").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
  CHECK(world.conflicts("a") == world.conflicts("b"));
}
