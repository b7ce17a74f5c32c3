// What one judged and another judged otherwise: one of the two holds, with its reason and in its
// own name; and two papers stay two until somebody decides.
#include "decided.h"
#include "store/body.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add coder a\nadd coder b\nadd document lee2021 title \"On time\"\n"
                            "add document lee2022 title \"On time\"\n"
                            "add extract \"they had time\" from lee2021\nadd concept trust\n"
                            "code \"they had time\" as context trust\n"
                            "add configuration \"CMOC 1\"\nadd context trust to \"CMOC 1\"") ==
          "done");
  part(world);
}

std::string only(MergeWorld& world, const std::string& name, ThingKind kind) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  store::Things things(connection);
  const auto all = things.all(kind);
  REQUIRE(all.size() == 1);
  store::Image image = things.image(all.front()).value();
  if (image.contains("coder"))
    image["coder"] =
        things.image({ThingKind::coder, image.at("coder").get<std::string>()})->at("label");
  return image.dump();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("that a coding holds and that it does not is one question", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  const bool is_no_last = GENERATE(true, false);
  const auto say = [&](const std::string& name, const std::string& what) {
    REQUIRE(world.edit(name, "resolve \"they had time\" as context trust " + what) == "done");
  };
  world.in_year("2101");
  if (is_no_last) say("a", "holds because \"clear\"");
  say("b", "does not hold because \"vague\"");
  world.in_year("2102");
  if (!is_no_last) say("a", "holds because \"clear\"");
  const std::string open = meet(world);
  CHECK(has(open, "does not hold, \"vague\", b"));
  CHECK(has(open, "| holds, \"clear\", a"));
  CHECK(std::count(open.begin(), open.end(), '\n') == 1);
  const std::string thing =
      "the decision on extract \"they had time\" of lee2021 as context concept \"trust\"";
  SECTION("it does not") {
    REQUIRE(decide(world, "a", thing, "does not hold") == "done");
    const std::string image = only(world, "a", ThingKind::resolution);
    CHECK_FALSE(has(image, "holds"));
    CHECK(has(image, "\"reason\":\"vague\""));
    CHECK(has(image, "\"coder\":\"b\""));
  }
  SECTION("it does") {
    REQUIRE(decide(world, "a", thing, "holds") == "done");
    const std::string image = only(world, "a", ThingKind::resolution);
    CHECK(has(image, "\"holds\":true"));
    CHECK(has(image, "\"reason\":\"clear\""));
    CHECK(has(image, "\"coder\":\"a\""));
  }
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("one and two papers are two until it is decided", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.in_year("2101");
  REQUIRE(world.store("a").decide_double("lee2021", "lee2022", false, {"a", "two trials"}));
  world.in_year("2102");
  const bool is_turned = GENERATE(false, true);
  REQUIRE(world.store("b").decide_double(is_turned ? "lee2022" : "lee2021",
                                         is_turned ? "lee2021" : "lee2022", true,
                                         {"b", "preprint"}));
  CHECK(meet(world) ==
        "document \"lee2021\" and document \"lee2022\": one paper or two | two papers, \"two "
        "trials\" | one paper, \"preprint\"\n");
  const auto decided = [&](const std::string& name) {
    const auto all = world.store(name).doubles(true);
    REQUIRE(all.size() == 1);
    return std::string(all[0].is_same.value() ? "one" : "two") + " by " + all[0].decided_by + ": " +
           all[0].reason;
  };
  CHECK(decided("b") == "two by a: two trials");
  SECTION("two") {
    REQUIRE(decide(world, "b", "document \"lee2021\" and document \"lee2022\"", "two") == "done");
    CHECK(decided("b") == "two by b: two trials");
  }
  SECTION("one") {
    REQUIRE(decide(world, "b", "document \"lee2021\" and document \"lee2022\"", "one") == "done");
    CHECK(decided("b") == "one by b: preprint");
  }
  CHECK(hand_on(world, "b", "a").empty());
  CHECK(decided("a") == decided("b"));
}

TEST_CASE("a stance goes with whoever took it", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "support \"CMOC 1\" with \"they had time\" on context trust") == "done");
  REQUIRE(world.edit("b",
                     "contradict \"CMOC 1\" with \"they had time\" on context trust note "
                     "\"not so\"") == "done");
  const std::string open = meet(world);
  const std::string thing =
      "the evidence of extract \"they had time\" of lee2021 for configuration \"CMOC 1\" on "
      "context \"trust\"";
  CHECK(has(open, thing + ": stance and note and coder | "));
  REQUIRE(decide(world, "a", thing, "supports, no note, a") == "done");
  CHECK(has(only(world, "a", ThingKind::evidence), "\"coder\":\"a\""));
  CHECK(has(only(world, "a", ThingKind::evidence), "\"stance\":\"supports\""));
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("a rating goes with its reason", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "judge lee2021 rigour low because \"no sample\"") == "done");
  world.copy("a", "b");
  world.in_year("2101");
  REQUIRE(world.edit("a", "judge lee2021 rigour moderate because \"laptop\"") == "done");
  world.in_year("2102");
  const auto usb = review::read_edits("judge lee2021 rigour high because \"usb\"", "");
  REQUIRE(EditWorld::code_of(world.store("b").edit(*usb.value, {{"a", ""}, false, false})) ==
          "done");
  const std::string open = meet(world);
  CHECK(has(open, ": rating and reason | high, \"usb\" | moderate, \"laptop\""));
  REQUIRE(decide(world, "a", "the judgement on the rigour of document \"lee2021\"", "moderate") ==
          "done");
  CHECK(has(only(world, "a", ThingKind::appraisal), "\"reason\":\"laptop\""));
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("that a field is not set can be decided for", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "set concept trust definition \"first\"") == "done");
  world.copy("a", "b");
  world.in_year("2101");
  REQUIRE(world.edit("a", "set concept trust definition \"second\"") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "clear concept trust definition") == "done");
  CHECK(meet(world) == "concept \"trust\": definition | nothing | \"second\"\n");
  REQUIRE(decide(world, "a", "concept \"trust\"", "nothing") == "done");
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE("nobody's words stand under another's judgement", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "support \"CMOC 1\" with \"they had time\" note first") == "done");
  world.copy("a", "b");
  REQUIRE(world.edit("a", "support \"CMOC 1\" with \"they had time\" note clearly") == "done");
  REQUIRE(world.edit("b", "contradict \"CMOC 1\" with \"they had time\" note opposite") == "done");
  const std::string open = meet(world);
  CHECK(has(open, "supports, \"clearly\", a"));
  CHECK(has(open, "contradicts, \"opposite\", b"));
  REQUIRE(decide(world, "a",
                 "the evidence of extract \"they had time\" of lee2021 for configuration "
                 "\"CMOC 1\"",
                 "supports, \"clearly\", a") == "done");
  CHECK(has(only(world, "a", ThingKind::evidence), "\"stance\":\"supports\""));
  CHECK(has(only(world, "a", ThingKind::evidence), "\"note\":\"clearly\""));
  CHECK(hand_on(world, "a", "b").empty());
}
