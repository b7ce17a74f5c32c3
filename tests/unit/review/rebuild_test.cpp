// A review is what its imports brought and its history tells: made anew from both it is the same.
#include <algorithm>
#include <fstream>

#include "base/hash.h"
#include "merge_world.h"
#include "reviewer.h"
#include "store/body.h"
#include "store/moment_bytes.h"
#include "support/repeats.h"

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

/// What the review was once that change was made.
std::string state_after(const std::filesystem::path& path, const std::string& change) {
  store::Connection connection(path, store::Connection::Access::read);
  store::Connection copy("", store::Connection::Access::create);
  store::copy_into(connection, copy);
  store::go_back(copy, change);
  return review_state(copy);
}

/// What the review was after changes, to be held against what is said to have been then.
class Remembered {
 public:
  explicit Remembered(EditWorld& world) : world_(world) {}
  void keep() {
    const auto last = world_.review.store().history({"", "", "", "", "", 1});
    states_[last.front().change.uid] = world_.state();
  }
  void check() const {
    for (const auto& [change, state] : states_)
      CHECK(difference(state, state_after(world_.path(), change)) == std::string());
  }

 private:
  EditWorld& world_;
  std::map<std::string, std::string> states_;
};

void edit_and_keep(EditWorld& world, Remembered& past, const std::string& sentence) {
  INFO(sentence);
  REQUIRE(world.code(sentence) == "done");
  past.keep();
}

void attach_text(EditWorld& world, const std::string& key) {
  store::AttachedText text;
  text.key = key;
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
}

/// Another review, worked on by hand, as a file that carries everything.
void import_another(EditWorld& world, unsigned seed) {
  EditWorld other(true);
  Reviewer reviewer(other.path(), seed);
  for (int i = 0; i < 15; ++i) other.edit(reviewer.sentence());
  const auto file = world.folder.path() / "other.xml";
  other.review.export_to(file, *interchange::find_format("native"), {}, world.progress);
  // Where the two differ in a claim of one name it is refused, and leaves nothing.
  world.review.import({{file}, "", {}, {"CD", ""}, false}, world.progress);
}

/// Imports, edits, texts and their undoing in turn, from the example on or from nothing.
void work_in_turn(unsigned seed) {
  EditWorld world(seed % 2 == 0);
  Remembered past(world);
  Reviewer reviewer(world.path(), seed);
  const auto work = [&](int steps) {
    for (int i = 0; i < steps; ++i) {
      world.edit(reviewer.sentence());
      if (i % 5 == 0) past.keep();
    }
  };
  work(25);
  // One row defines what an edit made a concept of, the other names what is not there yet.
  import_sheet(world, "first",
               "smith2019,T,they had time,time,trust,health\njones2020,U,gardens "
               "heal,garden,calm,health\n");
  past.keep();
  work(15);
  import_sheet(world, "another", "smith2019,T,they trusted,time,faith,health\n");
  attach_text(world, "smith2019");
  past.keep();
  import_another(world, seed + 1);
  past.keep();
  REQUIRE(world.code("add extract \"Then they had not\" from smith2019") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  import_sheet(world, "second", "lee2021,V,bus gone,no bus,trust,health\n");
  REQUIRE(world.code("retire document lee2021 with everything") == "done");
  import_sheet(world, "second", "lee2021,V,bus gone,no bus,trust,health\n");
  past.keep();
  work(15);
  CHECK(faults(world.review.store()) == std::vector<std::string>());
  past.check();
}

}  // namespace

TEST_CASE("imports, edits, texts and their undoing in turn are all accounted for",
          "[review][rebuild]") {
  const unsigned first = repeats("RETRODUCE_REBUILD_SEED", 20261127);
  const unsigned times = repeats("RETRODUCE_REBUILDS", 2);
  for (unsigned seed = first; seed < first + times; ++seed) {
    INFO("seed " << seed);
    work_in_turn(seed);
  }
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

TEST_CASE("what an import brings again after it was taken away is no damage", "[review][rebuild]") {
  EditWorld world(true);
  Remembered past(world);
  const auto edit = [&](const std::string& sentence) { edit_and_keep(world, past, sentence); };
  const std::string row = "smith2019,T,they had time,time,trust,health\n";
  import_sheet(world, "first", row);
  past.keep();
  edit("judge smith2019 rigour low because short");
  edit("alias trust as faith");
  edit("retire configuration \"first row 2\" with everything");
  edit("retire document smith2019 with everything");
  edit("retire concept time");
  edit("rename concept trust to \"old trust\"");
  import_sheet(world, "first", row + "lee2021,V,bus gone,no bus,trust,health\n");
  past.keep();
  edit("alias trust as belief");
  edit("retire configuration \"first row 3\" with everything");
  CHECK(faults(world.review.store()) == std::vector<std::string>());
  past.check();
}

TEST_CASE("as of a moment before an import, nothing is there of what came under its own changes",
          "[review][rebuild]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document smith2019\nadd concept trust\nadd concept time\n"
                            "add extract \"they had time\" from smith2019") == "done");
  world.copy("base", "XY");
  // Both copies come to know a coder by that name.
  REQUIRE(world.edit("XY", "code \"smith2019: they had time\" as context trust") == "done");
  const std::string before = world.state("XY");
  const std::string last = world.store("XY").history({"", "", "", "", "", 1}).front().change.uid;
  const auto coded = world.base().edit("code \"smith2019: they had time\" as context time", "XY");
  REQUIRE(EditWorld::code_of(coded) == "done");
  const auto file = world.base().folder.path() / "base.xml";
  world.base().review.export_to(file, *interchange::find_format("native"), {},
                                world.base().progress);
  {
    auto review = review::Review::open(world.path("XY"), store::Mode::write);
    REQUIRE(review.import({{file}, "", {}, {"AB", ""}, false}, world.base().progress).changed());
  }
  const auto changes = world.store("XY").history({"", "", "", "", "", 9});
  CHECK(std::none_of(changes.begin(), changes.end(),
                     [](const auto& each) { return each.change.kind == "import"; }));
  CHECK(state_after(world.path("XY"), coded.done.front().uid) == world.state("XY"));
  CHECK(difference(state_after(world.path("XY"), last), before) == std::string());
  CHECK(faults(world.store("XY")) == std::vector<std::string>());
}

