// A review that demands a reason for every edit.
#include <fstream>

#include "base/error.h"
#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string code(store::EditReceipt receipt) { return EditWorld::code_of(receipt); }

}  // namespace

TEST_CASE("where reasons are demanded nothing is edited, undone or done again without one",
          "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept trust") == "done");
  REQUIRE(world.code("set review reasons demanded") == "done");
  const std::string before = world.state();
  CHECK(world.code("rename concept trust to faith") == "edit.no-reason");
  CHECK(world.code("rename concept trust to faith why \"\"") == "edit.no-reason");
  CHECK(world.code("rename concept trust to faith why \"  \"") == "edit.no-reason");
  CHECK(world.code("set review reasons optional") == "edit.no-reason");
  CHECK(code(world.review.undo("", {"AB", ""})) == "edit.no-reason");
  CHECK(world.state() == before);
  REQUIRE(world.code("rename concept trust to faith why \"as they say\"") == "done");
  REQUIRE(code(world.review.undo("", {"AB", "no, they do not"})) == "done");
  CHECK(code(world.review.redo("", {"AB", " "})) == "edit.no-reason");
  REQUIRE(code(world.review.redo("", {"AB", "they do"})) == "done");
  CHECK(code(world.review.edit(*review::read_edits("add concept time", "").value,
                               {{"AB", "for all of the script"}, false, false})) == "done");
}

TEST_CASE("a script without a reason in one line is refused whole, and the line is named",
          "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("set review reasons demanded") == "done");
  const auto receipt = world.edit("add concept a why \"x\"\nadd concept b");
  REQUIRE(receipt.found.refused());
  CHECK(receipt.found.sorted().front().origin.line == 2);
  CHECK(receipt.done.empty());
  CHECK(world.image(model::ThingKind::concept_, "a").empty());
}

TEST_CASE("the demand is an edit like others: undone, and carried by an export", "[review][edit]") {
  EditWorld world(true);
  const std::string before = world.state();
  REQUIRE(world.code("set review reasons demanded") == "done");
  base::NoProgress silent;
  for (const auto* format : {"native", "bundle"}) {
    const auto target = world.folder.path() / (std::string("out-") + format);
    world.review.export_to(target, *interchange::find_format(format), {}, silent);
    const auto copy = world.folder.path() / (std::string(format) + ".retro");
    auto other = review::Review::create(copy);
    REQUIRE(other.import({{target}, format, {}, {"AB", ""}, false}, silent).changed());
    const auto refused =
        other.edit(*review::read_edits("add concept a", "").value, {{"AB", ""}, false, false});
    CHECK(EditWorld::code_of(refused) == "edit.no-reason");
  }
  REQUIRE(code(world.review.undo("", {"AB", "too much"})) == "done");
  CHECK(world.state() == before);
  CHECK(world.code("add concept a") == "done");
}

TEST_CASE("a merge, and a decision on a conflict or on doubles, needs a reason, too",
          "[review][merge]") {
  MergeWorld world;
  REQUIRE(world.base().code("set review reasons demanded") == "done");
  for (const std::string name : {"a", "b"}) {
    world.copy("base", name);
    REQUIRE(world.edit(name, "set concept \"stigma\" definition \"" + name + "\" why \"x\"") ==
            "done");
  }
  const std::string before = world.state("a");
  CHECK_THROWS_WITH(world.merge("a", "b"), ContainsSubstring("demands a reason"));
  CHECK(world.state("a") == before);
  REQUIRE(world.store("a").merge(world.path("b"), {{"a", "b has coded"}, false}).changed());
  CHECK(code(world.store("a").decide(1, "mine", {"a", ""})) == "edit.no-reason");
  CHECK(code(world.store("a").decide(1, "mine", {"a", "shorter"})) == "done");
  const auto documents = world.store("a").snapshot();
  const std::string one(documents->documents[0].key);
  const std::string other(documents->documents[1].key);
  CHECK_THROWS_WITH(world.store("a").decide_double(one, other, false, {"a", ""}),
                    ContainsSubstring("demands a reason"));
  CHECK(world.store("a").decide_double(one, other, false, {"a", "two cohorts"}));
}

