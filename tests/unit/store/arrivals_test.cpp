// Records of bibliographies: what is certainly a double makes no second document, what may be one
// waits for a decision, and a decision makes two documents count once.
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "model/retraction.h"
#include "store/store.h"
#include "support/catch.h"
#include "support/refused.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
using namespace retroduce::model;
using base::ErrorCode;

namespace {

struct Found {
  std::string title;
  std::string doi;
  std::string digest;
  std::string key = "field2019";
  KeyOrigin origin = KeyOrigin::made;
};

Fill found(const std::vector<Found>& list, const std::string& search = "round 1",
           const std::string& database = "PubMed") {
  return [=](BatchSink& sink) {
    std::uint32_t place = 0;
    for (const Found& each : list) {
      Document document;
      document.key = each.key;
      document.key_origin = each.origin;
      document.record_digest = each.digest;
      document.title = each.title;
      document.authors = {"Field A"};
      document.year = 2019;
      document.volume = "7";
      document.doi = each.doi;
      sink.add(document);
      SourceRecord record;
      record.document = Ref<Document>(place++);
      record.format = "ris";
      record.search = search;
      record.database = database;
      record.digest = each.digest;
      record.raw = {{"TI", each.title}};
      sink.add(record);
    }
  };
}

const std::string bridge = "The link worker as a bridge";
const std::string rooms = "Waiting rooms and loneliness";

std::string keys(const StoreWorld& world) {
  std::string text;
  const auto snapshot = world.open()->snapshot();
  for (const auto& document : snapshot->documents) text += document.key + " ";
  return text;
}

}  // namespace

TEST_CASE("a certain double becomes a record of the document that is there", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}}));
  const auto receipt = world.import(found({{bridge, "10.9999/A", "2"}}, "round 1", "Scopus"));
  CHECK(counts(receipt, "documents") == "0/1/0");
  CHECK(counts(receipt, "records") == "1/0/0");
  CHECK(codes(receipt.found) == "import.doubles\n");
  CHECK(keys(world) == "field2019 ");
  const auto searches = world.open()->searches();
  REQUIRE(searches.size() == 2);
  CHECK(searches[1].database == "Scopus");
  CHECK(searches[1].records == 1);
  CHECK(searches[1].doubles == 1);
}

TEST_CASE("doubles within one import are found too", "[store][doubles]") {
  const StoreWorld world;
  const auto receipt =
      world.import(found({{bridge, "10.9999/a", "1"}, {rooms, "", "2"}, {bridge, "", "3"}}));
  CHECK(counts(receipt, "documents") == "2/1/0");
  CHECK(counts(receipt, "records") == "3/0/0");
}

TEST_CASE("the receipt tells which record is of which document", "[store][doubles]") {
  const StoreWorld world;
  const auto receipt = world.import(found({{bridge, "10.9999/a", "1"}, {bridge, "", "3"}}));
  const auto told = receipt.found.sorted();
  REQUIRE(told.size() == 1);
  REQUIRE(told[0].notes.size() == 2);
  CHECK(told[0].notes[0].ends_with("is of field2019, by title, year and author (record 3)"));
  CHECK(told[0].notes[1].ends_with("retroduce duplicates REVIEW --different field2019 3"));
}

TEST_CASE("a record that says that its paper was retracted is not passed over in silence",
          "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}}));
  const auto receipt = world.import(found({{"RETRACTED: " + bridge, "10.9999/a", "2"}}));
  CHECK(codes(receipt.found).find("import.retracted\n") != std::string::npos);
  const auto store = world.open();
  store->snapshot();
  const Document document = store->details().document(DocumentId(std::size_t{0}));
  CHECK(is_retracted(document));
  CHECK(document.title == bridge);
}

TEST_CASE("what a joined record calls a paper leads to it, too", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "", "1"}}));
  world.import(found({{bridge, "10.9999/a", "2"}}));
  const auto same = world.import(found({{bridge + " of sorts", "10.9999/a", "3"}}));
  CHECK(counts(same, "documents") == "0/1/0");
  const auto other =
      world.import(found({{"Die Br\xC3\xBC"
                           "cke",
                           "10.9999/a", "4"}}));
  CHECK(counts(other, "documents") == "1/0/0");
  const auto pairs = world.open()->doubles(false);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].rule == "one DOI, two titles");
}

TEST_CASE("a sheet that names a paper otherwise is told of", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}}));
  const auto receipt = world.import([](BatchSink& sink) {
    Document document;
    document.key = "Field 2019";
    document.title = bridge;
    document.doi = "10.9999/a";
    sink.add(document);
  });
  CHECK(codes(receipt.found).find("import.doubtful-doubles") != std::string::npos);
}

