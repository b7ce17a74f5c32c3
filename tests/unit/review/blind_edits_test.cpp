// What who codes apart does, where hidden work has the name or stands last: as if there were none.
#include <fstream>

#include "merge_world.h"
#include "store/blind.h"
#include "store/body.h"
#include "store/coded_apart.h"
#include "store/erase.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// AB has coded an extract of a paper that both are to code with a concept that nobody else uses.
void begin(EditWorld& world) {
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd document lee2021\nadd concept trust\n"
                     "assign lee2021 to AB, CD\n"
                     "add extract \"they had time\" from lee2021\nadd concept \"secret idea\"\n"
                     "code \"lee2021: they had time\" as context \"secret idea\"") == "done");
}

std::unique_ptr<store::Store> shown_to(const std::filesystem::path& review,
                                       const std::string& coder) {
  return store::Store::open_view(review, {"", coder}, base::SystemClock());
}

std::unique_ptr<store::Store> shown_to(const EditWorld& world, const std::string& coder) {
  return shown_to(world.path(), coder);
}

std::string concepts(const EditWorld& world, const std::string& coder) {
  const auto view = shown_to(world, coder);
  store::Things things(static_cast<store::StoreBody&>(*view).connection());
  auto names = things.names(model::ThingKind::concept_);
  std::sort(names.begin(), names.end());
  return base::join(names, ", ");
}

/// What the edit of CD tells.
std::string told(EditWorld& world, const std::string& sentence) {
  std::string text;
  for (const auto& each : world.edit(sentence, "CD").found.sorted()) text += each.message + "\n";
  return text;
}

std::string undo(EditWorld& world, const std::string& coder) {
  return EditWorld::code_of(world.review.undo("", {coder, ""}));
}

}  // namespace

TEST_CASE("a name that hidden work alone has is free", "[review][double]") {
  EditWorld world(true);
  begin(world);
  CHECK(concepts(world, "CD") == "trust");
  SECTION("to a new concept") {
    CHECK(told(world, "add concept \"secret idea\"").empty());
    CHECK(concepts(world, "CD") == "secret idea, trust");
    CHECK(concepts(world, "AB") == "secret idea, secret idea (2), trust");
  }
  SECTION("to another") {
    CHECK(told(world, "rename concept trust to \"secret idea\"").find("already") ==
          std::string::npos);
    CHECK(concepts(world, "CD") == "secret idea");
    CHECK(concepts(world, "AB") == "secret idea, secret idea (2)");
  }
  const auto history = shown_to(world, "CD")->history({"", "", "", "", "", 1});
  CHECK(history.front().change.what.find("(hidden") == std::string::npos);
  CHECK(world.review.store().damage(world.progress).empty());
  CHECK(undo(world, "CD") == "done");
  CHECK(concepts(world, "CD") == "trust");
}

TEST_CASE("another name of a concept means that one though a hidden one is called so",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add document kim2022\nadd extract \"a lot\" from kim2022") == "done");
  REQUIRE(EditWorld::code_of(world.edit("alias trust as \"secret idea\"", "CD")) == "done");
  CHECK(told(world, "code \"kim2022: a lot\" as context \"secret idea\"") ==
        "\"secret idea\" is another name of the concept \"trust\"\n");
  CHECK(concepts(world, "CD") == "trust");
}

