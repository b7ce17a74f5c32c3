// What saved questions know of what things were called.
#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::Renamed;
using model::ThingKind;

TEST_CASE("a thing that was made later was never called what it is not", "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"M\"") == "done");
  auto& store = world.review.store();
  store.save_question("q", "contexts triggering M", false, {"AB", ""});
  store.keep_answers({{"q", {}}});
  REQUIRE(world.code("rename concept \"M\" to \"W\"") == "done");
  REQUIRE(world.code("add concept \"M\"\nrename concept \"M\" to \"V\"\nadd concept \"M\"\n"
                     "rename concept \"M\" to \"U\"\nadd concept \"N\"") == "done");
  REQUIRE(world.code("rename concept \"N\" to \"O\"") == "done");
  const auto saved = store.saved_questions();
  REQUIRE(saved.size() == 1);
  const std::vector<Renamed> only{{ThingKind::concept_, "M", "W"}};
  CHECK(saved[0].renamed == only);
  REQUIRE(saved[0].last.has_value());
  CHECK(saved[0].last->renamed == only);
}