TEST_CASE("made keys give way to one another, letter by letter", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}, {rooms, "10.9999/b", "2"}}));
  world.import(found({{"A third paper altogether", "10.9999/c", "3"}}));
  CHECK(keys(world) == "field2019 field2019a field2019b ");
}

TEST_CASE("a key that another review gave elsewhere gives way as well", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1", "ref1", KeyOrigin::source}}));
  const auto receipt = world.import(found({{rooms, "10.9999/b", "2", "ref1", KeyOrigin::source}}));
  CHECK_FALSE(receipt.found.refused());
  CHECK(keys(world) == "ref1 ref1a ");
}

TEST_CASE("a paper whose key is taken gives nothing to the one that has it", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1", "ref1", KeyOrigin::source}}));
  world.import([](BatchSink& sink) {
    Document document;
    document.key = "ref1";
    document.key_origin = KeyOrigin::source;
    document.title = rooms;
    document.fields = {{"pmid", "123"}};
    sink.add(document);
  });
  CHECK(keys(world) == "ref1 ref1a ");
  const auto store = world.open();
  store->snapshot();
  CHECK(store->details().document(DocumentId(std::size_t{0})).fields.empty());
  CHECK(store->details().document(DocumentId(std::size_t{1})).fields.size() == 1);
}

TEST_CASE("an untitled record of the key and content of a document is of that document",
          "[store][doubles]") {
  const StoreWorld world;
  const auto fill = [&world](const std::string& key, const std::string& digest,
                             std::vector<Field> fields, KeyOrigin origin = KeyOrigin::source) {
    return world.import([=](BatchSink& sink) {
      Document document;
      document.key = key;
      document.key_origin = origin;
      document.record_digest = digest;
      document.fields = fields;
      sink.add(document);
    });
  };
  const Field abstract{"abstract", "They had time."};
  const Field round{"ris.C7", "one"};
  fill("recordnd", "1", {abstract, round});
  const auto again = fill("recordnd", "2", {round, abstract});
  CHECK(counts(again, "documents") == "0/1/0");
  CHECK(codes(again.found) == "import.doubles\n");
  CHECK(again.found.sorted()[0].message.find("by key and content (1)") != std::string::npos);
  CHECK(again.found.sorted()[0].notes.empty());
  CHECK(keys(world) == "recordnd ");
  // Less, more or something else is said, or the key was made for want of one: another paper.
  fill("recordnd", "3", {abstract});
  fill("recordnd", "4", {abstract, round, {"pmid", "1"}});
  fill("recordnd", "5", {abstract, {"ris.C7", "two"}});
  fill("recordnd", "6", {abstract, round}, KeyOrigin::made);
  CHECK(keys(world) == "recordnd recordnda recordndb recordndc recordndd ");
}

TEST_CASE("the same source twice adds nothing, untitled records included", "[store][doubles]") {
  const StoreWorld world;
  const auto fill = found({{"", "", "1"}, {"", "", "1"}, {bridge, "", "2"}});
  CHECK(counts(world.import(fill), "documents") == "3/0/0");
  const auto again = world.import(fill);
  CHECK_FALSE(again.changed());
  CHECK(counts(again, "documents") == "0/3/0");
  CHECK(counts(again, "records") == "0/3/0");
}

TEST_CASE("a later round ties the same records to the documents that are there",
          "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{"", "", "1"}}));
  const auto receipt = world.import(found({{"", "", "1"}}, "round 2"));
  CHECK(counts(receipt, "documents") == "0/1/0");
  CHECK(counts(receipt, "records") == "1/0/0");
}

TEST_CASE("a DOI shared by two papers makes two documents and a pair to decide on",
          "[store][doubles]") {
  const StoreWorld world;
  const auto receipt = world.import(found({{bridge, "10.9999/a", "1"}, {rooms, "10.9999/a", "2"}}));
  CHECK(codes(receipt.found) == "import.doubtful-doubles\n");
  const auto pairs = world.open()->doubles(false);
  REQUIRE(pairs.size() == 1);
  CHECK(pairs[0].first.key == "field2019");
  CHECK(pairs[0].second.key == "field2019a");
  CHECK(pairs[0].rule == "one DOI, two titles");
}