TEST_CASE("what another took away in what is coded apart is not told, and not taken back",
          "[review][double]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit("add coder AB\nadd coder CD\nadd document lee2021\n"
                                        "add configuration K1\n"
                                        "add extract \"they had time\" from lee2021",
                                        "PI")) == "done");
  const auto sheet = world.folder.path() / "sheet.csv";
  std::ofstream(sheet) << "document,label,quote,context,mechanism,outcome\n"
                          "lee2021,C1,they had time,time,trust,health\n";
  const auto import = [&](const std::string& by) {
    std::string told;
    const auto receipt = world.review.import({{sheet}, "", {}, {by, ""}, false}, world.progress);
    for (const auto& each : receipt.found.sorted()) told += base::to_text(each) + "\n";
    return told;
  };
  import("PI");
  REQUIRE(world.code("assign lee2021 to AB, CD") == "done");
  REQUIRE(EditWorld::code_of(world.edit("withdraw \"lee2021: they had time\" from C1", "AB")) ==
          "done");
  const std::string change =
      world.review.store().history({"", "", "", "", "", 1}).front().change.uid;
  const std::string told = import("CD");
  CHECK(told.find("work that is hidden from you") != std::string::npos);
  CHECK(told.find(change) == std::string::npos);
  CHECK(EditWorld::code_of(world.review.undo(change, {"CD", ""})) == "edit.hidden");
  CHECK(EditWorld::code_of(world.review.undo(change, {"AB", ""})) == "done");
}

TEST_CASE("a source is not held against hidden work; a sentence may say the same",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto sheet = world.folder.path() / "sheet.csv";
  std::ofstream(sheet) << "document,label,quote,context,mechanism,outcome,note\n"
                          "lee2021,C1,they had time,time,trust,health,mine\n";
  const std::string before = world.state();
  const auto receipt = world.review.import({{sheet}, "", {}, {"CD", ""}, false}, world.progress);
  REQUIRE(receipt.found.refused());
  CHECK(receipt.found.sorted().front().code == "import.coded-apart");
  CHECK(world.state() == before);
  CHECK(told(world,
             "add configuration C1\nadd extract \"they had time\" from lee2021\n"
             "support C1 with \"lee2021: they had time\" note mine") == "");
  // Of another paper it is taken in.
  std::ofstream(sheet) << "document,label,quote,context,mechanism,outcome\n"
                          "kim2022,C2,a lot,time,trust,health\n";
  CHECK(world.review.import({{sheet}, "", {}, {"CD", ""}, false}, world.progress).changed());
}

TEST_CASE("what is decided on hidden coding, and what stands on it, is not told",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(world.edit(
              "resolve \"lee2021: they had time\" as context \"secret idea\" holds", "PI")) ==
          "done");
  for (const auto& entry : shown_to(world, "CD")->history({}))
    CHECK(entry.change.what.find("secret idea") == std::string::npos);
  REQUIRE(EditWorld::code_of(world.edit("add configuration K1\nadd context trust to K1", "PI")) ==
          "done");
  REQUIRE(world.code("support K1 with \"lee2021: they had time\" on context trust") == "done");
  CHECK(told(world, "remove context trust from K1").find("trust") == std::string::npos);
  CHECK_THROWS_WITH(
      store::erase(world.path(), {model::ThingKind::extract, "lee2021: they had time", {"CD", ""}},
                   base::SystemClock()),
      ContainsSubstring("work that is hidden from you"));
}

TEST_CASE("who finished last finishes again what they took back", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(told(world, "add extract \"they had time\" from lee2021").empty());
  REQUIRE(world.code("finish lee2021") == "done");
  CHECK(told(world, "finish lee2021").find("it is one extract now") != std::string::npos);
  const std::string finished = world.state();
  REQUIRE(undo(world, "CD") == "done");
  CHECK(EditWorld::code_of(world.review.redo("", {"CD", ""})) == "done");
  CHECK(world.state() == finished);
}

TEST_CASE("who took back that somebody finished does it again", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(world.edit("add configuration K", "PI")) == "done");
  REQUIRE(world.code("support K with \"lee2021: they had time\" note \"seen by AB\"") == "done");
  REQUIRE(world
              .edit("add extract \"they had time\" from lee2021\n"
                    "support K with \"lee2021: they had time\" note \"seen by CD\"",
                    "CD")
              .done.size() == 2);
  REQUIRE(world.code("finish lee2021") == "done");
  CHECK(told(world, "finish lee2021").find("it is one extract now") != std::string::npos);
  const std::string finished = world.state();
  const std::string who = GENERATE("AB", "CD", "PI");
  CAPTURE(who);
  REQUIRE(undo(world, who) == "done");
  CHECK(EditWorld::code_of(world.review.redo("", {who, ""})) == "done");
  CHECK(world.state() == finished);
}

