// The review's own fields in a merge, and its scales, which hold every word that is in use.
#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

const std::string levels = "set review levels \"micro\", \"exo\", \"macro\"";
const std::string without_exo = "set review levels \"micro\", \"macro\"";

std::string review_of(MergeWorld& world, const std::string& name) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  return store::Things(connection).image({ThingKind::review, "review"})->dump();
}

}  // namespace

TEST_CASE("what each said of the review itself is joined", "[review][merge]") {
  MergeWorld world(true);
  part(world);
  REQUIRE(world.edit("a", "set review title \"By A\" about \"why things work\"") == "done");
  REQUIRE(world.edit("b", "set review title \"By B\" questions \"what works\"") == "done");
  const std::string open = meet(world);
  CHECK(open.find("the review: title | ") == 0);
  const std::string review = review_of(world, "a");
  for (const char* text : {"why things work", "what works"})
    CHECK(review.find(text) != std::string::npos);
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "mine", {"a", ""})) == "done");
  CHECK(review_of(world, "a").find("\"title\":\"By A\"") != std::string::npos);
}

TEST_CASE("a level that the one dropped and a thing of either side has stays on the scale",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code(levels) == "done");
  REQUIRE(world.base().code("add configuration \"CMOC 1\"") == "done");
  part(world);
  const std::string in_use = "set configuration \"CMOC 1\" level \"exo\"";
  REQUIRE(world.edit("a", without_exo) == "done");
  REQUIRE(world.edit("b", in_use) == "done");
  meet(world);
  CHECK(review_of(world, "a").find(R"("levels":["micro","macro","exo"])") != std::string::npos);
}

TEST_CASE("of words that were dropped the one first used comes first, whoever merges",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("set review levels \"micro\", \"exo\", \"chrono\"") == "done");
  REQUIRE(world.base().code("add configuration \"CMOC 1\"") == "done");
  REQUIRE(world.base().code("add configuration \"CMOC 2\"") == "done");
  for (const char* name : {"a", "b", "c"}) world.copy("base", name);
  REQUIRE(world.edit("a", "set review levels \"micro\"") == "done");
  REQUIRE(world.edit("b", "set configuration \"CMOC 1\" level \"exo\"") == "done");
  REQUIRE(world.edit("c", "set configuration \"CMOC 2\" level \"chrono\"") == "done");
  const auto met = [&](const char* first, const char* second, const char* third) {
    world.copy(first, "all");
    world.merge("all", second);
    world.merge("all", third);
    return world.state("all");
  };
  const std::string expected = met("a", "b", "c");
  CHECK(expected.find("\"exo\"") != std::string::npos);
  CHECK(difference(expected, met("a", "c", "b")) == std::string());
  CHECK(difference(expected, met("c", "a", "b")) == std::string());
  CHECK(difference(expected, met("b", "c", "a")) == std::string());
}

TEST_CASE("a scale that one put in another order is in that order", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("set review levels micro, meso, macro") == "done");
  part(world);
  REQUIRE(world.edit("a", "set review levels macro, meso, micro") == "done");
  REQUIRE(world.edit("b", "set review levels micro, meso, macro, nano") == "done");
  CHECK(meet(world).empty());
  CHECK(world.image("a", ThingKind::review, "review")
            .find("\"levels\":[\"macro\",\"meso\",\"micro\",\"nano\"]") != std::string::npos);
}

TEST_CASE("two orders of one scale are a conflict until somebody decides", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("set review levels micro, meso, macro") == "done");
  part(world);
  REQUIRE(world.edit("a", "set review levels macro, meso, micro") == "done");
  REQUIRE(world.edit("b", "set review levels meso, micro, macro") == "done");
  CHECK(meet(world).find("levels") != std::string::npos);
  const std::string shown = world.image("a", ThingKind::review, "review");
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "2", {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  CHECK(world.image("a", ThingKind::review, "review") != shown);
  REQUIRE(world.merge("b", "a").changed());
  CHECK(world.conflicts("b").empty());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
}
