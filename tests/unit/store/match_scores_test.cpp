// Scores of a search are those of FTS5's own bm25(), whether the lengths of quotes come from the
// kept list, from FTS5's table, or from both.
#include "store/match_scores.h"

#include <map>
#include <random>

#include "store/connection.h"
#include "store/kept_snapshot.h"
#include "store/text_search.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::store;
using namespace retroduce::tests;

namespace {

constexpr int quotes = 700;

/// Some words in most quotes, some in few, some several times in one.
std::string quote(std::mt19937& chance) {
  std::string words = "start";
  for (auto left = 1 + chance() % 30; left > 0; --left) {
    const auto roll = chance() % 100;
    words += roll < 40 ? " trust" : roll < 60 ? " time" : roll < 63 ? " rare" : " filling";
  }
  return words;
}

struct Searched : StoreWorld {
  Searched() {
    import([](model::BatchSink& sink) {
      std::mt19937 chance(20261126);
    model::Document document;
    document.key = "d";
    sink.add(document);
    for (int i = 0; i < quotes; ++i) {
      model::Extract extract;
      extract.document = model::Ref<model::Document>(0U);
      extract.quote = quote(chance);
      extract.span = base::TextSpan{i * 1000, i * 1000 + 10};
      sink.add(extract);
    }
  });
}
};  // namespace

std::map<std::int64_t, double> by_fts5(Connection& connection, const std::string& expression) {
  std::map<std::int64_t, double> scores;
  RawRows row(connection.database().getHandle(),
              "SELECT rowid, CAST(round(-bm25(extract_search) * 1e6) AS INTEGER) FROM "
              "extract_search WHERE extract_search MATCH ? ORDER BY rowid");
  row.bind(1, std::string_view(expression));
  while (row.next()) scores[row.number(0)] = static_cast<double>(row.number(1)) / 1e6;
  return scores;
}

/// The number of hits whose scores were compared.
std::size_t compare(Connection& connection, const model::TextQuery& query) {
  const LoadedSnapshot loaded = load_snapshot(connection);
  TextSearch search(connection, loaded);
  std::int64_t total = 0;
  std::map<std::int64_t, double> ours;
  for (const model::TextHit& hit : search.search(query, 0, total)) ours[hit.key] = hit.score;
  CHECK(ours == by_fts5(connection, full_text_expression(query)));
  return ours.size();
}

void compare_all(Connection& connection) {
  using Mode = model::TextQuery::Mode;
  CHECK(compare(connection, {Mode::all, {"trust"}}) > quotes / 2);
  CHECK(compare(connection, {Mode::all, {"start"}}) == quotes);
  CHECK(compare(connection, {Mode::all, {"rare"}}) > 20);
  CHECK(compare(connection, {Mode::all, {"trust", "rare"}}) > 20);
  CHECK(compare(connection, {Mode::any, {"rare", "time", "rare"}}) > 200);
  CHECK(compare(connection, {Mode::phrase, {"trust", "time"}}) > 200);
  CHECK(compare(connection, {Mode::all, {"tru*"}}) > quotes / 2);
}

}  // namespace

TEST_CASE("a search scores as FTS5 does, by the kept lengths", "[store][search]") {
  const Searched world;
  Connection connection(world.path(), Connection::Access::read);
  const auto kept = kept_lengths(connection);
  REQUIRE(kept);
  const auto loaded = QuoteLengths::load(connection);
  for (std::int64_t row = 0; row < quotes + 3; ++row) CHECK(kept->of(row) == loaded.of(row));
  CHECK_FALSE(kept->of(0));
  CHECK(kept->of(1));
  CHECK_FALSE(kept->of(quotes + 1));
  compare_all(connection);
}

TEST_CASE("without kept lengths, or with damaged ones, a search scores the same",
          "[store][search]") {
  const Searched world;
  {
    Connection connection(world.path(), Connection::Access::write);
    connection.run("UPDATE kept_part SET check_sum = 'f' WHERE kind = 'lengths'");
    CHECK_FALSE(kept_lengths(connection));
    compare_all(connection);
    connection.run("DELETE FROM kept_part");
  }
  Connection connection(world.path(), Connection::Access::read);
  compare_all(connection);
}
