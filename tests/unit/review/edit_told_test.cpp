// What an edit would cost beside what it says is kept, or told.
#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// What was said beside, line by line.
std::string told(const store::EditReceipt& receipt) {
  std::string all;
  for (const base::Diagnostic& each : receipt.found.sorted()) all += each.message + "\n";
  return all;
}

struct ClaimWorld : EditWorld {
  ClaimWorld() : EditWorld(true) {
    REQUIRE(code("add document p1\n"
                 "add extract \"words\" in p1\n"
                 "add configuration K\n"
                 "support K with \"p1: words\" inferred note \"two lines\"\n"
                 "code \"p1: words\" as context x note \"sure\"") == "done");
  }
};

}  // namespace

TEST_CASE("one is told as one", "[review][edit]") {
  ClaimWorld world;
  CHECK(world.edit("renumber").done.front().what ==
        "renumbered 1 configuration as \"CMOC 1\" and so on");
}

TEST_CASE("what is not said of a judgement or a coding that is there stays", "[review][edit]") {
  ClaimWorld world;
  CHECK(told(world.edit("support K with \"p1: words\"", "CD")).find("judged before") ==
        std::string::npos);
  CHECK_THAT(world.state(), ContainsSubstring("\"inference\":\"inferred\"") &&
                                ContainsSubstring("\"note\":\"two lines\""));
  CHECK_THAT(told(world.edit("support K with \"p1: words\" stated note mine", "CD")),
             ContainsSubstring("it was judged before: supports, inferred, by AB (two lines); that "
                               "is in the history alone from now on"));
  REQUIRE(world.code("code \"p1: words\" as context x") == "nothing");
  CHECK_THAT(world.state(), ContainsSubstring("\"note\":\"sure\""));
}

TEST_CASE("whose coding or evidence is taken back is told", "[review][edit]") {
  ClaimWorld world;
  const auto edit = [&](const std::string& text) { return told(world.edit(text, "CD")); };
  CHECK_THAT(edit("uncode \"p1: words\" as context x"),
             ContainsSubstring("that was the work of AB"));
  CHECK_THAT(edit("withdraw \"p1: words\" from K"), ContainsSubstring("that was the work of AB"));
}

TEST_CASE("what goes along with a thing, or loses its tie to it, is counted", "[review][edit]") {
  ClaimWorld world;
  REQUIRE(world.code("add configuration L\nlink K to L as ripple\nadd theme T\n"
                     "set configuration K theme T\nset configuration L theme T") == "done");
  CHECK_THAT(told(world.edit("retire theme T")),
             ContainsSubstring("no longer tied to theme \"T\": 2 configurations"));
  CHECK_THAT(told(world.edit("retire configuration K")),
             ContainsSubstring("with configuration \"K\" went: 1 piece of evidence, 1 link"));
}

TEST_CASE("a note is left out only where it is the same, and says whose reason it is",
          "[review][edit]") {
  ClaimWorld world;
  REQUIRE(world.code("code \"p1: words\" as context y note unsure\n"
                     "merge concept x into y") == "done");
  CHECK_THAT(world.state(), ContainsSubstring("\"note\":\"unsure\\nsure\""));
  REQUIRE(world.code("add theme Buy-in\nadd theme Other\nset configuration K theme Other\n"
                     "add configuration L theme Buy-in\n"
                     "contradict L with \"p1: words\" note lines\n"
                     "merge configuration L into K") == "done");
  CHECK_THAT(world.state(), ContainsSubstring("\"note\":\"lines\\nAlso judged: supports: two "
                                              "lines\"") &&
                                ContainsSubstring("From \\\"L\\\": theme: Buy-in."));
}

TEST_CASE("of two entries on what is now one claim neither is mixed with the other, nor lost",
          "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration K\nadd configuration L\n"
                     "add entry of cerqual finding K confidence high\n"
                     "add entry of cerqual finding L confidence low explanation thin") == "done");
  CHECK_THAT(told(world.edit("merge configuration L into K")),
             ContainsSubstring("configuration \"K\" keeps one of two entries of cerqual; the other "
                               "is in its note (confidence: low; explanation: thin)"));
  CHECK_THAT(world.image(model::ThingKind::configuration, "K"),
             ContainsSubstring("Also in cerqual: confidence: low; explanation: thin."));
  CHECK(world.state().find("\"value\":\"thin\"") == std::string::npos);
}

