// Documents that two people code apart from one another: what each is shown, and when.
#include "erase_world.h"
#include "merge_world.h"
#include "review/agreement.h"
#include "review/disagreements.h"
#include "store/blind.h"
#include "store/body.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// What somebody is shown, as text; of the words of extracts, codings, evidence, judgements, notes.
std::string shown_to(const EditWorld& world, const std::string& coder) {
  auto view = store::Store::open_view(world.path(), {"", coder}, base::SystemClock());
  return review_state(static_cast<store::StoreBody&>(*view).connection());
}

bool shows(const EditWorld& world, const std::string& coder, const std::string& words) {
  return shown_to(world, coder).find(words) != std::string::npos;
}

/// Two coders and one document, which both are to code; AB has brought and coded an extract.
void begin(EditWorld& world) {
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd coder EF\nadd document lee2021\n"
                     "add document other2020\nadd concept trust\nadd configuration \"CMOC 1\"\n"
                     "assign lee2021 to AB, CD") == "done");
  REQUIRE(world.code("add extract \"they had time\" from lee2021\n"
                     "add extract \"elsewhere\" from other2020\n"
                     "code \"lee2021: they had time\" as context trust\n"
                     "code \"other2020: elsewhere\" as outcome trust\n"
                     "support \"CMOC 1\" with \"lee2021: they had time\" note \"seen by AB\"\n"
                     "judge lee2021 rigour high because \"clear to AB\"\n"
                     "note on document lee2021 \"thought by AB\"") == "done");
}

}  // namespace

TEST_CASE("what the other did with a document is hidden until both have finished",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  for (const char* words : {"they had time", "seen by AB", "clear to AB", "thought by AB"}) {
    CAPTURE(words);
    CHECK(shows(world, "AB", words));
    CHECK_FALSE(shows(world, "CD", words));
    CHECK(shows(world, "EF", words));
    CHECK(shows(world, "", words));
  }
  CHECK(shows(world, "CD", "elsewhere"));

  REQUIRE(EditWorld::code_of(world.edit("finish lee2021", "CD")) == "done");
  CHECK_FALSE(shows(world, "CD", "they had time"));  // nor after one's own work is done
  REQUIRE(world.code("finish lee2021") == "done");
  CHECK(shows(world, "CD", "they had time"));
  const auto differ = review::disagreements(world.review.store().coder_work(), {"AB", "CD"});
  REQUIRE(differ.size() == 1);
  CHECK(differ.front().quote == "they had time");
}

TEST_CASE("the one who finished and found nothing counts as a reader", "[review][double]") {
  EditWorld world(true);
  begin(world);
  CHECK_THROWS(review::disagreements(world.review.store().coder_work(), {"AB", "CD"}));
  REQUIRE(EditWorld::code_of(world.edit("finish lee2021", "CD")) == "done");
  CHECK(review::disagreements(world.review.store().coder_work(), {"AB", "CD"}).size() == 1);
}

TEST_CASE("an extract that both use is shown, and of it one's own coding alone",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(
              world.edit("code \"lee2021: they had time\" as outcome trust", "CD")) == "done");
  auto view = store::Store::open_view(world.path(), {"", "CD"}, base::SystemClock());
  CHECK(view->hidden() == std::vector<std::string>{"lee2021"});
  CHECK(view->info().counts["codings"] == 2);  // one's own, and that of the other document
  CHECK(view->info().counts["extracts"] == 2);
  auto all = store::Store::open_view(world.path(), {"", "EF"}, base::SystemClock());
  CHECK(all->info().counts["codings"] == 3);
  CHECK(all->hidden().empty());
}

