// What rests on hidden quotes alone, or is noted on them, is not shown to who codes apart.
#include <fstream>

#include "base/error.h"
#include "base/text.h"
#include "merge_world.h"
#include "store/body.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

/// AB has put a claim, a statement and a CERQual profile on a quote of a paper that CD codes, too.
void begin(EditWorld& world) {
  REQUIRE(
      world.code("add coder AB\nadd coder CD\nadd document d1\nadd document d2\n"
                 "add extract \"open words\" from d2\n"
                 "add theory T\nadd theory version v1 theory T\nadd theory version v2 theory T\n"
                 "assign d1 to AB, CD\nadd extract \"we waited\" from d1\n"
                 "add configuration \"Neglect breeds distrust\"\n"
                 "support \"Neglect breeds distrust\" with \"d1: we waited\"\n"
                 "add entry of cerqual finding \"Neglect breeds distrust\" confidence high "
                 "explanation \"seen all over\"\n"
                 "add statement S1 version v1 text \"secret idea\" moved-by \"d1: we waited\" "
                 "reason \"secret reason\"\n"
                 "add statement S2 version v2 text \"told idea\" moved-by \"d2: open\", "
                 "\"d1: we waited\" lineage reworded from S1\n"
                 "note on document d1 \"secret note\"\nnote on extract \"d1: we waited\" "
                 "\"secret remark\"") == "done");
}

/// All that the view of the review holds.
std::string shown_to(const EditWorld& world, const std::string& coder) {
  const auto view = store::Store::open_view(world.path(), {"", coder}, base::SystemClock());
  return review_state(static_cast<store::StoreBody&>(*view).connection());
}

std::string told(EditWorld& world, const std::string& sentence) {
  std::string text;
  for (const auto& each : world.edit(sentence, "CD").found.sorted()) {
    text += each.code + " " + each.message + "\n";
    for (const std::string& note : each.notes) text += note + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("statements and profiles that rest on hidden quotes alone are hidden",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  const std::string all = world.state();
  const std::string shown = shown_to(world, "CD");
  for (const char* hidden : {"secret", "seen all over", "Neglect", "we waited"}) {
    CAPTURE(hidden);
    CHECK(all.find(hidden) != std::string::npos);
    CHECK(shown.find(hidden) == std::string::npos);
  }
  CHECK(shown.find("told idea") != std::string::npos);
  CHECK(shown_to(world, "AB") == all);
  // Who codes the same passage is shown what they coded, and no more.
  REQUIRE(EditWorld::code_of(world.edit("code \"d1: we waited\" as context mine", "CD")) == "done");
  const std::string own = shown_to(world, "CD");
  CHECK(own.find("we waited") != std::string::npos);
  for (const char* hidden : {"secret", "seen all over", "Neglect"}) {
    CAPTURE(hidden);
    CHECK(own.find(hidden) == std::string::npos);
  }
}

TEST_CASE("hidden notes and statements are unknown in edits, and their names are free",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  for (const char* sentence :
       {"retire memo secret", "set memo \"secret note\" text mine", "set memo remark text mine",
        "set statement S1 text mine", "retire statement S1 of v1",
        "set entry \"Neglect breeds distrust\" confidence low"}) {
    CAPTURE(sentence);
    const std::string answer = told(world, sentence);
    CHECK(answer.starts_with("edit.unknown"));
    for (const char* hidden : {"secret idea", "secret remark", "secret reason"})
      CHECK(answer.find(hidden) == std::string::npos);
  }
  CHECK(told(world, "add statement S1 version v1 text mine").empty());
  CHECK(world.image(ThingKind::statement, "S1 (2)").find("secret idea") != std::string::npos);
  CHECK(world.image(ThingKind::statement, "S1").find("mine") != std::string::npos);
}

TEST_CASE("a concept that somebody else added, too, stays with who had it", "[review][double]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder AB\nadd coder CD\nadd document d1\n"
                            "add extract \"we waited\" from d1\nassign d1 to AB, CD") == "done");
  world.copy("base", "AB");
  world.copy("base", "CD");
  for (const char* concept_ : {"neglect", "secret"})
    REQUIRE(world.edit("AB", "code \"d1: we waited\" as context " + std::string(concept_)) ==
            "done");
  world.in_year("2101");
  REQUIRE(world.edit("CD", "add concept neglect definition \"what CD means\"") == "done");
  REQUIRE(world.merge("CD", "AB").changed());
  const auto view = store::Store::open_view(world.path("CD"), {"", "CD"}, base::SystemClock());
  const std::string shown = review_state(static_cast<store::StoreBody&>(*view).connection());
  CHECK(shown.find("what CD means") != std::string::npos);
  CHECK(shown.find("secret") == std::string::npos);
  // But not what the other says of it.
  world.in_year("2102");
  REQUIRE(world.edit("AB", "set concept neglect definition \"secret view\"") == "done");
  REQUIRE(world.merge("CD", "AB").changed());
  const auto later = store::Store::open_view(world.path("CD"), {"", "CD"}, base::SystemClock());
  CHECK(review_state(static_cast<store::StoreBody&>(*later).connection()).find("secret view") ==
        std::string::npos);
}

