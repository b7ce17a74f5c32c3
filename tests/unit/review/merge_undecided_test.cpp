// A decision is one step, whatever it took to carry it out; undone, it leaves the conflict open as
// it was, with both sides.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

void begin(MergeWorld& world) {
  part_claims(world,
              "add document kim2022\nadd extract \"no one came\" from kim2022\n"
              "contradict \"CMOC 2\" with \"no one came\" on outcome trust");
}

/// Decided, undone and done again in "a": first as before, then as it was decided.
void there_and_back(MergeWorld& world, const std::string& thing, const std::string& side) {
  const std::string before = world.state("a");
  const std::string open = world.conflicts("a");
  REQUIRE(decide(world, "a", thing, side) == "done");
  const std::string decided = world.state("a");
  REQUIRE(undo(world, "a") == "done");
  CHECK(difference(world.state("a"), before) == std::string());
  CHECK(world.conflicts("a") == open);
  CHECK(undo(world, "a") == "undo.none");
  world.copy("a", "undone");
  REQUIRE(EditWorld::code_of(world.store("a").redo("", {"a", ""})) == "done");
  CHECK(difference(world.state("a"), decided) == std::string());
  CHECK_FALSE(is_open(world, "a", thing));
  // In another copy, too, whether it takes in all at once or one after the other.
  world.copy("b", "late");
  REQUIRE(world.merge("b", "undone").changed());
  CHECK(difference(world.state("b"), before) == std::string());
  CHECK(world.conflicts("b") == open);
  hand_on(world, "a", "b");
  hand_on(world, "a", "late");
}

}  // namespace

TEST_CASE("that one thing went into another is decided and undone as one",
          "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept calm into trust") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept calm into hope") == "done");
  meet(world);
  there_and_back(world, "concept \"calm\"", "concept \"trust\"");
}

TEST_CASE("one of the changes of a decision stands for all of it", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge configuration \"CMOC 1\" into \"CMOC 3\"") == "done");
  const std::string open = meet(world);
  const std::string before = world.state("a");
  REQUIRE(decide(world, "a", "configuration \"CMOC 1\"", "configuration \"CMOC 2\"") == "done");
  const auto history = world.store("a").history({"", "", "", "", "", 1});
  REQUIRE(history[0].change.kind == "edit");
  const std::string last = history[0].change.uid;
  REQUIRE(undo(world, "a", last) == "done");
  CHECK(difference(world.state("a"), before) == std::string());
  CHECK(world.conflicts("a") == open);
}

TEST_CASE("a decision is undone whole where it came as a file, too", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept calm into trust") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept calm into hope") == "done");
  const std::string open = meet(world);
  const std::string before = uses(world, "a");
  REQUIRE(decide(world, "a", "concept \"calm\"", "concept \"trust\"") == "done");
  const std::string decided = uses(world, "a");
  base::NoProgress silent;
  const auto file = world.base().folder.path() / "a.xml";
  review::Review::open(world.path("a"), store::Mode::read)
      .export_to(file, *interchange::find_format("native"), {}, silent);
  {
    auto review = review::Review::create(world.path("c"));
    REQUIRE_FALSE(review.import({{file}, "", {}, {"c", ""}, false}, silent).found.refused());
  }
  REQUIRE(undo(world, "c") == "done");
  CHECK(uses(world, "c") == before);
  CHECK(world.conflicts("c") == open);
  REQUIRE(EditWorld::code_of(world.store("c").redo("", {"c", ""})) == "done");
  CHECK(uses(world, "c") == decided);
  CHECK(world.store("c").damage(silent) == std::vector<std::string>());
}

TEST_CASE("that something stays is undone with what came back", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "retire configuration \"CMOC 2\" with everything") == "done");
  REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
  meet(world);
  there_and_back(world, "configuration \"CMOC 2\"", "is in use");
}

TEST_CASE("that something stays out of another is undone", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
  REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
  meet(world);
  there_and_back(world, "configuration \"CMOC 2\"", "is in use");
}

TEST_CASE("one paper or two is undone to both", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.store("a").decide_double("lee2021", "kim2022", false, {"a", "two trials"}));
  world.in_year("2102");
  REQUIRE(world.store("b").decide_double("kim2022", "lee2021", true, {"b", "preprint"}));
  meet(world);
  const bool is_one = GENERATE(true, false);
  there_and_back(world, "document \"lee2021\" and document \"kim2022\"",
                 is_one ? "one paper" : "two papers");
}

