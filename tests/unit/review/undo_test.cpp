// What cannot be taken back, or not yet, is refused in words and leaves the review as it was.
#include "base/source_io.h"
#include "edit_world.h"
#include "store/backup.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string undo(EditWorld& world, const std::string& change = "") {
  return EditWorld::code_of(world.review.undo(change, {"AB", ""}));
}

std::string redo(EditWorld& world, const std::string& change = "") {
  return EditWorld::code_of(world.review.redo(change, {"AB", ""}));
}

/// The change that the sentence made.
std::string change_of(EditWorld& world, const std::string& sentence) {
  return world.edit(sentence).done.at(0).uid;
}

}  // namespace

TEST_CASE("the description that a review began with stays", "[review][undo]") {
  EditWorld world(true);
  const std::string before = world.state();
  CHECK(undo(world) == "undo.not-possible");
  CHECK(world.state() == before);
  base::NoProgress silent;
  CHECK(world.review.store().damage(silent) == std::vector<std::string>());
}

TEST_CASE("what would come back under a name that another has since is refused", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add document smith2020") == "done");
  for (const char* thing : {"coder \"AB\"", "document \"lee2021\"", "concept \"Trust\"",
                            "configuration \"CMOC 1\"", "theme \"being seen\""}) {
    CAPTURE(thing);
    const std::string first = change_of(world, std::string("add ") + thing);
    REQUIRE(undo(world) == "done");
    REQUIRE(world.code(std::string("add ") + thing) == "done");
    const std::string before = world.state();
    CHECK(redo(world, first) == "undo.name");
    CHECK(world.state() == before);
  }
  const std::string assigned = change_of(world, "assign smith2020 to AB");
  REQUIRE(undo(world) == "done");
  REQUIRE(world.code("assign smith2020 to AB") == "done");
  CHECK(redo(world, assigned) == "undo.name");
}

TEST_CASE("a name that another took since is not given back", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"trust\"") == "done");
  const std::string renamed = change_of(world, "rename concept \"trust\" to \"faith\"");
  REQUIRE(world.code("add concept \"trust\"") == "done");
  CHECK(undo(world, renamed) == "undo.name");
  REQUIRE(world.code("rename concept \"trust\" to \"hope\"") == "done");
  CHECK(undo(world, renamed) == "done");
}

TEST_CASE("what would come back waits for what it needs", "[review][undo]") {
  EditWorld world(true);
  for (const char* sentence : {"add concept \"health\"", "add concept \"calm\" parent \"health\"",
                               "add configuration \"CMOC 1\""})
    REQUIRE(world.code(sentence) == "done");
  REQUIRE(world.code("add outcome calm to \"CMOC 1\"") == "done");
  const std::string configuration = change_of(world, "retire configuration \"CMOC 1\"");
  const std::string concept_ = change_of(world, "retire concept calm");
  const std::string before = world.state();
  const auto receipt = world.review.undo(configuration, {"AB", ""});
  CHECK(EditWorld::code_of(receipt) == "undo.needs");
  CHECK(receipt.found.sorted().front().notes.at(0).find("Undo this first: retired concept") !=
        std::string::npos);
  CHECK(world.state() == before);
  CHECK(undo(world, concept_) == "done");
  CHECK(undo(world, configuration) == "done");
}

TEST_CASE("what is to be undone or done again first is named with the command that does it",
          "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add document d\nadd extract \"q r\" from d") == "done");
  const std::string added = change_of(world, "add concept trust");
  const std::string coded = change_of(world, "code \"d: q\" as context trust");
  const auto says = [](const store::EditReceipt& receipt, const std::string& message,
                       const std::string& note) {
    const auto refusal = receipt.found.sorted().front();
    CAPTURE(refusal.message, refusal.notes);
    return refusal.message.ends_with(message) &&
           refusal.notes.at(0).starts_with(note.substr(0, 24)) &&
           refusal.notes.at(0).ends_with(note.substr(24));
  };
  CHECK(says(world.review.undo(added, {"AB", ""}), "needs concept \"trust\"",
             "Undo this first: coded e. With: retroduce undo REVIEW " + coded));
  REQUIRE(undo(world, coded) == "done");
  REQUIRE(undo(world, added) == "done");
  CHECK(says(world.review.redo(coded, {"AB", ""}), "needs concept \"trust\", which is gone",
             "Do this again first: add. With: retroduce redo REVIEW " + added));
}