TEST_CASE("one decision on a judgement holds, and the one that it ends is told", "[review][edit]") {
  ClaimWorld world;
  REQUIRE(world.edit("judge p1 rigour low resolved", "CD").done.size() == 1);
  CHECK_THAT(told(world.edit("judge p1 rigour high resolved", "EF")),
             ContainsSubstring("it was decided before: low, by CD; that is in the history alone"));
  CHECK(world.state().find("\"rating\":\"low\"") == std::string::npos);
}

TEST_CASE("what is empty, or said twice, is refused", "[review][edit]") {
  ClaimWorld world;
  const std::string before = world.state();
  for (const char* text :
       {"alias x as \"\"", "note on concept x \" \"", "set document p1 field \"\" v"})
    CHECK(world.code(text) == "edit.no-name");
  for (const char* list : {"levels", "ratings", "questions"})
    CHECK(world.code(std::string("set review ") + list + " one, one") == "edit.twice");
  CHECK(world.state() == before);
}

TEST_CASE("no two extracts become the same by an edit or an undo", "[review][edit][undo]") {
  ClaimWorld world;
  REQUIRE(world.code("add extract \"others\" in p1") == "done");
  CHECK(world.code("set extract \"p1: others\" quote words") == "edit.there");
  const auto gone = world.edit("retire extract \"p1: others\"").done.at(0).uid;
  REQUIRE(world.code("add extract \"others\" in p1") == "done");
  CHECK(EditWorld::code_of(world.review.undo(gone, {"AB", ""})) == "undo.later");
}

TEST_CASE("what was said anew is in the way of what would come back", "[review][undo]") {
  ClaimWorld world;
  REQUIRE(world.code("add configuration L") == "done");
  const char* const stories[][3] = {
      {"judge p1 rigour low because a", "judge p1 rigour withdrawn",
       "judge p1 rigour high because b"},
      {"link K to L as ripple", "unlink K to L", "link K to L as ripple"},
      {"add entry of cerqual finding K confidence low", "retire entry of cerqual K",
       "add entry of cerqual finding K confidence high"}};
  for (const auto& [said, taken_back, anew] : stories) {
    CAPTURE(said);
    REQUIRE(world.code(said) == "done");
    const auto gone = world.edit(taken_back).done.at(0).uid;
    REQUIRE(world.code(anew) == "done");
    CHECK(EditWorld::code_of(world.review.undo(gone, {"AB", ""})) == "undo.later");
  }
}

TEST_CASE("a text does not go while extracts were taken from it since", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add document p1") == "done");
  const auto attach = [&](const std::string& text) {
    store::AttachedText attached;
    attached.key = "p1";
    attached.text = text;
    attached.origin.format = "text";
    store::AttachOptions options;
    options.by = {"AB", ""};
    options.replace = true;
    world.review.store().attach({attached}, options, world.progress);
    return world.review.store().history({"", "", "", "", "", 1}).at(0).change.uid;
  };
  attach("Alpha beta gamma.");
  const std::string second = attach("New words. Alpha beta gamma.");
  REQUIRE(world.code("add extract \"New words\" in p1") == "done");
  CHECK(EditWorld::code_of(world.review.undo(second, {"AB", ""})) == "undo.later");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  REQUIRE(EditWorld::code_of(world.review.undo(second, {"AB", ""})) == "done");
  REQUIRE(world.code("add extract \"beta\" in p1") == "done");
  CHECK(EditWorld::code_of(world.review.redo(second, {"AB", ""})) == "undo.later");
  CHECK(world.review.store().damage(world.progress) == std::vector<std::string>());
}

TEST_CASE("a line of the history says \"not\", which part, and when nothing fires",
          "[review][edit]") {
  ClaimWorld world;
  const auto line = [&](const std::string& text) { return world.edit(text).done.at(0).what; };
  CHECK(line("add outcome loneliness to K opposite") ==
        "added outcome not \"loneliness\" to configuration \"K\"");
  CHECK(line("add outcome harm to K when not fired") ==
        "added outcome \"harm\" when not fired to configuration \"K\"");
  CHECK(line("add reasoning trust to K") == "added reasoning \"trust\" to configuration \"K\"");
  CHECK(line("contradict K with \"p1: words\" on outcome not loneliness") ==
        "contradicted configuration \"K\" on outcome not \"loneliness\" with extract \"words\" of "
        "p1");
}

