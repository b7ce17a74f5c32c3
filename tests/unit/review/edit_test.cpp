// Edits in sentences: what each does, that undo takes it back whole, and what is refused.
#include <set>

#include "base/error.h"
#include "edit_world.h"
#include "store/kept_snapshot.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

TEST_CASE("every example of a verb can be read, and its verb is known", "[review][edit]") {
  EditWorld world;
  for (const store::EditForm& form : store::edit_forms()) {
    CAPTURE(form.verb);
    CHECK(form.example.starts_with(form.verb));
    const auto edits = review::read_edits(form.example, "");
    REQUIRE(edits);
    const std::string code =
        EditWorld::code_of(world.review.edit(*edits.value, {{"AB", ""}, true, false}));
    // The names in it are not those of this review; that it is understood is what counts.
    CHECK((code == "done" || code == "nothing" || code == "edit.unknown" ||
           code == "edit.several" || code == "edit.there" || code == "edit.alias"));
  }
}

TEST_CASE("an edit is one change, and undo takes it back whole", "[review][edit]") {
  const char* sentences[] = {
      "add concept \"being heard\" definition \"somebody listens\" parent \"responses\"",
      "set concept \"stigma\" definition \"shame\" colour \"#112233\"",
      "clear configuration \"CMOC 1\" theme",
      "rename concept \"stigma\" to \"felt stigma\" keep alias",
      "rename document pescheny2018a to pescheny2018x",
      "retire configuration \"CMOC 2\"",
      "retire document allbutt2025 with everything",
      "merge configuration \"CMOC 1\", \"CMOC 3\" into \"CMOC 2\"",
      "merge concept \"GPs referring\" into \"accepting the referral\"",
      "merge concept \"responses\" into \"belonging to a group\"",
      "merge theme \"Buy-in and trust\" into \"Practice and pathway\"",
      "move concept \"stigma\", \"austerity\" to the top",
      "alias \"stigma\" as \"shame\", \"being ashamed\"",
      "split configuration \"CMOC 2\" into \"CMOC 2b\"",
      "split concept \"stigma\" into \"felt stigma\" for configuration \"CMOC 5\"",
      "remove reasoning \"stigma\" from \"CMOC 5\"",
      "add context \"no bus\" to \"CMOC 5\" opposite wording \"buses run\"",
      "add outcome \"stigma\" to \"CMOC 5\" unintended when not fired direction +",
      "add extract \"new words\" from allbutt2025 page \"12\" paraphrase",
      "code \"allbutt2025: Scattergun\" as context \"workload\" note \"strong\"",
      "support \"CMOC 5\" with \"allbutt2025: Scattergun\" on context \"stigma\" inferred note "
      "\"maybe\"",
      "contradict \"CMOC 2\" with \"allbutt2025: Scattergun\"",
      "withdraw \"heijnders2018: Dutch patients\" from \"CMOC 2\"",
      "judge allbutt2025 rigour high because \"clear\"",
      "judge extract \"allbutt2025: Scattergun\" relevance low",
      "link \"CMOC 5\" to \"CMOC 2\" as rival of note \"both cannot hold\"",
      "note on configuration \"CMOC 5\" \"look again\"",
      "note on review \"half way\"",
      "read allbutt2025",
      "renumber \"Configuration \"",
      "set review title \"Another title\" levels micro, macro, meso",
      "add document smith2026 title \"T\" year 2026 authors \"Smith J\", \"Doe A\" field country "
      "UK",
  };
  EditWorld world;
  for (const char* sentence : sentences) {
    CAPTURE(sentence);
    const std::string before = world.state();
    const auto receipt = world.edit(sentence);
    const auto found = receipt.found.sorted();
    CAPTURE(found.empty() ? std::string() : base::to_text(found.front()));
    REQUIRE(receipt.done.size() == 1);
    const std::string after = world.state();
    CHECK(after != before);
    base::NoProgress silent;
    CHECK(world.review.store().damage(silent).empty());
    REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
    CHECK(world.state() == before);
    REQUIRE(EditWorld::code_of(world.review.redo("", {"AB", ""})) == "done");
    CHECK(world.state() == after);
    REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
    CHECK(world.state() == before);
  }
}