TEST_CASE("two people of one name stay two in a merge until somebody says that they are one",
          "[review][merge]") {
  const auto apart = [](MergeWorld& world) {
    for (const std::string name : {"a", "b"}) {
      world.copy("base", name);
      REQUIRE(world.edit(name, "add coder AB") == "done");
      REQUIRE(world.edit(name, "add concept \"of " + name + "\"") == "done");
    }
    const auto by_ab = [&](const std::string& name) {
      return EditWorld::code_of(world.store(name).edit(
          *review::read_edits("note on concept \"of " + name + "\" \"noted in " + name + "\"", "")
               .value,
          {{"AB", ""}, false, false}));
    };
    REQUIRE(by_ab("a") == "done");
    REQUIRE(by_ab("b") == "done");
    REQUIRE(world.merge("a", "b").changed());
    REQUIRE(world.merge("b", "a").changed());
    CHECK(difference(world.state("a"), world.state("b")) == std::string());
    CHECK(world.conflicts("a") == world.conflicts("b"));
    CHECK_FALSE(world.image("a", model::ThingKind::coder, "AB").empty());
    CHECK_FALSE(world.image("a", model::ThingKind::coder, "AB (2)").empty());
    CHECK(world.conflicts("a").find("coder \"AB (2)\": label") == 0);
    CHECK(code(world.store("a").decide(1, "mine", {"a", ""})) == "merge.side");
  };
  SECTION("the same person") {
    MergeWorld world(true);
    apart(world);
    REQUIRE(code(world.store("a").decide(1, "same", {"a", ""})) == "done");
    CHECK(world.image("a", model::ThingKind::coder, "AB (2)").empty());
  }
  SECTION("another") {
    MergeWorld world(true);
    apart(world);
    REQUIRE(code(world.store("a").decide(1, "another", {"a", ""})) == "done");
    CHECK_FALSE(world.image("a", model::ThingKind::coder, "AB (2)").empty());
    CHECK(world.conflicts("a").empty());
    const auto decision = world.store("a").history({"", "", "", "", "", 1}).front().change.uid;
    REQUIRE(world.merge("b", "a").changed());
    CHECK(world.conflicts("b").empty());
    CHECK(difference(world.state("a"), world.state("b")) == std::string());
    REQUIRE(EditWorld::code_of(world.store("b").undo(decision, {"b", ""})) == "done");
    CHECK(world.conflicts("b").find("coder \"AB (2)\": label") == 0);
  }
}

TEST_CASE("people of one label and one full name are one", "[review][merge]") {
  MergeWorld world(true);
  for (const std::string name : {"a", "b"}) {
    world.copy("base", name);
    REQUIRE(world.edit(name, "add coder AB name \"Anna Bell\"") == "done");
  }
  REQUIRE(world.merge("a", "b").changed());
  CHECK(world.conflicts("a").empty());
  CHECK_FALSE(world.image("a", model::ThingKind::coder, "AB").empty());
  CHECK(world.image("a", model::ThingKind::coder, "AB (2)").empty());
}

TEST_CASE("a second coder of the same initials is not added, one of the same full name is told",
          "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB name \"Anna Bell\"") == "done");
  CHECK(world.code("add coder AB name \"Arne Berg\"") == "edit.there");
  const auto receipt = world.edit("add coder ABe name \"Anna Bell\"");
  REQUIRE(receipt.done.size() == 1);
  REQUIRE(receipt.found.sorted().size() == 1);
  CHECK(receipt.found.sorted().front().code == "edit.same-name");
}

TEST_CASE("what comes in and what is kept needs a reason, too", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add document lee2021\nset review reasons demanded") == "done");
  const std::string before = world.state();
  const auto sheet = world.folder.path() / "sheet.csv";
  std::ofstream(sheet) << "document,quote,context,mechanism,outcome\nlee2021,a,b,c,d\n";
  base::NoProgress silent;
  const auto refused = [](const auto& work) {
    try {
      work();
    } catch (const base::Error& error) {
      return std::string(error.what()).find("demands a reason") != std::string::npos;
    }
    return false;
  };
  const auto import = [&](const std::string& why) {
    return world.review.import({{sheet}, "", {}, {"AB", why}, false}, silent);
  };
  CHECK(refused([&] { import(""); }));
  store::AttachOptions options;
  options.by = {"AB", " "};
  CHECK(refused([&] { world.review.store().attach({{"lee2021", "words", {}}}, options, silent); }));
  CHECK(refused([&] { world.review.store().save_question("q", "outcomes", false, {"AB", ""}); }));
  CHECK(world.state() == before);
  CHECK(import("as coded").changed());
}
