// A concept named by another name that it has: as an imported sheet has it, so has an edit.
#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string told(const store::EditReceipt& receipt) {
  std::string text;
  for (const base::Diagnostic& found : receipt.found.sorted()) {
    text += found.code + ": " + found.message + "\n";
    for (const std::string& note : found.notes) text += note + "\n";
  }
  return text;
}

bool holds(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

/// "hope" went into "confidence"; "belief" is another name of it.
void begin(EditWorld& world) {
  REQUIRE(world.code("add document d\nadd extract \"q r\" from d\nadd configuration K\n"
                     "add concept hope\nadd concept confidence\n"
                     "merge concept hope into confidence\nalias confidence as belief") == "done");
}

std::size_t concepts(const EditWorld& world) {
  store::Connection connection(world.path(), store::Connection::Access::read);
  return static_cast<std::size_t>(connection.number("SELECT count(*) FROM concept"));
}

}  // namespace

TEST_CASE("an extract goes by the document that stands for its own", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add document d1\nadd document d2\nadd document d3\n"
                     "add extract \"we waited\" from d1\nadd extract \"they came\" from d2\n"
                     "add extract \"elsewhere\" from d3") == "done");
  CHECK(world.code("code \"d1: they came\" as context time") == "edit.unknown");
  REQUIRE(world.review.store().decide_double("d1", "d2", true, {"AB", ""}));
  CHECK(world.code("code \"d1: they\" as context time") == "done");
  CHECK(world.code("code \"d2: they came\" as outcome time") == "done");
  CHECK(world.code("code \"d1: elsewhere\" as context time") == "edit.unknown");
}

TEST_CASE("another name of a concept codes, adds and resolves with the concept", "[review][edit]") {
  EditWorld world(true);
  begin(world);
  const std::string coded = told(world.edit("code \"d: q r\" as mechanism Hope"));
  CHECK(holds(coded, "edit.alias: \"Hope\" is another name of the concept \"confidence\""));
  CHECK_FALSE(holds(coded, "edit.new-concept"));
  const auto added = world.edit("add context belief to K");
  REQUIRE(EditWorld::code_of(added) == "done");
  CHECK(added.done.front().what == "added context \"confidence\" to configuration \"K\"");
  CHECK(world.code("resolve \"d: q r\" as mechanism hope holds because \"says so\"") == "done");
  CHECK(world.code("set concept hope definition \"trust in oneself\"") == "done");
  CHECK(world.code("support K with \"d: q r\" on context hope") == "done");
  CHECK(world.code("uncode \"d: q r\" as mechanism hope") == "done");
  CHECK(concepts(world) == 1);
}

TEST_CASE("an alias of several concepts is refused, with all of them", "[review][edit]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add concept faith\nalias faith as belief") == "done");
  const std::string refused = told(world.edit("code \"d: q r\" as context belief"));
  CHECK(holds(refused, "edit.several"));
  CHECK(holds(refused, "\"confidence\", \"faith\""));
}

TEST_CASE("what goes, or gets another name, is named by its own", "[review][edit]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add concept faith") == "done");
  for (const char* sentence :
       {"retire concept hope", "rename concept hope to faith in oneself",
        "merge concept hope into faith", "split concept hope into x for configuration K"}) {
    CAPTURE(sentence);
    if (std::string(sentence).find("rename") == 0)
      CHECK(world.code("rename concept hope to \"faith in oneself\"") == "edit.alias");
    else
      CHECK(world.code(sentence) == "edit.alias");
  }
  CHECK(world.code("merge concept faith into hope") == "done");
}

TEST_CASE("a new concept of such a name, and a name that is given up, are told", "[review][edit]") {
  EditWorld world(true);
  begin(world);
  CHECK(holds(told(world.edit("add concept hope")), "is another name of concept \"confidence\""));
  CHECK(holds(told(world.edit("rename concept confidence to trust")),
              "keep it with: alias \"trust\" as \"confidence\""));
  CHECK_FALSE(holds(told(world.edit("rename concept trust to \"self-trust\" keep alias")),
                    "edit.old-name"));
  CHECK(EditWorld::code_of(world.edit("code \"d: q r\" as context trust")) == "done");
  CHECK(world.image(model::ThingKind::concept_, "trust").empty());
}

TEST_CASE("initials that differ in case alone are one name", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB\nadd coder CD") == "done");
  const auto receipt = world.edit("rename coder AB to cd");
  REQUIRE(EditWorld::code_of(receipt) == "edit.there");
  CHECK(receipt.found.sorted().front().message == "there is a coder called \"CD\" already");
  CHECK(world.code("rename coder CD to cd") == "done");
}

TEST_CASE("of elements that share a name it is said which is meant", "[review][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add document d\nadd extract \"q r\" from d\nadd configuration K\n"
                     "add outcome harm to K\nadd outcome harm when not fired to K\n"
                     "add resource trust to K\nadd reasoning trust to K\n"
                     "add mechanism trust to K") == "done");
  const std::string before = world.state();
  for (const char* sentence :
       {"remove outcome harm from K", "set outcome harm of K direction +",
        "support K with \"d: q\" on outcome harm", "withdraw \"d: q\" from K on mechanism trust"}) {
    CAPTURE(sentence);
    const auto refused = world.edit(sentence);
    CHECK(EditWorld::code_of(refused) == "edit.several");
    const std::string ways = refused.found.sorted().front().notes.at(0);
    CHECK(ways == (std::string_view(sentence).find("outcome") != std::string_view::npos
                       ? "Say which: outcome \"harm\" when fired, outcome \"harm\" when not fired"
                       : "Say which: reasoning \"trust\", resource \"trust\", unsplit mechanism "
                         "\"trust\""));
  }
  CHECK(world.state() == before);
  const auto done = [&world](const std::string& sentence) {
    const auto receipt = world.edit(sentence);
    return receipt.done.empty() ? EditWorld::code_of(receipt) : receipt.done.front().what;
  };
  CHECK(done("set outcome harm when not fired of K direction +") ==
        "set outcome \"harm\" when not fired of configuration \"K\"");
  CHECK(done("support K with \"d: q\" on outcome harm when not fired") ==
        "supported configuration \"K\" on outcome \"harm\" when not fired with extract \"q r\" of "
        "d");
  CHECK(done("remove outcome harm when fired from K") ==
        "removed outcome \"harm\" from configuration \"K\"");
  CHECK(done("remove unsplit mechanism trust from K") ==
        "removed mechanism \"trust\" from configuration \"K\"");
  CHECK(done("remove reasoning trust from K") ==
        "removed reasoning \"trust\" from configuration \"K\"");
  CHECK(done("remove mechanism trust from K") ==
        "removed resource \"trust\" from configuration \"K\"");
}