TEST_CASE("who finds nothing of their own to do again is told to finish again",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("finish lee2021") == "done");
  REQUIRE(told(world, "finish lee2021").empty());
  REQUIRE(undo(world, "AB") == "done");
  const auto refused = world.review.redo("", {"CD", ""}).found.sorted();
  REQUIRE(refused.size() == 1);
  CHECK(base::to_text(refused.front()).find("'finish DOCUMENT'") != std::string::npos);
  CHECK(told(world, "finish lee2021").empty());
}

TEST_CASE("without a name who codes apart takes back what is their own", "[review][double]") {
  EditWorld world(true);
  begin(world);
  CHECK(undo(world, "CD") == "undo.none");
  REQUIRE(EditWorld::code_of(world.edit("add concept mine", "CD")) == "done");
  REQUIRE(world.code("code \"lee2021: they had time\" as outcome \"secret idea\"") == "done");
  CHECK(undo(world, "CD") == "done");
  CHECK(concepts(world, "CD") == "trust");
  CHECK(EditWorld::code_of(world.review.redo("", {"CD", ""})) == "done");
  CHECK(undo(world, "AB") == "done");
}

TEST_CASE("a name that went to another is asked about, not followed", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add document other\nadd extract \"and patience\" from other") == "done");
  REQUIRE(EditWorld::code_of(world.edit("add concept \"secret idea\"", "CD")) == "done");
  const std::string code = "code \"other: and patience\" as context ";
  CHECK(world.code(code + "\"secret idea\"") == "edit.gave-way");
  CHECK(world.code(code + "\"secret idea (2)\"") == "done");
  CHECK(EditWorld::code_of(world.edit(code + "\"secret idea\"", "CD")) == "done");
  SECTION("also where it was another name") {
    REQUIRE(world.code("alias \"secret idea (2)\" as fancy") == "done");
    REQUIRE(EditWorld::code_of(world.edit("add concept fancy", "CD")) == "done");
    CHECK(world.code(code + "fancy") == "edit.gave-way");
    CHECK(EditWorld::code_of(world.edit(code + "fancy", "CD")) == "done");
  }
}

TEST_CASE("an undo tells nothing of hidden work that rests on it", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(world.edit("add concept mine", "CD")) == "done");
  SECTION("a coding") {
    REQUIRE(world.code("code \"lee2021: they had time\" as outcome mine") == "done");
  }
  SECTION("a claim") {
    REQUIRE(world.code("add configuration Q\nadd outcome mine to Q\n"
                       "support Q with \"lee2021: they had time\"") == "done");
    CHECK(told(world, "retire concept mine").find("work that is hidden") != std::string::npos);
    CHECK(told(world, "retire concept mine").find("\"Q\"") == std::string::npos);
  }
  const auto refused = world.review.undo("", {"CD", ""}).found.sorted();
  REQUIRE(refused.size() == 1);
  CHECK(refused.front().message ==
        "later work rests on this change: work that is hidden from you until all who are to code "
        "apart have finished needs concept \"mine\"");
  CHECK(refused.front().notes ==
        std::vector<std::string>{"It can be undone then, once nothing needs it."});
}

TEST_CASE("a concept that came with hidden work stays hidden when that is taken away",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("code \"lee2021: they had time\" as outcome \"by the way\"") == "done");
  REQUIRE(world.code("uncode \"lee2021: they had time\" as outcome \"by the way\"") == "done");
  CHECK(concepts(world, "AB") == "by the way, secret idea, trust");
  CHECK(concepts(world, "CD") == "trust");
  REQUIRE(world.code("add document other\nadd extract \"and patience\" from other\n"
                     "code \"other: and patience\" as outcome \"by the way\"") == "done");
  CHECK(concepts(world, "CD") == "by the way, trust");
}