namespace {

/// A paper that AB and CD code, coded by AB.
void coded_by_ab(EditWorld& world, const std::string& then) {
  REQUIRE(EditWorld::code_of(
              world.edit("add concept shared\nalias shared as \"known name\"", "EF")) == "done");
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd document d1\nadd document d2\n"
                     "add extract \"we waited\" from d1\nadd extract \"open words\" from d2\n"
                     "assign d1 to AB, CD\n" +
                     then) == "done");
}

/// Imports a sheet, or a codebook, as CD.
store::Receipt sent(EditWorld& world, const std::string& name, const std::string& text) {
  const auto path = world.folder.path() / name;
  std::ofstream(path) << text;
  return world.review.import({{path}, "", {}, {"CD", ""}, false}, world.progress);
}

std::string codebook(const std::string& codes) {
  return "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
         "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"X\"><Codes>" +
         codes + "</Codes></CodeBook>";
}

std::string codebook_of(const std::string& name) {
  return codebook("<Code guid=\"11111111-1111-4111-8111-111111111111\" name=\"" + name +
                  "\" isCodable=\"true\"><Description>what CD thinks</Description></Code>");
}

std::int64_t added(const store::Receipt& receipt, const std::string& kind) {
  for (const store::ReceiptLine& line : receipt.lines)
    if (line.kind == kind) return line.added;
  return 0;
}

}  // namespace

TEST_CASE("who takes up the name of a hidden concept is told nothing that the other said of it",
          "[review][double]") {
  EditWorld world(true);
  coded_by_ab(world,
              "add concept emotions definition \"secret heading\"\n"
              "add concept shame definition \"secret meaning\" parent emotions\n"
              "alias shame as \"secret name\"\ncode \"d1: we waited\" as context shame");
  SECTION("having met it in a codebook") {
    const auto receipt = sent(world, "book.qdc", codebook_of("shame"));
    CHECK_FALSE(receipt.found.refused());
    CHECK(added(receipt, "concepts") == 1);
    for (const auto& each : receipt.found.sorted())
      CHECK(base::to_text(each).find("secret") == std::string::npos);
    REQUIRE(EditWorld::code_of(world.edit("code \"d1: we waited\" as outcome shame", "CD")) ==
            "done");
  }
  SECTION("by coding") {
    REQUIRE(EditWorld::code_of(world.edit("code \"d1: we waited\" as outcome shame", "CD")) ==
            "done");
  }
  SECTION("by a sheet, which counts it as new") {
    const auto receipt = sent(world, "cd.csv",
                              "document,quote,context,mechanism,outcome\n"
                              "d2,open words,Shame,withdrawal,shame\n");
    CAPTURE(base::to_text(receipt.found.sorted().front()));
    REQUIRE(receipt.changed());
    CHECK(added(receipt, "concepts") == 2);
    base::NoProgress silent;
    CHECK(world.review.store().damage(silent).empty());
  }
  const std::string shown = shown_to(world, "CD");
  CHECK(shown.find("shame") != std::string::npos);
  CHECK(shown.find("secret") == std::string::npos);
  CHECK(shown.find("emotions") == std::string::npos);
  CHECK(shown_to(world, "AB").find("secret meaning") != std::string::npos);
  // What the reader says of it, too, is theirs.
  REQUIRE(EditWorld::code_of(world.edit("set concept shame note \"what CD thinks\"", "CD")) ==
          "done");
  CHECK(shown_to(world, "CD").find("what CD thinks") != std::string::npos);
  // A codebook is not held against it.
  const auto codebook = sent(world, "book.qdc", codebook_of("shame"));
  CHECK_FALSE(codebook.found.refused());
  for (const auto& each : codebook.found.sorted())
    CHECK(base::to_text(each).find("secret") == std::string::npos);
  CHECK_THROWS_AS(store::Store::open_view(world.path(), {"", "CD"}, base::SystemClock())
                      ->history({"concept", "emotions", "", "", "", 0}),
                  base::Error);
  for (const auto& entry : store::Store::open_view(world.path(), {"", "CD"}, base::SystemClock())
                               ->history({"concept", "shame", "", "", "", 0}))
    CHECK(entry.change.by == "CD");
  world.edit("finish d1", "AB");
  world.edit("finish d1", "CD");
  CHECK(shown_to(world, "CD").find("secret meaning") != std::string::npos);
}

