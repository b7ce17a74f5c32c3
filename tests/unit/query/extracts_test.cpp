#include "asked.h"
#include "query/extract_rows.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// Two documents, three extracts, codings by two coders.
std::unique_ptr<MemoryReview> coded() {
  auto made = std::make_unique<MemoryReview>();
  MemoryReview& review = *made;
  for (const char* name : {"AB", "CD"}) {
    model::Coder coder;
    coder.label = name;
    review.add(coder);
  }
  for (const char* key : {"jones2020", "smith2019"}) {
    model::Document document;
    document.key = key;
    document.fields.push_back({"country", key[0] == 'j' ? "Wales" : "England"});
    review.add(document);
  }
  for (const char* label : {"trust", "time"}) {
    model::Concept one;
    one.label = label;
    review.add(one);
  }
  const auto extract = [&](std::size_t document, const char* page, const char* quote) {
    model::Extract one;
    one.document = model::Ref<model::Document>{document};
    one.page = page;
    one.quote = quote;
    review.add(one);
  };
  extract(0, "3", "They trusted her because she had time.");
  extract(1, "12", "Time to talk made the link worker trusted.");
  extract(1, "14", "Nobody had time.");
  const auto coding = [&](std::size_t at, std::size_t which, model::Role role, std::size_t coder) {
    model::Coding one;
    one.extract = model::Ref<model::Extract>{at};
    one.concept_ = model::Ref<model::Concept>{which};
    one.role = role;
    one.coder = model::Ref<model::Coder>{coder};
    review.add(one);
  };
  coding(0, 0, model::Role::mechanism, 0);
  coding(0, 1, model::Role::context, 0);
  coding(1, 0, model::Role::outcome, 1);
  coding(1, 1, model::Role::context, 0);
  return made;
}

}  // namespace

TEST_CASE("words to search for are runs of letters and digits, with their stars",
          "[query][extracts]") {
  CHECK(query::search_words("link-worker  trust* \u2014 caf\u00e9's") ==
        Words{"link", "worker", "trust*", "caf\u00e9", "s"});
  CHECK(query::search_words(" -- ").empty());
}

TEST_CASE("extracts are found by all words, any word or a phrase", "[query][extracts]") {
  const auto made = coded();
  const MemoryReview& review = *made;
  CHECK(ask(review, "extracts about \"time trusted\"").total == 2);
  CHECK(ask(review, "extracts any \"nobody because\"").total == 2);
  CHECK(ask(review, "extracts phrase \"link worker\"").total == 1);
  CHECK(ask(review, "extracts about trust*").total == 2);
  CHECK(ask(review, "extracts about trust").total == 0);
  CHECK(ask(review, "extracts about time where country = England").total == 2);
  CHECK(ask(review, "extracts about time without smith2019").total == 1);
  const auto cut = ask(review, "extracts about time", 1);
  CHECK(cut.rows.size() == 1);
  CHECK(cut.total == 3);
}

TEST_CASE("the coding report shows extracts with all their codings", "[query][extracts]") {
  const auto made = coded();
  const MemoryReview& review = *made;
  const auto all = ask(review, "extracts coded trust");
  CHECK(column(all, "document") == Words{"jones2020", "smith2019"});
  CHECK(std::get<query::Values>(all.rows[0].fields[6].second.value).size() == 2);
  CHECK(column(ask(review, "extracts coded trust as mechanism"), "page") == Words{"3"});
  CHECK(column(ask(review, "extracts coded trust by \"cd\""), "page") == Words{"12"});
  CHECK(ask(review, "extracts coded trust as M by CD").total == 0);
  CHECK(refused(review, "extracts coded trust by EF").code == "query.unknown-coder");
}

TEST_CASE("concepts together count the extracts that carry both", "[query][extracts]") {
  const auto made = coded();
  const MemoryReview& review = *made;
  const auto answer = ask(review, "concepts together");
  REQUIRE(answer.rows.size() == 1);
  CHECK(column(answer, "extracts") == Words{"2"});
  CHECK(answer.rows[0].documents.size() == 2);
  const std::string first = review.snapshot()->documents[answer.rows[0].documents[0].index()].key;
  const auto fewer = ask(review, "concepts together without \"" + first + "\"");
  CHECK(column(fewer, "extracts") == Words{"1"});
}

TEST_CASE("why opens the extracts that a pair of concepts rests on", "[query][extracts]") {
  const auto made = coded();
  const auto pairs = ask(*made, "concepts together");
  CHECK(pairs.rows[0].configurations.empty());
  CHECK(pairs.next == Words{"why 1 of concepts together"});
  const auto opened = ask(*made, pairs.next[0]);
  const auto& fields = opened.rows.at(0).fields;
  const auto& extracts = std::get<query::Values>(fields.at(1).second.value);
  REQUIRE(extracts.size() == 2);
  for (const query::Value& one : extracts) {
    const auto& extract = std::get<query::Parts>(one.value);
    CHECK(std::get<std::string>(extract.at(2).second.value) == "extract");
    CHECK(std::get<query::Values>(extract.at(1).second.value).size() >= 3);  // quote, two codings
  }
  CHECK(ask(*made, pairs.next[0], 1).notes.back() ==
        "shown are the first 1 of its extracts; all with --limit 0");
}

TEST_CASE("by study extracts name their study, and pairs how many studies they come from",
          "[query][extracts]") {
  const auto review = coded();
  const auto found = ask(*review, "extracts any \"time\" by study");
  CHECK(found.headline == "3 extracts match \"time\" in 2 studies");
  CHECK(column(found, "study") == Words{"jones2020", "smith2019", "smith2019"});
  CHECK(ask(*review, "extracts coded \"trust\" by study").headline.ends_with(" in 2 studies"));
  CHECK(column(ask(*review, "concepts together by study"), "studies") == Words{"2"});
  // The coder who is called so stands in quotes.
  CHECK(refused(*review, "extracts coded \"trust\" by \"study\"").code == "query.unknown-coder");
  CHECK(refused(*review, "sensitivity of concepts together by study").code == "query.not-taken");
}

TEST_CASE("where zoom makes one of two concepts, extracts with both are told",
          "[query][extracts]") {
  MemoryReview review;
  model::Coder coder;
  coder.label = "AB";
  review.add(coder);
  model::Document document;
  document.key = "jones2020";
  review.add(document);
  model::Concept above;
  above.label = "trust";
  review.add(above);
  model::Concept below;
  below.label = "trust in staff";
  below.parent = model::Ref<model::Concept>{std::size_t{0}};
  review.add(below);
  model::Extract extract;
  extract.document = model::Ref<model::Document>{std::size_t{0}};
  extract.quote = "they came back";
  review.add(extract);
  for (const std::size_t which : {0U, 1U}) {
    model::Coding coding;
    coding.extract = model::Ref<model::Extract>{std::size_t{0}};
    coding.concept_ = model::Ref<model::Concept>{which};
    coding.role = model::Role::context;
    coding.coder = model::Ref<model::Coder>{std::size_t{0}};
    review.add(coding);
  }
  CHECK(ask(review, "concepts together").total == 1);
  CHECK(ask(review, "concepts together zoom 1").notes ==
        Words{"1 extract is coded; none with two concepts that differ at this depth"});
}
