// What who codes apart cannot do, for it would move, alter or uncover what is hidden from them.
#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// AB has coded an extract of a paper that both are to code, and supported an element of K1 with
/// it; EF does not code apart.
void begin(EditWorld& world) {
  REQUIRE(EditWorld::code_of(
              world.edit("add coder AB\nadd coder CD\nadd document lee2021\nadd document kim2022\n"
                         "add concept trust\nadd concept other\nadd configuration K1\n"
                         "add context trust to K1\nadd configuration K2\nadd context other to K2\n"
                         "add extract \"they had time\" from lee2021\nassign lee2021 to AB, CD",
                         "EF")) == "done");
  REQUIRE(world
              .edit("code \"lee2021: they had time\" as context trust\n"
                    "support K1 with \"lee2021: they had time\" on context trust\n"
                    "judge lee2021 rigour high",
                    "AB")
              .done.size() == 3);
}

}  // namespace

TEST_CASE("who codes apart neither moves nor alters hidden work", "[review][double]") {
  EditWorld world(true);
  begin(world);
  const std::string sentence = GENERATE(
      as<std::string>(), "merge concept trust into other", "merge configuration K1 into K2",
      "merge coder AB into CD", "merge coder CD into AB",
      "split concept trust into faith for extract \"lee2021: they had time\"",
      "split concept trust into faith for configuration K1", "split configuration K1 into K1b",
      "remove context trust from K1", "set context trust of K1 opposite",
      "set context trust of K1 concept other",
      "set extract \"lee2021: they had time\" quote \"they had none\"",
      "set extract \"lee2021: they had time\" document kim2022", "judge lee2021 rigour low by AB",
      "unassign lee2021 from AB", "unassign lee2021 from CD", "retire coder AB", "retire coder CD",
      "code \"lee2021: they had time\" as context trust by AB note \"of CD\"");
  CAPTURE(sentence);
  const std::string before = world.state();
  const auto refused = world.edit(sentence, "CD").found.sorted();
  REQUIRE_FALSE(refused.empty());
  CHECK(refused.front().code == "edit.hidden");
  CHECK(refused.front().message.find("work that is hidden from you until all") !=
        std::string::npos);
  CHECK(base::to_text(refused.front()).find("somebody who does not code it apart") !=
        std::string::npos);
  CHECK(world.state() == before);
  // Others see what they do.
  const bool is_in_use = sentence.starts_with("retire coder AB");
  CHECK(EditWorld::code_of(world.edit(sentence, "EF")) == (is_in_use ? "edit.in-use" : "done"));
}

TEST_CASE("who codes apart does what leaves hidden work as it is", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(world.edit("add concept mine\nadd configuration K3\n"
                                        "add context mine to K3\nadd outcome mine to K1",
                                        "CD")) == "done");
  const std::string sentence = GENERATE(
      as<std::string>(), "add mechanism mine to K1", "set context trust of K1 wording \"a bond\"",
      "set context trust of K1 direction +", "rename concept trust to faith",
      "merge concept other into trust", "merge concept mine into trust",
      "merge configuration K2 into K1", "remove outcome mine from K1",
      "set outcome mine of K1 opposite", "split configuration K2 into K2b",
      "set extract \"lee2021: they had time\" note \"of all\"", "judge lee2021 rigour low",
      "add coder GH\nmerge coder GH into CD");
  CAPTURE(sentence);
  CHECK(EditWorld::code_of(world.edit(sentence, "CD")) == "done");
}

TEST_CASE("nothing is hidden that there is not, and nothing once all have finished",
          "[review][double]") {
  EditWorld world(true);
  const std::string sentence =
      GENERATE(as<std::string>(), "merge coder AB into CD", "unassign lee2021 from AB",
               "retire coder CD", "merge concept trust into other");
  CAPTURE(sentence);
  SECTION("nothing was done yet") {
    REQUIRE(world.code("add coder AB\nadd coder CD\nadd document lee2021\nadd concept trust\n"
                       "add concept other\nassign lee2021 to AB, CD") == "done");
  }
  SECTION("all have finished") {
    begin(world);
    for (const char* coder : {"AB", "CD"})
      REQUIRE(EditWorld::code_of(world.edit("finish lee2021", coder)) == "done");
  }
  CHECK(EditWorld::code_of(world.edit(sentence, "CD")) == "done");
}

TEST_CASE("a passage that another alone took comes to light by no other assignment",
          "[review][double]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit("add coder AB\nadd coder CD\nadd document lee2021\n"
                                        "assign lee2021 to AB, CD",
                                        "EF")) == "done");
  REQUIRE(EditWorld::code_of(world.edit("add extract \"they had time\" from lee2021", "AB")) ==
          "done");
  const std::string sentence =
      GENERATE(as<std::string>(), "merge coder AB into CD", "merge coder CD into AB",
               "unassign lee2021 from AB", "retire coder AB with everything");
  CAPTURE(sentence);
  CHECK(EditWorld::code_of(world.edit(sentence, "CD")) == "edit.hidden");
}