TEST_CASE("documents decided to be one count once, and apart again when it is taken back",
          "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}, {rooms, "10.9999/a", "2"}}));
  const std::string before = world.sent(world.path());
  {
    const auto store = world.open(store::Mode::write);
    CHECK(store->decide_double("field2019a", "field2019", true, {"AB", "reprint"}));
    CHECK_FALSE(store->decide_double("field2019a", "field2019", true, {"AB", ""}));
  }
  CHECK(keys(world) == "field2019a ");
  CHECK(world.open()->doubles(false).empty());
  REQUIRE(world.open()->doubles(true).size() == 1);
  CHECK(world.open()->doubles(true)[0].reason == "reprint");
  CHECK(world.open()->searches()[0].documents == 1);
  {
    const auto store = world.open(store::Mode::write);
    CHECK(refused([&] { store->decide_double("field2019", "field2019a", false, {}); }) ==
          ErrorCode::conflict);
    store->undecide_double("field2019", "field2019a", {"AB", ""});
    CHECK(refused([&] {
            store->undecide_double("field2019", "field2019a", {"AB", ""});
          }) == ErrorCode::not_found);
  }
  CHECK(keys(world) == "field2019 field2019a ");
  CHECK(world.open()->doubles(true).size() == 1);  // suggested again, decided no more
  // The taking back is a change like any other: it can be taken back.
  world.open(store::Mode::write)->undo("", {"AB", ""});
  CHECK(keys(world) == "field2019a ");
  CHECK(world.open()->doubles(true)[0].reason == "reprint");
}

TEST_CASE("a pair decided to be two papers is listed no more", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}, {rooms, "10.9999/a", "2"}}));
  world.open(store::Mode::write)->decide_double("field2019", "field2019a", false, {"AB", ""});
  CHECK(world.open()->doubles(false).empty());
  CHECK(keys(world) == "field2019 field2019a ");
}

TEST_CASE("extracts of a double count as its first's", "[store][doubles]") {
  const StoreWorld world;
  world.import([](BatchSink& sink) { fill_all_kinds(sink, true); });
  const auto before = world.open()->snapshot();
  REQUIRE(before->documents.size() == 2);
  {
    const auto store = world.open(store::Mode::write);
    const std::string one = before->documents[0].key;
    const std::string two = before->documents[1].key;
    store->undecide_double(one, two, {"AB", ""});
    store->decide_double(one, two, true, {"AB", ""});
  }
  const auto store = world.open();
  const auto after = store->snapshot();
  REQUIRE(after->documents.size() == 1);
  std::size_t extracts = 0;
  store->details().each_extract(
      [&](ExtractKey, DocumentId document, std::span<const ConceptId>, bool) {
        CHECK(document == DocumentId(0U));
        ++extracts;
      });
  CHECK(extracts == 2);
  base::NoProgress silent;
  CHECK(store->damage(silent).empty());
}

TEST_CASE("keys that differ in case or in the form of accents are told and listed",
          "[store][doubles]") {
  const StoreWorld world;
  const auto receipt = world.import([](auto& sink) {
    for (const char* key : {"d1", "D1", "d\xc3\xa9", "de\xcc\x81", "other"}) {
      Document document;
      document.key = key;
      sink.add(document);
    }
  });
  CHECK(codes(receipt.found) == "import.near-keys\n");
  const auto pairs = world.open()->doubles(false);
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[0].first.key == "d1");
  CHECK(pairs[0].second.key == "D1");
  world.open(store::Mode::write)->decide_double("d1", "D1", true, {});
  CHECK(world.open()->doubles(false).size() == 1);
}

namespace {

/// What the review holds, without its changes.
std::string held(const StoreWorld& world) {
  std::string text;
  for (const std::string& line : base::split(world.sent(world.path()), '\n'))
    if (!line.starts_with("change")) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("a record that was joined to another paper's is parted again", "[store][doubles]") {
  const StoreWorld world;
  const std::string another = bridge + ", again";
  world.import(found({{bridge, "10.9999/a", "1"}}));
  world.import(found({{another, "10.9999/a", "2"}}, "round 2"));
  REQUIRE(keys(world) == "field2019 ");
  const std::string before = held(world);
  const auto listed = world.open()->doubles(true);
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].is_joined);
  CHECK(listed[0].rule == "DOI");
  CHECK(listed[0].second.key == "2");
  CHECK(listed[0].second.title == another);

  CHECK(world.open(store::Mode::write)->part_record("field2019", "2", {}) == "field2019a");
  CHECK(keys(world) == "field2019 field2019a ");
  world.open(store::Mode::write)->undo({}, {});
  CHECK(held(world) == before);
  world.open(store::Mode::write)->redo({}, {});
  CHECK(keys(world) == "field2019 field2019a ");
  CHECK(held(world).find(another) != std::string::npos);
  CHECK(world.open()->doubles(false).empty());
  CHECK(world.open()->doubles(true).size() == 1);  // decided
  // The same record finds the document that is its own now.
  CHECK(counts(world.import(found({{another, "10.9999/a", "2"}}, "round 3")), "documents") ==
        "0/1/0");
  // One that fits both as well as the other is left to a person.
  const auto torn = world.import(found({{bridge, "10.9999/a", "3"}}, "round 4"));
  CHECK(counts(torn, "documents") == "1/0/0");
  CHECK(codes(torn.found) == "import.doubtful-doubles\n");
}