namespace {

/// Who judges what of K1, as the view of the coder has it: "stance note", a line each.
std::string judged(const std::filesystem::path& review, const std::string& coder) {
  const auto view = shown_to(review, coder);
  store::Things things(static_cast<store::StoreBody&>(*view).connection());
  std::vector<std::string> lines;
  for (const auto& each : things.all(model::ThingKind::evidence)) {
    const auto image = things.image(each).value();
    const auto by = things.image({model::ThingKind::coder, image.at("coder").get<std::string>()});
    lines.push_back(by->at("label").get<std::string>() + " " +
                    image.at("stance").get<std::string>() + " " +
                    image.value("note", std::string()) + "\n");
  }
  std::sort(lines.begin(), lines.end());
  return base::join(lines, "");
}

std::string judged(const EditWorld& world, const std::string& coder) {
  return judged(world.path(), coder);
}

}  // namespace

TEST_CASE("two who judge one extract for one claim apart each see their own, and both stand",
          "[review][double]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit("add coder AB\nadd coder CD\nadd document lee2021\n"
                                        "add extract \"they had time\" from lee2021\n"
                                        "add configuration K1\nassign lee2021 to AB, CD",
                                        "PI")) == "done");
  const std::string with = " K1 with \"lee2021: they had time\" note ";
  REQUIRE(world.code("support" + with + "\"of AB\"") == "done");
  const bool agree = GENERATE(false, true);
  CAPTURE(agree);
  CHECK(told(world, (agree ? "support" : "contradict") + with + "\"of CD\"").empty());
  CHECK(judged(world, "AB") == "AB supports of AB\n");
  const std::string own = agree ? "CD supports of CD\n" : "CD contradicts of CD\n";
  CHECK(judged(world, "CD") == own);
  // What they say anew takes the place of what they said, and is taken back alone.
  CHECK(told(world, "refine" + with + "\"of CD, too\"").empty());
  CHECK(judged(world, "CD") == "CD refines of CD, too\n");
  REQUIRE(undo(world, "CD") == "done");
  REQUIRE(told(world, "withdraw \"lee2021: they had time\" from K1").empty());
  CHECK(judged(world, "CD").empty());
  REQUIRE(undo(world, "CD") == "done");
  CHECK(judged(world, "AB") == "AB supports of AB\n");
  REQUIRE(world.code("finish lee2021") == "done");
  const std::string last = told(world, "finish lee2021");
  CHECK(judged(world, "AB") == judged(world, "CD"));
  if (agree) {
    CHECK(last.find("it is one extract now") != std::string::npos);
    CHECK(judged(world, "AB") == "AB supports of AB\nof CD\n");
  } else {
    CHECK(last.find("both judgements stand") != std::string::npos);
    CHECK(judged(world, "AB") == "AB supports of AB\nCD contradicts of CD\n");
  }
  CHECK(world.review.store().damage(world.progress).empty());
}

TEST_CASE("evidence is of whoever judged last", "[review][double]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd document lee2021\n"
                     "add extract \"they had time\" from lee2021\nadd configuration K1\n"
                     "support K1 with \"lee2021: they had time\"") == "done");
  CHECK(told(world, "support K1 with \"lee2021: they had time\"") ==
        "it is so already; nothing was changed\n");
  CHECK(judged(world, "PI") == "AB supports \n");
  CHECK(told(world, "contradict K1 with \"lee2021: they had time\"") ==
        "it was judged before: supports, by AB; that is in the history alone from now on\n");
  CHECK(judged(world, "PI") == "CD contradicts \n");
}

