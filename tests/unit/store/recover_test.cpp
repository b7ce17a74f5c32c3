// Recovery: damaged files on purpose, and what comes back of them.
#include "store/recover.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "base/error.h"
#include "store/connection.h"
#include "store/raw_rows.h"
#include "support/catch.h"
#include "support/refused.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;
using base::ErrorCode;
using store::Recovery;

namespace {

constexpr std::int64_t page = 8192;

/// Three hundred extracts with codings, some quotes longer than a page.
void fill_coded(model::BatchSink& sink) {
  sink.add(model::Coder{"AB", "", "", {}});
  for (std::uint32_t d = 0; d < 30; ++d) {
    model::Document document;
    document.key = "paper" + std::to_string(d);
    document.title = "On trust, part " + std::to_string(d);
    sink.add(document);
  }
  for (std::uint32_t c = 0; c < 20; ++c) {
    model::Concept concept_;
    concept_.label = "concept " + std::to_string(c);
    sink.add(concept_);
  }
  for (std::uint32_t e = 0; e < 900; ++e) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(e % 30);
    extract.quote =
        "passage " + std::to_string(e) + " " + std::string(e % 50 == 0 ? 20000 : 250, 'w');
    sink.add(extract);
    model::Coding coding;
    coding.extract = model::Ref<model::Extract>(e);
    coding.concept_ = model::Ref<model::Concept>(e % 20);
    coding.role = model::Role::mechanism;
    coding.coder = model::Ref<model::Coder>(0U);
    sink.add(coding);
  }
}

/// Many configurations of eight elements, on several pages, with evidence for the last of each.
void fill_claims(model::BatchSink& sink) {
  model::Document document;
  document.key = "paper";
  sink.add(document);
  model::Concept concept_;
  concept_.label = "trust";
  sink.add(concept_);
  model::Extract extract;
  extract.document = model::Ref<model::Document>(0U);
  extract.quote = "a passage";
  sink.add(extract);
  for (std::uint32_t k = 0; k < 60; ++k) {
    model::Configuration configuration;
    configuration.label = "CMOC " + std::to_string(k);
    for (int e = 0; e < 8; ++e) {
      model::Element element;
      element.role = model::Role::context;
      element.concept_ = model::Ref<model::Concept>(0U);
      element.wording = "as it was said the time no. " + std::to_string(e) + std::string(90, '.');
      configuration.elements.push_back(element);
    }
    sink.add(configuration);
    model::Evidence evidence;
    evidence.configuration = model::Ref<model::Configuration>(k);
    evidence.extract = model::Ref<model::Extract>(0U);
    evidence.element = 7;
    sink.add(evidence);
  }
}

/// Every row of every table as text, by table; tables that are made of others left out.
std::map<std::string, std::set<std::string>> rows_of(const fs::path& file) {
  std::map<std::string, std::set<std::string>> all;
  store::Connection connection(file, store::Connection::Access::read);
  sqlite3* handle = connection.database().getHandle();
  std::vector<std::string> tables;
  {
    store::RawRows row(handle,
                       "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                       "'extract_search%' AND name NOT LIKE 'sqlite%' AND name <> 'kept_part'");
    while (row.next()) tables.emplace_back(row.text(0));
  }
  for (const std::string& table : tables) {
    SQLite::Statement row(connection.database(), "SELECT * FROM " + table);
    while (row.executeStep()) {
      std::string text;
      for (int c = 0; c < row.getColumnCount(); ++c) {
        const SQLite::Column cell = row.getColumn(c);
        text += cell.isNull() ? std::string("NULL|") : cell.getString() + "|";
      }
      all[table].insert(text);
    }
  }
  return all;
}

/// A review, and copies of it to spoil.
class Damage {
 public:
  explicit Damage(const Fill& fill) {
    world.import(fill);
    bytes = StoreWorld::bytes(world.path());
    rows = rows_of(world.path());
    for (const auto& [table, of_it] : rows) count += of_it.size();
  }
  /// Recovers from these bytes; how many of the rows as they were came back.
  std::size_t came_back(const std::string& spoilt) {
    const fs::path damaged = world.path("damaged.retro");
    const fs::path saved = world.path("saved.retro");
    fs::remove(saved);
    StoreWorld::write(damaged, spoilt);
    told = store::recover(damaged, saved, "AB", world.clock);
    CHECK(StoreWorld::bytes(damaged) == spoilt);
    std::size_t same = 0;
    for (const auto& [table, of_it] : rows_of(saved)) {
      for (const std::string& row : of_it) same += rows[table].contains(row) ? 1U : 0U;
    }
    base::NoProgress progress;
    const auto review = store::Store::open(saved, store::Mode::read, world.clock);
    const auto faults = review->damage(progress);
    INFO((faults.empty() ? std::string() : faults.front()));
    CHECK(faults.empty());
    return same;
  }
  /// The page, from 1, on which a table begins; ends there, too, where it is small.
  std::size_t root_of(const std::string& table) const {
    store::Connection connection(world.path(), store::Connection::Access::read);
    return static_cast<std::size_t>(
        connection.number("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'"));
  }
  std::size_t pages() const { return bytes.size() / page; }

  StoreWorld world;
  std::string bytes;
  std::map<std::string, std::set<std::string>> rows;
  std::size_t count = 0;
  Recovery told;
};

std::string with_page(std::string bytes, std::size_t number, char filler) {
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(number * page), page, filler);
  return bytes;
}

}  // namespace

