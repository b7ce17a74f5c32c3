// The history as people read it: of one claim with all that belongs to it, by names.
#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string told(store::Store& store, const std::string& kind, const std::string& name) {
  std::string text;
  for (const store::HistoryEntry& entry : store.history({kind, name, "", "", "", 0})) {
    text += entry.change.what + "\n";
    for (const std::string& step : entry.steps) text += "  " + step + "\n";
  }
  return text;
}

bool holds(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

void begin(EditWorld& world) {
  REQUIRE(world.code("add document d\nadd extract \"q r\" from d\n"
                     "add configuration \"K1\"\nadd configuration \"K2\"\n"
                     "add mechanism trust to \"K1\"\nsupport \"K1\" with \"d: q r\"\n"
                     "link \"K1\" to \"K2\" as ripple\ncode \"d: q r\" as mechanism trust") ==
          "done");
}

}  // namespace

TEST_CASE("the history of a configuration has its evidence and links", "[review][history]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("withdraw \"d: q r\" from \"K1\"\nnote on configuration \"K1\" \"look\"") ==
          "done");
  const std::string history = told(world.review.store(), "configuration", "K1");
  CAPTURE(history);
  CHECK(holds(history, "supported configuration \"K1\""));
  CHECK(holds(history, "linked configuration \"K1\""));
  CHECK(holds(history, "gone: the evidence of extract \"q r\" of d for configuration \"K1\""));
  CHECK(holds(history, "the memo \"look\""));
  CHECK_FALSE(holds(history, "coded extract"));
  CHECK(holds(told(world.review.store(), "configuration", "K2"), "linked configuration"));
  CHECK(holds(told(world.review.store(), "extract", "d: q"), "added extract"));
}

TEST_CASE("evidence that moves with its element is not told as gone and new", "[review][history]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add outcome better to \"K1\"\n"
                     "add extract \"s t\" from d\n"
                     "refine \"K1\" with \"d: s t\" on outcome better\n"
                     "add context town to \"K1\"") == "done");
  const auto newest = [&] { return world.review.store().history({"", "", "", "", "", 1}).front(); };
  for (const std::string& step : newest().steps) CHECK_FALSE(holds(step, "evidence"));
  REQUIRE(world.code("remove outcome better from \"K1\"") == "done");
  const auto removed = newest();
  CAPTURE(removed.steps);
  CHECK(std::any_of(removed.steps.begin(), removed.steps.end(), [](const std::string& step) {
    return holds(step, "for configuration \"K1\": element: element 3 \u2192 the whole");
  }));
}

TEST_CASE("evidence that comes to where other evidence was is not told as judged anew",
          "[review][history]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("withdraw \"d: q r\" from \"K1\"\nadd outcome first to \"K1\"\n"
                     "add outcome second to \"K1\"\n"
                     "support \"K1\" with \"d: q r\" on outcome first\n"
                     "contradict \"K1\" with \"d: q r\" on outcome second") == "done");
  const auto evidence_steps = [&] {
    std::string text;
    const auto newest = world.review.store().history({"", "", "", "", "", 1}).front();
    for (const std::string& step : newest.steps)
      if (holds(step, "evidence")) text += step + "\n";
    return text;
  };
  const std::string piece = "the evidence of extract \"q r\" of d for configuration \"K1\": ";
  REQUIRE(world.code("remove outcome first from \"K1\"") == "done");
  CHECK(evidence_steps() == piece + "element: element 2 \u2192 the whole\n");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(evidence_steps() == piece + "element: the whole \u2192 element 2\n");
}

TEST_CASE("a renumbering says what became what, each in a line", "[review][history]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration \"CMOC 1\"\nadd configuration \"CMOC 2a\"\n"
                     "add configuration \"CMOC 2b\"\nadd configuration \"CMOC 3\"\n"
                     "renumber \"CMOC \"") == "done");
  const std::string history = told(world.review.store(), "configuration", "CMOC 2");
  CAPTURE(history);
  CHECK(holds(history, "\"CMOC 2a\" \u2192 \"CMOC 2\""));
  CHECK(holds(history, "\"CMOC 2b\" \u2192 \"CMOC 3\""));
  CHECK(holds(history, "\"CMOC 3\" \u2192 \"CMOC 4\""));
  const auto newest = world.review.store().history({"", "", "", "", "", 1});
  CHECK(newest.front().steps.size() == 3);
}

TEST_CASE("what is gone is called by its last name, by all who tell of it", "[review][history]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("remove mechanism trust from \"K1\"\nretire concept trust with everything") ==
          "done");
  const std::string history = told(world.review.store(), "", "");
  CHECK(holds(history, "gone: the coding of extract \"q r\" of d as concept \"trust\""));
  CHECK(holds(history, "gone: concept \"trust\""));
  for (const model::Change& change : world.review.details().changes())
    for (const model::HistoryRow& row : change.rows) {
      CAPTURE(row.thing_id);
      CHECK((row.thing == model::ThingKind::review || holds(row.thing_id, "\"")));
    }
}

TEST_CASE("what a merge did is told once, by who did it", "[review][history]") {
  MergeWorld world(true);
  begin(world.base());
  part(world);
  REQUIRE(world.edit("b", "code \"d: q r\" as outcome \"better\"") == "done");
  REQUIRE(world.merge("a", "b").changed());
  auto review = review::Review::open(world.path("a"), store::Mode::read);
  std::size_t codings = 0;
  for (const model::Change& change : review.details().changes()) {
    if (change.kind == "merge") CHECK(change.rows.empty());
    for (const model::HistoryRow& row : change.rows)
      codings += row.thing == model::ThingKind::coding ? 1 : 0;
  }
  CHECK(codings == 2);
}

