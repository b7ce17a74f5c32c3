#include <string>
#include <vector>

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

/// Configurations that share some of their extracts, one of them without any.
void fill_claims(BatchSink& sink, std::uint32_t claims = 9) {
  Document document;
  document.key = "smith2019";
  sink.add(document);
  Concept named;
  named.label = "trust";
  sink.add(named);
  for (int i = 0; i < 6; ++i) {
    Extract extract;
    extract.document = Ref<Document>(0U);
    extract.quote = "Quote " + std::to_string(i) + ".";
    sink.add(extract);
  }
  for (std::uint32_t k = 0; k < claims; ++k) {
    Configuration claim;
    claim.label = "K" + std::to_string(k);
    claim.statement = "Statement " + std::to_string(k);
    Element element;
    element.concept_ = Ref<Concept>(0U);
    element.role = Role::context;
    element.wording = "wording " + std::to_string(k);
    claim.elements.push_back(element);
    sink.add(claim);
  }
  for (std::uint32_t k = 0; k + 1 < claims; ++k) {
    for (const std::uint32_t extract : {(k * 5) % 6, (k + 1) % 6}) {
      Evidence evidence;
      evidence.configuration = Ref<Configuration>(k);
      evidence.extract = Ref<Extract>(extract);
      evidence.note = k % 2 == 0 ? "note " + std::to_string(k) : "";
      sink.add(evidence);
      if (extract == (k + 1) % 6) continue;
      evidence.element = 0;
      sink.add(evidence);
    }
  }
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

TEST_CASE("what is read ahead is what is read one by one, in any order", "[store][details]") {
  const StoreWorld world;
  REQUIRE_FALSE(world.import([](BatchSink& sink) { fill_claims(sink); }).found.refused());
  const auto plain = world.open();
  const auto review = world.open();
  const auto snapshot = review->snapshot();
  plain->snapshot();
  std::vector<ConfigurationId> order;
  for (std::size_t k = 0; k < snapshot->configurations.size(); ++k) order.emplace_back(k);
  REQUIRE(order.size() > 5);
  const auto check = [&](ConfigurationId id) {
    const auto words = review->details().configuration(id);
    CHECK(words.statement == plain->details().configuration(id).statement);
    CHECK(words.wordings == plain->details().configuration(id).wordings);
    const auto here = review->details().evidence(id);
    const auto there = plain->details().evidence(id);
    REQUIRE(here.size() == there.size());
    for (std::size_t i = 0; i < here.size(); ++i) {
      CHECK(here[i].extract.key == there[i].extract.key);
      CHECK(here[i].extract.quote == there[i].extract.quote);
      CHECK(here[i].extract.document == there[i].extract.document);
      CHECK(here[i].evidence.element == there[i].evidence.element);
      CHECK(here[i].note == there[i].note);
    }
  };
  review->details().read_ahead(order);
  for (const ConfigurationId id : order) check(id);
  review->details().read_ahead(order);
  check(order[3]);  // some are left out
  check(order[3]);  // it is still there
  check(order[1]);  // it went by already
  check(order[5]);
  review->details().read_ahead(order);  // given up before anything is asked
}

// Two threads come by one connection: words are read ahead by the lists of a snapshot that are read
// when they are asked for, beside whatever else is asked.
TEST_CASE("other things are asked for while words are read ahead", "[store][details]") {
  const StoreWorld world;
  world.import([](BatchSink& sink) { fill_claims(sink, 12'000); });
  const auto review = world.open();
  const auto snapshot = review->snapshot();
  std::vector<ConfigurationId> order;
  for (std::size_t k = 0; k < snapshot->configurations.size(); ++k) order.emplace_back(k);
  review->details().read_ahead(order);
  std::size_t evidence = 0;
  for (const ConfigurationId id : order) {
    for (const auto& each : review->details().evidence(id)) {
      ++evidence;
      REQUIRE(review->details().document(each.extract.document).key == "smith2019");
      REQUIRE(review->details().extract(each.extract.key).quote == each.extract.quote);
    }
  }
  CHECK(evidence == snapshot->evidence_count);
}

TEST_CASE("codings are told by extract, by concept, by role and by coder", "[store][details]") {
  const StoreWorld world;
  const auto review = review_of_all(world);
  const auto snapshot = review->snapshot();
  const Details& details = review->details();
  const auto key = details.evidence(ConfigurationId(0U))[1].extract.key;
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
  const auto other = details.evidence(ConfigurationId(0U))[0].extract.key;
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
