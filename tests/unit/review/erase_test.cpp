// Data about people taken out of a review for good: the file's bytes are searched for what should
// be gone, and everything else still stands, with a history that holds.
#include "store/erase.h"

#include <random>

#include "base/error.h"
#include "erase_world.h"
#include "merge_world.h"
#include "reviewer.h"
#include "store/backup.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

const std::string& words = erased_words;

std::string refused(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

/// All is whole, and a change tells of the erasure.
void require_sound(const fs::path& path) {
  require_whole(path);
  auto review = review::Review::open(path, store::Mode::read);
  const auto last = review.store().history({"", "", "", "", "", 1});
  REQUIRE(last.size() == 1);
  CHECK(last.front().change.kind == "erasure");
  CHECK(last.front().change.what.rfind("erased ", 0) == 0);
}

const std::string text =
    "Before. She said that my daughter Marigold never  comes to see me any "
    "more, and cried. After that she slept.";

/// A document with a text, an extract of it with everything that can quote it, and neighbours.
void fill(EditWorld& world) {
  REQUIRE(world.code("add document lee2021\nadd document other2020\nadd coder AB\nadd concept "
                     "lonely\nadd configuration \"CMOC 1\"") == "done");
  attach(world, text);
  REQUIRE(world.code("add extract \"" + words + "\" from lee2021 note \"said of Marigold\"\n" +
                     "add extract \"and cried\" from lee2021\n" +
                     "add extract \"She said that my daughter Marigold\" from lee2021\n" +
                     "add extract \"quoting: " + words + "\" from other2020 paraphrase\n" +
                     "code \"lee2021: see me any more\" as context lonely\n" +
                     "support \"CMOC 1\" with \"lee2021: see me any more\"\n" +
                     "note on document lee2021 \"remember " + words + "\"\n" +
                     "set extract \"lee2021: see me any more\" page 3") == "done");
}

}  // namespace

TEST_CASE("an erased extract leaves none of its words in any byte of the file", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  const auto backup = store::back_up(world.path(), store::BackupKind::asked, system_clock);
  REQUIRE(holds(world.path(), "Marigold"));
  const auto told = erase(world.path(), model::ThingKind::extract, "lee2021: see me any more");
  CHECK(told.is_proved());
  CHECK(told.backups == std::vector<fs::path>{backup.path});
  CHECK(fs::exists(backup.path));
  CHECK_FALSE(holds(world.path(), "Marigold"));
  CHECK_FALSE(holds(world.path(), "marigold"));  // nor in the index of words
  CHECK_FALSE(holds(world.path(), "comes to see"));
  CHECK(holds(world.path(), "Before. She said that"));
  CHECK(holds(world.path(), "and cried. After that she slept."));
  require_sound(world.path());
  auto review = review::Review::open(world.path(), store::Mode::read);
  CHECK(review.store().info().counts["extracts"] == 4);
  CHECK(review.store().info().counts["codings"] == 1);
}

