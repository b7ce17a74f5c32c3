// What is taken back after a merge: of a change that others did not know of, what still stands.
#include <set>

#include "merge_world.h"
#include "store/body.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::string concept_image(MergeWorld& world, const std::string& name) {
  return world.image("a", model::ThingKind::concept_, name);
}

/// What was done in a since they met does the same in b.
void take_over(MergeWorld& world) {
  REQUIRE(world.merge("b", "a").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
  CHECK(world.conflicts("a") == world.conflicts("b"));
  for (const char* name : {"a", "b"}) {
    base::NoProgress silent;
    CHECK(world.store(name).damage(silent) == std::vector<std::string>());
  }
}

}  // namespace

TEST_CASE("what a retirement took along comes back though another kept the thing itself",
          "[review][merge][undo]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document lee2021\nadd concept trust\n"
                            "add extract \"they had time\" from lee2021\n"
                            "add extract \"and patience\" from lee2021\n"
                            "code \"lee2021: they had time\" as context trust") == "done");
  part(world);
  REQUIRE(world.edit("a", "retire concept trust with everything") == "done");
  const std::string retired = last_change(world, "a");
  REQUIRE(world.edit("b", "code \"lee2021: and patience\" as outcome trust") == "done");
  const std::string never_retired = world.state("b");
  CHECK(meet(world).find("is retired") != std::string::npos);
  REQUIRE(undo(world, "a", retired) == "done");
  CHECK(difference(world.state("a"), never_retired) == std::string());
  CHECK(world.conflicts("a").empty());
  take_over(world);
  REQUIRE(EditWorld::code_of(world.store("a").redo(retired, {"a", ""})) == "done");
  take_over(world);
}

TEST_CASE("a value that is taken back gives way to what another said beside it",
          "[review][merge][undo]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "set concept stigma definition \"of a\"") == "done");
  const std::string of_a = last_change(world, "a");
  REQUIRE(world.edit("b", "set concept stigma definition \"of b\"") == "done");
  const std::string of_b = last_change(world, "b");
  meet(world);
  const bool is_a = GENERATE(true, false);
  REQUIRE(undo(world, "a", is_a ? of_a : of_b) == "done");
  CHECK(concept_image(world, "stigma").find(is_a ? "of b" : "of a") != std::string::npos);
  CHECK(world.conflicts("a").empty());
  take_over(world);
}

TEST_CASE("an alias that is taken back leaves those of others", "[review][merge][undo]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "alias stigma as \"shame of a\"") == "done");
  const std::string of_a = last_change(world, "a");
  REQUIRE(world.edit("b", "alias stigma as \"shame of b\"") == "done");
  meet(world);
  REQUIRE(undo(world, "a", of_a) == "done");
  CHECK(concept_image(world, "stigma").find("shame of a") == std::string::npos);
  CHECK(concept_image(world, "stigma").find("shame of b") != std::string::npos);
  take_over(world);
}

TEST_CASE("a name that a merge shows with a number is taken back", "[review][merge][undo]") {
  MergeWorld world;
  REQUIRE(world.base().code("set concept loneliness definition \"alone\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "rename concept stigma to shame") == "done");
  const std::string of_a = last_change(world, "a");
  REQUIRE(world.edit("b", "rename concept loneliness to shame") == "done");
  const std::string of_b = last_change(world, "b");
  meet(world);
  // Within one second chance says who is first.
  const bool is_b = concept_image(world, "shame (2)").find("alone") != std::string::npos;
  REQUIRE(undo(world, "a", is_b ? of_b : of_a) == "done");
  CHECK_FALSE(concept_image(world, is_b ? "loneliness" : "stigma").empty());
  CHECK(world.conflicts("a") == std::string());
  take_over(world);
}

TEST_CASE("what another added, too, is not taken away from them", "[review][merge][undo]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "add concept shame") == "done");
  const std::string of_a = last_change(world, "a");
  REQUIRE(world.edit("b", "add concept shame") == "done");
  const std::string of_b = last_change(world, "b");
  meet(world);
  for (const std::string& change : {of_a, of_b}) CHECK(undo(world, "a", change) == "undo.shared");
  CHECK_FALSE(concept_image(world, "shame").empty());
}

TEST_CASE("a coder whose only work was taken back is not needed by what others say of the same",
          "[review][merge][undo]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document lee2021\nadd concept trust\nadd configuration K1\n"
                            "add context trust to K1\n"
                            "add extract \"they had time\" from lee2021") == "done");
  part(world);
  REQUIRE(world.edit("b", "support K1 with \"they had time\"") == "done");
  const std::string of_b = last_change(world, "b");
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(undo(world, "a", of_b) == "done");
  REQUIRE(world.edit("a", "contradict K1 with \"they had time\" on context trust") == "done");
  CHECK(world.conflicts("a").empty());
  take_over(world);
}