TEST_CASE("remarks on hidden claims are hidden wherever history tells of them",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add configuration \"secret claim\"\n"
                     "support \"secret claim\" with \"lee2021: they had time\"\n"
                     "note on configuration \"secret claim\" \"a memo\"\n"
                     "note on concept \"secret idea\" \"another memo\"") == "done");
  const auto view = shown_to(world, "CD");
  for (const auto& entry : view->history({})) {
    for (const auto& row : entry.change.rows)
      CHECK((row.before + row.after).find("memo") == std::string::npos);
  }
  CHECK(told(world, "retire coder AB").find("memo") == std::string::npos);
  const std::string numbers = told(world, "renumber");
  CHECK(world.review.store().history({"", "", "CD", "", "", 1}).front().change.what ==
        "renumbered 0 configurations as \"CMOC 1\" and so on");
}

TEST_CASE("how a concept went that came with hidden work is not told", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("code \"lee2021: they had time\" as outcome \"by the way\"") == "done");
  REQUIRE(undo(world, "AB") == "done");
  CHECK(told(world, "rename concept \"by the way\" to other") ==
        "no concept is called \"by the way\"\n");
  // What everybody saw go is told.
  REQUIRE(world.code("add concept hope\nretire concept hope") == "done");
  CHECK(told(world, "rename concept hope to other").find("retired concept \"hope\" (AB, ") !=
        std::string::npos);
}

TEST_CASE("what is left open over one's own coding is shown", "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto copy = world.folder.path() / "copy.retro";
  std::filesystem::copy_file(world.path(), copy);
  const auto into = [](const std::string& name) {
    return "split concept \"secret idea\" into \"" + name + "\" for extract \"they had time\"";
  };
  REQUIRE(world.code(into("idea x")) == "done");
  {
    const base::SystemClock clock;
    auto other = store::Store::open(copy, store::Mode::write, clock);
    const auto edits = review::read_edits(into("idea y"), "");
    REQUIRE(EditWorld::code_of(other->edit(*edits.value, {{"AB", ""}, false, false})) == "done");
  }
  REQUIRE(world.review.store().merge(copy, {{"AB", ""}, false}).changed());
  REQUIRE(world.review.store().conflicts().size() == 1);
  CHECK(store::conflicts_hidden_from("AB", world.path()).empty());
  CHECK(store::conflicts_hidden_from("CD", world.path()) == std::set<std::size_t>{1});
  CHECK(EditWorld::code_of(world.review.decide(1, "1", {"AB", ""})) == "done");
}

TEST_CASE(
    "an assignment stays with the person and the paper when a merge gives their names to "
    "others",
    "[review][double][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder CD") == "done");
  for (const char* name : {"a", "b"}) world.copy("base", name);
  // Whoever came first keeps the name, so it is not who is assigned.
  REQUIRE(world.edit("b", "add coder AB name \"Abe Bo\"") == "done");
  REQUIRE(world.edit("b", "add document x1 title \"Bees and honey\"") == "done");
  world.in_year("2099");
  REQUIRE(world.edit("a", "add coder AB name \"Ann Bee\"") == "done");
  REQUIRE(world.edit("a", "add document x1 title \"Trust in nurses\"") == "done");
  REQUIRE(world.edit("a", "assign x1 to AB, CD") == "done");
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(world.merge("b", "a").changed());
  for (const char* name : {"a", "b"}) {
    CAPTURE(name);
    store::Connection connection(world.path(name), store::Connection::Access::read);
    store::Things things(connection);
    std::string who;
    for (const store::Assignment& each : store::read_assignments(connection)) {
      const auto coder = things.find(model::ThingKind::coder, each.coder);
      const auto paper = things.find(model::ThingKind::document, each.document);
      REQUIRE(coder.size() == 1);
      REQUIRE(paper.size() == 1);
      who += things.image(paper.front())->at("title").get<std::string>() + ": " +
             things.image(coder.front())->value("name", std::string("CD")) + "\n";
    }
    CHECK(who == "Trust in nurses: Ann Bee\nTrust in nurses: CD\n");
  }
}

