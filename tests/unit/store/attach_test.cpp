// Texts attached to documents: one change, one receipt, extracts in place, nothing lost.
#include <string>

#include <SQLiteCpp/Database.h>

#include "store/store.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::model;
using namespace retroduce::tests;

namespace {

const std::string paper = "They had time. They trusted her. She had time.\n";

void fill_quotes(BatchSink& sink) {
  Document document;
  document.key = "smith2019";
  sink.add(document);
  const char* quotes[] = {"They  trusted her", "nowhere at all", "had time"};
  for (const char* quote : quotes) {
    Extract extract;
    extract.document = Ref<Document>(0U);
    extract.quote = quote;
    sink.add(extract);
  }
}

store::AttachedText text_of(const std::string& key, const std::string& text,
                            const std::string& source = "smith.txt") {
  TextOrigin origin;
  origin.source = source;
  origin.format = "txt";
  origin.rule = 1;
  origin.content_hash = "hash of " + source;
  origin.pages = {{"7", {0, 33}}, {"8", {33, 48}}};
  origin.sections = {{"All", 1, {0, 48}}};
  return {key, text, origin};
}

store::Receipt attach(const StoreWorld& world, const std::vector<store::AttachedText>& texts,
                      bool replace = false, bool dry_run = false) {
  base::NoProgress progress;
  store::AttachOptions options;
  options.by = {"AB", "for the record"};
  options.replace = replace;
  options.dry_run = dry_run;
  return world.open(store::Mode::write)->attach(texts, options, progress);
}

/// Moves the beginning of every span, as no program should.
void damage_span(const std::filesystem::path& file, int begin) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("UPDATE extract SET span_begin = " + std::to_string(begin) +
                " WHERE span_begin IS NOT NULL");
}

}  // namespace

TEST_CASE("attaching puts extracts in place, with one change and one receipt", "[store][attach]") {
  const StoreWorld world;
  world.import(fill_quotes);
  const auto receipt = attach(world, {text_of("smith2019", paper)});
  INFO(codes(receipt.found));
  CHECK(receipt.number == 2);
  CHECK(counts(receipt, "texts") == "1/0/0");
  CHECK(counts(receipt, "extracts in place") == "1/0/0");
  CHECK(counts(receipt, "extracts in doubt") == "2/0/0");
  CHECK(codes(receipt.found) == "attach.in-doubt\n");
  const std::string sent = world.sent(world.path());
  CHECK(sent.find("15..31 '7' 'They  trusted her'") != std::string::npos);
  CHECK(sent.find("folded|They had time. |. She had time.\n||yesyes") != std::string::npos);
  CHECK(sent.find("'attach' 'attached 1 full text' 'for the record'") != std::string::npos);
  CHECK(sent.find("smith.txt|txt|1||hash of smith.txt|[7=0..33;8=33..48;][1 All=0..48;]0") !=
        std::string::npos);
  const auto review = world.open();
  CHECK(review->receipts().back().source == "smith.txt");
  base::NoProgress progress;
  CHECK(review->damage(progress).empty());
  CHECK(review->details().doubtful().size() == 2);
  CHECK(review->texts().at("smith2019").pages == 2);
}