TEST_CASE("two who name one idea alike apart each see their own words of it, and both stand",
          "[review][double]") {
  EditWorld world(true);
  coded_by_ab(
      world,
      "code \"d1: we waited\" as context shame\nset concept shame definition \"as AB says\"");
  REQUIRE(EditWorld::code_of(world.edit("add extract \"they came\" from d1\n"
                                        "code \"d1: they came\" as context shame\n"
                                        "set concept shame definition \"as CD says\" note more",
                                        "CD")) == "done");
  for (const char* coder : {"AB", "CD"}) {
    CAPTURE(coder);
    const std::string other = coder == std::string("AB") ? "CD" : "AB";
    const std::string shown = shown_to(world, coder);
    CHECK(shown.find("as " + std::string(coder) + " says") != std::string::npos);
    CHECK(shown.find("as " + other + " says") == std::string::npos);
  }
  CHECK(shown_to(world, "AB").find("more") == std::string::npos);
  for (const auto& entry : store::Store::open_view(world.path(), {"", "CD"}, base::SystemClock())
                               ->history({"concept", "shame", "", "", "", 0}))
    for (const auto& row : entry.change.rows)
      CHECK(row.before.find("as AB says") == std::string::npos);
  // Whoever says it again writes over no words but their own.
  const bool is_again = GENERATE(false, true);
  if (is_again) REQUIRE(world.code("set concept shame definition \"as AB means\"") == "done");
  const std::string last = is_again ? "as AB means" : "as CD says";
  const std::string first = is_again ? "CD defined it while coding apart: as CD says"
                                     : "AB defined it while coding apart: as AB says";
  CHECK(told(world, "finish d1").find("edit.defined-apart") == std::string::npos);
  const std::string before = world.state();
  const auto finished = world.edit("finish d1", "AB");
  REQUIRE(EditWorld::code_of(finished) == "done");
  CHECK(finished.found.sorted().front().code == "edit.defined-apart");
  const std::string both = world.image(ThingKind::concept_, "shame");
  CHECK(both.find("\"definition\":\"" + last + "\"") != std::string::npos);
  CHECK(both.find("\"note\":\"more\\n" + first + "\"") != std::string::npos);
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
  // Who finishes once more puts nothing in a second time.
  REQUIRE(EditWorld::code_of(world.edit("finish d1", "AB")) == "done");
  REQUIRE(world.code("unassign d1 from AB") == "done");
  REQUIRE(world.code("assign d1 to AB") == "done");
  REQUIRE(EditWorld::code_of(world.edit("finish d1", "AB")) == "done");
  CHECK(world.image(ThingKind::concept_, "shame") == both);
}