TEST_CASE("what was undone and retired is erased from the history, too", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  REQUIRE(world.code("retire extract \"lee2021: and cried\" with everything") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  REQUIRE(world.code("set extract \"lee2021: see me any more\" note \"Marigold again\"") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  erase(world.path(), model::ThingKind::extract, "lee2021: see me any more", true);
  CHECK_FALSE(holds(world.path(), "daughter Marigold"));
  CHECK_FALSE(holds(world.path(), words));
  require_sound(world.path());
}

TEST_CASE("with the backups that hold it, and no others", "[review][erase]") {
  EditWorld world(true);
  const auto before = store::back_up(world.path(), store::BackupKind::asked, system_clock);
  fill(world);
  const auto after = store::back_up(world.path(), store::BackupKind::asked,
                                    base::FixedClock("2031-01-01T00:00:00Z"));
  erase(world.path(), model::ThingKind::extract, "lee2021: see me any more", true);
  CHECK(fs::exists(before.path));
  CHECK_FALSE(fs::exists(after.path));
}

TEST_CASE("an erased person's name is in no byte of the file, and what the person did stays",
          "[review][erase]") {
  EditWorld world;
  REQUIRE(world.code("add coder marigold name \"Marigold Quince\" note \"from Leeds\"") == "done");
  REQUIRE(EditWorld::code_of(world.edit("note on concept stigma \"I wonder\"", "marigold")) ==
          "done");
  REQUIRE(world.code("note on concept stigma \"ask Marigold Quince of it\"\n"
                     "assign bertotti2018 to marigold, RT\n"
                     "rename coder marigold to quince\n"
                     "rename coder quince to marigold") == "done");
  REQUIRE(EditWorld::code_of(world.edit("finish bertotti2018", "marigold")) == "done");
  const auto told = erase(world.path(), model::ThingKind::coder, "marigold");
  CHECK(told.is_proved());
  CHECK(told.stands_now == "erased person 1");
  for (const char* name : {"Marigold", "marigold", "Quince"})
    CHECK_FALSE(holds(world.path(), name));
  require_sound(world.path());
  CHECK(world.image(model::ThingKind::coder, "erased person 1").find("(erased)") !=
        std::string::npos);
  auto review = review::Review::open(world.path(), store::Mode::read);
  CHECK(review.store().history({"", "", "erased person 1", "", "", 0}).size() == 2);
  CHECK(review.store().coder_work().assignments.size() == 2);
}

TEST_CASE("a person who came with an import is erased from what it brought", "[review][erase]") {
  EditWorld world;
  erase(world.path(), model::ThingKind::coder, "RT");
  require_sound(world.path());
  CHECK(world.image(model::ThingKind::coder, "RT").empty());
  // The example's own description names the program, so the name stands there still.
  erase(world.path(), model::ThingKind::coder, "erased person 1");
  require_sound(world.path());
}

TEST_CASE("who made changes and is no coder can be made one, and erased", "[review][erase]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit("add concept trust", "Paula Ink")) == "done");
  const auto person = [&] { erase(world.path(), model::ThingKind::coder, "Paula Ink"); };
  CHECK_THAT(refused(person),
             ContainsSubstring("make it a coder: retroduce edit REVIEW 'add coder \"Paula Ink\"'"));
  REQUIRE(world.code("add coder \"Paula Ink\"") == "done");
  person();
  require_sound(world.path());
  CHECK_FALSE(holds(world.path(), "Paula Ink"));
}

TEST_CASE("what cannot be erased is told, and the review stays as it was", "[review][erase]") {
  EditWorld world;
  const std::string before = world.state();
  CHECK_THAT(refused([&] { erase(world.path(), model::ThingKind::coder, "RTT"); }),
             ContainsSubstring("no coder is called \"RTT\". Nearest: RT"));
  CHECK_THAT(refused([&] { erase(world.path(), model::ThingKind::coder, "nobody at all"); }),
             ContainsSubstring("; see: retroduce list REVIEW coders"));
  CHECK_THAT(refused([&] { erase(world.path(), model::ThingKind::extract, "nobody: x"); }),
             ContainsSubstring("no document is called"));
  REQUIRE(world.code("set coder RT name \"Ruth Tan\"") == "done");
  const std::string named = world.state();
  for (const char* self : {"RT", "rt", "Ruth Tan"})
    CHECK_THAT(refused([&] {
                 store::erase(world.path(),
                              {model::ThingKind::coder, "RT", {self, ""}, false, false},
                              system_clock);
               }),
               ContainsSubstring("say with --by who else"));
  CHECK(world.state() == named);
  REQUIRE(world.code("set review reasons demanded") == "done");
  CHECK_THAT(refused([&] {
               store::erase(world.path(), {model::ThingKind::coder, "RT", {"AB", ""}, false, false},
                            system_clock);
             }),
             ContainsSubstring("demands a reason"));
  const auto told = store::erase(
      world.path(), {model::ThingKind::coder, "RT", {"AB", "x"}, false, true}, system_clock);
  CHECK(told.texts > 0);
  CHECK_FALSE(world.image(model::ThingKind::coder, "RT").empty());
  {
    SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
    file.exec("UPDATE concept SET definition = 'altered' WHERE label = 'stigma'");
  }
  CHECK_THAT(refused([&] { erase(world.path(), model::ThingKind::coder, "RT"); }),
             ContainsSubstring("damaged"));
}

TEST_CASE("after random work any extract and any coder can be erased, and the history holds",
          "[review][erase]") {
  const unsigned seed = 20261128;
  INFO("seed " << seed);
  EditWorld world;
  Reviewer reviewer(world.path(), seed);
  for (int i = 0; i < 40; ++i) world.edit(reviewer.sentence());
  std::mt19937 random(seed);
  for (int i = 0; i < 5; ++i) {
    std::vector<std::string> ids;
    std::string quote;
    {
      store::Connection connection(world.path(), store::Connection::Access::read);
      store::Things things(connection);
      const auto all = things.all(model::ThingKind::extract);
      const auto& one = all[random() % all.size()];
      quote = things.image(one)->at("quote").get<std::string>();
      ids.push_back(one.id);
    }
    CAPTURE(quote);
    const auto told = erase(world.path(), model::ThingKind::extract, ids.front());
    if (told.is_proved()) CHECK_FALSE(holds(world.path(), quote));
    require_sound(world.path());
  }
  // Later work goes on, and is undone.
  const std::string before = world.state();
  REQUIRE(world.code("add concept \"after all that\"") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
  const auto erasure = world.review.store().history({"", "", "", "", "", 3}).back().change;
  CHECK(erasure.kind == "erasure");
  CHECK(EditWorld::code_of(world.review.undo(erasure.uid, {"AB", ""})) == "undo.not-possible");
  CHECK(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");  // what came before it
}

TEST_CASE("a copy that is merged does not bring back what was erased", "[review][erase]") {
  MergeWorld world(true);
  fill(world.base());
  world.copy("base", "a");
  world.copy("base", "b");
  erase(world.path("a"), model::ThingKind::extract, "lee2021: see me any more");
  REQUIRE(world.edit("b", "add concept \"new here\"") == "done");
  REQUIRE(world.merge("a", "b").changed());
  CHECK_FALSE(holds(world.path("a"), "Marigold"));
  CHECK_FALSE(world.image("a", model::ThingKind::concept_, "new here").empty());
}

TEST_CASE("what an extract said before is erased with it", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  const std::string extract = "\"lee2021: see me any more\"";
  REQUIRE(world.code("set extract " + extract + " note \"she named her daughter Clementine\"\n" +
                     "set extract " + extract + " note \"nothing of note\"\n" + "set extract " +
                     extract + " translation \"min datter Clementine kommer\"\n" + "set extract " +
                     extract + " translation \"min datter kommer aldrig mere\"\n" + "set extract " +
                     extract + " quote \"she never comes to see me any more\"") == "done");
  const auto told = erase(world.path(), model::ThingKind::extract, "lee2021: she never comes");
  CHECK(told.searched >= 4);
  for (const char* gone : {"Clementine", "Marigold never", "marigold", "datter kommer"})
    CHECK_FALSE(holds(world.path(), gone));
  require_sound(world.path());
}

TEST_CASE("erasing once more writes the file anew, and leaves no change", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  const auto backup = store::back_up(world.path(), store::BackupKind::asked, system_clock);
  const auto told = erase(world.path(), model::ThingKind::extract, "lee2021: see me any more");
  const auto later = store::back_up(world.path(), store::BackupKind::asked,
                                    base::FixedClock("2031-01-01T00:00:00Z"));
  const std::string before = world.state();
  const auto again = erase(world.path(), model::ThingKind::extract, told.id, true);
  CHECK(again.is_old);
  CHECK(world.state() == before);
  CHECK(again.backups == std::vector<fs::path>{backup.path});
  CHECK_FALSE(fs::exists(backup.path));
  CHECK(fs::exists(later.path));
  const auto person = erase(world.path(), model::ThingKind::coder, "AB");
  CHECK_FALSE(person.is_old);
  CHECK(erase(world.path(), model::ThingKind::coder, person.id).is_old);
  CHECK(erase(world.path(), model::ThingKind::coder, person.stands_now).is_old);
  require_sound(world.path());
}

TEST_CASE("where not all can be looked for, every backup from before may hold it",
          "[review][erase]") {
  EditWorld world(true);
  const auto before = store::back_up(world.path(), store::BackupKind::asked, system_clock);
  fill(world);
  const auto told = erase(world.path(), model::ThingKind::coder, "AB", true);
  CHECK(told.may_hold);
  CHECK_FALSE(told.is_proved());
  CHECK(told.backups == std::vector<fs::path>{before.path});
  CHECK_FALSE(fs::exists(before.path));
}

TEST_CASE("a passage is erased as the text spells it, and in an earlier text in other words",
          "[review][erase]") {
  EditWorld world(true);
  REQUIRE(world.code("add document lee2021\nadd coder AB") == "done");
  attach(world, "One. My daughter Marigold died\nin the spring and noone asked me how I was. Two.");
  const auto backup = store::back_up(world.path(), store::BackupKind::asked, system_clock);
  attach(world,
         "One. My daughter Marigold died\nin the spring and nobody asked me how I was. Two.");
  REQUIRE(world.code("add extract \"My daughter Marigold died in the spring and nobody asked me "
                     "how I was\" from lee2021") == "done");
  const auto told = erase(world.path(), model::ThingKind::extract, "lee2021: my daughter");
  CHECK(told.is_proved());
  CHECK_FALSE(holds(world.path(), "Marigold"));
  CHECK_FALSE(holds(world.path(), "how I was"));
  CHECK(holds(world.path(), "One. "));
  require_sound(world.path());
}

TEST_CASE("what is retired is erased from the history, and comes back masked", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  REQUIRE(world.code("retire extract \"lee2021: see me any more\" with everything") == "done");
  CHECK_THAT(refused([&] { erase(world.path(), model::ThingKind::extract, "lee2021: nothing"); }),
             ContainsSubstring("holds the words"));
  erase(world.path(), model::ThingKind::extract, "lee2021: see me any more");
  CHECK_FALSE(holds(world.path(), "Marigold never"));
  CHECK_FALSE(holds(world.path(), "comes to see"));
  require_sound(world.path());
  auto review = review::Review::open(world.path(), store::Mode::write);
  REQUIRE(EditWorld::code_of(review.undo("", {"AB", ""})) == "done");
  CHECK(review.store().info().counts["extracts"] == 4);
  CHECK_FALSE(holds(world.path(), "Marigold never"));
}

TEST_CASE("a coder who is no more is erased, and who became one with another is told",
          "[review][erase]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder marigold name \"Marigold Quince\"\nadd coder CD\nadd document "
                     "lee2021\nassign lee2021 to marigold\nmerge coder marigold into CD") ==
          "done");
  const auto other = erase(world.path(), model::ThingKind::coder, "CD");
  const auto id = other.id;
  CHECK(std::any_of(other.left.begin(), other.left.end(), [](const std::string& each) {
    return each.find("was merged into this one") != std::string::npos;
  }));
  erase(world.path(), model::ThingKind::coder, "marigold");
  for (const char* name : {"Marigold", "marigold", "Quince"})
    CHECK_FALSE(holds(world.path(), name));
  require_sound(world.path());
  REQUIRE(world.code("add coder lavender\nrename coder lavender to LV") == "done");
  CHECK_THAT(refused([&] { erase(world.path(), model::ThingKind::coder, "lavender"); }),
             ContainsSubstring("is called \"LV\" now"));
}

TEST_CASE("erasing leaves the words of others alone", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  REQUIRE(world.code("add extract \"my daughter Marigold is another story altogether\" from "
                     "other2020 paraphrase\n"
                     "add coder WM name Will\nadd coder VW name \"Vera Wil\"\n"
                     "note on document other2020 \"Willingness of Will; Vera Wilkins is not Vera "
                     "Wil\"\n"
                     "add concept calm why \"my daughter Marigold is what they all say\"") ==
          "done");
  erase(world.path(), model::ThingKind::extract, "lee2021: see me any more");
  CHECK(holds(world.path(), "added extract \\\"my daughter Marigold is another") !=
        holds(world.path(), "added extract \"my daughter Marigold is another"));
  CHECK(holds(world.path(), "my daughter Marigold is what they all say"));
  const auto told = erase(world.path(), model::ThingKind::coder, "WM");
  CHECK(std::any_of(told.left.begin(), told.left.end(), [](const std::string& each) {
    return each.find("a full name stands in 1 earlier state of a thing (change ") !=
           std::string::npos;
  }));
  // What is written otherwise may be somebody else, and is told.
  REQUIRE(world.code("add coder JM name \"José Müller\"\n"
                     "add document jm title \"Interview by Jose\u0301 MÜLLER\"") == "done");
  const auto otherwise = erase(world.path(), model::ThingKind::coder, "JM");
  CHECK_FALSE(otherwise.is_proved());
  CHECK(std::any_of(otherwise.left.begin(), otherwise.left.end(), [](const std::string& each) {
    return each.find("1 text of the kind document") != std::string::npos;
  }));
  // A label of several words is a full name.
  REQUIRE(
      world.code("add coder \"Jane Doeington\"\nnote on document jm \"Jane Doeington says so\"") ==
      "done");
  CHECK(erase(world.path(), model::ThingKind::coder, "Jane Doeington").is_proved());
  CHECK_FALSE(holds(world.path(), "Doeington"));
  erase(world.path(), model::ThingKind::coder, "VW");
  CHECK(holds(world.path(), "Willingness of Will; Vera Wilkins is not (erased)"));
  require_sound(world.path());
}

TEST_CASE("labels that wander from one to another are erased by who bore them when",
          "[review][erase]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder lav\nadd coder mint\nadd document lee2021\nassign lee2021 to lav, "
                     "mint\nadd concept one") == "done");
  REQUIRE(EditWorld::code_of(world.edit("add concept two", "lav")) == "done");
  REQUIRE(world.code("rename coder lav to thyme\nrename coder mint to lav") == "done");
  REQUIRE(EditWorld::code_of(world.edit("add concept three", "lav")) == "done");
  REQUIRE(world.code("rename coder lav to sage") == "done");
  erase(world.path(), model::ThingKind::coder, "thyme");
  CHECK_FALSE(holds(world.path(), "thyme"));
  require_sound(world.path());
  auto review = review::Review::open(world.path(), store::Mode::write);
  CHECK(review.store().history({"", "", "erased person 1", "", "", 0}).size() == 1);
  CHECK(review.store().history({"", "", "lav", "", "", 0}).size() == 1);
  CHECK(review.store().coder_work().assignments.size() == 2);
  // Names that tell nothing are given once.
  REQUIRE(world.code("retire coder \"erased person 1\" with everything") == "done");
  CHECK(erase(world.path(), model::ThingKind::coder, "sage").stands_now == "erased person 2");
  CHECK_FALSE(holds(world.path(), "sage\""));
  require_sound(world.path());
}