TEST_CASE("neither search nor history nor an older state tells what is hidden",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  auto view = store::Store::open_view(world.path(), {"", "CD"}, base::SystemClock());
  view->snapshot();
  std::int64_t total = 0;
  CHECK(view->details().search({model::TextQuery::Mode::all, {"time"}}, 10, total).empty());
  for (const auto& entry : view->history({"", "", "", "", "", 0})) {
    CHECK(entry.change.what.find("they had time") == std::string::npos);
    for (const std::string& step : entry.steps)
      CHECK(step.find("they had time") == std::string::npos);
  }
  const std::string last = world.review.store().history({"", "", "", "", "", 1}).front().change.uid;
  auto then = store::Store::open_view(world.path(), {last, "CD"}, base::SystemClock());
  CHECK(review_state(static_cast<store::StoreBody&>(*then).connection()).find("they had time") ==
        std::string::npos);
}

TEST_CASE("a view that hides can still be sent out whole", "[review][double]") {
  EditWorld world(true);
  begin(world);
  base::NoProgress silent;
  const auto target = world.folder.path() / "cd.xml";
  auto review = review::Review::open_view(world.path(), {"", "CD"});
  review.export_to(target, *interchange::find_format("native"), {}, silent);
  CHECK(base::DiskFiles().read(target).find("they had time") == std::string::npos);
}

TEST_CASE("assignments follow the names of documents and coders", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("rename coder CD to Chris\nset document lee2021 key lee2022") == "done");
  CHECK_FALSE(shows(world, "Chris", "they had time"));
  REQUIRE(world.code("merge coder Chris into EF") == "done");
  CHECK_FALSE(shows(world, "EF", "they had time"));
  const auto work = world.review.store().coder_work();
  REQUIRE(work.assignments.size() == 2);
  CHECK(work.coders[work.assignments[1].coder] == "EF");
}

TEST_CASE("a note on an assignment goes where the assignment goes", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("note on entry \"lee2021 \u00b7 CD\" \"by June\"") == "done");
  const std::string noted = world.state();
  for (const char* end : {"retire document lee2021 with everything", "unassign lee2021 from CD",
                          "retire coder CD with everything", "merge coder CD into AB"}) {
    CAPTURE(end);
    REQUIRE(world.code(end) == "done");
    // The state names what each memo is about, which fails where it is gone.
    const bool is_kept = world.state().find("by June") != std::string::npos;
    CHECK(is_kept == std::string_view(end).starts_with("merge"));
    REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
    CHECK(world.state() == noted);
  }
}

TEST_CASE("who is not to code a document cannot finish it, and one alone hides nothing",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  CHECK(EditWorld::code_of(world.edit("finish lee2021", "EF")) == "edit.unknown");
  CHECK(world.code("unassign lee2021 from EF") == "edit.unknown");
  CHECK(world.code("assign lee2021 to XY") == "edit.unknown");
  CHECK(world.code("assign lee2021 to AB") == "nothing");
  REQUIRE(world.code("unassign lee2021 from AB") == "done");
  CHECK(shows(world, "CD", "they had time"));
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK_FALSE(shows(world, "CD", "they had time"));
}

TEST_CASE("a coder who is retired is waited for no more, and shows nothing", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("assign lee2021 to EF\nfinish lee2021") == "done");
  REQUIRE(EditWorld::code_of(world.edit("finish lee2021", "CD")) == "done");
  CHECK_FALSE(shows(world, "CD", "they had time"));
  REQUIRE(world.code("retire coder EF") == "done");
  CHECK(shows(world, "CD", "they had time"));
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK_FALSE(shows(world, "CD", "they had time"));
}

TEST_CASE("a new name of the other, or of the paper, shows nothing, nor does the state before it",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  const std::string before =
      world.review.store().history({"", "", "", "", "", 1}).front().change.uid;
  REQUIRE(world.code("rename coder AB to Anna\nset document lee2021 key lee2022") == "done");
  for (const char* words : {"they had time", "seen by AB", "clear to AB", "thought by AB"}) {
    CAPTURE(words);
    CHECK_FALSE(shows(world, "CD", words));
    auto then = store::Store::open_view(world.path(), {before, "CD"}, base::SystemClock());
    CHECK(review_state(static_cast<store::StoreBody&>(*then).connection()).find(words) ==
          std::string::npos);
    for (const auto& entry : then->history({"", "", "", "", "", 0}))
      CHECK(entry.change.what.find(words) == std::string::npos);
  }
}

