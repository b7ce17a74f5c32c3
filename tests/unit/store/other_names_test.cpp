// Things that another tool's id tells to have come before, under another name or at another place.
#include "store/store.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
using namespace retroduce::model;

namespace {

std::string notes_of(const store::Receipt& receipt) {
  std::string all;
  for (const auto& each : receipt.found.sorted()) all += base::to_text(each) + "\n";
  return all;
}

}  // namespace

TEST_CASE("a source that another tool has renamed is told", "[store][import]") {
  const StoreWorld world;
  const auto named = [](const std::string& key) {
    return [key](BatchSink& sink) {
      Document document;
      document.key = key;
      sink.add(document);
      sink.add(ForeignPart{"refi-qda", "TextSource", "a", ThingKind::document, 0, "", {}, 0});
    };
  };
  CHECK(codes(world.import(named("doc1")).found).empty());
  CHECK(codes(world.import(named("doc1")).found).empty());
  const auto receipt = world.import(named("document one"));
  CHECK(codes(receipt.found) == "import.other-name\n");
  CHECK_THAT(notes_of(receipt),
             ContainsSubstring("\"document one\"") && ContainsSubstring("\"doc1\" came with"));
  CHECK(codes(world.import(named("document one")).found).empty());
}

TEST_CASE("a mark that another tool has moved is told", "[store][import]") {
  const StoreWorld world;
  const auto marked = [](const std::vector<std::string>& quotes) {
    return [quotes](BatchSink& sink) {
      Document document;
      document.key = "doc1";
      sink.add(document);
      for (const std::string& quote : quotes) {
        Extract extract;
        extract.document = Ref<Document>(0U);
        extract.quote = quote;
        sink.add(extract);
      }
      for (std::uint32_t i = 0; i < quotes.size(); ++i)
        sink.add(
            ForeignPart{"refi-qda", "PlainTextSelection", "a", ThingKind::extract, i, "", {}, 0});
    };
  };
  CHECK(codes(world.import(marked({"one", "the other half"})).found).empty());
  const auto receipt = world.import(marked({"one more"}));
  CHECK(codes(receipt.found) == "import.other-name\n");
  CHECK_THAT(notes_of(receipt), ContainsSubstring("retire extract \"doc1: one\""));
  // Of the same words at another place the one that is meant is named by its permanent id.
  const auto same = world.import([](BatchSink& sink) {
    Document document;
    document.key = "doc1";
    sink.add(document);
    Extract extract;
    extract.document = Ref<Document>(0U);
    extract.quote = "one";
    extract.span = base::TextSpan{7, 10};
    sink.add(extract);
    sink.add(ForeignPart{"refi-qda", "PlainTextSelection", "a", ThingKind::extract, 0, "", {}, 0});
  });
  CHECK(notes_of(same).find("retire extract \"doc1: one\"") == std::string::npos);
  CHECK_THAT(notes_of(same), ContainsSubstring("retire extract \""));
}

TEST_CASE("pages that are all one off are counted from another number", "[store][import]") {
  const StoreWorld world;
  const auto paged = [](const std::vector<std::pair<std::string, std::string>>& extracts) {
    return [extracts](BatchSink& sink) {
      sink.add(ForeignPart{"refi-qda", "Project", "", ThingKind::review, 0, "<Project/>", {}, 0});
      Document document;
      document.key = "doc1";
      sink.add(document);
      for (const auto& [quote, page] : extracts) {
        Extract extract;
        extract.document = Ref<Document>(0U);
        extract.quote = quote;
        extract.page = page;
        sink.add(extract);
      }
      for (std::uint32_t i = 0; i < extracts.size(); ++i)
        sink.add(ForeignPart{
            "refi-qda", "PDFSelection", extracts[i].first, ThingKind::extract, i, "", {}, 0});
    };
  };
  world.import(paged({{"one", "0"}, {"two", "4"}}));
  SECTION("then the pages here stay, and new ones are counted so, too") {
    const auto receipt = world.import(paged({{"one", "1"}, {"two", "5"}, {"three", "9"}}));
    CHECK(codes(receipt.found) == "import.pages-from-other-number\n");
    CHECK_THAT(notes_of(receipt), ContainsSubstring("1 new extract was counted as in the review"));
    const std::string sent = world.sent(world.path());
    CHECK_THAT(sent, ContainsSubstring("three") && !ContainsSubstring(" 9"));
    base::NoProgress silent;
    CHECK(world.open()->damage(silent).empty());
  }
  SECTION(
      "but what a sheet beside it says, and documents that were not compared, are as they say") {
    const auto receipt = world.import([&](BatchSink& sink) {
      paged({{"one", "1"}, {"two", "5"}})(sink);
      Document other;
      other.key = "doc2";
      sink.add(other);
      for (const std::uint32_t document : {0U, 1U}) {
        Extract extract;
        extract.document = Ref<Document>(document);
        extract.quote = "words of " + std::to_string(document);
        extract.page = std::to_string(70 + document);
        sink.add(extract);
      }
      sink.add(ForeignPart{"refi-qda", "PDFSelection", "z", ThingKind::extract, 3, "", {}, 0});
    });
    CHECK(codes(receipt.found) == "import.pages-from-other-number\n");
    CHECK_THAT(world.sent(world.path()), ContainsSubstring("70") && ContainsSubstring("71"));
  }
  SECTION("but not where one is the same") {
    const auto receipt = world.import(paged({{"one", "0"}, {"two", "5"}}));
    CHECK(codes(receipt.found) == "import.extract-differs\n");
    CHECK_THAT(notes_of(receipt),
               ContainsSubstring("retroduce edit REVIEW 'set extract \"two\" page \"5\"'"));
  }
}
