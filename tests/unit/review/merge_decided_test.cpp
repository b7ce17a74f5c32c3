// What was taken away on one side and worked on at the other, when it is decided that it stays or
// goes: nothing is lost either way.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

/// Two claims with evidence; the second is disputed, linked and noted on.
void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add document lee2021\nadd document kim2022\n"
                            "add extract \"they had time\" from lee2021\n"
                            "add extract \"no one came\" from kim2022\n"
                            "add concept trust\nadd concept hope\n"
                            "code \"they had time\" as context hope\n"
                            "add configuration \"CMOC 1\"\nadd context trust to \"CMOC 1\"\n"
                            "add configuration \"CMOC 2\"\nadd outcome trust to \"CMOC 2\"\n"
                            "support \"CMOC 1\" with \"they had time\"\n"
                            "support \"CMOC 2\" with \"they had time\"\n"
                            "contradict \"CMOC 2\" with \"no one came\"\n"
                            "link \"CMOC 1\" to \"CMOC 2\" as ripple\n"
                            "note on configuration \"CMOC 2\" \"think\"") == "done");
  part(world);
}

}  // namespace

TEST_CASE("what was retired with everything and stays gets all of it back", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "retire configuration \"CMOC 2\" with everything") == "done");
  REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
  const std::string before = world.state("a");
  const std::string open = meet(world);
  CHECK(open.find("with everything, and with it went 2 pieces of evidence, 1 link, 1 memo") !=
        std::string::npos);
  REQUIRE(decide(world, "a", "configuration \"CMOC 2\"", "is in use") == "done");
  CHECK(difference(world.state("a"), before) == std::string());
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("a concept that was retired with everything and stays keeps its codings",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "retire concept hope with everything") == "done");
  REQUIRE(world.edit("a", "code \"no one came\" as context hope") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "concept \"hope\"", "is in use") == "done");
  CHECK(uses(world, "a").find("coded no one came hope\ncoded they had time hope") !=
        std::string::npos);
  CHECK(world.conflicts("a").empty());
}

TEST_CASE("what cannot come back whole stays as it is, and that is told", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "retire configuration \"CMOC 2\" with everything") == "done");
  REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
  REQUIRE(world.edit("b", "retire document kim2022 with everything") == "done");
  meet(world);
  const auto conflicts = world.store("a").conflicts();
  for (const store::Conflict& each : conflicts) {
    if (each.thing != "configuration \"CMOC 2\"") continue;
    const auto receipt = world.store("a").decide(each.number, "mine", {"a", ""});
    CHECK(EditWorld::code_of(receipt) == "done");
    CHECK(receipt.found.sorted().front().code == "merge.left-behind");
  }
  hand_on(world, "a", "b");
  CHECK_FALSE(is_open(world, "a", "configuration \"CMOC 2\""));
  CHECK_FALSE(world.image("a", ThingKind::configuration, "CMOC 2").empty());
}

TEST_CASE("what went into another goes there with all that came to it meanwhile",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
  REQUIRE(world.edit("a", "refine \"CMOC 2\" with \"no one came\" on outcome trust") == "done");
  REQUIRE(world.edit("a", "add context hope to \"CMOC 2\"") == "done");
  REQUIRE(world.edit("a", "note on configuration \"CMOC 2\" \"think again\"") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "configuration \"CMOC 2\"", "is retired") == "done");
  CHECK(world.image("a", ThingKind::configuration, "CMOC 2").empty());
  CHECK(uses(world, "a").find("CMOC 1 holds trust hope trust") != std::string::npos);
  CHECK(uses(world, "a").find("CMOC 1 3 refines no one came") != std::string::npos);
  CHECK(world.state("a").find("think again") != std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("a concept that went into another goes there with what was coded meanwhile",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "merge concept hope into trust") == "done");
  REQUIRE(world.edit("a", "code \"no one came\" as context hope") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "concept \"hope\"", "is retired") == "done");
  CHECK(uses(world, "a").find("coded no one came trust\ncoded they had time trust") !=
        std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("how much went into another is told", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  SECTION("of a claim") {
    REQUIRE(world.edit("b", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
    REQUIRE(world.edit("a", "set configuration \"CMOC 2\" title \"better\"") == "done");
    CHECK(
        meet(world).find("into configuration \"CMOC 1\", and with it went 2 pieces of evidence, 1 "
                         "link, 1 memo") != std::string::npos);
  }
  SECTION("of a concept") {
    REQUIRE(world.base().code("add context hope to \"CMOC 2\"") == "done");
    part(world);
    REQUIRE(world.edit("b", "merge concept hope into trust") == "done");
    REQUIRE(world.edit("a", "code \"no one came\" as context hope") == "done");
    CHECK(meet(world).find("into concept \"trust\", and with it went 1 coding; 1 claim names that "
                           "other one since") != std::string::npos);
  }
}

TEST_CASE("what goes into another again writes its note once", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("set concept hope definition \"of better\"\n"
                            "set concept trust definition \"in others\"") == "done");
  part(world);
  REQUIRE(world.edit("b", "merge concept hope into trust") == "done");
  REQUIRE(world.edit("a", "code \"no one came\" as context hope") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "concept \"hope\"", "is retired") == "done");
  const std::string image = world.image("a", ThingKind::concept_, "trust");
  CHECK(image.find("of better") != std::string::npos);
  CHECK(image.find("of better") == image.rfind("of better"));
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("notes that unions wrote stand one after the other", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("add concept calm definition \"at rest\"\n"
                            "set concept hope definition \"of better\"\n"
                            "set concept trust definition \"in others\"") == "done");
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept hope into trust") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept calm into trust") == "done");
  CHECK(meet(world).empty());
  CHECK(world.image("a", ThingKind::concept_, "trust")
            .find("From \\\"hope\\\": definition: of better.\\nFrom \\\"calm\\\": definition: at "
                  "rest.") != std::string::npos);
}