TEST_CASE("records that cannot be parted are told", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}}));
  const auto review = world.open(store::Mode::write);
  CHECK(review->part_record("field2019", "field2019", {}).empty());
  CHECK(refused([&] { review->part_record("field2019", "7", {}); }) == ErrorCode::not_found);
  CHECK(refused([&] { review->part_record("field2019", "1", {}); }) == ErrorCode::conflict);
  CHECK(refused([&] { review->part_record("nobody", "1", {}); }) == ErrorCode::not_found);
}

TEST_CASE("an erratum that a joined record tells is told of its document", "[store][doubles]") {
  const StoreWorld world;
  world.import(found({{bridge, "10.9999/a", "1"}}));
  world.import([](BatchSink& sink) {
    Document document;
    document.key = "other";
    document.key_origin = KeyOrigin::made;
    document.record_digest = "2";
    document.title = bridge;
    document.doi = "10.9999/a";
    document.fields = {{"nbib.EIN", "BMJ Open. 2022;12:e1corr1"}};
    sink.add(document);
    SourceRecord record;
    record.document = Ref<Document>(0U);
    record.format = "nbib";
    record.digest = "2";
    sink.add(record);
  });
  const auto document = world.open()->details().document(DocumentId(0U));
  REQUIRE(document.fields.size() == 1);
  CHECK(document.fields[0].name == erratum_field);
  CHECK(document.fields[0].value == "says its record 2 (nbib): BMJ Open. 2022;12:e1corr1");
  CHECK_FALSE(is_retracted(document));
}

TEST_CASE("a document that has but a name waits beside a paper by that author of that year",
          "[store][doubles]") {
  const StoreWorld world;
  const auto named = [](const std::string& key) {
    return [key](BatchSink& sink) {
      Document document;
      document.key = key;
      sink.add(document);
    };
  };
  world.import(found({{bridge, "10.9999/a", "1"}}));
  for (const char* key : {"Field et al. 2019", "Field (2019b)", "FIELD A & Glass K, 2019"}) {
    CAPTURE(key);
    const auto receipt = world.import(named(key));
    CHECK(codes(receipt.found) == "import.doubtful-doubles\n");
  }
  CHECK(codes(world.import(named("Field 2018")).found).empty());
  CHECK(codes(world.import(named("Interview 2019")).found).empty());
  const auto doubles = world.open()->doubles(false);
  CHECK(doubles.size() == 6);
  CHECK(doubles.front().rule == "author and year in the name of one alone");
  CHECK_FALSE(doubles.front().is_certain);

  SECTION("and not where one list tells two apart by the letter behind the year") {
    const StoreWorld other;
    other.import([](BatchSink& sink) {
      for (const char* key : {"Smith 2019a", "Smith 2019b"}) {
        Document document;
        document.key = key;
        sink.add(document);
      }
    });
    CHECK(other.open()->doubles(false).empty());
    other.import(named("Smith (2019c)"));  // of another list
    CHECK(other.open()->doubles(false).size() == 2);
  }
  SECTION("and no more once it is one with a paper") {
    const auto store = world.open(store::Mode::write);
    store->decide_double("field2019", "Field (2019b)", true, {"AB", ""});
    CHECK(store->doubles(false).size() == 3);
  }
  SECTION("a record that comes after such a document, too") {
    const StoreWorld other;
    other.import(named("Field 2019"));
    CHECK(codes(other.import(found({{bridge, "10.9999/a", "1"}})).found) ==
          "import.doubtful-doubles\n");
    // The paper stands for both, since of the other there is nothing to cite.
    const auto store = other.open(store::Mode::write);
    const auto pair = store->doubles(false).front();
    CHECK(pair.second.key == "Field 2019");
    CHECK_THROWS_WITH(store->decide_double(pair.second.key, pair.first.key, true, {"AB", ""}),
                      ContainsSubstring("name that one first"));
    CHECK(store->decide_double(pair.first.key, pair.second.key, true, {"AB", ""}));
  }
}

TEST_CASE("a title tells of a retraction only where it is about its own paper",
          "[store][doubles]") {
  Document document;
  for (const char* title : {"RETRACTED: A bridge", "A bridge [Retracted]", "Retraction notice to A",
                            "A bridge (Retracted article. See vol. 2)"}) {
    CAPTURE(title);
    document.title = title;
    CHECK(tells_retraction(document));
  }
  for (const char* title : {"Scar retraction after burns", "Why retracted papers are cited"}) {
    CAPTURE(title);
    document.title = title;
    CHECK_FALSE(tells_retraction(document));
  }
}
