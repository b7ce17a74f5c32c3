// What merges and erasures keep beside the history stands under a fingerprint, too.
#include "merge_world.h"
#include "store/erase.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::vector<std::string> damage_after(MergeWorld& world, const std::string& sql) {
  world.copy("a", "altered");
  {
    store::Connection connection(world.path("altered"), store::Connection::Access::write);
    connection.run(sql);
    REQUIRE(connection.number("SELECT changes()") > 0);
  }
  base::NoProgress silent;
  return world.store("altered").damage(silent);
}

}  // namespace

TEST_CASE("what stands beside the history and was altered is found", "[review][merge][check]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder AB\nadd concept trust\nadd concept hope") == "done");
  part(world);
  for (const char* name : {"a", "b"}) REQUIRE(world.edit(name, "add concept time") == "done");
  REQUIRE(world.edit("a", "move concept trust under hope") == "done");
  REQUIRE(world.edit("b", "move concept hope under trust") == "done");
  meet(world);
  store::ErasureAsk ask;
  ask.kind = model::ThingKind::coder;
  ask.name = "AB";
  ask.by = {"a", ""};
  store::erase(world.path("a"), ask, base::SystemClock());
  base::NoProgress silent;
  world.copy("a", "sound");
  REQUIRE(world.store("sound").damage(silent).empty());
  for (const char* sql :
       {"UPDATE twin SET stands_for = id", "DELETE FROM bound", "DELETE FROM beside_print",
        "INSERT INTO shown_as VALUES ('concept', 'x')", "UPDATE erasure SET stands_now = 'me'"}) {
    INFO(sql);
    const auto damage = damage_after(world, sql);
    REQUIRE_FALSE(damage.empty());
    CHECK(damage.front().find("beside the history") != std::string::npos);
  }
}