TEST_CASE("each of three sees their own judgement of a passage that all added, however merged",
          "[review][double][merge]") {
  MergeWorld world(true);
  const std::vector<std::string> coders{"AB", "CD", "EF"};
  REQUIRE(world.base().code("add coder AB\nadd coder CD\nadd coder EF\nadd document lee2021\n"
                            "add concept trust\nadd configuration K1\nadd context trust to K1\n"
                            "assign lee2021 to AB, CD, EF") == "done");
  const bool is_judged = GENERATE(false, true);
  CAPTURE(is_judged);
  for (std::size_t i = 0; i < coders.size(); ++i) {
    const std::string& each = coders[i];
    world.copy("base", each);
    world.in_year(std::to_string(2101 + i));
    REQUIRE(world.edit(each, "add extract \"they had time\" from lee2021") == "done");
    if (is_judged)
      REQUIRE(world.edit(each, std::string(i == 1 ? "contradict" : "support") +
                                   " K1 with \"they had time\" on context trust note \"of " + each +
                                   "\"") == "done");
    world.copy(each, each + "0");
  }
  std::vector<std::string> order = coders;
  do {
    const std::string& mine = order.front();
    CAPTURE(base::join(order, " "));
    world.copy(mine + "0", mine);
    for (const std::string& other : {order[1], order[2]})
      REQUIRE(world.merge(mine, other + "0").changed());
    for (const std::string& each : coders) {
      const std::string own = each + (each == "CD" ? " contradicts" : " supports") + " of ";
      CHECK(judged(world.path(mine), each) == (is_judged ? own + each + "\n" : std::string()));
      const auto view = shown_to(world.path(mine), each);
      store::Things things(static_cast<store::StoreBody&>(*view).connection());
      CHECK(things.all(model::ThingKind::extract).size() == 1);
    }
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a merge tells of passages that several took and how to make them one",
          "[review][double][merge]") {
  MergeWorld world(true);
  REQUIRE(EditWorld::code_of(world.base().edit(
              "add coder a\nadd coder b\nadd document d1\nassign d1 to a, b", "PI")) == "done");
  for (const char* coder : {"a", "b"})
    REQUIRE(EditWorld::code_of(world.base().edit("add extract \"we waited\" from d1", coder)) ==
            "done");
  part(world);
  for (const char* coder : {"a", "b"}) REQUIRE(world.edit(coder, "finish d1") == "done");
  world.copy("a", "a0");
  const auto told = [&world](const std::string& mine, const std::string& theirs) {
    std::string text;
    for (const auto& each : world.merge(mine, theirs).found.sorted())
      if (each.code == "merge.passages") text += base::to_text(each);
    return text;
  };
  const auto count = [&world](const std::string& name) {
    store::Connection connection(world.path(name), store::Connection::Access::read);
    return connection.number("SELECT count(*) FROM extract");
  };
  CHECK(told("a", "b").find("1 passage of document \"d1\"") != std::string::npos);
  CHECK(told("b", "a0").find("'finish \"d1\"' --by \"b\"") != std::string::npos);
  CHECK(count("a") == 2);
  REQUIRE(world.edit("a", "finish \"d1\"") == "done");
  REQUIRE(world.edit("b", "finish \"d1\"") == "done");
  CHECK(count("a") == 1);
  world.copy("a", "a0");
  CHECK(told("a", "b").empty());
  CHECK(told("b", "a0").empty());
  CHECK(count("a") == 1);
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
}

TEST_CASE("a passage that two took apart is one to agreement, and when that ends",
          "[review][double]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit("add coder AB\nadd coder CD\nadd document lee2021\n"
                                        "add concept trust\nassign lee2021 to AB, CD",
                                        "PI")) == "done");
  for (const char* coder : {"AB", "CD"})
    REQUIRE(EditWorld::code_of(world.edit("add extract \"they had time\" from lee2021\n"
                                          "code \"lee2021: they had time\" as context trust",
                                          coder)) == "done");
  const auto count = [&world] {
    store::Things things(static_cast<store::StoreBody&>(world.review.store()).connection());
    return things.all(model::ThingKind::extract).size();
  };
  CHECK(count() == 2);
  CHECK(world.review.store().coder_work().extracts.size() == 1);
  CHECK(world.review.store().coder_work().codings.size() == 2);
  const std::string end = GENERATE("finish lee2021", "unassign lee2021 from CD",
                                   "merge coder CD into AB", "retire coder CD with everything");
  CAPTURE(end);
  const char* by = end.starts_with("finish") ? "CD" : "PI";
  REQUIRE(world.code("finish lee2021") == "done");
  const auto ended = world.edit(end, by);
  REQUIRE(EditWorld::code_of(ended) == "done");
  CHECK(ended.done.front().what.find("extract") == std::string::npos);
  CHECK(count() == 1);
  REQUIRE(undo(world, by) == "done");
  CHECK(count() == 2);
  CHECK(world.review.store().coder_work().extracts.size() == 1);
}