TEST_CASE("what is open over the other is not decided by the way", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("set concept hope note \"of better\"\n"
                            "set concept trust note \"in others\"") == "done");
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("b", "merge concept hope into trust") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("a", "code \"no one came\" as context hope") == "done");
  REQUIRE(world.edit("a", "set concept trust note \"mine\"") == "done");
  meet(world);
  REQUIRE(is_open(world, "a", "concept \"trust\""));
  CHECK(decide(world, "a", "concept \"hope\"", "is retired") == "merge.decide-first");
  REQUIRE(decide(world, "a", "concept \"trust\"", "\"mine\"") == "done");
  REQUIRE(decide(world, "a", "concept \"hope\"", "is retired") == "done");
  CHECK(world.image("a", ThingKind::concept_, "trust").find("mine\\nof better") !=
        std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("notes that unions wrote stand behind what somebody else wrote", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.base().code("set concept hope definition \"of better\" note \"too\"\n"
                            "set concept trust definition \"in others\" note \"old\"") == "done");
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", "merge concept hope into trust") == "done");
  SECTION("one who changed nothing else") {
    world.in_year("2102");
    REQUIRE(world.edit("b", "code \"no one came\" as context hope") == "done");
    REQUIRE(world.edit("b", "set concept trust note \"new\"") == "done");
    meet(world);
    CHECK_FALSE(is_open(world, "a", "concept \"trust\""));
    const std::string note = "new\\nFrom \\\"hope\\\": definition: of better.\\ntoo\"";
    CHECK(world.image("a", ThingKind::concept_, "trust").find(note) != std::string::npos);
    REQUIRE(decide(world, "a", "concept \"hope\"", "is retired") == "done");
    CHECK(world.image("a", ThingKind::concept_, "trust").find(note) != std::string::npos);
    CHECK(hand_on(world, "a", "b").empty());
  }
  SECTION("both") {
    REQUIRE(world.edit("a", "set concept trust note \"mine\"") == "done");
    world.in_year("2102");
    REQUIRE(world.edit("b", "set concept trust note \"new\"") == "done");
    CHECK(meet(world).find("concept \"trust\": note") != std::string::npos);
  }
}

TEST_CASE("what is decided to be retired goes where only a move that was cut from a circle held it",
          "[review][merge]") {
  MergeWorld world(true);
  const ThingKind kind = GENERATE(ThingKind::concept_, ThingKind::theme);
  const std::string word(model::to_word(kind));
  REQUIRE(world.base().code("add " + word + " one\nadd " + word + " two") == "done");
  part(world);
  world.copy("a", "c");
  world.in_year("2101");
  REQUIRE(world.edit("a", "move " + word + " one under two") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "move " + word + " two under one") == "done");
  REQUIRE(world.edit("c", "retire " + word + " one") == "done");
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(world.merge("a", "c").changed());
  REQUIRE(decide(world, "a", word + " \"one\"", "is retired") == "done");
  CHECK(world.image("a", kind, "one").empty());
  CHECK(world.image("a", kind, "two").find("parent") == std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
  SECTION("and is below the other again when that is undone") {
    world.in_year("2103");
    REQUIRE(EditWorld::code_of(world.store("a").undo("", {"a", ""})) == "done");
    CHECK(world.image("a", kind, "one").find("parent") != std::string::npos);
    hand_on(world, "a", "b");
  }
}