TEST_CASE("a decision on a coding that another ends is told", "[review][edit]") {
  ClaimWorld world;
  REQUIRE(world.edit("resolve \"p1: words\" as context x holds because yes", "CD").done.size() ==
          1);
  CHECK_THAT(told(world.edit("resolve \"p1: words\" as context x does not hold", "EF")),
             ContainsSubstring("it was decided before: holds, by CD (yes); that is in the history "
                               "alone from now on"));
}

TEST_CASE("versions of a theory whose dates run against their order are told", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory T\nadd theory version second theory T date 2026-06-01") == "done");
  CHECK_THAT(told(world.edit("add theory version first theory T date 2025-01-01")),
             ContainsSubstring("run against their order"));
  CHECK(told(world.edit("add theory version third theory T date 2026-07-01"))
            .find("run against their order") == std::string::npos);
}

TEST_CASE("a statement is not put beside or before the one that it came out of", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory T\nadd theory version v1 theory T\nadd statement A version v1 "
                     "text a\nadd theory version v2 theory T\nadd statement B version v2 text b "
                     "lineage reworded from A") == "done");
  CHECK(world.code("set statement A version v2") == "edit.lineage");
  CHECK(world.code("set statement B version v1") == "edit.lineage");
}

TEST_CASE("counts of the flow and items of the checklist are numbers that are printed",
          "[review][edit]") {
  EditWorld world(true);
  for (const char* text :
       {"add entry of flow stage found n abc", "add entry of flow stage found n -5",
        "add entry of rameses item 20 reported on p1", "add entry of rameses item 01",
        "add entry of rameses item abc"})
    CHECK(world.code(text) == "edit.number");
  CHECK(world.code("add entry of flow stage found n 12") == "done");
  CHECK(world.code("add entry of rameses item 19 reported on \"p. 2\"") == "done");
  CHECK(world.code("add entry of steps step s what was done \"all\" by whom AB") == "done");
}

TEST_CASE("a renumbering takes rivals along, and tells of what people wrote", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration \"CMOC 1\"\nadd configuration \"CMOC 2\"\n"
                     "add configuration \"CMOC 3\"\n"
                     "add entry of rivals statement \"CMOC 2\" rival \"CMOC 3\" adjudication "
                     "\"see (CMOC 3).\"\n"
                     "note on configuration \"CMOC 2\" \"nothing of it\"\n"
                     "retire configuration \"CMOC 1\"") == "done");
  CHECK_THAT(told(world.edit("renumber")),
             ContainsSubstring("1 text names configurations as they were called until now, and "
                               "stays as it is: entry \"CMOC 1 · CMOC 2\""));
  CHECK_THAT(world.state(), ContainsSubstring("\"name\":\"rival\",\"value\":\"CMOC 2\"") &&
                                ContainsSubstring("\"name\":\"statement\",\"value\":\"CMOC 1\""));
  REQUIRE(world.code("rename configuration \"CMOC 2\" to other") == "done");
  CHECK_THAT(world.state(), ContainsSubstring("\"name\":\"rival\",\"value\":\"other\""));
}

TEST_CASE("rivals follow claims that go, so that no other is taken for them", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration \"CMOC 1\"\nadd configuration \"CMOC 2\"\n"
                     "add configuration \"CMOC 3\"\nadd configuration \"CMOC 4\"\n"
                     "add entry of rivals statement \"CMOC 1\" rival \"CMOC 2\" adjudication one\n"
                     "add entry of rivals statement \"CMOC 1\" rival \"CMOC 3\" adjudication two\n"
                     "add entry of rivals statement \"CMOC 2\" rival \"CMOC 3\" adjudication no\n"
                     "add entry of rivals statement \"CMOC 4\" rival \"CMOC 2\"") == "done");
  const auto rivals = [&world] {
    std::vector<std::string> labels;
    store::Connection connection(world.path(), store::Connection::Access::read);
    store::Query query(connection.prepared("SELECT label FROM entry ORDER BY label"));
    while (query.next()) labels.push_back(query.text(0));
    return base::join(labels, ", ");
  };
  const std::string before = world.state();
  REQUIRE(world.code("merge configuration \"CMOC 3\" into \"CMOC 2\"") == "done");
  CHECK(rivals() == "CMOC 1 \u00b7 CMOC 2, CMOC 4 \u00b7 CMOC 2");
  CHECK(store::Image::parse(world.image(model::ThingKind::configuration, "CMOC 2")).at("note") ==
        "Also in rivals: statement: CMOC 1; rival: CMOC 2; adjudication: two.\n"
        "Was among rivals: statement: CMOC 2; rival: CMOC 3; adjudication: no.");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
  const auto retired = world.edit("retire configuration \"CMOC 2\"");
  CHECK_THAT(told(retired),
             ContainsSubstring("\"CMOC 1 \u00b7 CMOC 2 (gone)\" of the rival theories "
                               "still tells of it"));
  REQUIRE(world.code("renumber") == "done");
  CHECK(rivals() ==
        "CMOC 1 \u00b7 CMOC 2, CMOC 1 \u00b7 CMOC 2 (gone), CMOC 2 (gone) \u00b7 CMOC 2, "
        "CMOC 3 \u00b7 CMOC 2 (gone)");
}

