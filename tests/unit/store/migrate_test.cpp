#include "store/migrate.h"

#include <array>
#include <fstream>
#include <map>
#include <sstream>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "base/error.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

constexpr std::array<store::MigrationStep, 2> two_steps = {
    {{2, "add-colour", "ALTER TABLE theme ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'"},
     {3, "colour-all",
      "UPDATE theme SET colour = 'red'; CREATE INDEX theme_colour ON theme (colour)"}}};

constexpr std::array<store::MigrationStep, 2> second_fails = {
    {two_steps[0],
     {3, "broken", "UPDATE theme SET colour = 'red'; INSERT INTO nowhere VALUES (1)"}}};

std::int64_t version_of(const std::filesystem::path& file) {
  SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
  return database.execAndGet("PRAGMA user_version").getInt64();
}

void import_all(const StoreWorld& world) {
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
}

/// The schema without blanks and comments that carry no meaning.
std::map<std::string, std::string> schema_of(SQLite::Database& database) {
  std::map<std::string, std::string> schema;
  SQLite::Statement statement(database,
                              "SELECT name, ifnull(sql, '') FROM sqlite_schema ORDER BY name");
  while (statement.executeStep()) {
    std::istringstream lines(statement.getColumn(1).getString());
    std::string& text = schema[statement.getColumn(0).getString()];
    for (std::string line; std::getline(lines, line);) {
      line = line.substr(0, line.find("--"));
      for (const char c : line) {
        if (c != ' ' && c != '"') text.push_back(c);
      }
    }
  }
  return schema;
}

}  // namespace

TEST_CASE("an older file climbs step by step, with a copy of each version beside it",
          "[store][migrate]") {
  const StoreWorld world;
  import_all(world);
  const std::string old = StoreWorld::fingerprint(world.path());
  const auto connection = store::open_review(world.path(), store::Mode::write, two_steps);
  CHECK(connection->number("PRAGMA user_version") == 3);
  CHECK(connection->number("SELECT count(*) FROM theme WHERE colour = 'red'") == 2);
  CHECK(world.files() == "review.retro\nreview.v1-backup.retro\nreview.v2-backup.retro\n");
  CHECK(StoreWorld::fingerprint(store::backup_path(world.path(), 1)) == old);
  CHECK(version_of(store::backup_path(world.path(), 2)) == 2);
}

TEST_CASE("for reading an older file is brought up to date in memory alone", "[store][migrate]") {
  const StoreWorld world;
  import_all(world);
  const std::string old = StoreWorld::fingerprint(world.path());
  const auto connection = store::open_review(world.path(), store::Mode::read, two_steps);
  CHECK(connection->number("SELECT count(*) FROM theme WHERE colour = 'red'") == 2);
  CHECK(StoreWorld::fingerprint(world.path()) == old);
  CHECK(world.files() == "review.retro\n");
}

TEST_CASE("a step that fails leaves the file at the version before it", "[store][migrate]") {
  const StoreWorld world;
  import_all(world);
  CHECK_THROWS(store::open_review(world.path(), store::Mode::write, second_fails));
  CHECK(version_of(world.path()) == 2);
  const auto connection = store::open_review(world.path(), store::Mode::write, two_steps);
  CHECK(connection->number("PRAGMA user_version") == 3);
}

TEST_CASE("a copy by the same name that differs stops the climb", "[store][migrate]") {
  const StoreWorld world;
  import_all(world);
  const std::string old = StoreWorld::fingerprint(world.path());
  StoreWorld::write(store::backup_path(world.path(), 1), "something else");
  try {
    store::open_review(world.path(), store::Mode::write, two_steps);
    FAIL("it climbed");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::conflict);
  }
  CHECK(StoreWorld::fingerprint(world.path()) == old);
  CHECK(StoreWorld::bytes(store::backup_path(world.path(), 1)) == "something else");
}

TEST_CASE("a file from above the ladder is refused by it", "[store][migrate]") {
  const StoreWorld world;
  import_all(world);
  { store::open_review(world.path(), store::Mode::write, two_steps); }
  try {
    store::open_review(world.path(), store::Mode::write, store::own_ladder());
    FAIL("it opened");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::newer_schema);
  }
}

TEST_CASE("every version that ever landed becomes what a new file is", "[store][migrate]") {
  for (int version = 1; version <= store::version_at_top(store::own_ladder()); ++version) {
    const StoreWorld world;
    std::ostringstream name;
    name << RETRODUCE_SOURCE_DIR << "/tests/migrations/v000" << version << ".sql";
    std::ifstream file(name.str());
    REQUIRE(file.good());
    std::ostringstream sql;
    sql << file.rdbuf();
    {
      SQLite::Database database(world.path().string(),
                                SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      database.exec(sql.str());
    }
    world.import_into(world.path("fresh.retro"), [](auto& sink) { fill_all_kinds(sink, true); });
    store::open_review(world.path(), store::Mode::write, store::own_ladder());
    SQLite::Database migrated(world.path().string(), SQLite::OPEN_READONLY);
    SQLite::Database fresh(world.path("fresh.retro").string(), SQLite::OPEN_READONLY);
    CHECK(schema_of(migrated) == schema_of(fresh));
    CHECK(world.sent(world.path()) == world.sent(world.path("fresh.retro")));
    base::NoProgress silent;
    CHECK(world.open()->damage(silent).empty());
  }
}