TEST_CASE("a statement is named with its version", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration K\nadd theory T\n"
                     "add theory version v1 theory T\nadd theory version v2 theory T\n"
                     "add statement S1 version v1 text \"one\"\n"
                     "add statement S1 version v2 text \"two\"") == "done");
  const auto refused = world.edit("set statement S1 configurations K");
  REQUIRE(EditWorld::code_of(refused) == "edit.several");
  const base::Diagnostic found = refused.found.sorted().front();
  CHECK(holds(found.message, "say of which version it is"));
  CHECK(found.notes.front() == "One of: statement \"S1\" of \"v1\", statement \"S1\" of \"v2\"");
  REQUIRE(world.code("set statement S1 of v2 text \"other\"") == "done");
  REQUIRE(world.code("note on statement S1 of v1 \"old\"") == "done");
  CHECK(world.code("retire statement S1 of v3") == "edit.unknown");
  REQUIRE(world.code("retire statement S1 of v1") == "done");
  CHECK(holds(world.image(model::ThingKind::statement, "S1"), "other"));
}

TEST_CASE("where there are several theories a statement is named with its own", "[review][edit]") {
  EditWorld world(true);
  const auto last = [&world] {
    const auto entry = world.review.store().history({"", "", "", "", "", 1}).front();
    return entry.change.what + "; " + base::join(entry.steps, "; ");
  };
  REQUIRE(world.code("add theory T\nadd theory version v1 theory T\n"
                     "add statement 1 version v1 text one") == "done");
  CHECK(last() == "added statement \"1\" of \"v1\"; new: statement \"1\" of \"v1\"");
  REQUIRE(world.code("add theory U\nadd theory version v2 theory U\n"
                     "add statement 1 version v2 text two") == "done");
  CHECK(last() ==
        "added statement \"1\" of \"v2\" of \"U\"; new: statement \"1\" of \"v2\" of "
        "\"U\"");
  REQUIRE(world.code("retire statement 1 of v1 of T") == "done");
  CHECK(last().find("gone: statement \"1\" of \"v1\" of \"T\"") != std::string::npos);
}

TEST_CASE("a version that several theories have is named with its theory", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory T\nadd theory \"The \\\"other\\\"\"\n"
                     "add theory version v2 theory T\n"
                     "add theory version v2 theory \"The \\\"other\\\"\"\n"
                     "add statement S1 version v2 of T text one\n"
                     "add statement S1 version v2 of \"The \\\"other\\\"\" text two\n"
                     "add construct K theory T\nadd document lee2021") == "done");
  const auto ways = [&world](const std::string& sentence) {
    const auto refused = world.edit(sentence);
    REQUIRE(EditWorld::code_of(refused) == "edit.several");
    return refused.found.sorted().front().notes.front();
  };
  const std::string other = "theory version \"v2\" of \"The \\\"other\\\"\"";
  CHECK(ways("read lee2021 under v2") == "One of: theory version \"v2\" of \"T\", " + other);
  CHECK(ways("retire statement S1 of v2") == "One of: theory version \"v2\" of \"T\", " + other);
  CHECK(ways("set statement S1 text two") ==
        "One of: statement \"S1\" of \"v2\" of \"T\", "
        "statement \"S1\" of \"v2\" of \"The \\\"other\\\"\"");
  // Each is read back as it is told.
  CHECK(world.code("read lee2021 under v2 of T") == "done");
  CHECK(world.code("set " + other + " note more") == "done");
  CHECK(world.code("set statement \"S1\" of \"v2\" of \"The \\\"other\\\"\" text three") == "done");
  CHECK(world.code("set construct K of T definition \"what it is\"") == "done");
  CHECK(world.code("rename theory version v2 of T to v3") == "done");
  CHECK(world.code("retire statement S1 of v2 of T") == "edit.unknown");

  SECTION("and a statement stays in its theory") {
    const auto refused = world.edit("set statement S1 of v3 version v2");
    REQUIRE(EditWorld::code_of(refused) == "edit.theory");
    CHECK(
        refused.found.sorted().front().message ==
        "statement \"S1\" of \"v3\" of \"T\" belongs to theory \"T\" and cannot go to a version of "
        "theory \"The \"other\"\"; add a statement there and retire this one");
  }
}

TEST_CASE("all that is to be undone first is told at once, in order", "[review][undo]") {
  EditWorld world(true);
  begin(world);
  const auto first = world.edit("set concept trust definition one").done.front().uid;
  const auto second = world.edit("set concept trust definition two").done.front().what;
  const auto third = world.edit("set concept trust definition three").done.front().what;
  const auto receipt = world.review.undo(first, {"AB", ""});
  REQUIRE(EditWorld::code_of(receipt) == "undo.later");
  const auto notes = receipt.found.sorted().front().notes;
  REQUIRE(notes.size() == 3);
  CHECK(notes[0] == "Undo these first, in this order, each with retroduce undo REVIEW CHANGE:");
  CHECK(holds(told(world.review.store(), "concept", "trust"), "definition"));
  CHECK(holds(world.image(model::ThingKind::concept_, "trust"), "three"));  // nothing was undone
}

TEST_CASE("a road of undoing that ends in a refusal is not shown as one", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept calm") == "done");
  const auto first = world.edit("set concept calm definition one").done.front().uid;
  REQUIRE(world.code("retire concept calm\nadd concept calm") == "done");
  const auto receipt = world.review.undo(first, {"AB", ""});
  REQUIRE(EditWorld::code_of(receipt) == "undo.later");
  CHECK(receipt.found.sorted().front().notes.at(0).starts_with(
      "Undoing what rests on it would not lead there: another concept has the name"));
}