TEST_CASE("few words are erased from the sentences that tell of them", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  REQUIRE(world.code("add extract \"Marigold told so\" from other2020 paraphrase") == "done");
  REQUIRE(holds(world.path(), "Marigold told"));
  const auto told = erase(world.path(), model::ThingKind::extract, "other2020: told so");
  CHECK(told.is_proved());
  CHECK_FALSE(holds(world.path(), "Marigold told"));
  require_sound(world.path());
}

TEST_CASE("an erased person's full name goes from notes and reasons, too", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  REQUIRE(world.code("add coder MQ name \"Marigold Quince\"\n"
                     "code \"lee2021: see me any more\" as context calm note \"as Marigold Quince "
                     "said\"\n"
                     "support \"CMOC 1\" with \"lee2021: and cried\" note \"Marigold Quince saw "
                     "it\"\n"
                     "judge lee2021 rigour high because \"Marigold Quince knows them\"\n"
                     "resolve \"lee2021: see me any more\" as context calm holds because \"said "
                     "Marigold Quince\"\n"
                     "read lee2021 note \"with Marigold Quince\"") == "done");
  CHECK(erase(world.path(), model::ThingKind::coder, "MQ").texts > 0);
  CHECK_FALSE(holds(world.path(), "Quince"));
  require_sound(world.path());
}

