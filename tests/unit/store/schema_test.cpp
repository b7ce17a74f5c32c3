// The words that the schema lets in are those of the vocabulary; and every table is described.
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "model/vocabulary.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// The words in "CHECK (column IN ('a', 'b'))" or "CHECK (column = 'a' OR column = 'b')" of a
/// table's text.
std::vector<std::string> words_of_check(const std::string& sql, const std::string& column) {
  const std::size_t begin = sql.find("CHECK (" + column + " ");
  REQUIRE(begin != std::string::npos);
  const std::string list = sql.substr(begin, sql.find(')', begin) - begin);
  std::vector<std::string> words;
  for (std::size_t at = list.find('\''); at != std::string::npos; at = list.find('\'', at)) {
    const std::size_t end = list.find('\'', at + 1);
    words.push_back(list.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return words;
}

template <typename E>
std::vector<std::string> vocabulary() {
  const auto words = model::words_of<E>();
  return {words.begin(), words.end()};
}

}  // namespace

TEST_CASE("the closed vocabularies of the schema are those of the program", "[store][schema]") {
  const StoreWorld world;
  world.import(fill_little);
  SQLite::Database file(world.path().string(), SQLite::OPEN_READONLY);
  const auto check = [&](const std::string& table, const std::string& column) {
    SQLite::Statement statement(file, "SELECT sql FROM sqlite_schema WHERE name = ?");
    statement.bind(1, table);
    REQUIRE(statement.executeStep());
    return words_of_check(statement.getColumn(0).getString(), column);
  };
  for (const char* table : {"role_heading", "coding_resolution", "element"})
    CHECK(check(table, "role") == vocabulary<model::Role>());
  std::vector<std::string> roles = vocabulary<model::Role>();
  roles.insert(roles.begin(), "");  // not said
  CHECK(check("coding", "role") == roles);
  CHECK(check("element", "part") == vocabulary<model::MechanismPart>());
  CHECK(check("element", "direction") == vocabulary<model::Direction>());
  CHECK(check("evidence", "stance") == vocabulary<model::Stance>());
  CHECK(check("link_evidence", "stance") == vocabulary<model::Stance>());
  CHECK(check("evidence", "inference") == vocabulary<model::Inference>());
  CHECK(check("configuration", "status") == vocabulary<model::Status>());
  CHECK(check("link", "kind") == vocabulary<model::LinkKind>());
  CHECK(check("appraisal", "criterion") == vocabulary<model::Criterion>());
  CHECK(check("theory", "kind") == vocabulary<model::TheoryKind>());
  CHECK(check("statement_lineage", "lineage") == vocabulary<model::Lineage>());
  CHECK(check("entry", "list") == vocabulary<model::EntryList>());
  CHECK(check("history", "thing") == vocabulary<model::ThingKind>());
  CHECK(check("memo", "about") == vocabulary<model::ThingKind>());
  CHECK(check("foreign_part", "about") == vocabulary<model::ThingKind>());
}

TEST_CASE("every table is strict, and described by the comment above it", "[store][schema]") {
  std::ifstream file(std::string(RETRODUCE_SOURCE_DIR) + "/schemas/sql/schema.sql");
  REQUIRE(file.good());
  std::string above;
  std::size_t tables = 0;
  for (std::string line; std::getline(file, line); above = line) {
    if (line.rfind("CREATE TABLE ", 0) == 0) {
      ++tables;
      INFO(line);
      CHECK(above.rfind("-- ", 0) == 0);
    }
    if (line.rfind(")", 0) == 0 && line.find("STRICT") == std::string::npos) CHECK(line == ");");
  }
  CHECK(tables == 58);
}