TEST_CASE("who looks is known in small letters, too", "[review][double]") {
  EditWorld world(true);
  begin(world);
  CHECK_FALSE(shows(world, "cd", "they had time"));
}

TEST_CASE("what an undo or a merge tells of the other's work is hidden, too", "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto told = [&] {
    std::string text;
    auto view = store::Store::open_view(world.path(), {"", "CD"}, base::SystemClock());
    for (const auto& entry : view->history({"", "", "", "", "", 0})) {
      text += entry.change.what + entry.change.why + "\n";
      for (const std::string& step : entry.steps) text += step + "\n";
    }
    return text;
  };
  const std::string last = world.review.store().history({"", "", "", "", "", 1}).front().change.uid;
  REQUIRE(EditWorld::code_of(world.review.undo(last, {"PI", ""})) == "done");
  const auto copy = world.folder.path() / "copy.retro";
  std::filesystem::copy_file(world.path(), copy);
  {
    const base::SystemClock clock;
    auto other = store::Store::open(copy, store::Mode::write, clock);
    const auto edits = review::read_edits("add extract \"as they came\" from lee2021", "");
    REQUIRE(EditWorld::code_of(other->edit(*edits.value, {{"AB", ""}, false, false})) == "done");
  }
  REQUIRE(world.review.store().merge(copy, {{"CD", ""}, false}).changed());
  for (const char* words :
       {"they had time", "seen by AB", "clear to AB", "thought by AB", "as they came"}) {
    CAPTURE(words);
    CHECK(told().find(words) == std::string::npos);
  }
}

TEST_CASE("one's own evidence is shown where the other's stands in its place", "[review][double]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd document lee2021\n"
                     "add configuration \"CMOC 1\"\nassign lee2021 to AB, CD\n"
                     "add extract \"they had time\" from lee2021") == "done");
  const auto copy = world.folder.path() / "copy.retro";
  std::filesystem::copy_file(world.path(), copy);
  REQUIRE(world.code("support \"CMOC 1\" with \"lee2021: they had time\" note \"own view\"") ==
          "done");
  {
    const base::SystemClock clock;
    auto other = store::Store::open(copy, store::Mode::write, clock);
    const auto edits = review::read_edits(
        "contradict \"CMOC 1\" with \"lee2021: they had time\" note \"secret view\"", "");
    REQUIRE(EditWorld::code_of(other->edit(*edits.value, {{"CD", ""}, false, false})) == "done");
  }
  REQUIRE(world.review.store().merge(copy, {{"AB", ""}, false}).changed());
  CHECK(shows(world, "AB", "own view"));
  CHECK_FALSE(shows(world, "AB", "secret view"));
  // What differs is told to neither before both have finished.
  const std::size_t open = world.review.store().conflicts().size();
  REQUIRE(open > 0);
  CHECK(store::conflicts_hidden_from("AB", world.path()).size() == open);
  CHECK(store::conflicts_hidden_from("PI", world.path()).empty());
}

TEST_CASE("what is left open over a concept that is hidden is not told", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("code \"lee2021: they had time\" as mechanism \"secret idea\"") == "done");
  const auto copy = world.folder.path() / "copy.retro";
  std::filesystem::copy_file(world.path(), copy);
  REQUIRE(world.code("set concept \"secret idea\" definition one") == "done");
  REQUIRE(world.code("set concept trust definition one") == "done");
  {
    const base::SystemClock clock;
    auto other = store::Store::open(copy, store::Mode::write, clock);
    for (const char* text :
         {"set concept \"secret idea\" definition two", "set concept trust definition two"}) {
      const auto edits = review::read_edits(text, "");
      REQUIRE(EditWorld::code_of(other->edit(*edits.value, {{"AB", ""}, false, false})) == "done");
    }
  }
  REQUIRE(world.review.store().merge(copy, {{"AB", ""}, false}).changed());
  REQUIRE_FALSE(shows(world, "CD", "secret idea"));
  const auto conflicts = world.review.store().conflicts();
  REQUIRE(conflicts.size() == 2);
  REQUIRE(conflicts[0].thing == "concept \"secret idea\"");
  CHECK(store::conflicts_hidden_from("CD", world.path()) == std::set<std::size_t>{1});
  CHECK(store::conflicts_hidden_from("AB", world.path()).empty());
}