TEST_CASE("what cannot be is refused in one sentence, and the review is as it was",
          "[review][edit]") {
  const std::pair<const char*, const char*> cases[] = {
      {"frobnicate concept \"stigma\"", "edit.verb"},
      {"rename concept \"stigmma\" to \"x\"", "edit.unknown"},
      {"rename concept \"stigma\" to \"austerity\"", "edit.there"},
      {"rename concept \"stigma\"", "edit.form"},
      {"rename concept \"stigma\" to \"x\" at once", "edit.form"},
      {"add concept \"\"", "edit.no-name"},
      {"add concept \"\u200b\ufeff\"", "edit.no-name"},
      {"add concept \"a\x1b[31m\"", "edit.control"},
      {"add \"x\"", "edit.kind"},
      {"add statement \"1\" text \"x\"", "edit.form"},
      {"set configuration \"CMOC 1\" status wonderful", "edit.word"},
      {"set configuration \"CMOC 1\" colour red", "edit.property"},
      {"set configuration \"CMOC 1\" level galactic", "edit.scale"},
      {"set document allbutt2025 year \"late\"", "edit.number"},
      {"clear concept \"stigma\" label", "edit.property"},
      {"retire document allbutt2025", "edit.in-use"},
      {"retire concept \"stigma\"", "edit.in-use"},
      {"merge concept \"stigma\" into \"stigma\"", "edit.form"},
      {"merge document allbutt2025 into pescheny2018a", "edit.kind"},
      {"map \"stigma\" to \"austerity\"", "edit.no-wording"},
      {"move concept \"responses\" under \"belonging to a group\"", "edit.circle"},
      {"remove context \"no such\" from \"CMOC 1\"", "edit.unknown"},
      {"add context \"stigma\" to \"CMOC 5\"", "edit.there"},
      {"add context \"x\" to \"CMOC 5\" unintended", "edit.form"},
      {"judge allbutt2025 rigour superb", "edit.scale"},
      {"judge allbutt2025 beauty high", "edit.form"},
      {"link \"CMOC 1\" to \"CMOC 1\" as ripple", "edit.form"},
      {"link \"CMOC 1\" to \"CMOC 2\" as friend", "edit.word"},
      {"code \"allbutt2025: no such words\" as \"x\"", "edit.unknown"},
      {"code \"allbutt2025: \" as \"x\"", "edit.several"},
      {"uncode \"allbutt2025: Scattergun\" as \"stigma\"", "edit.unknown"},
      {"set extract \"539b.1\" page 3", "edit.unknown"},
      {"code \"allbutt2025: Scattergun\" as context \"0123456789abcdef.1\"", "edit.unknown"},
      {"note on element 1 \"x\"", "edit.kind"},
      {"rename concept \"open", "query.open-quote"},
      {"   ", "edit.empty"},
  };
  EditWorld world;
  const std::string before = world.state();
  for (const auto& [sentence, code] : cases) {
    CAPTURE(sentence);
    CHECK(world.code(sentence) == code);
    CHECK(world.state() == before);
  }
}

TEST_CASE("a script in UTF-16 is refused in one sentence", "[review][edit]") {
  for (const std::string_view script :
       {std::string_view("\xFF\xFE"
                         "a\0d\0\n\0d\0",
                         10),
        std::string_view("a\0d\0d\0", 6), std::string_view("\0a\0d\0d", 6)}) {
    const auto read = review::read_edits(script, "script.txt");
    REQUIRE(read.found.sorted().size() == 1);
    CHECK(read.found.sorted().front().code == "edit.utf16");
  }
  CHECK(review::read_edits("add concept x", "script.txt").value);
}

TEST_CASE("a script is done whole or not at all, and the wrong line is named", "[review][edit]") {
  EditWorld world;
  const std::string before = world.state();
  std::string script = "# a script\n";
  for (int i = 0; i < 498; ++i) script += "add concept \"new " + std::to_string(i) + "\"\n";
  const auto wrong = world.edit(script + "add concept \"new 7\"\n");
  REQUIRE(wrong.found.refused());
  CHECK(wrong.found.sorted().front().origin.line == 500);
  CHECK(world.state() == before);
  const auto receipt = world.edit(script);
  CHECK(receipt.done.size() == 498);
  for (int i = 0; i < 498; ++i)
    REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
}