TEST_CASE("of a sound review every row comes back", "[recover]") {
  Damage all([](auto& sink) { fill_all_kinds(sink, true); });
  CHECK(all.came_back(all.bytes) == all.count);
  CHECK(all.told.rows == static_cast<std::int64_t>(all.count));
  CHECK(all.told.lost + all.told.lost_pages + all.told.made_up + all.told.altered == 0);
  CHECK(all.world.sent(all.world.path("saved.retro")) == all.world.sent(all.world.path()));
  Damage coded(fill_coded);
  CHECK(coded.came_back(coded.bytes) == coded.count);
}

TEST_CASE("whichever page is lost, the rows of the others come back", "[recover]") {
  Damage damage(fill_coded);
  // Rows by the page that they stand on cannot be told without the reader under test; no page holds
  // more than this many.
  const std::size_t most_on_a_page = 700;
  std::size_t least = damage.count;
  for (std::size_t number = 0; number < damage.pages(); number += number < 10 ? 1 : 3) {
    INFO("page " << number + 1 << " of " << damage.pages());
    const std::size_t same = damage.came_back(with_page(damage.bytes, number, '\0'));
    CHECK(same + most_on_a_page >= damage.count);
    least = std::min(least, same);
  }
  CHECK(least < damage.count);
}

TEST_CASE("a configuration that lost elements has no gaps, and says that it lacks some",
          "[recover]") {
  Damage damage(fill_claims);
  std::size_t told = 0;
  std::int64_t freed = 0;
  for (std::size_t number = 0; number < damage.pages(); ++number) {
    INFO("page " << number + 1 << " of " << damage.pages());
    damage.came_back(with_page(damage.bytes, number, '\0'));
    if (damage.told.doubts.empty()) continue;
    store::Connection saved(damage.world.path("saved.retro"), store::Connection::Access::read);
    // No evidence came for a whole configuration, and none may seem to.
    freed += saved.number("SELECT count(*) FROM evidence WHERE element = 0");
    CHECK(saved.number("SELECT count(*) FROM evidence WHERE element = 0 AND note <> "
                       "'(was evidence for one element, which is lost)'") == 0);
    if (rows_of(damage.world.path("saved.retro")).contains("memo")) ++told;
  }
  CHECK(told > 0);
  CHECK(freed > 0);
}

TEST_CASE("a small table that is lost takes none of those that refer to it along", "[recover]") {
  Damage damage([](auto& sink) { fill_all_kinds(sink, true); });
  for (const char* table :
       {"theme", "level", "rating_scale", "study", "theory_version", "statement"}) {
    INFO(table);
    damage.came_back(with_page(damage.bytes, damage.root_of(table) - 1, '\0'));
    const auto rows = rows_of(damage.world.path("saved.retro"));
    for (const char* other : {"configuration", "appraisal", "document", "statement", "reading",
                              "element", "evidence"}) {
      INFO(other);
      if (std::string_view(other) != table) CHECK(rows.at(other) == damage.rows.at(other));
    }
    CHECK(damage.told.made_up > 0);
  }
}

TEST_CASE("changes that are lost are counted, and none gets their numbers", "[recover]") {
  Damage damage(fill_coded);
  damage.came_back(with_page(damage.bytes, damage.root_of("change") - 1, '\0'));
  const auto change = std::find_if(damage.told.tables.begin(), damage.told.tables.end(),
                                   [](const auto& each) { return each.name == "change"; });
  REQUIRE(change != damage.told.tables.end());
  CHECK(change->lost == static_cast<std::int64_t>(damage.rows.at("change").size()));
}

TEST_CASE("a file whose head is gone is read by what a new one looks like", "[recover]") {
  Damage damage(fill_coded);
  std::string spoilt = damage.bytes;
  std::fill_n(spoilt.begin(), 100, '\xff');
  CHECK(damage.came_back(spoilt) == damage.count);
  spoilt = with_page(damage.bytes, 0, '\xee');
  CHECK(damage.came_back(spoilt) == damage.count);
}