TEST_CASE("what somebody replaced who was shown all is replaced", "[review][double]") {
  EditWorld world(true);
  coded_by_ab(
      world,
      "code \"d1: we waited\" as context shame\nset concept shame definition \"as AB says\"");
  REQUIRE(EditWorld::code_of(world.edit("add extract \"they came\" from d1\n"
                                        "code \"d1: they came\" as context shame",
                                        "CD")) == "done");
  REQUIRE(EditWorld::code_of(world.edit("add coder EF\nset concept shame definition \"as EF says\"",
                                        "EF")) == "done");
  REQUIRE(EditWorld::code_of(world.edit("set concept shame definition \"as CD says\"", "CD")) ==
          "done");
  REQUIRE(EditWorld::code_of(world.edit("finish d1", "CD")) == "done");
  REQUIRE(EditWorld::code_of(world.edit("finish d1", "AB")) == "done");
  const std::string both = world.image(ThingKind::concept_, "shame");
  CHECK(both.find("as CD says") != std::string::npos);
  CHECK(both.find("while coding apart") == std::string::npos);
}

TEST_CASE("a hidden concept is not told by what stands below it", "[review][double]") {
  EditWorld world(true);
  coded_by_ab(world,
              "add concept \"secret heading\"\nadd concept \"secret idea\" parent \"secret "
              "heading\"\nadd concept \"secret top\"\n"
              "code \"d1: we waited\" as context \"secret idea\"\n"
              "code \"d1: we waited\" as outcome \"secret top\"\n"
              "move concept shared under \"secret top\"");
  const std::string shown = shown_to(world, "CD");
  CHECK(shown.find("secret") == std::string::npos);
  CHECK(shown.find("shared") != std::string::npos);
  const auto receipt =
      sent(world, "book.qdc",
           codebook("<Code guid=\"21111111-1111-4111-8111-111111111111\" "
                    "name=\"top\" isCodable=\"true\"><Code "
                    "guid=\"31111111-1111-4111-8111-111111111111\" name=\"shared\" "
                    "isCodable=\"true\"/></Code>"));
  CHECK_FALSE(receipt.found.refused());
  for (const auto& each : receipt.found.sorted())
    CHECK(base::to_text(each).find("secret") == std::string::npos);
  // What somebody else put a concept below is known to all.
  REQUIRE(EditWorld::code_of(world.edit("add concept other parent \"secret top\"", "EF")) ==
          "done");
  CHECK(shown_to(world, "CD").find("secret top") != std::string::npos);
}

TEST_CASE("a hidden concept is not told by the one that it went into", "[review][double]") {
  EditWorld world(true);
  coded_by_ab(world,
              "add concept \"secret idea\" definition \"secret meaning\"\n"
              "code \"d1: we waited\" as context \"secret idea\"\n"
              "merge concept \"secret idea\" into shared");
  CHECK(world.image(ThingKind::concept_, "shared").find("secret idea") != std::string::npos);
  const std::string shown = shown_to(world, "CD");
  CHECK(shown.find("secret") == std::string::npos);
  CHECK(shown.find("known name") != std::string::npos);
  const auto receipt = sent(world, "book.qdc", codebook_of("shared"));
  CHECK_FALSE(receipt.found.refused());
  for (const auto& each : receipt.found.sorted())
    CHECK(base::to_text(each).find("secret") == std::string::npos);
  CHECK(told(world, "code \"d2: open words\" as context \"secret idea\"") ==
        "edit.new-concept \"secret idea\" is a new concept\n");
}

TEST_CASE("what the team had before it coded apart stays with everybody", "[review][double]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd document d1\n"
                     "add concept trust definition \"team meaning\"\nadd concept fear\n"
                     "add configuration \"CMOC 1\"\nadd context trust to \"CMOC 1\"\n"
                     "assign d1 to AB, CD\nadd extract \"we waited\" from d1\n"
                     "code \"d1: we waited\" as context fear\nadd concept secret\n"
                     "code \"d1: we waited\" as context secret\n"
                     "support \"CMOC 1\" with \"d1: we waited\" on context trust") == "done");
  const std::string shown = shown_to(world, "CD");
  for (const char* own : {"CMOC 1", "team meaning", "\"fear\""})
    CHECK(shown.find(own) != std::string::npos);
  for (const char* hidden : {"secret", "we waited", "supports"})
    CHECK(shown.find(hidden) == std::string::npos);
  CHECK(told(world, "add configuration \"CMOC 1\"").starts_with("edit.there "));
  CHECK(told(world, "add extract \"we waited\" from d1").empty());
  CHECK(told(world, "contradict \"CMOC 1\" with \"d1: we waited\" on context trust").empty());
}