TEST_CASE("the same note in the same second is there once", "[review][edit]") {
  EditWorld world;
  const auto receipt =
      world.edit("note on concept \"stigma\" \"again\"\nnote on concept \"stigma\" \"again\"\n");
  // Either both fell into one second, and the script is refused, or they did not.
  if (receipt.found.refused())
    CHECK(EditWorld::code_of(receipt) == "edit.there");
  else
    CHECK(receipt.done.size() == 2);
}

TEST_CASE("what is so already leaves no change", "[review][edit]") {
  EditWorld world;
  const auto changes = world.review.store().info().counts.at("changes");
  CHECK(world.code("set configuration \"CMOC 2\" status supported") == "nothing");
  CHECK(world.code("alias \"accepting the referral\" as \"uptake of the referral\"") == "nothing");
  CHECK(world.review.store().info().counts.at("changes") == changes);
}

TEST_CASE("an undo is refused where later work rests on the change, and says which",
          "[review][edit]") {
  EditWorld world;
  const auto added = world.edit("add concept \"being heard\"");
  const std::string change = added.done.front().uid;
  REQUIRE(world.code("rename concept \"being heard\" to \"heard\"") == "done");
  auto refused = world.review.undo(change, {"AB", ""});
  REQUIRE(EditWorld::code_of(refused) == "undo.later");
  CHECK_THAT(base::to_text(refused.found.sorted().front()), ContainsSubstring("renamed concept"));
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  REQUIRE(world.code("code \"allbutt2025: Scattergun\" as \"being heard\"") == "done");
  CHECK(EditWorld::code_of(world.review.undo(change, {"AB", ""})) == "undo.later");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(EditWorld::code_of(world.review.undo(change, {"AB", ""})) == "done");
  CHECK(EditWorld::code_of(world.review.undo(change, {"AB", ""})) == "undo.done");
  CHECK(EditWorld::code_of(world.review.undo("0000000000000000", {"AB", ""})) == "undo.unknown");
  CHECK(EditWorld::code_of(world.review.redo(change, {"AB", ""})) == "done");
  CHECK(EditWorld::code_of(world.review.redo(change, {"AB", ""})) == "undo.none");
}

TEST_CASE("an edit of another field does not stand in the way of an undo", "[review][edit]") {
  EditWorld world;
  const auto first = world.edit("set concept \"stigma\" definition \"shame\"");
  REQUIRE(world.code("set concept \"stigma\" colour \"#112233\"") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo(first.done.front().uid, {"AB", ""})) == "done");
  const std::string now = world.image(ThingKind::concept_, "stigma");
  CHECK_THAT(now, ContainsSubstring("#112233"));
  CHECK(now.find("shame") == std::string::npos);
}

TEST_CASE("what is retired is named so, and its history is there", "[review][edit]") {
  EditWorld world;
  REQUIRE(world.code("add concept \"being heard\"") == "done");
  REQUIRE(world.code("retire concept \"being heard\"") == "done");
  CHECK(world.code("rename concept \"being heard\" to \"x\"") == "edit.retired");
  CHECK(world.review.store().history({"concept", "being heard", "", "", "", 0}).size() == 2);
  CHECK_THROWS_AS(world.review.store().history({"concept", "never there", "", "", "", 0}),
                  base::Error);
}

TEST_CASE("a quote that is added finds its place in the text, and one that is not there is refused",
          "[review][edit]") {
  EditWorld world;
  store::AttachOptions options;
  options.by = {"AB", ""};
  world.review.attach(
      {{"allbutt2025", "Some words. A cafe\u0301 is a place, they said.", {}, {}, {}}}, options,
      world.progress);
  REQUIRE(world.code("add extract \"is a place\" from allbutt2025") == "done");
  CHECK_THAT(world.image(ThingKind::extract, "is a place"), ContainsSubstring("\"begin\":20"));
  CHECK(world.code("add extract \"is no place at all here\" from allbutt2025") ==
        "edit.not-in-text");
  CHECK(world.code("add extract \"cafe\" from allbutt2025 begin 14 end 18") == "edit.span");
  CHECK(world.code("add extract \"x\" from allbutt2025 begin 14 end 1800") == "edit.span");
  CHECK(world.code("add extract \"cafe\" from allbutt2025") == "edit.span");
  CHECK(world.code("add extract \"cafe\u0301\" from allbutt2025 begin 14 end 19") == "done");
}