TEST_CASE("what a copy of the review still had comes again in an import, and is accounted for",
          "[review][rebuild]") {
  EditWorld world(true);
  REQUIRE(world.code("add document smith2019\nadd concept hope\nadd concept time\n"
                     "add concept faith parent hope\nadd extract \"they had time\" from smith2019\n"
                     "code \"smith2019: they had time\" as context hope\n"
                     "add configuration K1\nadd context hope to K1\n"
                     "support K1 with \"smith2019: they had time\"") == "done");
  const auto file = world.folder.path() / "copy.xml";
  world.review.export_to(file, *interchange::find_format("native"), {}, world.progress);
  const auto came_again = [&] {
    const auto receipt = world.review.import({{file}, "", {}, {"CD", ""}, false}, world.progress);
    INFO((receipt.found.empty() ? "" : base::to_text(receipt.found.sorted().front())));
    REQUIRE(receipt.changed());
    const auto found = receipt.found.sorted();
    return std::any_of(found.begin(), found.end(), [](const base::Diagnostic& each) {
      return each.code == "import.came-again";
    });
  };
  Remembered past(world);
  for (const char* taken :
       {"retire configuration K1 with everything", "retire document smith2019 with everything",
        "retire concept faith", "merge concept hope into time"}) {
    edit_and_keep(world, past, taken);
  }
  const std::string before = world.state();
  REQUIRE(came_again());
  const std::string after = world.state();
  past.keep();
  CHECK(faults(world.review.store()) == std::vector<std::string>());
  edit_and_keep(world, past, "set concept hope definition \"that it goes well\"");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(difference(world.state(), before) == std::string());
  REQUIRE(EditWorld::code_of(world.review.redo("", {"AB", ""})) == "done");
  CHECK(difference(world.state(), after) == std::string());
  CHECK(faults(world.review.store()) == std::vector<std::string>());
  past.check();
}

TEST_CASE("an import that needs what was added by hand is accounted for", "[review][rebuild]") {
  EditWorld world(true);
  Remembered past(world);
  const auto edit = [&](const std::string& sentence) { edit_and_keep(world, past, sentence); };
  edit("add document smith2019 title \"T\"");
  edit("add concept trust");
  edit("add extract \"they had time\" from smith2019");
  import_sheet(world, "first", "smith2019,T,they had time,time,trust,health\n");
  past.keep();
  edit("add concept later");
  CHECK(faults(world.review.store()) == std::vector<std::string>());
  past.check();
}

TEST_CASE("a record with tabs in it is undone and accounted for", "[review][rebuild]") {
  EditWorld world(true);
  const auto file = world.folder.path() / "tabs.bib";
  std::ofstream(file) << "@article{lee2021, title = {They \t had \f \\\"u time},\n\tyear = 2021}\n";
  REQUIRE(world.review.import({{file}, "", {}, {"AB", ""}, false}, world.progress).changed());
  const std::string before = world.state();
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(faults(world.review.store()) == std::vector<std::string>());
  REQUIRE(EditWorld::code_of(world.review.redo("", {"AB", ""})) == "done");
  CHECK(faults(world.review.store()) == std::vector<std::string>());
  CHECK(difference(world.state(), before) == std::string());
}

TEST_CASE("a review that comes in where some of it was added by hand is accounted for",
          "[review][rebuild]") {
  EditWorld other(true);
  REQUIRE(other.code("add document smith2019\nadd concept trust\nadd concept faith parent trust\n"
                     "add extract \"they had time\" from smith2019\n"
                     "code \"smith2019: they had time\" as context trust") == "done");
  const auto file = other.folder.path() / "other.xml";
  other.review.export_to(file, *interchange::find_format("native"), {}, other.progress);
  EditWorld world(true);
  REQUIRE(world.code("add concept trust") == "done");
  REQUIRE(world.review.import({{file}, "", {}, {"AB", ""}, false}, world.progress).changed());
  CHECK(faults(world.review.store()) == std::vector<std::string>());
}