TEST_CASE("elements that become one keep what the other said of it", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept a\nadd concept b\nadd configuration K1\nadd configuration K2\n"
                     "add context a to K1 wording \"felt heard\"\n"
                     "add context a to K2 wording \"not at first\"\n"
                     "add outcome o to K1 direction +\nadd outcome o to K2 direction - unintended\n"
                     "add outcome p to K1\nadd outcome p to K2 direction +\n"
                     "add configuration K3\nadd context a to K3 wording first\n"
                     "add context b to K3 wording second") == "done");
  const std::string before = world.state();
  REQUIRE(world.code("merge configuration K2 into K1") == "done");
  const auto one = store::Image::parse(world.image(model::ThingKind::configuration, "K1"));
  CHECK(one.at("note") ==
        "From \"K2\": context \"a\": wording \"not at first\"; outcome \"o\": "
        "direction fall, unintended.");
  CHECK(one.at("elements").at(2).at("direction") == "rise");
  REQUIRE(world.code("merge concept b into a") == "done");
  CHECK(world.image(model::ThingKind::configuration, "K3")
            .find("Also context \\\"a\\\": wording \\\"second\\\".") != std::string::npos);
  for (int i = 0; i < 2; ++i)
    REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
}

TEST_CASE("what is to be done again first is named", "[review][edit][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept a\nadd concept b\nadd configuration K1\nadd configuration K2\n"
                     "add context a to K1\nadd context b to K2") == "done");
  REQUIRE(world.code("merge concept b into a") == "done");
  const auto merged = world.edit("merge configuration K2 into K1");
  REQUIRE(merged.done.size() == 1);
  for (int i = 0; i < 2; ++i)
    REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  const auto refused = world.review.redo(merged.done.front().uid, {"AB", ""}).found.sorted();
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().message.find("is undone") != std::string::npos);
  REQUIRE(refused.front().notes.size() == 1);
  CHECK(refused.front().notes.front().starts_with(
      "Do this again first: merged concept \"b\" into concept \"a\""));
}

TEST_CASE("only days are compared with the order of versions", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory P\nadd theory version v1 theory P date 31.12.2019") == "done");
  CHECK(world.edit("add theory version v2 theory P date 2020-01-01").found.sorted().empty());
  CHECK(world.edit("set theory version v1 date 2020-05").found.sorted().size() == 1);
}

TEST_CASE("of a claim that is split it is told which links stay with it", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration K1\nadd configuration K2\nadd configuration K3\n"
                     "link K1 to K2 as ripple\nlink K3 to K1 as rival of") == "done");
  const std::string split = told(world.edit("split configuration K1 into K4"));
  CHECK_THAT(split, ContainsSubstring("links stay with configuration \"K1\" alone: ") &&
                        ContainsSubstring("\"K1\" to configuration \"K2\"") &&
                        ContainsSubstring("\"K3\" to configuration \"K1\""));
  CHECK(told(world.edit("split configuration K4 into K5")).empty());
}

TEST_CASE("a sentence that is advised holds names as sentences have them", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept trust") == "done");
  CHECK_THAT(told(world.edit("rename concept trust to \"trust, so \\\"felt\\\"\"")),
             ContainsSubstring("alias \"trust, so \\\"felt\\\"\" as \"trust\""));
  CHECK(world.code("alias \"trust, so \\\"felt\\\"\" as \"trust\"") == "done");
}

TEST_CASE("several judgements that are withdrawn at once are named", "[review][edit]") {
  ClaimWorld world;
  REQUIRE(world.code("add context x to K\n"
                     "contradict K with \"p1: words\" on context x note \"not so\"") == "done");
  CHECK_THAT(told(world.edit("withdraw \"p1: words\" from K")),
             ContainsSubstring("2 judgements go: it ") &&
                 ContainsSubstring("supports the whole (two lines)") &&
                 ContainsSubstring("contradicts context \"x\" (not so)"));
}