TEST_CASE("what is done again without a name is what was undone last", "[review][undo]") {
  EditWorld world(true);
  for (const char* name : {"first", "second", "third"})
    REQUIRE(world.code(std::string("add concept ") + name) == "done");
  const auto uid_of = [&world](const std::string& what) {
    for (const auto& entry : world.review.store().history({"", "", "", "", "", 0}))
      if (entry.change.what == what) return entry.change.uid;
    return std::string("none");
  };
  const std::string first = uid_of("added concept \"first\"");
  REQUIRE(undo(world, uid_of("added concept \"second\"")) == "done");
  REQUIRE(undo(world, first) == "done");
  const auto is_there = [&world](const char* name) {
    return !world.image(model::ThingKind::concept_, name).empty();
  };
  REQUIRE(redo(world) == "done");
  CHECK(is_there("first"));
  CHECK_FALSE(is_there("second"));
  // One that was undone, done again and undone anew is the last once more.
  REQUIRE(undo(world, first) == "done");
  REQUIRE(redo(world) == "done");
  CHECK(is_there("first"));
  REQUIRE(redo(world) == "done");
  CHECK(is_there("second"));
  CHECK(redo(world) == "undo.none");
  // And what was done again last is what is undone first, though other work came after it once.
  REQUIRE(undo(world) == "done");
  CHECK_FALSE(is_there("second"));
  REQUIRE(undo(world) == "done");
  CHECK_FALSE(is_there("first"));
  REQUIRE(undo(world) == "done");
  CHECK_FALSE(is_there("third"));
}

TEST_CASE("an import is undone though a part of it had gone and come back", "[review][undo]") {
  EditWorld world;
  REQUIRE(world.code("merge concept circumstances into \"austerity\"") == "done");
  REQUIRE(undo(world) == "done");
  CHECK(undo(world) == "done");
  CHECK(world.image(model::ThingKind::concept_, "austerity").empty());
}

TEST_CASE("an import on which moves rest is refused, whichever way they went", "[review][undo]") {
  EditWorld world;
  const auto import = world.review.store().history({"", "", "", "", "", 1}).front().change.uid;
  const bool is_up = GENERATE(true, false);
  REQUIRE(world.code(is_up ? "move concept stigma under loneliness"
                           : "move concept loneliness under stigma") == "done");
  CHECK(undo(world, import) == "undo.later");
}

TEST_CASE("the last of several changes are taken back and done again, all or none",
          "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"trust\"") == "done");
  const std::string before = world.state();
  REQUIRE(world
              .edit("add concept \"hope\"\nrename concept \"trust\" to \"faith\"\n"
                    "add configuration \"CMOC 1\"")
              .done.size() == 3);
  const std::string after = world.state();

  const auto undone = world.review.undo_last(3, {"AB", ""});
  REQUIRE(undone.done.size() == 3);
  CHECK(undone.done.front().what == "undid: added configuration \"CMOC 1\"");
  CHECK(world.state() == before);
  const auto again = world.review.redo_last(3, {"AB", ""});
  REQUIRE(again.done.size() == 3);
  CHECK(world.state() == after);

  // The description that it began with stays.
  const auto refused = world.review.undo_last(9, {"AB", ""});
  CHECK(EditWorld::code_of(refused) == "undo.not-possible");
  CHECK(refused.done.empty());
  const auto found = refused.found.sorted();
  CHECK(std::any_of(found.begin(), found.end(),
                    [](const auto& each) { return each.code == "undo.of-several"; }));
  CHECK(world.state() == after);
}

