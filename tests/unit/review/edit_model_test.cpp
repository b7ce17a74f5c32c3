// Random work on a review: undone and done again as a whole, and looked at as it was after each
// step.
#include <fstream>
#include <random>

#include "edit_world.h"
#include "reviewer.h"
#include "store/body.h"
#include "support/repeats.h"

using namespace retroduce;
using namespace retroduce::tests;

TEST_CASE("any work is undone to the very state before it, done again, and seen as it was",
          "[review][edit]") {
  const unsigned seed = repeats("RETRODUCE_EDIT_SEED", 20261126);
  const unsigned steps = repeats("RETRODUCE_EDIT_STEPS", 90);
  INFO("seed " << seed);
  // Looked at after each step of a short run, some 50 times in a long one.
  const unsigned every = steps < 200 ? 1 : steps / 50;
  EditWorld world;
  Reviewer reviewer(world.path(), seed);
  struct Step {
    std::string change;
    std::string state;  ///< after it; empty: not looked at
  };
  std::vector<Step> done{{"", world.state()}};
  std::size_t refused = 0;
  for (unsigned i = 0; i < steps; ++i) {
    const std::string sentence = reviewer.sentence();
    CAPTURE(i, sentence);
    const auto receipt = world.edit(sentence);
    const std::string state = i % every == 0 ? world.state() : std::string();
    if (!receipt.done.empty()) {
      done.push_back({receipt.done.front().uid, state});
      continue;
    }
    ++refused;
    if (!done.back().state.empty() && !state.empty()) REQUIRE(state == done.back().state);
  }
  if (done.back().state.empty()) done.back().state = world.state();
  INFO(done.size() << " changes, " << refused << " refused");
  REQUIRE(done.size() > steps / 3);
  base::NoProgress silent;
  CHECK(world.review.store().damage(silent).empty());

  const auto looked_at = [&](std::size_t i) {
    return done[i].state.empty() || world.state() == done[i].state;
  };
  for (std::size_t i = 1; i < done.size(); i += 9 * every) {
    if (done[i].state.empty()) continue;
    auto was = store::Store::open_view(world.path(), {done[i].change, ""}, base::SystemClock());
    CHECK(review_state(static_cast<store::StoreBody&>(*was).connection()) == done[i].state);
  }
  // In a long run by name, so that none looks for what is left to undo behind all that was undone.
  const bool by_name = steps > 10000;
  const store::Authorship by{"PI", ""};  // who codes nothing, so that no work is hidden from them
  for (std::size_t i = done.size() - 1; i > 0; --i) {
    const auto receipt = world.review.undo(by_name ? done[i].change : "", by);
    CAPTURE(i,
            receipt.found.empty() ? std::string() : base::to_text(receipt.found.sorted().front()));
    REQUIRE(receipt.done.size() == 1);
    REQUIRE(looked_at(i - 1));
  }
  for (std::size_t i = 1; i < done.size(); ++i) {
    CAPTURE(i);
    REQUIRE(world.review.redo(by_name ? done[i].change : "", by).done.size() == 1);
    REQUIRE(looked_at(i));
  }
  CHECK(world.review.store().damage(silent).empty());
}

TEST_CASE("an import is undone as a whole, done again, and stands in the way of nothing",
          "[review][edit]") {
  EditWorld world(true);
  const std::string before = world.state();
  std::ofstream(world.folder.path() / "claims.csv")
      << "document,title,quote,context,mechanism,outcome\nsmith2019,T,they had "
         "time,time,trust,health\n"
         "jones2020,U,gardens heal,garden,calm,health\n";
  REQUIRE(
      world.review
          .import({{world.folder.path() / "claims.csv"}, "", {}, {"AB", ""}, false}, world.progress)
          .changed());
  const std::string after = world.state();
  REQUIRE(world.code("rename concept \"trust\" to \"trusting\"") == "done");
  const auto list = world.review.store().history({"", "", "", "", "", 0});
  std::string import;
  for (const auto& entry : list)
    if (entry.change.kind == "import") import = entry.change.uid;
  CHECK(EditWorld::code_of(world.review.undo(import, {"AB", ""})) == "undo.later");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
  REQUIRE(EditWorld::code_of(world.review.redo(import, {"AB", ""})) == "done");
  CHECK(world.state() == after);
}

