// What cannot be taken back, or not yet, is refused in words and leaves the review as it was.
#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string undo(EditWorld& world, const std::string& change = "") {
  return EditWorld::code_of(world.review.undo(change, {"AB", ""}));
}

std::string redo(EditWorld& world, const std::string& change = "") {
  return EditWorld::code_of(world.review.redo(change, {"AB", ""}));
}

/// The change that the sentence made.
std::string change_of(EditWorld& world, const std::string& sentence) {
  return world.edit(sentence).done.at(0).uid;
}

}  // namespace

TEST_CASE("the description that a review began with stays", "[review][undo]") {
  EditWorld world(true);
  const std::string before = world.state();
  CHECK(undo(world) == "undo.not-possible");
  CHECK(world.state() == before);
  base::NoProgress silent;
  CHECK(world.review.store().damage(silent) == std::vector<std::string>());
}

TEST_CASE("what would come back under a name that another has since is refused", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add document smith2020") == "done");
  for (const char* thing : {"coder \"AB\"", "document \"lee2021\"", "concept \"Trust\"",
                            "configuration \"CMOC 1\"", "theme \"being seen\""}) {
    CAPTURE(thing);
    const std::string first = change_of(world, std::string("add ") + thing);
    REQUIRE(undo(world) == "done");
    REQUIRE(world.code(std::string("add ") + thing) == "done");
    const std::string before = world.state();
    CHECK(redo(world, first) == "undo.name");
    CHECK(world.state() == before);
  }
  const std::string assigned = change_of(world, "assign smith2020 to AB");
  REQUIRE(undo(world) == "done");
  REQUIRE(world.code("assign smith2020 to AB") == "done");
  CHECK(redo(world, assigned) == "undo.name");
}

TEST_CASE("a name that another took since is not given back", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"trust\"") == "done");
  const std::string renamed = change_of(world, "rename concept \"trust\" to \"faith\"");
  REQUIRE(world.code("add concept \"trust\"") == "done");
  CHECK(undo(world, renamed) == "undo.name");
  REQUIRE(world.code("rename concept \"trust\" to \"hope\"") == "done");
  CHECK(undo(world, renamed) == "done");
}