TEST_CASE("a claim that had nothing went into the other all the same", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add configuration K1\nadd outcome o to K1\nadd configuration K2") ==
          "done");
  part(world);
  REQUIRE(world.edit("a", "merge configuration K2 into K1") == "done");
  REQUIRE(world.edit("b", "set configuration K2 title \"came later\"") == "done");
  const std::string open = meet(world);
  REQUIRE(decide(world, "a", "configuration \"K2\"", "is retired") == "done");
  CHECK(world.image("a", ThingKind::configuration, "K2").empty());
  CHECK(world.image("a", ThingKind::configuration, "K1").find("came later") != std::string::npos);
  hand_on(world, "a", "b");
  REQUIRE(undo(world, "a") == "done");
  CHECK(hand_on(world, "a", "b") == open);
}

TEST_CASE("what was judged anew takes the place of what went into the other claim before",
          "[review][merge]") {
  MergeWorld world(true);
  part_claims(world, "add context calm to \"CMOC 2\"");
  REQUIRE(world.edit("a", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
  REQUIRE(world.edit("b", "contradict \"CMOC 1\" with \"they had time\" on context calm") ==
          "done");
  SECTION("where the elements of that one moved meanwhile") {
    REQUIRE(world.edit("a", "remove context calm from \"CMOC 2\"") == "done");
  }
  meet(world);
  REQUIRE(decide(world, "a", "configuration \"CMOC 1\"", "is retired") == "done");
  const std::string held = uses(world, "a");
  CHECK(held.find("CMOC 2 1 contradicts they had time") != std::string::npos);
  CHECK(held.find("supports") == std::string::npos);
  CHECK(hand_on(world, "a", "b").empty());
  REQUIRE(undo(world, "a") == "done");
  hand_on(world, "a", "b");
}

TEST_CASE("what two say of a thing is decided before it goes into another", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept trust\nadd concept hope") == "done");
  part(world);
  REQUIRE(world.edit("a", "set concept trust definition mine") == "done");
  REQUIRE(world.edit("b", "set concept trust definition theirs") == "done");
  meet(world);
  CHECK(world.edit("a", "merge concept trust into hope") == "edit.undecided");
  REQUIRE(decide(world, "a", "concept \"trust\"", "mine") == "done");
  CHECK(world.edit("a", "merge concept trust into hope") == "done");
}

TEST_CASE("so is what two judge for a claim before that goes into another", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "refine \"CMOC 1\" with \"they had time\" note mine") == "done");
  REQUIRE(world.edit("b", "contradict \"CMOC 1\" with \"they had time\" note theirs") == "done");
  meet(world);
  CHECK(world.edit("a", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "edit.undecided");
  CHECK(world.edit("a", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
}

TEST_CASE("what two say is decided before a concept that one of them names goes",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "set context trust of \"CMOC 1\" opposite") == "done");
  REQUIRE(world.edit("b", "merge concept trust into hope") == "done");
  meet(world);
  CHECK(decide(world, "a", "concept \"trust\"", "is retired") == "edit.undecided");
  REQUIRE(decide(world, "a", "configuration \"CMOC 1\"", "context not \"trust\"") == "done");
  REQUIRE(decide(world, "a", "concept \"trust\"", "is retired") == "done");
  CHECK(world.conflicts("a").empty());
}

TEST_CASE("what two judge is decided before they are told to be one person", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder a\nadd coder b") == "done");
  begin(world);
  REQUIRE(world.edit("a", "refine \"CMOC 1\" with \"they had time\" note mine") == "done");
  REQUIRE(world.edit("b", "contradict \"CMOC 1\" with \"they had time\" note theirs") == "done");
  meet(world);
  CHECK(world.edit("a", "merge coder a into b") == "edit.undecided");
  CHECK(world.edit("a", "merge coder b into a") == "edit.undecided");
}

TEST_CASE("a claim that may have gone into another takes that in only once it is decided",
          "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "set configuration \"CMOC 1\" title mine") == "done");
  REQUIRE(world.edit("b", "merge configuration \"CMOC 1\" into \"CMOC 2\"") == "done");
  meet(world);
  CHECK(world.edit("a", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "edit.undecided");
  REQUIRE(decide(world, "a", "configuration \"CMOC 1\"", "is in use") == "done");
  CHECK(world.edit("a", "merge configuration \"CMOC 2\" into \"CMOC 1\"") == "done");
}

TEST_CASE("what two settled apart is one judgement, to be decided", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document lee2021") == "done");
  part(world);
  REQUIRE(world.edit("a", "judge lee2021 rigour low resolved because together") == "done");
  REQUIRE(world.edit("b", "judge lee2021 rigour high resolved because together") == "done");
  const std::string open = meet(world);
  CHECK(open.find("the judgement on the rigour of document \"lee2021\"") != std::string::npos);
  store::Connection connection(world.path("a"), store::Connection::Access::read);
  CHECK(connection.number("SELECT count(*) FROM appraisal") == 1);
}