TEST_CASE("the same text again changes nothing", "[store][attach]") {
  const StoreWorld world;
  world.import(fill_quotes);
  attach(world, {text_of("smith2019", paper)});
  const std::string before = StoreWorld::fingerprint(world.path());
  const auto receipt = attach(world, {text_of("smith2019", paper)});
  CHECK_FALSE(receipt.changed());
  CHECK(counts(receipt, "texts") == "0/1/0");
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("another text is refused, unless it is to supersede the one there", "[store][attach]") {
  const StoreWorld world;
  world.import(fill_quotes);
  attach(world, {text_of("smith2019", paper)});
  const std::string before = StoreWorld::fingerprint(world.path());
  const std::string better = "New front page.\n" + paper + "It was nowhere, at all.\n";
  const auto refused = attach(world, {text_of("smith2019", better, "better.txt")});
  CHECK(codes(refused.found) == "attach.text-there\n");
  CHECK(StoreWorld::fingerprint(world.path()) == before);

  const auto receipt = attach(world, {text_of("smith2019", better, "better.txt")}, true);
  CHECK(counts(receipt, "texts") == "1/0/0");
  const std::string sent = world.sent(world.path());
  CHECK(sent.find("31..47") != std::string::npos);
  CHECK(sent.find("['" + paper + "' smith.txt|txt") != std::string::npos);  // the former text
  CHECK(sent.find("\"begin\":15,\"end\":31") != std::string::npos);         // in the history
  CHECK(sent.find("\"version\":2") != std::string::npos);
  base::NoProgress progress;
  CHECK(world.open()->damage(progress).empty());
}

TEST_CASE("a trial and a refused text leave the file as it was", "[store][attach]") {
  const StoreWorld world;
  world.import(fill_quotes);
  const std::string before = StoreWorld::fingerprint(world.path());
  const auto trial = attach(world, {text_of("smith2019", paper)}, false, true);
  CHECK(counts(trial, "texts") == "1/0/0");
  const auto unknown =
      attach(world, {text_of("smith2019", paper), text_of("smith2018", paper, "b.txt")});
  CHECK(codes(unknown.found).find("attach.no-document") != std::string::npos);
  CHECK(unknown.found.sorted().front().notes.front() == "Nearest: smith2019");
  CHECK_FALSE(unknown.changed());
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("what was imported before a text came in is known when it comes again",
          "[store][attach]") {
  const StoreWorld world;
  world.import(fill_quotes);
  attach(world, {text_of("smith2019", paper)});
  const auto again = world.import(fill_quotes);
  INFO(codes(again.found));
  CHECK_FALSE(again.found.refused());
  CHECK_FALSE(again.changed());
  CHECK(counts(again, "extracts") == "0/3/0");
}

TEST_CASE("a review with texts goes out and comes back whole", "[store][attach]") {
  const StoreWorld world;
  world.import(fill_quotes);
  attach(world, {text_of("smith2019", paper)});
  attach(world, {text_of("smith2019", "Front.\n" + paper, "better.txt")}, true);
  const auto copy = world.path("copy.retro");
  {
    base::NoProgress progress;
    const auto from = world.open();
    const auto to = store::Store::create(copy, world.clock);
    const auto session = to->begin_import({{"AB", ""}, "r", "native"}, progress);
    from->send(*session, progress);
    const auto receipt = session->finish({});
    INFO(codes(receipt.found));
    CHECK(receipt.changed());
  }
  CHECK(world.sent(copy) == world.sent(world.path()));
}

TEST_CASE("extracts that came after the text are found when one looks again", "[store][attach]") {
  const StoreWorld world;
  world.import(fill_quotes);
  attach(world, {text_of("smith2019", paper)});
  world.import([](BatchSink& sink) {
    Document document;
    document.key = "smith2019";
    sink.add(document);
    Extract extract;
    extract.document = Ref<Document>(0U);
    extract.quote = "She had time";
    sink.add(extract);
  });
  base::NoProgress progress;
  const auto receipt =
      world.open(store::Mode::write)->anchor_again({}, {{"AB", ""}, false, false, {}}, progress);
  CHECK(counts(receipt, "extracts in place") == "1/0/0");
  CHECK(counts(receipt, "extracts in doubt") == "0/2/0");
  CHECK(world.sent(world.path()).find("33..45 '8' 'She had time'") != std::string::npos);
}

TEST_CASE("two extracts of the same words that both lose their place stop the text",
          "[store][attach]") {
  const StoreWorld world;
  world.import([](BatchSink& sink) {
    Document document;
    document.key = "smith2019";
    document.text = paper;
    sink.add(document);
    for (const std::int64_t begin : {5, 37}) {
      Extract extract;
      extract.document = Ref<Document>(0U);
      extract.quote = "had time";
      extract.span = base::TextSpan{begin, begin + 8};
      sink.add(extract);
    }
  });
  const std::string before = StoreWorld::fingerprint(world.path());
  const auto receipt = attach(world, {text_of("smith2019", "Quite another paper.\n")}, true);
  CHECK(codes(receipt.found).find("attach.twins") != std::string::npos);
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("a paraphrase that loses its place does not become another of the same words",
          "[store][attach]") {
  for (const bool is_named_alike : {true, false}) {
    CAPTURE(is_named_alike);
    const StoreWorld world;
    world.import([&](BatchSink& sink) {
      Document document;
      document.key = "smith2019";
      document.text = paper;
      sink.add(document);
      Extract extract;
      extract.document = Ref<Document>(0U);
      extract.quote = "time makes trust";
      extract.is_paraphrase = true;
      extract.span = base::TextSpan{0, 14};
      sink.add(extract);
      extract.span.reset();
      if (!is_named_alike) extract.quote = "trust takes time";
      sink.add(extract);
    });
    const std::string before = StoreWorld::fingerprint(world.path());
    const auto receipt = attach(world, {text_of("smith2019", "Quite another paper.\n")}, true);
    CHECK((codes(receipt.found).find("attach.twins") != std::string::npos) == is_named_alike);
    CHECK((StoreWorld::fingerprint(world.path()) == before) == is_named_alike);
  }
}

TEST_CASE("check tells a span whose text is not the quote", "[store][attach][check]") {
  const StoreWorld world;
  world.import(fill_quotes);
  attach(world, {text_of("smith2019", paper)});
  damage_span(world.path(), 16);
  base::NoProgress progress;
  const auto damage = world.open()->damage(progress);
  REQUIRE(damage.size() == 2);  // the history, too, says where it stood
  CHECK(damage.front().find("is not what stands at its span (smith2019, 16 to 31)") !=
        std::string::npos);
}

TEST_CASE("an attached text that was altered behind the program's back is found",
          "[store][attach][check]") {
  for (const char* sql :
       {"UPDATE document_text SET text = replace(text, 'time', 'room')",
        "UPDATE document_text SET text = ''", "UPDATE document_text SET source = 'other.txt'",
        "UPDATE document_text SET format = 'pdf'", "UPDATE document_text SET rule = 7",
        "UPDATE document_text SET program = 'pdftotext 9'",
        "UPDATE document_text SET content_hash = 'other'", "UPDATE document_text SET version = 4",
        "UPDATE text_page SET label = '9' WHERE place = 1", "DELETE FROM document_text"}) {
    CAPTURE(sql);
    const StoreWorld world;
    world.import([](BatchSink& sink) {
      Document document;
      document.key = "smith2019";
      sink.add(document);
    });
    attach(world, {text_of("smith2019", paper)});
    base::NoProgress progress;
    REQUIRE(world.open()->damage(progress).empty());
    {
      SQLite::Database database(world.path().string(), SQLite::OPEN_READWRITE);
      database.exec("PRAGMA foreign_keys = OFF");
      database.exec(sql);
    }
    CHECK_FALSE(world.open()->damage(progress).empty());
  }
}