TEST_CASE("of a file that is cut off what stands before comes back", "[recover]") {
  Damage damage(fill_coded);
  const std::size_t half = damage.pages() / 2 * page;
  CHECK(damage.came_back(damage.bytes.substr(0, half + 100)) > 0);
  CHECK(damage.told.lost + damage.told.lost_pages > 0);
}

TEST_CASE("bytes that flip anywhere lose the rows that they stand in, and no more", "[recover]") {
  Damage damage(fill_coded);
  std::mt19937_64 dice(5);
  std::size_t same = 0;
  const int times = 25;
  for (int i = 0; i < times; ++i) {
    std::string spoilt = damage.bytes;
    for (int k = 0; k < 3; ++k)
      spoilt[dice() % spoilt.size()] ^= static_cast<char>(1U << (dice() % 8));
    same += damage.came_back(spoilt);
  }
  // Three bytes of a file touch three rows, or the head of a page with all that stands on it.
  CHECK(same >= damage.count * times * 99 / 100);
}

TEST_CASE("what was deleted does not come back", "[recover]") {
  Damage damage(fill_coded);
  {
    store::Connection connection(damage.world.path(), store::Connection::Access::write);
    connection.run("DELETE FROM coding");
    connection.run("DELETE FROM extract_text WHERE extract > 100");
    connection.run("DELETE FROM extract WHERE id > 100");
  }
  damage.bytes = StoreWorld::bytes(damage.world.path());
  for (const std::size_t number : {std::size_t{0}, damage.pages() / 3}) {
    damage.came_back(with_page(damage.bytes, number, '\0'));
    const auto rows = rows_of(damage.world.path("saved.retro"));
    CHECK(!rows.contains("coding"));
    CHECK(rows.at("extract").size() <= 100);
  }
}

TEST_CASE("a change that was cut off is taken back before the file is read", "[recover]") {
  Damage damage(fill_coded);
  const std::string sound = damage.bytes;
  {
    store::Connection connection(damage.world.path(), store::Connection::Access::write);
    connection.run("PRAGMA cache_size = 1");
    connection.run("BEGIN IMMEDIATE");
    connection.run("UPDATE extract_text SET quote = 'gone'");
    damage.bytes = StoreWorld::bytes(damage.world.path());
    fs::copy_file(damage.world.path("review.retro-journal"),
                  damage.world.path("damaged.retro-journal"));
  }
  CHECK(damage.bytes != sound);
  CHECK(damage.came_back(damage.bytes) == damage.count);
}

TEST_CASE("what cannot be recovered is told, and no file is made", "[recover]") {
  const StoreWorld world;
  const auto attempt = [&](const std::string& bytes) {
    StoreWorld::write(world.path("damaged.retro"), bytes);
    return refused([&] {
      store::recover(world.path("damaged.retro"), world.path("new.retro"), "", world.clock);
    });
  };
  CHECK(attempt("") == ErrorCode::corrupt);
  CHECK(attempt("no database") == ErrorCode::corrupt);
  CHECK(attempt(std::string(50000, '\x0d')) == ErrorCode::corrupt);
  CHECK(refused([&] {
          store::recover(world.path("nowhere"), world.path("new.retro"), "", world.clock);
        }) == ErrorCode::not_found);
  CHECK(refused([&] {
          store::recover(world.path("."), world.path("new.retro"), "", world.clock);
        }) == ErrorCode::unsupported);
  CHECK(refused([&] {
          store::recover(world.path("damaged.retro"), world.path("none") / "new.retro", "",
                         world.clock);
        }) == ErrorCode::not_found);
  CHECK(world.files() == "damaged.retro\n");
  world.import(fill_little);
  CHECK(refused([&] {
          store::recover(world.path("damaged.retro"), world.path(), "", world.clock);
        }) == ErrorCode::conflict);
  std::string other = StoreWorld::bytes(world.path());
  other[63] = 77;  // user_version
  CHECK(attempt(other) == ErrorCode::unsupported);
}

TEST_CASE("any bytes at all are read without a fall", "[recover]") {
  Damage damage([](auto& sink) { fill_all_kinds(sink, true); });
  std::mt19937_64 dice(6);
  for (int i = 0; i < 80; ++i) {
    std::string spoilt = damage.bytes;
    const auto begin = dice() % spoilt.size();
    const auto length = std::min<std::size_t>(dice() % 30000, spoilt.size() - begin);
    for (std::size_t k = begin; k < begin + length; ++k) spoilt[k] = static_cast<char>(dice());
    StoreWorld::write(damage.world.path("damaged.retro"), spoilt);
    fs::remove(damage.world.path("saved.retro"));
    const auto code = refused([&] {
      store::recover(damage.world.path("damaged.retro"), damage.world.path("saved.retro"), "",
                     damage.world.clock);
    });
    CHECK((!code || *code == ErrorCode::corrupt || *code == ErrorCode::unsupported));
  }
}