TEST_CASE("memos tell what they are about and whose parts that is", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add document lee2021\nadd extract \"they had time\" from lee2021\n"
                     "code \"they had time\" as context time\nadd configuration \"CMOC 1\"\n"
                     "add context time to \"CMOC 1\"\nadd outcome health to \"CMOC 1\"\n"
                     "support \"CMOC 1\" with \"they had time\"\n"
                     "note on extract \"they had time\" \"who had?\"\n"
                     "note on concept time \"clock or calendar\"\n"
                     "note on review \"begun\"") == "done");
  const auto memos = world.review.store().memos();
  REQUIRE(memos.size() == 3);
  using model::ThingKind;
  using Of = std::vector<std::pair<ThingKind, std::string>>;
  CHECK(memos[0].of == Of{{ThingKind::concept_, "time"}});
  CHECK(memos[1].about == "extract \"they had time\" of lee2021");
  CHECK(memos[1].of == Of{{ThingKind::document, "lee2021"}});
  CHECK(memos[1].text == "who had?");
  CHECK(memos[1].coder == "AB");
  CHECK(memos[2].about == "the review");
  CHECK(memos[2].of.empty());
}

TEST_CASE("out of turn, evidence stays with its element, and an element with its evidence",
          "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB\nadd document lee2021\nadd extract \"q one\" from lee2021\n"
                     "add extract \"q two\" from lee2021\nadd configuration \"CMOC 1\"\n"
                     "add context time to \"CMOC 1\"\nadd outcome calm to \"CMOC 1\"") == "done");
  const std::string added = change_of(world, "add mechanism relief to \"CMOC 1\"");
  const std::string supported =
      change_of(world, "support \"CMOC 1\" with \"q one\" on mechanism relief");
  REQUIRE(world.code("support \"CMOC 1\" with \"q two\" on outcome calm") == "done");
  const auto evidence = [&] {
    std::string text;
    store::Connection connection(world.path(), store::Connection::Access::read);
    store::Things things(connection);
    for (const auto& thing : things.all(model::ThingKind::evidence)) {
      const store::Image image = things.image(thing).value();
      const store::Image claim =
          things.image({model::ThingKind::configuration, image.at("configuration")}).value();
      const auto place = image.at("element").get<std::size_t>();
      text += claim.at("elements").at(place - 1).at("role").get<std::string>() + " ";
    }
    return text;
  };
  const auto refused = world.review.undo(added, {"AB", ""});
  REQUIRE(EditWorld::code_of(refused) == "undo.later");
  CHECK(refused.found.sorted().front().notes.at(0).starts_with("Undo this first: supported"));
  REQUIRE(undo(world, supported) == "done");
  REQUIRE(undo(world, added) == "done");
  CHECK(evidence() == "outcome ");
  REQUIRE(redo(world, added) == "done");
  CHECK(evidence() == "outcome ");
  CHECK(world.review.store().damage(world.progress).empty());
}

TEST_CASE("undoing and doing again make no circle, and tell of the move that is in the way",
          "[review][undo]") {
  for (const std::string kind : {"concept", "theme"}) {
    CAPTURE(kind);
    EditWorld world(true);
    REQUIRE(world.code("add " + kind + " \"A\"\nadd " + kind + " \"B\"") == "done");
    const std::string a_below = change_of(world, "move " + kind + " \"A\" under \"B\"");
    REQUIRE(undo(world) == "done");
    const std::string b_below = change_of(world, "move " + kind + " \"B\" under \"A\"");
    const std::string before = world.state();
    const auto refused = world.review.redo(a_below, {"AB", ""});
    CHECK(EditWorld::code_of(refused) == "undo.later");
    CHECK(refused.found.sorted().front().notes.at(0).find(b_below) != std::string::npos);
    CHECK(world.state() == before);
    const std::string to_top = change_of(world, "move " + kind + " \"B\" to the top");
    REQUIRE(world.code("move " + kind + " \"A\" under \"B\"") == "done");
    CHECK(undo(world, to_top) == "undo.later");
  }
}

TEST_CASE("a word that is in use is not taken off its scale by an undo", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add document smith2020") == "done");
  const std::string scale = change_of(world, "set review ratings low, high, top");
  const std::string judged = change_of(world, "judge smith2020 rigour top because \"x\"");
  const auto refused = world.review.undo(scale, {"AB", ""});
  CHECK(EditWorld::code_of(refused) == "undo.later");
  CHECK(refused.found.sorted().front().message ==
        "later work rests on this change: \"top\" would leave the scale of ratings, and it is what "
        "the judgement on the rigour of document \"smith2020\" says");
  REQUIRE(undo(world, judged) == "done");
  REQUIRE(world.code("set review ratings low, high") == "done");
  CHECK(redo(world, judged) == "undo.needs");
}