TEST_CASE("a history that was altered is found, at whatever place", "[review][edit]") {
  EditWorld world;
  REQUIRE(world.code("rename concept \"stigma\" to \"felt stigma\"") == "done");
  REQUIRE(world.code("note on concept \"felt stigma\" \"why\"") == "done");
  REQUIRE(world.code("add concept \"other\"") == "done");
  const char* attacks[] = {
      "UPDATE change SET what = what || '.' WHERE id = (SELECT max(id) - 1 FROM change)",
      "UPDATE change SET by_whom = 'ZZ' WHERE id = (SELECT max(id) FROM change)",
      "UPDATE history SET after = replace(after, 'felt', 'told') WHERE after LIKE '%felt%'",
      "DELETE FROM history WHERE change = (SELECT max(id) FROM change)",
      "UPDATE history SET thing_id = thing_id || '1' WHERE change = (SELECT max(id) - 2 FROM "
      "change)",
      "UPDATE change SET at = '2020-01-01T00:00:00Z' WHERE id = (SELECT max(id) FROM change)",
  };
  for (const char* attack : attacks) {
    CAPTURE(attack);
    const auto copy = world.folder.path() / "copy.retro";
    std::filesystem::copy_file(world.path(), copy,
                               std::filesystem::copy_options::overwrite_existing);
    {
      SQLite::Database database(copy.string(), SQLite::OPEN_READWRITE);
      REQUIRE(database.exec(attack) > 0);
    }
    base::NoProgress silent;
    const auto damage = review::Review::open(copy, store::Mode::read).store().damage(silent);
    REQUIRE_FALSE(damage.empty());  // the things may be found to differ from it, too
    CHECK_THAT(damage.front(), ContainsSubstring("history was altered"));
  }
}

TEST_CASE("what was changed behind the history's back is found", "[review][edit]") {
  EditWorld world;
  REQUIRE(world.code("add concept \"other\" definition \"x\"") == "done");
  REQUIRE(world.code("rename concept \"stigma\" to \"felt stigma\"") == "done");
  REQUIRE(world.code("support \"CMOC 5\" with \"allbutt2025: Scattergun\" note \"why\"") == "done");
  const std::pair<const char*, const char*> attacks[] = {
      {"UPDATE concept SET definition = 'y' WHERE label = 'other'", "concept \"other\""},
      {"UPDATE concept SET label = 'told stigma' WHERE label = 'felt stigma'", "stigma"},
      {"UPDATE evidence SET stance = 'contradicts' WHERE note = 'why'", "evidence"},
      {"DELETE FROM evidence WHERE note = 'why'", "evidence"},
      {"INSERT INTO concept (label, folded, definition, note, wording, colour, change, ordinal) "
       "SELECT "
       "'false', 'false', '', '', 0, '', max(id), 99 FROM change",
       "in no history"},
  };
  for (const auto& [attack, told] : attacks) {
    CAPTURE(attack);
    const auto copy = world.folder.path() / "copy.retro";
    std::filesystem::copy_file(world.path(), copy,
                               std::filesystem::copy_options::overwrite_existing);
    {
      SQLite::Database database(copy.string(), SQLite::OPEN_READWRITE);
      REQUIRE(database.exec(attack) > 0);
    }
    base::NoProgress silent;
    const auto damage = review::Review::open(copy, store::Mode::read).store().damage(silent);
    REQUIRE(damage.size() == 1);
    CHECK_THAT(damage.front(), ContainsSubstring(told));
  }
}
