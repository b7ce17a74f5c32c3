// Saved questions: kept under a name, with their history, and the answer that they had.
#include <memory>
#include <optional>

#include "base/error.h"
#include "store/connection.h"
#include "store/kept_snapshot.h"
#include "store/store.h"
#include "support/catch.h"
#include "support/refused.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
using base::ErrorCode;

TEST_CASE("a question is saved once, and another takes its name only when that is said",
          "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const auto store = world.open(store::Mode::write);
  CHECK(store->save_question("weekly", "outcomes", false, {"AB", ""}));
  CHECK_FALSE(store->save_question("weekly", "outcomes", false, {"CD", ""}));
  store->keep_answers({{"weekly", {{"trust", 3}, {"hope \"so\"", 0}}}});
  CHECK(refused([&] {
          store->save_question("weekly", "gaps", false, {"AB", ""});
        }) == ErrorCode::conflict);
  auto saved = store->saved_questions();
  REQUIRE(saved.size() == 1);
  CHECK(saved[0].text == "outcomes");
  REQUIRE(saved[0].last.has_value());
  CHECK(saved[0].last->at == "2026-11-22T10:00:00Z");
  CHECK(saved[0].last->rows == std::vector<model::KeptRow>{{"trust", 3}, {"hope \"so\"", 0}});
  // What another question answered is nothing to compare with.
  CHECK(store->save_question("weekly", "gaps", true, {"AB", ""}));
  saved = store->saved_questions();
  CHECK(saved[0].text == "gaps");
  CHECK_FALSE(saved[0].last.has_value());
}

TEST_CASE("an answer that was altered outside of the program is found", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const auto store = world.open(store::Mode::write);
  store->save_question("weekly", "outcomes", false, {"AB", ""});
  store->save_question("monthly", "gaps", false, {"AB", ""});
  store->keep_answers({{"weekly", {{"trust", 3}}}, {"monthly", {{"hope", 1}}}});
  base::NoProgress silent;
  REQUIRE(store->damage(silent).empty());
  const std::string sql =
      GENERATE("rows = replace(rows, '3', '2')", "at = '2025-11-22T10:00:00Z'", "change = 0");
  {
    store::Connection connection(world.path(), store::Connection::Access::write);
    connection.run(std::string("UPDATE kept_answer SET ") + sql +
                   " WHERE saved_question = (SELECT id FROM saved_question WHERE name = 'weekly')");
  }
  // That the other one is kept anew vouches for nothing.
  store->keep_answers({{"monthly", {{"hope", 2}}}});
  const auto damage = store->damage(silent);
  REQUIRE(damage.size() == 1);
  CHECK(damage.front().find("saved question \"weekly\" is not as it was written") !=
        std::string::npos);
  store->keep_answers({{"weekly", {{"trust", 3}}}});
  CHECK(store->damage(silent).empty());
}

TEST_CASE("saving, changing and forgetting a question are changes with their history", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const auto store = world.open(store::Mode::write);
  const auto changes = store->info().counts.at("changes");
  store->save_question("weekly", "outcomes", false, {"AB", ""});
  store->save_question("weekly", "gaps", true, {"CD", ""});
  store->keep_answers({{"weekly", {}}});
  store->forget_question("weekly", {"CD", ""});
  CHECK(store->info().counts.at("changes") == changes + 3);
  CHECK(store->saved_questions().empty());
  CHECK(refused([&] { store->forget_question("weekly", {"AB", ""}); }) == ErrorCode::not_found);
  const std::string sent = world.sent(world.path());
  CHECK_THAT(sent, ContainsSubstring("forgot the saved question \"weekly\""));
  CHECK_THAT(sent, ContainsSubstring("{\"name\":\"weekly\",\"question\":\"gaps\"}"));
}

TEST_CASE("saved questions leave the kept snapshot in use", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const auto is_kept = [&] {
    const auto connection =
        std::make_shared<store::Connection>(world.path(), store::Connection::Access::read);
    return store::kept_snapshot({connection, nullptr, world.path()}).has_value();
  };
  REQUIRE(is_kept());
  world.open(store::Mode::write)->save_question("weekly", "outcomes", false, {"AB", ""});
  CHECK(is_kept());
  world.open(store::Mode::write)->keep_answers({{"weekly", {{"trust", 1}}}});
  CHECK(is_kept());
  world.open(store::Mode::write)->forget_question("weekly", {"AB", ""});
  CHECK(is_kept());
}

TEST_CASE("a question that a memo is about is not forgotten", "[store]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, false); });
  const auto store = world.open(store::Mode::write);
  CHECK(refused([&] { store->forget_question("weekly", {"AB", ""}); }) == ErrorCode::conflict);
  CHECK(store->saved_questions().size() == 1);
}

TEST_CASE("a saved question that comes with other words is refused by its name", "[store]") {
  const StoreWorld world;
  world.import([](auto& sink) { sink.add(model::SavedQuestion{"weekly", "outcomes", {}}); });
  const auto same = world.import([](auto& sink) {
    sink.add(model::SavedQuestion{"weekly", "outcomes", {}});
  });
  CHECK_FALSE(same.changed());
  const auto other = world.import([](auto& sink) {
    sink.add(model::SavedQuestion{"weekly", "gaps", {}});
  });
  CHECK(other.found.refused());
  CHECK(world.open()->saved_questions()[0].text == "outcomes");
}