TEST_CASE("two stances of one extract stay both known when elements become one", "[review][edit]") {
  EditWorld world;
  REQUIRE(world.code("add context \"fear\" to \"CMOC 5\"") == "done");
  REQUIRE(world.code("support \"CMOC 5\" with \"allbutt2025: Scattergun\" on context \"stigma\"") ==
          "done");
  REQUIRE(
      world.code("contradict \"CMOC 5\" with \"allbutt2025: Scattergun\" on context \"fear\"") ==
      "done");
  const auto receipt = world.edit("merge concept \"fear\" into \"stigma\"");
  REQUIRE(receipt.done.size() == 1);
  CHECK(receipt.found.sorted().front().code == "edit.stances");
  const std::string state = world.state();
  CHECK_THAT(state, ContainsSubstring("\"stance\":\"contradicts\""));
}

TEST_CASE("a name that looks like another is told", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration \"Caf\u00e9\"\nadd document \"a 1\"\nadd theme trust\n"
                     "add concept trust\nadd concept \"caf\u00e9\"") == "done");
  for (const char* name :
       {"configuration \"CAF\u00c9\"", "document \"a  1\"", "document \"A 1\"", "theme Trust"}) {
    CAPTURE(name);
    const auto added = world.edit(std::string("add ") + name);
    REQUIRE_FALSE(added.found.sorted().empty());
    CHECK(added.found.sorted().front().code == "edit.look-alike");
  }
  CHECK(world.edit("add configuration \"K\u00e9\"").found.empty());
  CHECK(world.edit("add theme health").found.empty());
  // One name in another form is that name.
  for (const char* name :
       {"configuration \"Cafe\u0301\"", "concept Trust", "concept \"Cafe\u0301\""}) {
    CAPTURE(name);
    CHECK(world.code(std::string("add ") + name) == "edit.there");
  }
  CHECK(world.edit("add concept Trust").found.sorted().front().message ==
        "there is a concept called \"trust\" already");
}

TEST_CASE("who judges anew is told what was judged before", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add document p1\nadd extract q from p1\nadd configuration K\n"
                     "contradict K with \"p1: q\" note \"no effect\"") == "done");
  REQUIRE(world.code("add coder CD") == "done");
  const auto anew = world.edit("support K with \"p1: q\"", "CD");
  REQUIRE(anew.done.size() == 1);
  CHECK(anew.found.sorted().front().message ==
        "it was judged before: contradicts, by AB (no effect); that is in the history alone from "
        "now on");
  CHECK(world.edit("refine K with \"p1: q\" note \"again\"", "CD").found.empty());
}

TEST_CASE("joining two claims hides no dispute, and what it costs is told", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add document p1\nadd extract q from p1\nadd concept A\nadd concept B\n"
                     "add configuration K\nadd configuration L\n"
                     "support K with \"p1: q\" note n1\ncontradict L with \"p1: q\" note n2\n"
                     "set configuration L status refuted\nlink K to L as ripple note because\n"
                     "code \"p1: q\" as context A\ncode \"p1: q\" as context B\n"
                     "resolve \"p1: q\" as context A holds because r1\n"
                     "resolve \"p1: q\" as context B does not hold because r2") == "done");
  const std::string before = world.state();
  const auto claims = world.edit("merge configuration L into K");
  std::set<std::string> codes;
  for (const auto& each : claims.found.sorted()) codes.insert(each.code);
  CHECK(codes == std::set<std::string>{"edit.stances", "edit.self-link"});
  CHECK_THAT(world.state(), ContainsSubstring("\"stance\":\"contradicts\"") &&
                                ContainsSubstring("Also judged: supports: n1") &&
                                ContainsSubstring("status: refuted") &&
                                ContainsSubstring("Was linked as ripple: because"));
  const auto concepts = world.edit("merge concept B into A");
  REQUIRE(concepts.found.sorted().size() == 1);
  CHECK(concepts.found.sorted().front().code == "edit.decisions");
  CHECK_THAT(world.state(), ContainsSubstring("r1; also decided: does not hold: r2"));
  for (int i = 0; i < 2; ++i)
    REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
}

