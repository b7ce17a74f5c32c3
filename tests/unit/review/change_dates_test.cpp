// When changes are dated: so that time says in which order they came that knew of one another.
#include "merge_world.h"
#include "support/refused.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string by(MergeWorld& world, const std::string& copy, const std::string& coder,
               const std::string& text) {
  return EditWorld::code_of(
      world.store(copy).edit(*review::read_edits(text, "").value, {{coder, ""}, false, false}));
}

std::string date_of_last(MergeWorld& world, const std::string& copy) {
  return world.store(copy).history({"", "", "", "", "", 1}).front().change.at;
}

}  // namespace

TEST_CASE("a change is dated behind another's that it knew of, within one second too",
          "[review][edit]") {
  MergeWorld world(true);
  world.copy("base", "a");
  world.in_year("2101");
  REQUIRE(by(world, "a", "Zoe", "add theory T") == "done");
  REQUIRE(by(world, "a", "Zoe", "add theory version v1 theory T") == "done");
  CHECK(date_of_last(world, "a") == "2101-01-01T00:00:00Z");
  REQUIRE(by(world, "a", "Anna", "add theory version v2 theory T") == "done");
  CHECK(date_of_last(world, "a") == "2101-01-01T00:00:01Z");
  REQUIRE(by(world, "a", "Anna", "add theory version v3 theory T") == "done");
  CHECK(date_of_last(world, "a") == "2101-01-01T00:00:01Z");
  CHECK(world.store("a").details().theories().versions.back().label == "v3");
  SECTION("in another copy, too") {
    world.copy("base", "b");
    REQUIRE(world.merge("b", "a").changed());
    REQUIRE(by(world, "b", "Anna", "add theory version v4 theory T") == "done");
    CHECK(date_of_last(world, "b") == "2101-01-01T00:00:03Z");  // the merge is one before
  }
  SECTION("of the last second of a year") {
    world.in_year("2100");
    REQUIRE(by(world, "a", "Ben", "set theory T note x") == "done");
    CHECK(date_of_last(world, "a") == "2101-01-01T00:00:02Z");
  }
}

TEST_CASE("who does something and why are text, whatever is done", "[review][edit]") {
  EditWorld world(true);
  const auto edits = review::read_edits("add concept x", "");
  store::Store& store = world.review.store();
  for (const std::string by : {"J\xf6", "AB\nundid: all by CD", "\x1b[2J", "\x7f"}) {
    CAPTURE(by);
    const store::Authorship author{by, ""};
    CHECK(refused([&] {
            store.edit(*edits.value, {author, false, false});
          }) == base::ErrorCode::usage);
    CHECK(refused([&] { store.save_question("q", "outcomes", false, author); }) ==
          base::ErrorCode::usage);
    CHECK(refused([&] { store.undo("", author); }) == base::ErrorCode::usage);
  }
  for (const std::string why : {"Gr\xfc", "\x1b[2J"})
    CHECK(EditWorld::code_of(store.edit(*edits.value, {{"AB", why}, false, false})) ==
          "edit.encoding");
  CHECK(world.image(model::ThingKind::concept_, "x").empty());
  CHECK(EditWorld::code_of(store.edit(*edits.value, {{"AB", "two\nlines"}, false, false})) ==
        "done");
}