TEST_CASE("who came along with what is undone stays where others' work is theirs, too",
          "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add document smith2020") == "done");
  const auto first = world.edit("judge smith2020 rigour low because \"x\"", "Zoe");
  REQUIRE(world.edit("judge smith2020 richness low because \"y\"", "Zoe").done.size() == 1);
  const std::string both = world.state();
  CHECK(undo(world, first.done.at(0).uid) == "done");
  CHECK_FALSE(world.image(model::ThingKind::coder, "Zoe").empty());
  CHECK(redo(world, first.done.at(0).uid) == "done");
  CHECK(world.state() == both);
  base::NoProgress silent;
  CHECK(world.review.store().rebuilt_otherwise(silent) == std::vector<std::string>());
}

TEST_CASE("that a file went back to a backup is on record, and is taken back by going there again",
          "[review][undo][backup]") {
  EditWorld world(true);
  const base::SystemClock clock;
  REQUIRE(world.code("add concept \"kept\"") == "done");
  const auto made = store::back_up(world.path(), store::BackupKind::asked, clock);
  REQUIRE(world.code("add concept \"lost\"") == "done");
  const auto kept = store::restore(world.path(), made.path, {"Zoe", "wrong way"}, clock);
  auto review = review::Review::open(world.path(), store::Mode::write);
  const auto last = review.store().history({"", "", "", "", "", 1}).at(0).change;
  CHECK(last.kind == "restore");
  CHECK(last.by == "Zoe");
  CHECK(last.why == "wrong way");
  CHECK(last.what == "went back to the backup " + made.path.filename().string() +
                         "; what was before is kept as " + kept->path.filename().string());
  const auto none = review.undo("", {"AB", ""}).found.sorted().front();
  CHECK(none.code == "undo.none");
  CHECK(none.notes.at(1).find(kept->path.filename().string()) != std::string::npos);
  CHECK(EditWorld::code_of(review.undo(last.uid, {"AB", ""})) == "undo.not-possible");
  // What is done after it can be undone, and nothing from before it unasked.
  const auto edits = review::read_edits("add concept \"new\"", "");
  REQUIRE(review.edit(*edits.value, {{"AB", ""}, false, false}).done.size() == 1);
  CHECK(EditWorld::code_of(review.undo("", {"AB", ""})) == "done");
  CHECK(EditWorld::code_of(review.undo("", {"AB", ""})) == "undo.none");
  CHECK(store::lost_by_restore(world.path(), made.path).size() == 2);
}

TEST_CASE("evidence is on its element again, whichever elements became one", "[review][undo]") {
  EditWorld world(true);
  REQUIRE(world.code("add document p1\nadd extract \"one\" in p1\nadd concept a\nadd concept c\n"
                     "add concept d") == "done");
  const char* const orders[] = {"ac", "ca", "cad", "dca", "cda", "dac"};
  const char* const merges[] = {"merge concept c into a", "merge concept a into c",
                                "merge concept c, d into a"};
  for (const std::string order : orders)
    for (unsigned on = 1; on < 1U << order.size(); ++on)
      for (const std::string merge : merges) {
        CAPTURE(order, on, merge);
        REQUIRE(world.code("add configuration K") == "done");
        for (std::size_t i = 0; i < order.size(); ++i)
          REQUIRE(world.code(std::string("add context ") + order[i] + " to K") == "done");
        for (std::size_t i = 0; i < order.size(); ++i)
          if ((on >> i & 1U) != 0)
            REQUIRE(world.code(std::string("support K with \"p1: one\" on context ") + order[i]) ==
                    "done");
        REQUIRE(world.code("note on configuration K \"of all\"") == "done");
        const std::string before = world.state();
        REQUIRE(world.code(merge) == "done");
        const std::string merged = world.state();
        REQUIRE(undo(world) == "done");
        REQUIRE(world.state() == before);
        REQUIRE(redo(world) == "done");
        REQUIRE(world.state() == merged);
        REQUIRE(undo(world) == "done");
        REQUIRE(world.code("retire configuration K with everything") == "done");
      }
  base::NoProgress silent;
  CHECK(world.review.store().rebuilt_otherwise(silent) == std::vector<std::string>());
}