TEST_CASE("a clock that went back does not put a change before those it rests on",
          "[review][edit]") {
  EditWorld world;
  {
    SQLite::Database database(world.path().string(), SQLite::OPEN_READWRITE);
    database.exec(
        "INSERT INTO change (uid, at, by_whom, kind, what, why, counts, content_hash) VALUES "
        "('00000000000000ff', '2999-01-01T00:00:00Z', 'AB', 'edit', 'x', '', '', '')");
  }
  const auto receipt = world.edit("add concept \"late\"");
  REQUIRE(receipt.done.size() == 1);
  CHECK(receipt.found.sorted().front().code == "edit.clock");
  CHECK(world.review.store().history({"", "", "", "", "", 1}).front().change.at ==
        "2999-01-01T00:00:00Z");
}

TEST_CASE("attached texts are undone with all that they moved, done again, and seen as they were",
          "[review][edit]") {
  EditWorld world;
  REQUIRE(world.code("add extract \"is a place\" from allbutt2025") == "done");
  const std::string before = world.state();
  store::AttachOptions options;
  options.by = {"AB", ""};
  store::AttachedText text{"allbutt2025",
                           "Some words. It is a place, they said.",
                           {},
                           std::string("bytes"),
                           "text/plain"};
  text.origin.source = "paper.txt";
  text.origin.content_hash = "123";
  REQUIRE(world.review.attach({text}, options, world.progress).changed());
  const std::string after = world.state();
  CHECK_THAT(after, ContainsSubstring("\"begin\":15"));
  base::NoProgress silent;
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
  REQUIRE(EditWorld::code_of(world.review.redo("", {"AB", ""})) == "done");
  CHECK(world.state() == after);
  const auto beside_bytes = [&] {
    auto found = world.review.store().damage(silent);
    std::erase_if(found, [](const std::string& each) { return each.rfind("the bytes", 0) == 0; });
    return found;
  };
  CHECK(beside_bytes() == std::vector<std::string>());  // nor does the history differ
  options.replace = true;
  text.text = "It is a place, they said again.";
  REQUIRE(world.review.attach({text}, options, world.progress).changed());
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == after);
  CHECK(world.code("retire document allbutt2025 with everything") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == after);
}

TEST_CASE("what is kept for questions is kept anew once a thousand changes went by",
          "[review][edit]") {
  EditWorld world;
  const auto is_kept = [&world] {
    auto connection =
        std::make_shared<store::Connection>(world.path(), store::Connection::Access::read);
    auto transaction =
        std::make_shared<store::Transaction>(*connection, store::Transaction::Kind::read);
    return store::kept_snapshot({connection, transaction, world.path()}).has_value();
  };
  std::string script;
  for (int i = 0; i < 998; ++i)
    script += "set concept austerity definition \"" + std::to_string(i) + "\"\n";
  REQUIRE(is_kept());
  REQUIRE(world.code("set concept austerity definition \"first\"") == "done");
  CHECK_FALSE(is_kept());
  REQUIRE(world.code(script) == "done");
  REQUIRE(world.code("set concept austerity definition \"the thousandth\"") == "done");
  CHECK_FALSE(is_kept());
  REQUIRE(world.code("set concept austerity definition \"one more\"") == "done");
  CHECK(is_kept());
  REQUIRE(world.code("set concept austerity definition \"last\"") == "done");
  CHECK_FALSE(is_kept());
}

TEST_CASE("entries of lists are added, changed and retired in the words of their list",
          "[review][edit]") {
  EditWorld world(true);
  const std::string empty = world.state();
  REQUIRE(world.code("add configuration \"CMOC 1\"\n"
                     "add entry of glossary term \"buy-in\" definition willing\n"
                     "add entry of rameses item 3 \"reported on\" \"p. 4\"\n"
                     "add entry of flow stage found source PubMed n 120\n"
                     "add entry of cerqual finding \"CMOC 1\" confidence low") == "done");
  const auto is = [&world](const std::string& name) {
    return world.image(model::ThingKind::entry, name);
  };
  CHECK_THAT(is("buy-in"), ContainsSubstring("\"value\":\"willing\""));
  CHECK_THAT(is("found \u00B7 PubMed"), ContainsSubstring("\"list\":\"flow\""));
  REQUIRE(world.code("set entry \"buy-in\" term \"buying in\" definition \"\"") == "done");
  CHECK(is("buy-in").empty());
  CHECK(is("buying in").find("willing") == std::string::npos);
  REQUIRE(world.code("set entry of cerqual \"CMOC 1\" confidence high\n"
                     "rename configuration \"CMOC 1\" to \"CMOC 9\"\n"
                     "retire entry of cerqual \"CMOC 9\"") == "done");
  CHECK(world.code("add entry of rameses item 3") == "edit.there");
  CHECK(world.code("add entry of glossary definition \"of nothing\"") == "edit.no-name");
  CHECK(world.code("add entry of glossary colour red") == "edit.property");
  CHECK(world.code("add entry of nothing item 3") == "edit.kind");
  CHECK(world.code("set entry of glossary nothing term x") == "edit.unknown");
  CHECK(world.code("add entry of double coding \"assigned document\" x") == "edit.kind");
  while (EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done") continue;
  CHECK(world.state() == empty);
}

TEST_CASE("an empty name is told as what it is", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration \"CMOC 1\"") == "done");
  CHECK(world.code("add context \"\" to \"CMOC 1\"") == "edit.no-name");
}

