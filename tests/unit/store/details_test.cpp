#include "support/catch.h"
#include "support/given.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::model;
using namespace retroduce::tests;

namespace {

ConceptId concept_called(const Snapshot& snapshot, const std::string& label) {
  for (std::uint32_t i = 0; i < snapshot.concepts.size(); ++i) {
    if (snapshot.concepts[i].label == label) return ConceptId(i);
  }
  return {};
}

std::unique_ptr<store::Store> review_of_all(const StoreWorld& world) {
  world.import([](auto& sink) { fill_all_kinds(sink, false); });
  return world.open();
}

}  // namespace

TEST_CASE("a document is told with its authors and descriptors, without its text",
          "[store][details]") {
  const StoreWorld world;
  const auto review = review_of_all(world);
  const Document document = review->details().document(DocumentId(1U));
  CHECK(document.key == "smith2019");
  CHECK(document.authors == std::vector<std::string>{"Smith A", "A Body; with a semicolon"});
  CHECK(document.year == 2019);
  CHECK(document.fields == std::vector<Field>{{"country", "England"}, {"design", "RCT"}});
  CHECK_FALSE(document.text.has_value());
  CHECK(review->details().document(DocumentId(0U)).is_consultation);
}

TEST_CASE("evidence comes with its words in the snapshot's order", "[store][details]") {
  const StoreWorld world;
  const auto review = review_of_all(world);
  const auto snapshot = review->snapshot();
  const auto evidence = review->details().evidence(ConfigurationId(0U));
  REQUIRE(evidence.size() == 2);
  CHECK(evidence[0].extract.is_paraphrase);
  CHECK(evidence[1].extract.quote == "they trusted her.");
  CHECK(evidence[1].extract.span == base::TextSpan{12, 29});
  CHECK(evidence[1].extract.page == "e3");
  CHECK(evidence[1].extract.translation == "tr");
  CHECK(evidence[1].note == "e");
  CHECK(evidence[1].evidence.element == 1);
  CHECK(review->details().configuration(ConfigurationId(0U)).statement == "If so, then so");
  CHECK(review->details().configuration(ConfigurationId(0U)).wordings ==
        std::vector<std::string>{"", "she listens", ""});
  CHECK(review->details().concept_detail(concept_called(*snapshot, "trust")).definition ==
        "what it is");
}

TEST_CASE("codings are told by extract, by concept, by role and by coder", "[store][details]") {
  const StoreWorld world;
  const auto review = review_of_all(world);
  const auto snapshot = review->snapshot();
  const Details& details = review->details();
  const auto key = details.evidence(ConfigurationId(0U)).at(1).extract.key;
  const auto codings = details.codings(key);
  REQUIRE(codings.size() == 2);
  CHECK(codings[0].role == Role::context);
  CHECK(codings[0].coder == "CD");
  const auto coded = [&](const CodingFilter& filter) {
    std::size_t count = 0;
    details.each_coded(filter, [&](const ExtractDetail& extract) {
      ++count;
      CHECK(details.extract(extract.key).quote == extract.quote);  // a visitor may ask on
    });
    return count;
  };
  const ConceptId trust = concept_called(*snapshot, "trust");
  CHECK(coded({}) == 2);
  CHECK(coded({{trust}, {}, ""}) == 1);
  CHECK(coded({{trust}, Role::mechanism, ""}) == 0);
  CHECK(coded({{}, Role::mechanism, "AB"}) == 1);
  CHECK(coded({{}, Role::mechanism, "CD"}) == 0);
  // A coding whose role is not said is found where none is asked for.
  const ConceptId fewer = concept_called(*snapshot, "fewer visits");
  CHECK(coded({{fewer}, {}, ""}) == 1);
  CHECK(coded({{fewer}, Role::outcome, ""}) == 0);
  const auto other = details.evidence(ConfigurationId(0U)).at(0).extract.key;
  REQUIRE(details.codings(other).size() == 1);
  CHECK_FALSE(details.codings(other)[0].role.has_value());
  CHECK(details.coders() == std::vector<std::string>{"AB", "CD"});
}

TEST_CASE("each extract is told with its concepts and whether it is evidence", "[store][details]") {
  const StoreWorld world;
  const auto review = review_of_all(world);
  const auto snapshot = review->snapshot();
  const auto& details = review->details();
  const auto told = [&] {
    std::string lines;
    details.each_extract([&](ExtractKey key, DocumentId document,
                             std::span<const ConceptId> concepts, bool evidence) {
      const ExtractDetail extract = details.extract(key);  // a visitor may ask on
      CHECK(extract.document == document);
      lines += extract.quote.substr(0, 4);
      for (const ConceptId id : concepts)
        lines += " [" + snapshot->concepts[id.index()].label + "]";
      lines += evidence ? " evidence\n" : "\n";
    });
    return lines;
  };
  const std::string once = told();
  CHECK(once == "Said [fewer visits] evidence\nthey [trust] [trust in her] evidence\n");
  CHECK(told() == once);
}

TEST_CASE("a document that was read under an older version waits to be read again",
          "[store][details]") {
  const StoreWorld world;
  const auto review = review_of_all(world);
  CHECK(review->details().not_reread() == std::vector<DocumentId>{DocumentId(0U)});
}