namespace {

std::string told(const store::EditReceipt& receipt) {
  std::string text;
  for (const auto& each : receipt.found.sorted()) text += base::to_text(each) + "\n";
  return text;
}

/// The change that the last sentence of the coder made.
std::string last_of(EditWorld& world, const std::string& coder) {
  return world.review.store().history({"", "", coder, "", "", 1}).front().change.uid;
}

/// The coder takes a concept up and says something of it, "of AB"; the uid of the latter.
std::string take_up(EditWorld& world, const std::string& coder, const std::string& says) {
  REQUIRE(world
              .edit("code \"lee2021: they had time\" as outcome hope\n" + says + " \"of " + coder +
                        "\"",
                    coder)
              .done.size() == 2);
  return last_of(world, coder);
}

}  // namespace

TEST_CASE("an undo names nothing that another said of one concept, and takes none of it back",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  const std::string own = take_up(world, "AB", "set concept hope definition");
  const std::string others = take_up(world, "CD", "set concept hope definition");
  const std::string before = world.state();
  const auto refused = world.review.undo(own, {"AB", ""});
  CHECK(EditWorld::code_of(refused) == "undo.later");
  CHECK(told(refused).find("work that is hidden from you") != std::string::npos);
  CHECK(told(refused).find(others) == std::string::npos);
  CHECK(told(refused).find("CD") == std::string::npos);
  CHECK(EditWorld::code_of(world.review.undo(others, {"AB", ""})) == "edit.hidden");
  CHECK(world.state() == before);
  // Who said it takes it back, and does it again; who codes nothing apart is told all.
  CHECK(told(world.review.undo(own, {"EF", ""})).find(others) != std::string::npos);
  CHECK(EditWorld::code_of(world.review.undo(others, {"CD", ""})) == "done");
  CHECK(EditWorld::code_of(world.review.redo(others, {"CD", ""})) == "done");
}

TEST_CASE("an undo takes back no remark of another on a concept that both took up",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  const std::string own = take_up(world, "AB", "note on concept hope");
  const std::string others = take_up(world, "CD", "note on concept hope");
  const std::string before = world.state();
  const auto refused = world.review.undo(others, {"AB", ""});
  CHECK(EditWorld::code_of(refused) == "edit.hidden");
  CHECK(told(refused).find("CD") == std::string::npos);
  CHECK(EditWorld::code_of(world.review.undo(own, {"CD", ""})) == "edit.hidden");
  CHECK(world.state() == before);
  CHECK(EditWorld::code_of(world.review.undo(own, {"AB", ""})) == "done");
  CHECK(EditWorld::code_of(world.review.undo(others, {"EF", ""})) == "done");
}

TEST_CASE("nobody takes away a name that another gave apart", "[review][double]") {
  EditWorld world(true);
  begin(world);
  for (const char* coder : {"AB", "CD"}) take_up(world, coder, "alias hope as");
  CHECK(EditWorld::code_of(world.edit("alias hope not as \"of CD\"", "AB")) == "edit.unknown");
  CHECK(EditWorld::code_of(world.edit("alias hope not as \"of AB\"", "AB")) == "done");
  CHECK(world.image(model::ThingKind::concept_, "hope").find("of CD") != std::string::npos);
}

TEST_CASE("an undo takes back no word of another on a merged concept, whichever of the two stands",
          "[review][double][merge]") {
  MergeWorld world(true);
  begin(world.base());
  const bool is_first = GENERATE(true, false);
  const std::string says = GENERATE(as<std::string>(), "alias hope as", "note on concept hope",
                                    "set concept hope definition");
  CAPTURE(is_first, says);
  std::map<std::string, std::string> said;
  for (const std::string coder : {"AB", "CD"}) {
    world.in_year(is_first == (coder == "AB") ? "2098" : "2099");
    world.copy("base", coder);
    REQUIRE(world.edit(coder, "code \"lee2021: they had time\" as outcome hope") == "done");
    REQUIRE(world.edit(coder, says + " \"of " + coder + "\"") == "done");
    said[coder] = last_change(world, coder);
  }
  world.copy("CD", "CD0");
  REQUIRE(world.merge("CD", "AB").changed());
  REQUIRE(world.merge("AB", "CD0").changed());
  CHECK(undo(world, "AB", said["CD"]) == "edit.hidden");
  CHECK(undo(world, "CD", said["AB"]) == "edit.hidden");
  CHECK(undo(world, "AB", said["AB"]) == "done");
  CHECK(undo(world, "CD", said["CD"]) == "done");
}

TEST_CASE("an undo uncovers no hidden work, but for who acts having assigned it",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto assigned = [&] {
    for (const auto& entry : world.review.store().history({"", "", "", "", "", 0}))
      if (entry.change.what.starts_with("assigned")) return entry.change.uid;
    return std::string();
  }();
  CHECK(EditWorld::code_of(world.review.undo(assigned, {"CD", ""})) == "edit.hidden");
  CHECK(EditWorld::code_of(world.review.undo(assigned, {"EF", ""})) == "done");
  CHECK(EditWorld::code_of(world.review.redo(assigned, {"EF", ""})) == "done");
}