TEST_CASE("a word of a scale that is in use stays on it, and another order is told",
          "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("set review ratings low, high\nadd document d\njudge d rigour high") ==
          "done");
  CHECK(world.code("set review ratings poor, good") == "edit.in-use");
  const auto turned = world.edit("set review ratings high, low");
  CHECK(turned.found.sorted().at(0).code == "edit.order");
  CHECK(world.code("set review scheme ABC") == "edit.word");
  CHECK(world.code("judge d relevance withdrawn") == "edit.unknown");
  REQUIRE(world.code("judge d rigour withdrawn") == "done");
  CHECK(world.code("set review ratings poor, good") == "done");
}

TEST_CASE("a memo is retired by words of it", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add document d\nnote on document d \"ask them of time\"\n"
                     "note on document d \"ask them of money\"") == "done");
  CHECK(world.code("retire memo \"ask them\"") == "edit.several");
  CHECK(world.code("retire memo \"of money\"") == "done");
  CHECK(world.code("retire memo \"of money\"") == "edit.unknown");
}

TEST_CASE("an extract is taken by its place alone", "[review][edit]") {
  EditWorld world;
  store::AttachOptions options;
  options.by = {"AB", ""};
  REQUIRE(world.code("add document lee2021") == "done");
  CHECK(world.code("add extract \"\" from lee2021 begin 5 end 10") == "edit.no-text");
  REQUIRE(world.review
              .attach({{"lee2021", "Some words. It is a place.", {}, std::nullopt, ""}}, options,
                      world.progress)
              .changed());
  REQUIRE(world.code("add extract \"\" from lee2021 begin 5 end 10") == "done");
  CHECK_THAT(world.image(model::ThingKind::extract, "words"), ContainsSubstring("\"begin\":5"));
  CHECK(world.code("add extract \"\" from lee2021 begin 10 end 5") == "edit.span");
  CHECK(world.code("add extract \"\" from lee2021") == "edit.span");
  CHECK(world.code("add extract \" \" from lee2021") == "edit.span");
  // Elsewhere stand other words: it is said whether these are meant.
  const auto refused = world.edit("set extract \"lee2021: words\" begin 0 end 10");
  CHECK(EditWorld::code_of(refused) == "edit.span");
  CHECK(refused.found.sorted().front().message.ends_with(": \"Some words\""));
  REQUIRE(world.code("set extract \"lee2021: words\" begin 0 end 10 quote \"\"") == "done");
  CHECK_THAT(world.image(model::ThingKind::extract, "Some words"), ContainsSubstring("\"end\":10"));
}

TEST_CASE("a script may begin with a mark that it is UTF-8", "[review][edit]") {
  EditWorld world(true);
  CHECK(world.code("\xEF\xBB\xBF"
                   "add concept trust\nadd concept time\n") == "done");
  CHECK(world.edit("add concept \xFF\n").found.sorted().at(0).message.find("question") ==
        std::string::npos);
}

TEST_CASE("a name of blanks is none", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory T\nadd theme T") == "done");
  for (const char* kind : {"concept", "coder", "document", "configuration", "theme", "study",
                           "theory", "theory version", "construct"}) {
    CAPTURE(kind);
    const bool is_of_theory =
        std::string(kind).find(' ') != std::string::npos || std::string(kind) == "construct";
    CHECK(world.code("add " + std::string(kind) + " \" \u00A0 \"" +
                     (is_of_theory ? " theory T" : "")) == "edit.no-name");
  }
  CHECK(world.code("rename theme T to \"  \"") == "edit.no-name");
  CHECK(world.code("set theme T label \"  \"") == "edit.no-name");
}
