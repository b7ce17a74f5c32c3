// What an import does to things that were there leaves rows of history, and its undo gives back
// what stood there.
#include "support/catch.h"
#include "support/review_state.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
using namespace retroduce::model;

namespace {

void fill_wording(BatchSink& sink) {
  Concept wording;
  wording.label = "Trust";
  wording.is_wording = true;
  sink.add(wording);
}

void fill_codebook(BatchSink& sink) {
  Concept above;
  above.label = "relations";
  sink.add(above);
  Concept trust;
  trust.label = "trust";
  trust.definition = "relying on somebody";
  trust.aliases = {"reliance"};
  trust.parent = Ref<Concept>(0U);
  sink.add(trust);
}

Fill coded(std::optional<Role> role) {
  return [role](BatchSink& sink) {
    fill_little(sink);
    Coding coding;
    coding.extract = Ref<Extract>(0U);
    coding.concept_ = Ref<Concept>(0U);
    coding.role = role;
    sink.add(coding);
    sink.add(Memo{ThingKind::coding, 0, "look again", "", {}, {}, 0});
  };
}

void fill_claim(BatchSink& sink) {
  fill_little(sink);
  Configuration claim;
  claim.label = "CMOC 1";
  Element element;
  element.role = Role::context;
  element.concept_ = Ref<Concept>(0U);
  claim.elements.push_back(element);
  sink.add(claim);
}

/// The kinds of things that the last change has rows of, in their order.
std::string kinds_of_last(const StoreWorld& world) {
  std::string kinds;
  const auto last = world.open()->history({"", "", "", "", "", 1});
  for (const HistoryRow& row : last.front().change.rows)
    kinds += std::string(to_word(row.thing)) + "\n";
  return kinds;
}

/// Undoes the last change and does it again; the state in between.
std::string undone(const StoreWorld& world) {
  const std::string after = review_state(world.path());
  REQUIRE_FALSE(world.open(store::Mode::write)->undo("", {"AB", ""}).found.refused());
  const std::string between = review_state(world.path());
  REQUIRE_FALSE(world.open(store::Mode::write)->redo("", {"AB", ""}).found.refused());
  CHECK(review_state(world.path()) == after);
  base::NoProgress silent;
  CHECK(world.open()->damage(silent) == std::vector<std::string>());
  return between;
}

}  // namespace

TEST_CASE("a wording that an import defines is a wording again after its undo", "[store][import]") {
  const StoreWorld world;
  world.import(fill_wording);
  const std::string before = review_state(world.path());
  REQUIRE(codes(world.import(fill_codebook).found) == "import.wording-defined\n");
  CHECK(kinds_of_last(world) == "concept\n");
  CHECK(undone(world) == before);
}

TEST_CASE("a coding that an import gives a role has none after its undo", "[store][import]") {
  const StoreWorld world;
  world.import(coded({}));
  const std::string before = review_state(world.path());
  REQUIRE(world.import(coded(Role::mechanism)).changed());
  CHECK(kinds_of_last(world) == "coding\nmemo\ncoding\n");
  CHECK(undone(world) == before);
}

TEST_CASE("what an import makes of the review itself is history", "[store][import]") {
  const StoreWorld world;
  world.import(fill_little);
  const std::string before = review_state(world.path());
  world.import([](BatchSink& sink) {
    sink.add(Review{"A title", {"what works?"}, "", "CMO", {}, {"micro"}, {"low"}});
    Configuration claim;
    claim.label = "CMOC 1";
    claim.level = "exo";
    sink.add(claim);
  });
  CHECK(kinds_of_last(world) == "review\n");
  CHECK(undone(world) == before);
}

TEST_CASE("an import whose element somebody remarked on since is not undone", "[store][import]") {
  const StoreWorld world;
  world.import(fill_claim);
  const auto first = world.open()->history({"", "", "", "", "", 1}).front().change.uid;
  REQUIRE(world
              .import([](BatchSink& sink) {
                fill_claim(sink);
                sink.add(Memo{ThingKind::element, 0, "is it one?", "", {}, {}, 0});
              })
              .changed());
  const std::string before = review_state(world.path());
  const auto receipt = world.open(store::Mode::write)->undo(first, {"AB", ""});
  REQUIRE(receipt.found.refused());
  CHECK(receipt.found.sorted().front().message.find("is about configuration \"CMOC 1\"") !=
        std::string::npos);
  CHECK(review_state(world.path()) == before);
}
