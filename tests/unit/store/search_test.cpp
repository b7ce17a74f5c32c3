#include <algorithm>

#include "store/details.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::model;
using namespace retroduce::tests;

namespace {

using Mode = TextQuery::Mode;

void fill_quotes(BatchSink& sink) {
  const char* quotes[] = {"Trust grew with time.",
                          "The well-being of patients; they trusted the worker's word.",
                          "Being well is not well being.",
                          "Åpen dør, ærlig talt. TRUST!",
                          "Time and time again, trust.",
                          "café, not cafe"};
  Document document;
  document.key = "d";
  sink.add(document);
  std::int64_t at = 0;
  for (const char* quote : quotes) {
    Extract extract;
    extract.document = Ref<Document>(0U);
    extract.quote = quote;
    extract.span = base::TextSpan{at, at + 10};
    at += 10;
    sink.add(extract);
  }
}

/// The places (span begins / 10) of what is found, best first.
std::vector<int> found(const StoreWorld& world, Mode mode, const std::vector<std::string>& words,
                       std::size_t limit = 0) {
  const auto review = world.open();
  std::int64_t total = 0;
  std::vector<int> places;
  for (const TextHit& hit : review->details().search({mode, words}, limit, total)) {
    places.push_back(static_cast<int>(review->details().extract(hit.key).span->begin / 10));
  }
  if (limit == 0) CHECK(total == static_cast<std::int64_t>(places.size()));
  return places;
}

std::vector<int> sorted(std::vector<int> places) {
  std::sort(places.begin(), places.end());
  return places;
}

}  // namespace

TEST_CASE("full text finds all words, any of them, or the phrase", "[store][search]") {
  const StoreWorld world;
  world.import(fill_quotes);
  CHECK(sorted(found(world, Mode::all, {"trust", "time"})) == std::vector<int>{0, 4});
  CHECK(sorted(found(world, Mode::any, {"trust", "word"})) == std::vector<int>{0, 1, 3, 4});
  CHECK(found(world, Mode::phrase, {"well", "being"}).size() == 2);
  CHECK(sorted(found(world, Mode::phrase, {"time", "again"})) == std::vector<int>{4});
  CHECK(found(world, Mode::phrase, {"again", "time"}).empty());
}

TEST_CASE("a word that ends in a star matches as a prefix", "[store][search]") {
  const StoreWorld world;
  world.import(fill_quotes);
  CHECK(sorted(found(world, Mode::all, {"trust*"})) == std::vector<int>{0, 1, 3, 4});
  CHECK(sorted(found(world, Mode::phrase, {"grew", "wi*"})) == std::vector<int>{0});
}

TEST_CASE("hyphens and apostrophes part words, case is ignored, accents count", "[store][search]") {
  const StoreWorld world;
  world.import(fill_quotes);
  CHECK(sorted(found(world, Mode::all, {"well-being"})) == std::vector<int>{1, 2});
  CHECK(sorted(found(world, Mode::phrase, {"worker’s", "word"})) == std::vector<int>{1});
  CHECK(sorted(found(world, Mode::all, {"åPEN"})) == std::vector<int>{3});
  CHECK(found(world, Mode::all, {"apen"}).empty());
  CHECK(found(world, Mode::all, {"café"}).size() == 1);
}

TEST_CASE("nothing that is typed is taken for the search's own language", "[store][search]") {
  const StoreWorld world;
  world.import(fill_quotes);
  for (const std::string word : {"\"", "trust\" OR \"time", "NEAR(", "quote:trust", "-trust",
                                 "^trust", "()", "trust AND", "*", "a\"b'c"}) {
    CHECK_NOTHROW(found(world, Mode::all, {word}));
    CHECK_NOTHROW(found(world, Mode::any, {word, "trust"}));
    CHECK_NOTHROW(found(world, Mode::phrase, {word}));
  }
  CHECK(found(world, Mode::all, {"quote:trust"}).empty());
  CHECK(store::full_text_expression({Mode::all, {"a\"b", "OR"}}) == "\"a\" AND \"b\" AND \"OR\"");
}

TEST_CASE("an empty list of words finds nothing", "[store][search]") {
  const StoreWorld world;
  world.import(fill_quotes);
  CHECK(found(world, Mode::all, {}).empty());
  CHECK(found(world, Mode::any, {"…", "-"}).empty());
}

TEST_CASE("a limit keeps the best, and the total is still exact", "[store][search]") {
  const StoreWorld world;
  world.import(fill_quotes);
  const auto all = found(world, Mode::any, {"trust", "time"});
  const auto best = found(world, Mode::any, {"trust", "time"}, 2);
  CHECK(best == std::vector<int>(all.begin(), all.begin() + 2));
  std::int64_t total = 0;
  world.open()->details().search({Mode::any, {"trust", "time"}}, 1, total);
  CHECK(total == static_cast<std::int64_t>(all.size()));
}

TEST_CASE("equal scores stand in reading order, however they came", "[store][search]") {
  const StoreWorld world;
  world.import([](auto& sink) {
    for (const char* key : {"b10", "b9"}) {
      Document document;
      document.key = key;
      sink.add(document);
    }
    for (const std::uint32_t d : {0U, 1U}) {
      for (const std::int64_t begin : {std::int64_t{50}, std::int64_t{3}}) {
        Extract extract;
        extract.document = Ref<Document>(d);
        extract.quote = "the same words";
        extract.span = base::TextSpan{begin, begin + 14};
        sink.add(extract);
      }
    }
  });
  const auto review = world.open();
  std::int64_t total = 0;
  std::string places;
  for (const TextHit& hit : review->details().search({Mode::all, {"same"}}, 0, total)) {
    places += review->details().document(hit.document).key + ":" +
              std::to_string(review->details().extract(hit.key).span->begin) + " ";
  }
  CHECK(places == "b9:3 b9:50 b10:3 b10:50 ");
}

TEST_CASE("what a later import brings is found too", "[store][search]") {
  const StoreWorld world;
  world.import(fill_little);
  world.import(fill_quotes);
  std::int64_t total = 0;
  world.open()->details().search({Mode::all, {"trust*"}}, 0, total);
  CHECK(total == 5);
}
