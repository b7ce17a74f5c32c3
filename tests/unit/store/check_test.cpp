#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/Database.h>

#include "base/error.h"
#include "store/connection.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// What check says after the file was changed behind the store's back.
std::string damage_after(const StoreWorld& world, const std::string& sql) {
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  {
    SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
    file.exec("PRAGMA foreign_keys = OFF");
    file.exec(sql);
  }
  base::NoProgress silent;
  std::string all;
  for (const std::string& sentence : world.open()->damage(silent)) all += sentence + "\n";
  return all;
}

}  // namespace

TEST_CASE("a sound review has no damage, and looking for it changes nothing", "[store][check]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  const std::string before = StoreWorld::fingerprint(world.path());
  base::NoProgress silent;
  CHECK(world.open()->damage(silent).empty());
  CHECK(world.open(store::Mode::write)->damage(silent).empty());
  CHECK(StoreWorld::fingerprint(world.path()) == before);
  CHECK(world.files() == "review.retro\n");
}

TEST_CASE("a remark whose thing is gone is found", "[store][check]") {
  for (const char* about : {"concept", "element", "evidence", "coding"}) {
    INFO(about);
    const StoreWorld world;
    const std::string found =
        damage_after(world, "UPDATE memo SET about_key = '77 1 77 77' WHERE about = '" +
                                std::string(about) + "'");
    CHECK(found.find("a memo is about a " + std::string(about) + " that is not there") !=
          std::string::npos);
  }
}

TEST_CASE("whom a change followed and how it came is held by the chain", "[store][check]") {
  for (const char* sql : {"UPDATE change SET follows = '0123456789abcdef' WHERE id = 1",
                          "UPDATE change SET arrived = 0 WHERE id = 1"}) {
    INFO(sql);
    const StoreWorld world;
    CHECK(damage_after(world, sql).find("the history was altered") != std::string::npos);
  }
}

TEST_CASE("a quote that was altered is found by its span and by the full text", "[store][check]") {
  const StoreWorld world;
  const std::string found =
      damage_after(world, "UPDATE extract_text SET quote = 'altered' WHERE quote LIKE 'they%'");
  CHECK_THAT(found, ContainsSubstring("not what stands at its span (smith2019, 12 to 29)"));
  CHECK_THAT(found, ContainsSubstring("full text does not agree"));
}

TEST_CASE("a reference into nothing is found", "[store][check]") {
  const StoreWorld world;
  CHECK_THAT(damage_after(world, "DELETE FROM concept WHERE label = 'fewer visits'"),
             ContainsSubstring("a row of element refers to a row of concept that is not there"));
}

TEST_CASE("an element lost from the middle of a configuration is found", "[store][check]") {
  const StoreWorld world;
  CHECK_THAT(damage_after(world, "DELETE FROM element WHERE role = 'context'"),
             ContainsSubstring("\"CMOC 7\" have gaps"));
}

TEST_CASE("words that an extract has lost are missed", "[store][check]") {
  const StoreWorld world;
  CHECK_THAT(damage_after(world, "DELETE FROM extract_text WHERE extract = 2"),
             ContainsSubstring("an extract has lost its words"));
}

TEST_CASE("a page that was overwritten is found", "[store][check]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  constexpr std::size_t page = 8192;
  std::size_t root = 0;  // of the words of extracts, which nothing reads on opening
  {
    store::Connection connection(world.path(), store::Connection::Access::read);
    root = static_cast<std::size_t>(
        connection.number("SELECT rootpage FROM sqlite_schema WHERE name = 'extract_text'"));
  }
  std::string bytes = StoreWorld::bytes(world.path());
  REQUIRE(bytes.size() >= root * page);
  for (std::size_t at = page * (root - 1) + 8; at < page * root; ++at) bytes[at] = '\x5a';
  StoreWorld::write(world.path(), bytes);
  base::NoProgress silent;
  CHECK_FALSE(world.open()->damage(silent).empty());
}

TEST_CASE("a word or a list that cannot stand in the file is told as damage", "[store][check]") {
  const std::string sql = GENERATE(as<std::string>(), "UPDATE element SET role = 'cause'",
                                   "UPDATE document SET authors = '{'",
                                   "UPDATE document SET authors = '[1]'", "DROP TABLE reading");
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  {
    SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
    file.exec("PRAGMA ignore_check_constraints = ON");
    file.exec(sql);
  }
  try {
    world.sent(world.path());
    FAIL("it was sent");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::corrupt);
  }
}

TEST_CASE("a full disk is no damage of the review", "[store][check]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    fill_little(sink);
    for (int i = 0; i < 6000; ++i) {
      model::Extract extract;
      extract.document = model::Ref<model::Document>(0U);
      extract.quote = "passage " + std::to_string(i) + std::string(600, 'x');
      sink.add(extract);
    }
  });
  const pid_t child = ::fork();
  if (child == 0) {
    // No file may grow beyond this, the copy that is checked included.
    const rlimit small{65536, 65536};
    ::setrlimit(RLIMIT_FSIZE, &small);
    ::signal(SIGXFSZ, SIG_IGN);
    int code = 2;
    try {
      base::NoProgress silent;
      code = world.open()->damage(silent).empty() ? 1 : 2;
    } catch (const base::Error&) {
      code = 0;
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a text that is no text is told as damage, whoever meets it", "[store][check]") {
  const std::string sql =
      GENERATE(as<std::string>(), "UPDATE review SET title = CAST(x'81' AS TEXT)",
               "UPDATE concept SET label = CAST(x'81' AS TEXT)",
               "UPDATE history SET after = CAST(x'81' AS TEXT)");
  CAPTURE(sql);
  const StoreWorld world;
  CHECK_FALSE(damage_after(world, sql).empty());
}

TEST_CASE("a receipt of an import that is not as it was written is found", "[store][check]") {
  for (const char* sql :
       {"UPDATE arrival SET by_whom = 'Mallory'", "UPDATE arrival SET at = '2020-01-01T00:00:00Z'",
        "UPDATE arrival SET source = 'forged.ris'", "UPDATE arrival SET counts = '[]'",
        "UPDATE arrival_finding SET message = 'nothing'", "UPDATE arrival SET upto = upto + 1",
        "INSERT INTO arrival SELECT 9, at, by_whom, source, format, content_hash, counts, upto "
        "FROM arrival WHERE id = 1"}) {
    CAPTURE(sql);
    const StoreWorld world;
    world.import([](auto& sink) {
      fill_all_kinds(sink, true);
      model::Concept wording;
      wording.label = "trust in a link worker";
      wording.is_wording = true;
      sink.add(wording);
    });
    {
      SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
      if (file.exec(sql) == 0) continue;  // this import had nothing to say
    }
    base::NoProgress silent;
    CHECK_FALSE(world.open()->damage(silent).empty());
  }
}

TEST_CASE("a concept that is no longer found by its name is told", "[store][check]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  using Kind = model::EditToken::Kind;
  const model::Edit edit{
      "add concept faith",
      {{Kind::word, "add", 0, 3}, {Kind::word, "concept", 4, 11}, {Kind::word, "faith", 12, 17}},
      0,
      {}};
  REQUIRE(world.open(store::Mode::write)->edit({edit}, {{"AB", ""}, false, false}).done.size() ==
          1);
  {
    SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
    REQUIRE(file.exec("UPDATE concept SET folded = 'zzz' WHERE label = 'faith'") == 1);
  }
  base::NoProgress silent;
  const auto damage = world.open()->damage(silent);
  REQUIRE(damage.size() == 1);
  CHECK_THAT(damage[0], ContainsSubstring("\"faith\" of a concept is not found"));
}