TEST_CASE("a claim stays though the one that it went into was changed", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("support \"CMOC 1\" with \"no one came\"") == "done");
  part(world);
  REQUIRE(world.edit("b", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
  SECTION("an element more") {
    REQUIRE(world.edit("a", "add mechanism hope to \"CMOC 1\"") == "done");
    REQUIRE(world.edit("a", "refine \"CMOC 1\" with \"no one came\" on mechanism hope") == "done");
  }
  SECTION("an element less") {
    REQUIRE(world.edit("a", "remove context calm from \"CMOC 1\"") == "done");
  }
  REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
  const std::string mine = uses(world, "a");
  meet(world);
  REQUIRE(decide(world, "a", "configuration \"CMOC 2\"", "is in use") == "done");
  CHECK(uses(world, "a") == mine);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("evidence is on its element again when that comes back", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "remove outcome trust from \"CMOC 2\"") == "done");
  const std::string removed = world.store("a").history({"", "", "", "", "", 1})[0].change.uid;
  REQUIRE(world.edit("b", "support \"CMOC 2\" with \"they had time\" on outcome trust") == "done");
  const std::string theirs = uses(world, "b");
  world.copy("a", "c");
  CHECK(told(world.merge("c", "b"), "merge.evidence-kept")
            .find("'add outcome \"trust\" to \"CMOC 2\"'") != std::string::npos);
  meet(world);
  CHECK(uses(world, "a").find("CMOC 2 0 supports they had time") != std::string::npos);
  SECTION("undone") { REQUIRE(undo(world, "a", removed) == "done"); }
  SECTION("added again") { REQUIRE(world.edit("a", "add outcome trust to \"CMOC 2\"") == "done"); }
  CHECK(uses(world, "a").find("CMOC 2 1 supports they had time") != std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("elements are taken back though another changed the list, too", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "remove context calm from \"CMOC 1\"") == "done");
  const std::string removed = world.store("a").history({"", "", "", "", "", 1})[0].change.uid;
  REQUIRE(world.edit("b", "add mechanism hope to \"CMOC 1\"") == "done");
  REQUIRE(world.edit("b", "refine \"CMOC 1\" with \"no one came\" on mechanism hope") == "done");
  const std::string theirs = uses(world, "b");
  meet(world);
  REQUIRE(undo(world, "a", removed) == "done");
  CHECK(uses(world, "a") == theirs);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("what is done and taken back leaves all that is open on a thing as it was",
          "[review][merge][undo]") {
  MergeWorld world(true);
  part_claims(world);
  world.copy("base", "c");
  REQUIRE(world.edit("a", "set configuration \"CMOC 1\" title \"of a\" status supported") ==
          "done");
  REQUIRE(world.edit("b", "set configuration \"CMOC 1\" title \"of b\" status refuted") == "done");
  REQUIRE(world.edit("c", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(world.merge("a", "c").changed());
  const std::string open = world.conflicts("a");
  const std::string before = world.state("a");
  REQUIRE(open.find(": title") != std::string::npos);
  REQUIRE(open.find(": status") != std::string::npos);
  REQUIRE(open.find("is retired") != std::string::npos);
  for (const char* sentence : {"retire configuration \"CMOC 1\" with everything",
                               "set configuration \"CMOC 1\" title \"of nobody\"",
                               "set configuration \"CMOC 1\" title \"of a\" status proposed"}) {
    CAPTURE(sentence);
    REQUIRE(world.edit("a", sentence) == "done");
    REQUIRE(undo(world, "a") == "done");
    CHECK(world.conflicts("a") == open);
    CHECK(difference(world.state("a"), before) == std::string());
  }
  // A decision decides one thing, and its undoing nothing.
  for (const store::Conflict& each : world.store("a").conflicts()) {
    CAPTURE(each.field);
    const std::size_t others = world.store("a").conflicts().size() - 1;
    REQUIRE(EditWorld::code_of(world.store("a").decide(each.number, "1", {"a", ""})) == "done");
    CHECK(world.store("a").conflicts().size() == others);
    REQUIRE(undo(world, "a") == "done");
    CHECK(world.conflicts("a") == open);
  }
  REQUIRE(world.merge("b", "a").changed());
  CHECK(world.conflicts("b") == open);
}

TEST_CASE("how a statement came about is left open where two said it differently",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add theory T\nadd theory version v1 theory T\n"
                            "add theory version v2 theory T\n"
                            "add statement S version v1 text two") == "done");
  part(world);
  REQUIRE(world.edit("a", "add statement S version v2 text two lineage kept from S") == "done");
  REQUIRE(world.edit("b", "add statement S version v2 text two lineage reworded from S") == "done");
  const std::string open = meet(world);
  CHECK(open.find("lineage") != std::string::npos);
  CHECK(open.find("statement \"S\" of \"v1\" \"kept\"") != std::string::npos);
  CHECK(open.find("statement \"S\" of \"v1\" \"reworded\"") != std::string::npos);
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "mine", {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  CHECK(world.state("a").find("\"reworded\"") == std::string::npos);
  REQUIRE(world.merge("b", "a").changed());
  CHECK(world.state("a") == world.state("b"));
}

TEST_CASE("a move that was cut from a circle is left open, and either may hold",
          "[review][merge]") {
  MergeWorld world(true);
  const ThingKind kind = GENERATE(ThingKind::concept_, ThingKind::theme);
  const std::string word(model::to_word(kind));
  REQUIRE(world.base().code("add " + word + " x\nadd " + word + " y\nadd " + word + " z\nmove " +
                            word + " z under y") == "done");
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "move " + word + " x under z") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "move " + word + " y under x") == "done");
  const std::string open = meet(world);
  CHECK(open == word + " \"y\": parent | at the top | " + word + " \"x\"\n");
  const auto below = [&](const std::string& name) {
    return world.image("a", kind, name).find("parent") != std::string::npos;
  };
  const std::string before = world.state("a");
  const bool is_cut_one = GENERATE(false, true);
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, is_cut_one ? "2" : "1", {"a", ""})) ==
          "done");
  CHECK(below("y") == is_cut_one);
  CHECK(below("x") != is_cut_one);
  CHECK(below("z"));
  CHECK(world.conflicts("a").empty());
  REQUIRE(world.merge("b", "a").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
  REQUIRE(undo(world, "a") == "done");
  CHECK(difference(world.state("a"), before) == std::string());
  CHECK(world.conflicts("a") == open);
}