TEST_CASE("edits of one do not find, nor tell of, what the other brought", "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto told = [&](const std::string& sentence) {
    std::string text;
    for (const auto& found : world.edit(sentence, "CD").found.sorted()) {
      text += found.code + ": " + found.message + "\n";
      for (const std::string& note : found.notes) text += note + "\n";
    }
    return text;
  };
  const std::string unknown = told("code \"lee2021: they\" as context trust");
  CHECK(unknown.starts_with("edit.unknown"));
  const std::string in_use = told("retire concept trust");
  CHECK(in_use.starts_with("edit.in-use"));
  CHECK(in_use.find("work that is hidden from you until all") != std::string::npos);
  CHECK(in_use.find("lee2021") == std::string::npos);
  CHECK(in_use.find("they had time") == std::string::npos);
  CHECK(in_use.find("elsewhere") != std::string::npos);
  CHECK(told("add extract \"they had none\" from lee2021").empty());
  CHECK(told("code \"lee2021: they\" as context trust").empty());
}

TEST_CASE("how much the other did, when, and in which reading is hidden, too", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("read lee2021 note \"read by AB\"") == "done");
  CHECK_FALSE(shows(world, "CD", "read by AB"));
  CHECK(shows(world, "EF", "read by AB"));
  const auto told_to = [&](const char* coder) {
    auto view = store::Store::open_view(world.path(), {"", coder}, base::SystemClock());
    std::string told;
    for (const auto& entry : view->history({"", "", "", "", "", 0}))
      told += entry.change.what + "\n";
    return told;
  };
  CHECK(told_to("EF").find("judged the rigour of document \"lee2021\"") != std::string::npos);
  const std::string told = told_to("CD");
  // One judgement made the scale of the review, which is for all.
  CHECK(told.find("(hidden") == told.rfind("(hidden"));
  for (const char* words : {"lee2021\": high", "they had time", "noted on", "read document"}) {
    CAPTURE(words, told);
    CHECK(told.find(words) == std::string::npos);
  }
}

TEST_CASE("a refusal to retire does not count what the other did", "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto refusal = [&](const std::string& sentence) {
    return world.edit(sentence, "CD").found.sorted().front().message;
  };
  CHECK(refusal("retire document lee2021")
            .starts_with("that would take away work that is hidden from you"));
  const std::string coder = refusal("retire coder AB");
  CHECK(coder.find("they had time") == std::string::npos);
  CHECK(coder.find("work that is hidden") == coder.rfind("work that is hidden"));
}

TEST_CASE("agreement leaves out documents whose coding is hidden", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(world.edit("code \"other2020: elsewhere\" as outcome trust\n"
                                        "finish lee2021",
                                        "CD")) == "done");
  const auto work_for = [&](const char* coder) {
    return store::Store::open_view(world.path(), {"", coder}, base::SystemClock())->coder_work();
  };
  CHECK(review::agreement(work_for("EF"), {}).extracts == 2);
  CHECK(review::agreement(work_for("CD"), {}).extracts == 1);
  REQUIRE(world.code("uncode \"other2020: elsewhere\" as outcome trust by AB") == "done");
  CHECK_THROWS_WITH(review::agreement(work_for("CD"), {}),
                    ContainsSubstring("agreement is told once all have finished"));
}

