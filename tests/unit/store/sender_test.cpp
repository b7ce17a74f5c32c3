#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;

TEST_CASE("a review with its history is sent as it came", "[store][send]") {
  const StoreWorld world;
  Transcript came;
  fill_all_kinds(came, true);
  const auto receipt = world.import([](auto& sink) { fill_all_kinds(sink, true); });
  REQUIRE(receipt.found.empty());
  REQUIRE(receipt.number == 1);
  CHECK(world.sent(world.path()) == came.text());
}

TEST_CASE("what is sent into a new file is sent from there in the same bytes", "[store][send]") {
  const StoreWorld world;
  const bool with_history = GENERATE(true, false);
  world.import([&](auto& sink) { fill_all_kinds(sink, with_history); });
  const std::string first = world.sent(world.path());
  const auto review = world.open();
  base::NoProgress silent;
  world.import_into(
      world.path("copy.retro"), [&](auto& sink) { review->send(sink, silent); }, "XY");
  CHECK(world.sent(world.path("copy.retro")) == first);
}

TEST_CASE("arrivals stay in the file where things arrived", "[store][send]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); }, "somebody else");
  CHECK(world.open()->receipts().at(0).by == "somebody else");
  CHECK(world.sent(world.path()).find("somebody else") == std::string::npos);
}

TEST_CASE("a parent is sent before its child even where its change is the later one",
          "[store][send]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    model::Change late;
    late.uid = "00000000000000a1";
    late.at = "2025-02-01T00:00:00Z";
    sink.add(late);
    model::Change early = late;
    early.uid = "00000000000000b2";
    early.at = "2025-01-01T00:00:00Z";
    sink.add(early);
    model::Concept parent;
    parent.label = "parent";
    parent.origin = {model::Ref<model::Change>(0U), 1};
    sink.add(parent);
    model::Concept child;
    child.label = "child";
    child.parent = model::Ref<model::Concept>(0U);
    child.origin = {model::Ref<model::Change>(1U), 1};
    sink.add(child);
  });
  const std::string sent = world.sent(world.path());
  CHECK(sent.find("'parent'") < sent.find("'child'"));
}
