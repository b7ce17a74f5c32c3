// What was erased in one copy, and what other copies and sources then bring.
#include <fstream>

#include <SQLiteCpp/SQLiteCpp.h>

#include "erase_world.h"
#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

const std::string& words = erased_words;

void fill(EditWorld& world) {
  REQUIRE(world.code("add document lee2021\nadd coder marigold name \"Marigold Quince\"\nadd "
                     "coder lavender name \"Lavender Quay\"\nadd concept lonely") == "done");
  attach(world, "Before. She said that " + words + ", and cried.");
  REQUIRE(world.code("add extract \"" + words +
                     "\" from lee2021\ncode \"lee2021: see me\" as "
                     "context lonely") == "done");
}

std::string told(const store::Receipt& receipt) {
  std::string text;
  for (const base::Diagnostic& each : receipt.found.sorted()) text += each.message + "\n";
  return text;
}

}  // namespace

TEST_CASE("an older copy brings no erased words back, whatever it did with them",
          "[review][erase]") {
  const std::string extract = "extract \"lee2021: see me\"";
  const auto edits = std::vector<std::string>{
      "set document lee2021 title \"A better title\"",
      "retire " + extract + " with everything",
      "set " + extract + " note \"Marigold never told\"",
      "set " + extract + " quote \"She said that my daughter Marigold never comes to see me\"",
      "add extract \"daughter Marigold never comes\" from lee2021",
      "note on document lee2021 \"think of " + words + "\"",
  };
  for (const std::string& each : edits) {
    CAPTURE(each);
    MergeWorld world(true);
    fill(world.base());
    world.copy("base", "a");
    world.copy("base", "b");
    erase(world.path("a"), model::ThingKind::extract, "lee2021: see me");
    REQUIRE(world.edit("b", each) == "done");
    const auto receipt = world.merge("a", "b");
    REQUIRE(receipt.changed());
    CHECK_FALSE(holds(world.path("a"), "Marigold never"));
    CHECK_FALSE(holds(world.path("a"), "marigold never"));
    CHECK(told(receipt).find("b.retro still holds the words of an extract") != std::string::npos);
    require_whole(world.path("a"));
    {
      store::Connection connection(world.path("a"), store::Connection::Access::read);
      CHECK(connection.number("SELECT count(*) FROM document_text") == 1);
    }
    // Nor does undoing what the other did.
    const auto history = world.store("a").history({"", "", "", "", "", 0});
    for (const auto& entry : history)
      if (entry.change.by == "b") world.store("a").undo(entry.change.uid, {"AB", ""});
    CHECK_FALSE(holds(world.path("a"), "Marigold never"));
    require_whole(world.path("a"));
  }
}

TEST_CASE("an older copy brings no erased person back", "[review][erase]") {
  MergeWorld world(true);
  fill(world.base());
  world.copy("base", "a");
  world.copy("base", "b");
  erase(world.path("a"), model::ThingKind::coder, "marigold");
  REQUIRE(world.edit("b", "rename coder marigold to thyme") == "done");
  REQUIRE(world.edit("b", "assign lee2021 to thyme") == "done");
  REQUIRE(world.merge("a", "b").changed());
  for (const char* name : {"Marigold Quince", "marigold\"", "thyme"})
    CHECK_FALSE(holds(world.path("a"), name));
  CHECK_FALSE(world.image("a", model::ThingKind::coder, "erased person 1").empty());
  require_whole(world.path("a"));
}

TEST_CASE("an erasure is of one file: the other is told to erase, too, and takes none over",
          "[review][erase]") {
  MergeWorld world(true);
  fill(world.base());
  world.copy("base", "a");
  world.copy("base", "b");
  erase(world.path("a"), model::ThingKind::coder, "marigold");
  erase(world.path("a"), model::ThingKind::extract, "lee2021: see me");
  erase(world.path("b"), model::ThingKind::coder, "lavender");
  const auto nothing = world.merge("a", "b");
  CHECK_FALSE(nothing.changed());
  CHECK(told(nothing).find("a.retro still holds a person that was erased in b.retro") !=
        std::string::npos);
  CHECK(told(nothing).find("b.retro still holds a person that was erased here") !=
        std::string::npos);
  REQUIRE(world.edit("a", "add concept \"new here\"") == "done");
  REQUIRE(world.merge("b", "a").changed());
  CHECK(holds(world.path("b"), words));
  CHECK(world.store("b").history({"", "", "", "", "", 0}).size() > 1);
  for (const auto& entry : world.store("b").history({"", "", "", "", "", 0}))
    CHECK(entry.change.what.find("erased the words") == std::string::npos);
  require_whole(world.path("b"));
  // What was done after an erasure knew of what was done before it.
  REQUIRE(world.edit("b", "rename concept \"new here\" to newer") == "done");
  REQUIRE(world.merge("a", "b").changed());
  CHECK_FALSE(world.image("a", model::ThingKind::concept_, "newer").empty());
  CHECK(world.conflicts("a").empty());
}

