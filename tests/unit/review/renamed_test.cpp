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

TEST_CASE("a concept that went into another is asked for by that one's name", "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"M2\"\nadd concept \"M3\"\nadd concept \"M4\"") == "done");
  auto& store = world.review.store();
  store.save_question("q", "contexts triggering M2", false, {"AB", ""});
  store.keep_answers({{"q", {}}});
  const auto merged = world.edit("merge concept \"M2\" into \"M3\"");
  REQUIRE(EditWorld::code_of(merged) == "done");
  REQUIRE(world.code("add concept \"M2\"") == "done");
  const auto asked = [&] { return store.saved_questions()[0].renamed; };
  CHECK(asked() == std::vector<Renamed>{{ThingKind::concept_, "M2", "M3"}});
  // Its rows are those of two that were apart: they have no former name.
  CHECK(store.saved_questions()[0].last->renamed.empty());
  REQUIRE(world.code("rename concept \"M3\" to \"M5\"") == "done");
  REQUIRE(world.code("merge concept \"M5\" into \"M4\"") == "done");
  const auto list = asked();
  const auto holds = [&](const Renamed& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  };
  CHECK(holds({ThingKind::concept_, "M2", "M4"}));
  CHECK(holds({ThingKind::concept_, "M3", "M4"}));
}