TEST_CASE("a copy that a death cut off is no place to survive an erasure", "[review][erase]") {
  EditWorld world(true);
  fill(world);
  REQUIRE(world.code("add coder MQ name \"Marigold Quince\"") == "done");
  const fs::path folder = store::backup_folder(world.path());
  fs::create_directories(folder);
  const fs::path left = folder / "r.retro.checking-0123.part-4567";
  fs::copy_file(world.path(), left);
  const auto told = erase(world.path(), model::ThingKind::coder, "MQ", true);
  CHECK(std::find(told.backups.begin(), told.backups.end(), left) != told.backups.end());
  CHECK_FALSE(fs::exists(left));
}

TEST_CASE("a backup from before an erasure, and one of another review, are known",
          "[review][erase][backup]") {
  EditWorld world(true);
  fill(world);
  const fs::path before = world.folder.path() / "before.retro";
  fs::copy_file(world.path(), before);
  CHECK(store::erased_since(world.path(), before).empty());
  const auto told = erase(world.path(), model::ThingKind::extract, "lee2021: see me");
  CHECK(store::erased_since(world.path(), before) ==
        std::vector<std::string>{"extract " + told.id});
  CHECK(store::erased_since(before, world.path()).empty());
  CHECK_FALSE(store::is_of_another(world.path(), before));
  const EditWorld other(true);
  CHECK(store::is_of_another(world.path(), other.path()));
}
