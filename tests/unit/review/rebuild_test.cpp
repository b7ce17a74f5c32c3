// A review is what its imports brought and its history tells: made anew from both it is the same.
#include <fstream>

#include "base/hash.h"
#include "merge_world.h"
#include "reviewer.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::vector<std::string> faults(store::Store& store) {
  base::NoProgress silent;
  auto found = store.damage(silent);
  for (std::string& each : store.rebuilt_otherwise(silent)) found.push_back(std::move(each));
  return found;
}

void import_sheet(EditWorld& world, const std::string& name, const std::string& rows) {
  const auto sheet = world.folder.path() / (name + ".csv");
  std::ofstream(sheet) << "document,title,quote,context,mechanism,outcome\n" << rows;
  const auto receipt = world.review.import({{sheet}, "", {}, {"AB", ""}, false}, world.progress);
  INFO((receipt.found.empty() ? "" : base::to_text(receipt.found.sorted().front())));
  REQUIRE(receipt.changed());
}

}  // namespace

TEST_CASE("imports, edits, texts and their undoing in turn are all accounted for",
          "[review][rebuild]") {
  EditWorld world;
  Reviewer reviewer(world.path(), 20261127);
  const auto work = [&](int steps) {
    for (int i = 0; i < steps; ++i) world.edit(reviewer.sentence());
  };
  work(25);
  // One row defines what an edit made a concept of, the other names what is not there yet.
  import_sheet(world, "first",
               "smith2019,T,they had time,time,trust,health\njones2020,U,gardens "
               "heal,garden,calm,health\n");
  work(15);
  store::AttachedText text;
  text.key = "smith2019";
  text.text = "They had time. Then they had not.";
  text.origin.source = "s.txt";
  text.origin.format = "text";
  text.file = text.text;
  base::Hasher hasher;
  hasher.add(text.text);
  text.origin.content_hash = hasher.finish();
  store::AttachOptions options;
  options.by = {"AB", ""};
  REQUIRE(world.review.attach({text}, options, world.progress).changed());
  REQUIRE(world.code("add extract \"Then they had not\" from smith2019") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  import_sheet(world, "second", "lee2021,V,bus gone,no bus,trust,health\n");
  REQUIRE(world.code("retire document lee2021 with everything") == "done");
  work(15);
  CHECK(faults(world.review.store()) == std::vector<std::string>());
}

TEST_CASE("after a merge, both copies are accounted for", "[review][rebuild]") {
  MergeWorld world;
  for (const std::string name : {"a", "b"}) {
    world.copy("base", name);
    REQUIRE(world.edit(name, "rename concept \"stigma\" to \"stigma of " + name + "\"") == "done");
    REQUIRE(world.edit(name, "add concept \"new\" definition \"of " + name + "\"") == "done");
  }
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(world.merge("b", "a").changed());
  REQUIRE(world.edit("b", "rename concept \"new\" to \"newer\"") == "done");
  for (const char* name : {"a", "b"})
    CHECK(faults(world.store(name)) == std::vector<std::string>());
}