TEST_CASE("elements that two took out come back one by one", "[review][merge][undo]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept trust\nadd concept faith\nadd concept hope\n"
                            "add configuration K1\nadd mechanism trust to K1\n"
                            "add mechanism faith to K1\nadd outcome hope to K1") == "done");
  part(world);
  // What was added within one second has no order of its own.
  const auto elements = [&] {
    std::set<std::string> found;
    const auto image = store::Image::parse(world.image("a", model::ThingKind::configuration, "K1"));
    for (const store::Image& each : image.at("elements")) found.insert(each.dump());
    return found;
  };
  const auto whole = elements();
  REQUIRE(whole.size() == 3);
  REQUIRE(world.edit("a", "remove mechanism trust from K1") == "done");
  const std::string of_a = last_change(world, "a");
  REQUIRE(world.edit("b", "remove mechanism faith from K1") == "done");
  const std::string of_b = last_change(world, "b");
  meet(world);
  const bool is_a_first = GENERATE(true, false);
  REQUIRE(undo(world, "a", is_a_first ? of_a : of_b) == "done");
  REQUIRE(undo(world, "a", is_a_first ? of_b : of_a) == "done");
  CHECK(elements() == whole);
  take_over(world);
}

TEST_CASE("what was made in knowledge of a change is undone before it", "[review][merge][undo]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "set concept stigma definition \"of a\"") == "done");
  const std::string of_a = last_change(world, "a");
  REQUIRE(world.edit("b", "set concept stigma definition \"of b\"") == "done");
  meet(world);
  REQUIRE(world.edit("a", "set concept stigma definition \"of both\"") == "done");
  const auto receipt = world.store("a").undo(of_a, {"a", ""});
  REQUIRE(EditWorld::code_of(receipt) == "undo.later");
  CHECK(receipt.found.sorted().front().notes.at(0).find("Undo this first: ") == 0);
  REQUIRE(undo(world, "a") == "done");
  CHECK(undo(world, "a", of_a) == "done");
}

TEST_CASE("without a name only one's own work since a merge is taken back",
          "[review][merge][undo]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "add concept one") == "done");
  REQUIRE(world.edit("b", "set concept stigma definition \"of b\"") == "done");
  const std::string of_b = last_change(world, "b");
  REQUIRE(world.merge("a", "b").changed());
  const std::string merged = world.state("a");
  CHECK(undo(world, "a") == "undo.none");
  REQUIRE(world.edit("a", "add concept two") == "done");
  REQUIRE(undo(world, "a") == "done");
  CHECK(undo(world, "a") == "undo.none");
  CHECK(world.state("a") == merged);
  const auto receipt = world.store("a").undo(of_b, {"a", ""});
  REQUIRE(EditWorld::code_of(receipt) == "done");
  CHECK(receipt.found.sorted().front().message.find("the work of b") != std::string::npos);
}

TEST_CASE("the name of a change that came with a merge means the review after that merge",
          "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("b", "set concept stigma definition \"said by b\"") == "done");
  const std::string uid = world.store("b").history({"", "", "", "", "", 1}).front().change.uid;
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(world.edit("a", "set concept stigma definition later") == "done");
  auto then = store::Store::open_view(world.path("a"), {uid, ""}, base::SystemClock());
  const auto steps = then->history({"concept", "stigma", "b", "", "", 0});
  REQUIRE(steps.size() == 1);
  CHECK(steps.front().change.uid == uid);
  CHECK(review_state(static_cast<store::StoreBody&>(*then).connection()).find("said by b") !=
        std::string::npos);
  CHECK(then->history({"", "", "", "", "", 1}).front().change.kind == "merge");
}