TEST_CASE("who coded first keeps finding their concept by its name, and namesakes are told",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world
              .edit("add concept \"secret idea\"\nadd extract \"a lot\" from lee2021\n"
                    "code \"lee2021: a lot\" as context \"secret idea\"",
                    "CD")
              .done.size() == 3);
  REQUIRE(world
              .edit("add extract \"and patience\" from lee2021\n"
                    "code \"lee2021: and patience\" as context \"secret idea\"",
                    "AB")
              .done.size() == 2);
  CHECK(concepts(world, "AB") == "secret idea (2), trust");
  CHECK(concepts(world, "CD") == "secret idea, trust");
  REQUIRE(world.code("finish lee2021") == "done");
  CHECK(told(world, "finish lee2021")
            .find("'merge concept \"secret idea (2)\" into \"secret idea\"'") != std::string::npos);
  CHECK(world.code("merge concept \"secret idea (2)\" into \"secret idea\"") == "done");
  CHECK(concepts(world, "AB") == "secret idea, trust");
}

TEST_CASE("namesakes are told whatever signs their names have", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add concept \"time [of *]\"\nadd concept \"time [of *] (2)\"\n"
                     "add concept \"time [of *] (of the staff)\"\n"
                     "alias \"time [of *] (2)\" as \"time [of *]\"\n"
                     "alias \"time [of *] (of the staff)\" as \"time [of *]\"\n"
                     "finish lee2021") == "done");
  const std::string text = told(world, "finish lee2021");
  CHECK(text.find("concept \"time [of *] (2)\" was called \"time [of *]\"") != std::string::npos);
  CHECK(text.find("of the staff") == std::string::npos);
}

TEST_CASE("the history tells who codes apart no concept of another, and no note",
          "[review][double]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd document lee2021\n"
                     "add extract \"they had time\" from lee2021\nassign lee2021 to AB, CD\n"
                     "add configuration K\nadd configuration L") == "done");
  for (const char* text : {"code \"lee2021: they had time\" as context neglect note hush",
                           "link K to L as ripple with \"lee2021: they had time\" note hush"})
    REQUIRE(world.edit(text, "AB").done.size() == 1);
  REQUIRE(world.edit("code \"lee2021: they had time\" as outcome neglect", "CD").done.size() == 1);
  const auto view = shown_to(world, "CD");
  for (const auto& entry : view->history({"", "", "", "", "", 0})) {
    std::string all = entry.change.what;
    for (const std::string& step : entry.steps) all += "\n" + step;
    for (const auto& row : entry.change.rows) all += row.before + row.after;
    CAPTURE(all);
    CHECK(all.find("hush") == std::string::npos);
    if (entry.change.by == "AB") CHECK(all.find("neglect") == std::string::npos);
    CHECK(all.find("\u21C4") == std::string::npos);
  }
  store::Things things(static_cast<store::StoreBody&>(*view).connection());
  CHECK(things.all(model::ThingKind::link).empty());
  CHECK_FALSE(things.all(model::ThingKind::coding).empty());
}