TEST_CASE("who looks is known by name and by a former label, and a stranger is told",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("set coder CD name \"Carl Dahl\"\nrename coder CD to CX") == "done");
  for (const char* who : {"CX", "CD", "carl dahl"}) {
    CAPTURE(who);
    CHECK_FALSE(shows(world, who, "they had time"));
  }
  const auto stranger = store::Store::open_view(world.path(), {"", "cdahl"}, base::SystemClock());
  CHECK(stranger->hidden().empty());
  CHECK(stranger->shown_to_stranger() == std::vector<std::string>{"lee2021"});
  const auto known = store::Store::open_view(world.path(), {"", "EF"}, base::SystemClock());
  CHECK(known->shown_to_stranger().empty());
}

TEST_CASE("what a coder brought is hidden after the coder went into another", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add extract \"brought alone\" from lee2021\nmerge coder AB into EF") ==
          "done");
  CHECK_FALSE(shows(world, "CD", "they had time"));
  CHECK_FALSE(shows(world, "CD", "brought alone"));
}

TEST_CASE("an assignment by a name of before is of what has another name now", "[review][double]") {
  EditWorld world(true);
  begin(world);
  auto& connection = static_cast<store::StoreBody&>(world.review.store()).connection();
  REQUIRE(world.code("rename document lee2021 to lee2022\nrename coder AB to AX") == "done");
  // As a copy writes it that did not know of the new names.
  connection.run("UPDATE entry_field SET value = 'lee2021' WHERE value = 'lee2022'");
  connection.run("UPDATE entry_field SET value = 'AB' WHERE value = 'AX'");
  CHECK_FALSE(shows(world, "CD", "they had time"));
  CHECK(EditWorld::code_of(world.edit("finish lee2022", "AX")) == "done");
}

TEST_CASE("who codes apart cannot take back, nor take out, what is hidden", "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto coded = world.review.store().history({"", "", "", "", "", 0});
  const auto of = [&](const std::string& words) {
    for (const auto& entry : coded)
      if (entry.change.what.find(words) != std::string::npos) return entry.change.uid;
    return std::string();
  };
  const std::string before = world.state();
  CHECK(EditWorld::code_of(world.review.undo(of("judged"), {"CD", ""})) == "edit.hidden");
  const auto code = [&](const std::string& sentence) {
    return EditWorld::code_of(world.edit(sentence, "CD"));
  };
  CHECK(code("uncode \"lee2021: they had time\" as context trust by AB") == "edit.unknown");
  CHECK(code("withdraw \"lee2021: they had time\" from \"CMOC 1\"") == "edit.unknown");
  CHECK(code("retire document lee2021 with everything") == "edit.hidden");
  CHECK(code("code \"" + of("added extract \"they") + ".1\" as outcome trust") == "edit.unknown");
  CHECK(world.state() == before);
  CHECK(EditWorld::code_of(world.review.undo(of("judged"), {"AB", ""})) == "done");
}

TEST_CASE("who codes apart cannot take back what came by a merge", "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto copy = world.folder.path() / "copy.retro";
  std::filesystem::copy_file(world.path(), copy);
  const base::SystemClock clock;
  std::string judged;
  {
    auto other = store::Store::open(copy, store::Mode::write, clock);
    const auto edits = review::read_edits("judge lee2021 richness low because \"thin\"", "");
    judged = other->edit(*edits.value, {{"AB", ""}, false, false}).done.front().uid;
  }
  REQUIRE(EditWorld::code_of(world.edit("add concept \"made meanwhile\"", "CD")) == "done");
  REQUIRE(world.review.store().merge(copy, {{"CD", ""}, false}).changed());
  const std::string before = world.state();
  CHECK(EditWorld::code_of(world.review.undo(judged, {"CD", ""})) == "edit.hidden");
  CHECK(world.state() == before);
  CHECK(EditWorld::code_of(world.review.undo(judged, {"AB", ""})) == "done");
}