TEST_CASE("a slip that was undone before anybody heard of it is no work", "[review][merge][undo]") {
  const char* slip = GENERATE("merge concept trust into hope", "retire configuration K",
                              "remove context trust from K", "set concept trust note x");
  CAPTURE(slip);
  for (const bool has_slip : {false, true}) {
    MergeWorld world(true);
    REQUIRE(world.base().code("add concept trust\nadd concept hope\nadd configuration K\n"
                              "add context trust to K") == "done");
    part(world);
    if (has_slip) {
      REQUIRE(world.edit("a", slip) == "done");
      REQUIRE(undo(world, "a") == "done");
    }
    REQUIRE(world.edit("a", "add concept \"of a\"") == "done");
    for (const char* each :
         {"remove context trust from K", "set concept trust definition \"of b\" note y",
          "set configuration K title \"of b\""})
      REQUIRE(world.edit("b", each) == "done");
    CHECK(meet(world) == "");
    CHECK(world.image("a", model::ThingKind::configuration, "K").find("elements") ==
          std::string::npos);
    CHECK(world.image("a", model::ThingKind::concept_, "trust").find("\"note\":\"y\"") !=
          std::string::npos);
  }
}

TEST_CASE("an undone change that a third copy knows of is work all the same",
          "[review][merge][undo]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept trust\nadd configuration K\n"
                            "add context trust to K") == "done");
  part(world);
  REQUIRE(world.edit("a", "set concept trust note x") == "done");
  world.copy("a", "c");
  REQUIRE(undo(world, "a") == "done");
  REQUIRE(world.edit("c", "add configuration L") == "done");
  REQUIRE(world.edit("c", "add context trust to L") == "done");
  REQUIRE(world.edit("b", "set concept trust note y") == "done");
  // Whoever met first: b's note was written beside a's, which was taken back by one who knew of it.
  world.copy("b", "b1");
  world.merge("a", "c");
  world.merge("a", "b");
  world.merge("b1", "a");
  world.merge("c", "b");
  world.merge("c", "a");
  CHECK(difference(world.state("a"), world.state("b1")) == std::string());
  CHECK(difference(world.state("a"), world.state("c")) == std::string());
}

TEST_CASE("who decides after a slip that was undone goes on with nothing of it",
          "[review][merge][undo]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document s1\nadd extract q1 from s1\nadd concept c1\n"
                            "code q1 as context c1") == "done");
  part(world);
  REQUIRE(world.edit("a", "resolve q1 as context c1 does not hold") == "done");
  world.in_year("2101");
  REQUIRE(world.edit("b", "resolve q1 as context c1 holds") == "done");
  REQUIRE(undo(world, "b") == "done");
  world.copy("b", "b0");
  REQUIRE(world.edit("b", "add concept \"of b\"") == "done");
  world.merge("a", "b");
  REQUIRE(world.edit("a", "resolve q1 as context c1 holds because \"more was said\"") == "done");
  REQUIRE(world.merge("b", "a").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
  world.merge("b0", "a");
  CHECK(difference(world.state("a"), world.state("b0")) == std::string());
}

TEST_CASE("what others worked on before it was undone is gone as by any undo",
          "[review][merge][undo]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept c2\nadd configuration k1") == "done");
  const auto added = world.base().edit("add configuration k2").done.at(0).uid;
  REQUIRE(world.base().code("add context c2 to k2") == "done");
  part(world);
  REQUIRE(world.edit("a", "remove context c2 from k2") == "done");
  REQUIRE(undo(world, "a", added) == "done");
  REQUIRE(world.merge("b", "a").changed());
  CHECK(world.image("b", model::ThingKind::configuration, "k2").empty());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
}
