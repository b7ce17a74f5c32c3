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
}
