// What imports brought is held against what is there, field by field; and the review made anew from
// its history.
#include "store/content_print.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "base/error.h"
#include "store/thing_shape.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
using store::ThingField;

namespace {

struct Spot {
  std::string table;
  std::string column;
};

void add_spots(std::string_view table, const std::vector<ThingField>& fields,
               std::vector<Spot>& into) {
  for (const ThingField& field : fields) {
    into.push_back({std::string(table), std::string(field.column)});
    if (field.type == ThingField::Type::about) into.push_back({std::string(table), "about_key"});
  }
}

/// Every column that holds something of a thing.
std::vector<Spot> spots() {
  std::vector<Spot> all;
  for (const store::ThingShape& shape : store::thing_shapes()) {
    add_spots(shape.table, shape.fields, all);
    for (const store::ThingPart& part : shape.parts) add_spots(part.table, part.fields, all);
  }
  for (const char* column : {"text", "source", "format", "rule", "program", "content_hash"})
    all.push_back({"document_text", column});
  for (const char* column : {"title", "about", "scheme", "reasons"})
    all.push_back({"review", column});
  for (const char* column : {"label", "span_begin"}) all.push_back({"text_page", column});
  all.push_back({"question", "text"});
  all.push_back({"role_heading", "heading"});
  return all;
}

/// Alters the column in one row behind the store's back; whether there was one.
bool alter(const std::filesystem::path& file, const Spot& spot) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA foreign_keys = OFF");
  database.exec("PRAGMA ignore_check_constraints = ON");
  const std::string is_number = "typeof(" + spot.column + ") = 'integer'";
  const std::string row = spot.table == "review" ? "" : " LIMIT 1";
  const std::string key = "(" + std::string("SELECT min(") + spot.column + ") FROM " + spot.table +
                          " WHERE " + spot.column + " IS NOT NULL)";
  database.exec("UPDATE OR IGNORE " + spot.table + " SET " + spot.column + " = CASE WHEN " +
                is_number + " THEN CASE WHEN " + spot.column + " IN (0, 1) THEN 1 - " +
                spot.column + " ELSE " + spot.column + " + 1 END ELSE " + spot.column +
                " || 'x' END WHERE " + spot.column + " = " + key);
  return database.getChanges() > 0;
}

std::vector<std::string> damage(const store::Store& store) {
  base::NoProgress silent;
  try {
    return store.damage(silent);
  } catch (const base::Error& error) {
    return {error.what()};
  }
}

std::vector<std::string> damage_of(const std::filesystem::path& file) {
  const base::FixedClock clock("2026-11-22T10:00:00Z");
  try {
    return damage(*store::Store::open(file, store::Mode::read, clock));
  } catch (const base::Error& error) {
    return {error.what()};
  }
}

}  // namespace

TEST_CASE("whatever field of whatever thing an import brought is altered, check finds it",
          "[store][check]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  REQUIRE(damage_of(world.path()).empty());
  std::size_t altered = 0;
  for (const Spot& spot : spots()) {
    CAPTURE(spot.table, spot.column);
    const auto copy = world.path("copy.retro");
    std::filesystem::copy_file(world.path(), copy,
                               std::filesystem::copy_options::overwrite_existing);
    if (!alter(copy, spot)) continue;
    ++altered;
    CHECK_FALSE(damage_of(copy).empty());
  }
  CHECK(altered > 90);
}

TEST_CASE("a row that is taken away, or put there, without the program is found",
          "[store][check]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  const std::string sql =
      GENERATE(as<std::string>(), "DELETE FROM memo WHERE id = (SELECT max(id) FROM memo)",
               "DELETE FROM concept_alias", "DELETE FROM reading", "DELETE FROM arrival_print",
               "INSERT INTO study (label, note, change, ordinal) SELECT 'new', '', min(id), 990 "
               "FROM change");
  CAPTURE(sql);
  {
    SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
    REQUIRE(file.exec(sql) > 0);
  }
  CHECK_FALSE(damage_of(world.path()).empty());
}

TEST_CASE("made anew from its history, a review shows what was altered and how often",
          "[store][check]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  {
    SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
    file.exec("UPDATE concept SET definition = 'altered' WHERE label = 'fewer visits'");
  }
  base::NoProgress silent;
  const auto found = world.open()->rebuilt_otherwise(silent);
  REQUIRE(found.size() == 1);
  CHECK_THAT(found.front(), ContainsSubstring("of the kind concept"));
}