TEST_CASE("an id out of a stranger's file is an id, whatever stands in it", "[review][erase]") {
  MergeWorld world(true);
  fill(world.base());
  world.copy("base", "a");
  world.copy("base", "b");
  erase(world.path("b"), model::ThingKind::coder, "lavender");
  SQLite::Database(world.path("b").string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE erasure SET thing_id = 'it''s' WHERE thing = 'coder'");
  CHECK_NOTHROW(world.merge("a", "b"));
}

TEST_CASE("later work in a review that was merged brings nothing back", "[review][erase]") {
  MergeWorld world(true);
  fill(world.base());
  world.copy("base", "a");
  world.copy("base", "b");
  const std::string extract = "extract \"lee2021: see me\"";
  REQUIRE(world.edit("a", "set " + extract + " note \"it was Karla from Skive\"") == "done");
  REQUIRE(world.edit("b", "set " + extract + " note \"Karla of Skive said this\"") == "done");
  const std::string other = "add extract \"Karla herself said this to us\" from lee2021 paraphrase";
  REQUIRE(world.edit("a", other) == "done");
  REQUIRE(world.edit("b", other) == "done");
  REQUIRE(world.merge("a", "b").changed());
  erase(world.path("a"), model::ThingKind::extract, "lee2021: see me");
  erase(world.path("a"), model::ThingKind::extract, "lee2021: Karla herself");
  CHECK_FALSE(holds(world.path("a"), "Karla"));
  REQUIRE(world.edit("a", "note on review \"x\"") == "done");
  CHECK_FALSE(holds(world.path("a"), "Karla"));
  require_whole(world.path("a"));
}

TEST_CASE("the source of an erased extract may come again and adds nothing", "[review][erase]") {
  EditWorld world;
  std::string id;
  std::string quote;
  {
    store::Connection connection(world.path(), store::Connection::Access::read);
    store::Things things(connection);
    for (const auto& each : things.all(model::ThingKind::extract)) {
      id = each.id;
      quote = things.image(each)->at("quote").get<std::string>();
      if (quote.size() > 60) break;
    }
  }
  CAPTURE(quote);
  erase(world.path(), model::ThingKind::extract, id);
  auto review = review::Review::open(world.path(), store::Mode::write);
  const auto counts = review.store().info().counts;
  const auto source = fs::path(RETRODUCE_SOURCE_DIR) / "corpus/social-prescribing/review.xml";
  review.import({{source}, "", {}, {"AB", ""}, false}, world.progress);
  CHECK(review.store().info().counts == counts);
  CHECK_FALSE(holds(world.path(), quote));
  require_whole(world.path());
}

TEST_CASE("what an erased person did in an old copy is nobody else's who has the label since",
          "[review][erase]") {
  MergeWorld world(true);
  fill(world.base());
  world.copy("base", "a");
  world.copy("base", "marigold");
  erase(world.path("a"), model::ThingKind::coder, "marigold");
  REQUIRE(world.edit("marigold", "add concept later") == "done");
  REQUIRE(world.edit("a", "add coder marigold name \"Another Person\"") == "done");
  const auto receipt = world.merge("a", "marigold");
  CHECK(told(receipt).find("masked again what was erased here") != std::string::npos);
  store::Connection connection(world.path("a"), store::Connection::Access::read);
  CHECK(connection.number("SELECT count(*) FROM change WHERE by_whom = 'marigold'") == 0);
  CHECK(world.image("a", model::ThingKind::coder, "marigold").find("Another Person") !=
        std::string::npos);
  require_whole(world.path("a"));
}