TEST_CASE("claims and concepts that rest on hidden work alone are hidden with it",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add concept \"fear of blame\"\nadd concept \"in use elsewhere\"\n"
                     "add configuration \"CMOC 9\" title \"claim of AB\"\n"
                     "add mechanism \"fear of blame\" to \"CMOC 9\"\n"
                     "add context \"in use elsewhere\" to \"CMOC 9\"\n"
                     "code \"other2020: elsewhere\" as context \"in use elsewhere\"\n"
                     "link \"CMOC 1\" to \"CMOC 9\" as ripple note \"linked by AB\"\n"
                     "support \"CMOC 9\" with \"lee2021: they had time\"") == "done");
  for (const char* words : {"claim of AB", "fear of blame", "linked by AB"}) {
    CAPTURE(words);
    CHECK_FALSE(shows(world, "CD", words));
    CHECK(shows(world, "EF", words));
  }
  CHECK(shows(world, "CD", "in use elsewhere"));
  auto view = store::Store::open_view(world.path(), {"", "CD"}, base::SystemClock());
  CHECK_NOTHROW(view->snapshot());
  // What also rests on another paper is shown.
  REQUIRE(world.code("support \"CMOC 9\" with \"other2020: elsewhere\"") == "done");
  CHECK(shows(world, "CD", "claim of AB"));
}

TEST_CASE("where coders differ, what holds is decided, kept, merged and taken back",
          "[review][double][merge]") {
  MergeWorld world(true);
  begin(world.base());
  REQUIRE(EditWorld::code_of(world.base().edit("finish lee2021", "CD")) == "done");
  const std::string decision = "resolve \"lee2021: they had time\" as context trust ";
  CHECK(EditWorld::code_of(world.base().edit(decision + "holds", "CD")) == "edit.hidden");
  REQUIRE(world.base().code("finish lee2021") == "done");
  CHECK(world.base().code("resolve \"lee2021: they had time\" as context \"CMOC 1\" holds") ==
        "edit.unknown");
  CHECK(world.base().code(decision + "perhaps") == "edit.form");
  const auto open = [&world](const std::string& name) {
    const auto work = world.store(name).coder_work();
    return review::disagreements(work, {"AB", "CD"}).at(0);
  };
  world.copy("base", "one");
  world.copy("base", "two");
  CHECK_FALSE(open("one").is_resolved);
  REQUIRE(world.edit("one", decision + "holds because \"they say so\"") == "done");
  REQUIRE(open("one").is_resolved);
  CHECK(open("one").resolutions.at(0).reason == "they say so");
  CHECK(open("one").resolutions.at(0).holds);
  CHECK_THAT(world.store("one").history({"", "", "", "", "", 1}).front().change.what,
             ContainsSubstring("decided that extract"));
  world.merge("two", "one");
  CHECK(open("two").is_resolved);

  REQUIRE(world.edit("two", decision + "does not hold") == "done");
  CHECK_FALSE(open("two").resolutions.at(0).holds);
  REQUIRE(EditWorld::code_of(world.store("two").undo("", {"two", ""})) == "done");
  CHECK(open("two").resolutions.at(0).holds);
  REQUIRE(world.edit("two", decision + "undecided") == "done");
  CHECK_FALSE(open("two").is_resolved);
  CHECK(world.edit("two", decision + "undecided") == "edit.unknown");
  require_whole(world.path("two"));
}

TEST_CASE("two who decide otherwise leave a conflict", "[review][double][merge]") {
  MergeWorld world(true);
  begin(world.base());
  REQUIRE(EditWorld::code_of(world.base().edit("finish lee2021", "CD")) == "done");
  REQUIRE(world.base().code("finish lee2021") == "done");
  const std::string decision = "resolve \"lee2021: they had time\" as context trust ";
  REQUIRE(world.base().code(decision + "holds") == "done");
  world.copy("base", "one");
  world.copy("base", "two");
  REQUIRE(world.edit("one", decision + "holds because \"it is\"") == "done");
  REQUIRE(world.edit("two", decision + "holds because \"so it is\"") == "done");
  world.merge("one", "two");
  world.merge("two", "one");
  CHECK_THAT(world.conflicts("one"), ContainsSubstring("the decision on extract"));
  CHECK(world.conflicts("one") == world.conflicts("two"));
}

