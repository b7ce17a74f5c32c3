#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::model;
using namespace retroduce::tests;

namespace {

Change change_called(const std::string& uid) {
  Change change;
  change.uid = uid;
  change.at = "2025-01-01T00:00:00Z";
  change.kind = "import";
  return change;
}

Study study_with_id(const std::string& label, std::uint32_t ordinal) {
  Study study;
  study.label = label;
  study.origin = {Ref<Change>(0U), ordinal};
  return study;
}

}  // namespace

TEST_CASE("where only a history of its own arrives, the import adds no change",
          "[store][history]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  CHECK(world.open()->info().counts.at("changes") == 2);
  CHECK_THAT(world.sent(world.path()),
             ContainsSubstring("concept 'trust in her' '' '' #0 [] no '' #1."));
}

TEST_CASE("new things beside restored ones get a change of the import's own", "[store][history]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    sink.add(change_called("00000000000000a1"));
    sink.add(study_with_id("restored", 4));
    sink.add(Study{"new", "", {}});
  });
  const std::string sent = world.sent(world.path());
  CHECK_THAT(sent, ContainsSubstring("study 'restored' '' #0.4"));
  CHECK_THAT(sent, ContainsSubstring("study 'new' '' #1.1"));
  CHECK_THAT(sent, ContainsSubstring(
                       R"('imported source.xml' 'for a test' '{"changes":1,"studies":2}' 'abc')"));
}

TEST_CASE("a history that arrives again is there already", "[store][history]") {
  const StoreWorld world;
  const auto fill = [](BatchSink& sink) {
    Change change = change_called("00000000000000a1");
    change.rows = {{ThingKind::concept_, "x", "", "{}"}};
    sink.add(change);
    sink.add(study_with_id("s", 1));
  };
  world.import(fill);
  const auto again = world.import(fill);
  CHECK(again.number == 0);
  CHECK(counts(again, "changes") == "0/1/0");
}

TEST_CASE("a change that says something else under a known id is refused", "[store][history]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    sink.add(change_called("00000000000000a1"));
    sink.add(study_with_id("s", 1));
  });
  const auto receipt = world.import([](auto& sink) {
    Change change = change_called("00000000000000a1");
    change.by = "somebody else";
    sink.add(change);
  });
  CHECK(codes(receipt.found) == "import.change-differs\n");
}

TEST_CASE("a permanent id never stands for two things, of one kind or of two", "[store][history]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    sink.add(change_called("00000000000000a1"));
    sink.add(study_with_id("s", 1));
  });
  const std::string before = StoreWorld::fingerprint(world.path());
  const auto same_kind = world.import([](auto& sink) {
    sink.add(change_called("00000000000000a1"));
    sink.add(study_with_id("another", 1));
  });
  CHECK(codes(same_kind.found) == "import.id-taken\n");
  const auto other_kind = world.import([](auto& sink) {
    sink.add(change_called("00000000000000a1"));
    Coder coder;
    coder.label = "AB";
    coder.origin = {Ref<Change>(0U), 1};
    sink.add(coder);
  });
  CHECK(codes(other_kind.found) == "import.id-taken\n");
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("a change id that is none, or an image that is no JSON, is refused", "[store][history]") {
  const StoreWorld world;
  CHECK(codes(world.import([](auto& sink) { sink.add(change_called("A1")); }).found) ==
        "import.change-id\n");
  const auto receipt = world.import([](auto& sink) {
    Change change = change_called("00000000000000a1");
    change.rows = {{ThingKind::concept_, "x", "{", ""}};
    sink.add(change);
  });
  CHECK(codes(receipt.found) == "import.change-damaged\n");
}

TEST_CASE("findings are kept with the receipt", "[store][history]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    Configuration k;
    k.label = "K";
    k.level = "supra";
    k.line = 3;
    sink.add(k);
  });
  const auto receipts = world.open()->receipts();
  REQUIRE(receipts.size() == 1);
  const auto found = receipts[0].found.sorted();
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "import.scale-widened");
  CHECK(found[0].severity == base::Severity::repair);
  CHECK(found[0].origin == base::Origin{"source.xml", 3, 0});
}
