// Things that were added on both sides under one name are one, whichever copies meet first and
// whatever became of them since.
#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

const std::string sheet =
    "document,quote,context,mechanism,outcome,label\ns1,q one,trust,calm,health,CMOC 1\n";

std::size_t concepts(MergeWorld& world, const std::string& name) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  return store::Things(connection).all(ThingKind::concept_).size();
}

}  // namespace

TEST_CASE("what an import brought is a twin by the name that it came with", "[review][merge]") {
  MergeWorld world(true);
  for (const char* name : {"a", "b", "early", "late"}) world.copy("base", name);
  REQUIRE(world.import("a", sheet).changed());
  world.copy("a", "a before");
  REQUIRE(world.edit("a", "rename concept \"trust\" to \"faith\"") == "done");
  REQUIRE(world.edit("b", "add concept \"trust\"") == "done");

  REQUIRE(world.merge("early", "a before").changed());
  REQUIRE(world.merge("early", "b").changed());
  REQUIRE(world.merge("early", "a").changed());
  REQUIRE(world.merge("late", "a").changed());
  REQUIRE(world.merge("late", "b").changed());
  CHECK(difference(world.state("early"), world.state("late")) == std::string());
  CHECK(concepts(world, "late") == 3);
}

TEST_CASE("what an import brought and was retired since is a twin, too", "[review][merge]") {
  MergeWorld world(true);
  part(world);
  REQUIRE(world.import("a", sheet + "s1,q two,spare,calm,health,CMOC 2\n").changed());
  world.copy("a", "a before");
  REQUIRE(world.edit("a", "remove context \"spare\" from \"CMOC 2\"") == "done");
  REQUIRE(world.edit("a", "rename concept \"spare\" to \"unused\"") == "done");
  REQUIRE(world.edit("a", "retire concept \"unused\"") == "done");
  REQUIRE(world.edit("b", "add concept \"spare\" definition \"said by b\"") == "done");
  world.copy("b", "early");
  REQUIRE(world.merge("early", "a before").changed());
  REQUIRE(world.merge("early", "a").changed());
  meet(world);
  CHECK(difference(world.state("a"), world.state("early")) == std::string());
  CHECK(world.conflicts("a") == world.conflicts("early"));
  CHECK(world.state("a").find("said by b") != std::string::npos);
}

TEST_CASE("two things of one side never become one because the other side has a third",
          "[review][merge]") {
  MergeWorld world(true);
  part(world);
  REQUIRE(world.edit("a", "add concept \"trust\"") == "done");
  REQUIRE(world.edit("a", "rename concept \"trust\" to \"confidence\"") == "done");
  world.copy("a", "a before");
  REQUIRE(world.edit("a", "add concept \"trust\" definition \"the new one\"") == "done");
  REQUIRE(world.edit("b", "add concept \"trust\"") == "done");
  world.copy("b", "early");
  REQUIRE(world.merge("early", "a before").changed());
  REQUIRE(world.merge("early", "a").changed());
  meet(world);
  CHECK(concepts(world, "a") == 2);
  CHECK(world.state("a").find("the new one") != std::string::npos);
  CHECK(difference(world.state("a"), world.state("early")) == std::string());
}

TEST_CASE("a paper is assigned to a coder once, however often it was on either side",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder b\nadd document a2020\nassign a2020 to b") == "done");
  part(world);
  REQUIRE(world.edit("a", "unassign a2020 from b") == "done");
  REQUIRE(world.edit("a", "assign a2020 to b") == "done");
  REQUIRE(world.edit("b", "finish a2020") == "done");
  meet(world);
  CHECK(world.image("a", ThingKind::entry, "a2020 · b").find("done") != std::string::npos);
  // Who takes it away takes it away, with nothing left behind it that could come back.
  REQUIRE(world.edit("a", "unassign a2020 from b") == "done");
  CHECK(world.image("a", ThingKind::entry, "a2020 · b").empty());
  REQUIRE(world.merge("b", "a").changed());
  CHECK(world.image("b", ThingKind::entry, "a2020 · b").empty());
}

TEST_CASE("an assignment that another's new name makes twice is one", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder AB\nadd document a2020\nassign a2020 to AB") == "done");
  part(world);
  REQUIRE(world.edit("a", "rename coder AB to ZZ") == "done");
  REQUIRE(world.edit("b", "add coder ZZ") == "done");
  REQUIRE(world.edit("b", "assign a2020 to ZZ") == "done");
  meet(world);
}

TEST_CASE("coders who change initials on one side keep what they are assigned", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder AB\nadd coder CD\nadd document a2020\n"
                            "assign a2020 to AB, CD") == "done");
  REQUIRE(EditWorld::code_of(world.base().edit("finish a2020", "CD")) == "done");
  part(world);
  for (const char* name : {"AB to X", "CD to AB", "X to CD"})
    REQUIRE(world.edit("a", std::string("rename coder ") + name) == "done");
  REQUIRE(world.edit("b", "note on document a2020 \"read twice\"") == "done");
  meet(world);
  CHECK(world.image("b", ThingKind::entry, "a2020 · AB").find("done") != std::string::npos);
}