TEST_CASE("a passage that both took, neither knowing of the other's, is one once both are done",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  const auto by_cd = [&world](const std::string& sentence) {
    return EditWorld::code_of(world.edit(sentence, "CD"));
  };
  REQUIRE(by_cd("add extract \"they had time\" from lee2021") == "done");
  CHECK(by_cd("add extract \"they had time\" from lee2021") == "edit.there");
  CHECK(world.code("add extract \"elsewhere\" from other2020") == "edit.there");
  REQUIRE(by_cd("code \"lee2021: they had time\" as outcome trust") == "done");
  REQUIRE(by_cd("finish lee2021") == "done");
  const std::string before = world.state();
  REQUIRE(world.code("finish lee2021") == "done");
  store::Connection connection(world.path(), store::Connection::Access::read);
  CHECK(connection.number("SELECT count(*) FROM extract_text WHERE quote = 'they had time'") == 1);
  CHECK(connection.number("SELECT count(DISTINCT extract) FROM coding WHERE extract = (SELECT "
                          "extract FROM extract_text WHERE quote = 'they had time')") == 1);
  CHECK(connection.number("SELECT count(*) FROM coding WHERE extract = (SELECT extract FROM "
                          "extract_text WHERE quote = 'they had time')") == 2);
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
}

TEST_CASE("extracts of the same words at one place can be made one", "[review][edit]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(world.edit("add extract \"they had time\" from lee2021", "CD")) ==
          "done");
  std::vector<std::string> ids;
  {
    store::Connection connection(world.path(), store::Connection::Access::read);
    store::Things things(connection);
    for (const auto& thing : things.find(model::ThingKind::extract, "they had time"))
      ids.push_back(thing.id);
  }
  REQUIRE(ids.size() == 2);
  // Who codes apart cannot name the other's.
  const auto merge_into = [&](const std::string& other) {
    return EditWorld::code_of(
        world.edit("merge extract \"" + ids[1] + "\" into \"" + other + "\"", "EF"));
  };
  CHECK(merge_into("other2020: elsewhere") == "edit.form");
  CHECK(merge_into(ids[0]) == "done");
  CHECK(world.code("uncode \"lee2021: they had time\" as context trust") == "done");
}

TEST_CASE("a concept that rests on hidden work alone is not known to edits either",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add concept \"secret idea\"\nalias \"secret idea\" as \"other secret\"\n"
                     "code \"lee2021: they had time\" as context \"secret idea\"") == "done");
  const auto told = [&](const std::string& sentence) {
    const auto found = world.edit(sentence, "CD").found.sorted();
    std::string text = found.empty() ? "" : found.front().code + ": " + found.front().message;
    for (const auto& each : found)
      for (const std::string& note : each.notes) text += "; " + note;
    return text;
  };
  for (const char* verb : {"retire concept \"secret idea\"", "alias \"secret idea\" as x",
                           "set concept \"secret idea\" definition x",
                           "retire concept \"other secret\"", "retire concept \"secret ideas\""}) {
    CAPTURE(verb, told(verb));
    CHECK(told(verb).starts_with("edit.unknown: no concept is called"));
    CHECK(told(verb).find("Nearest: secret") == std::string::npos);
  }
  REQUIRE(EditWorld::code_of(world.edit("add extract \"own\" from lee2021", "CD")) == "done");
  const std::string before = world.state();
  CHECK(told("code \"lee2021: own\" as context \"secret idea\"")
            .starts_with("edit.new-concept: \"secret idea\" is a new concept"));
  CHECK(world.code("retire concept \"secret idea\"") == "edit.in-use");
}
