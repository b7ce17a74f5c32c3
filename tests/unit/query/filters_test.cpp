#include "asked.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::unique_ptr<MemoryReview> sample() {
  return given(
      "K1: a -> m -> x; K2: b -> m -> x; K3: c -> m -> x;"
      "D1, D2 support K1; D2 supports K2; D3 contradicts K2; D3 contradicts K3;"
      "country of D1 is England; country of D2 is Wales; year of D1 is 2010; year of D2 is 2018;"
      "rigour of D1 is low; rigour of D2 is high; study S: D1, D2;"
      "theme of K1 is buy-in; theme of K2 is trust; level of K1 is micro; level of K2 is macro;"
      "status of K2 is refuted");
}

}  // namespace

TEST_CASE(
    "fields of documents restrict the documents that count, and unsupported configurations drop "
    "out",
    "[query][filters]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> x; D1, D2 support K1; D2 supports K2; "
      "D1 contradicts K2; country of D1 is England; country of D2 is Wales");
  const auto answer = ask(*review, "contexts triggering m where country = england");
  CHECK(column(answer, "concept") == Words{"a"});
  CHECK(column(answer, "support") == Words{"1"});
  CHECK(answer.rows[0].documents.size() == 1);
}

TEST_CASE("a missing value fails every comparison, even that it differs", "[query][filters]") {
  const auto review =
      given("K1: a -> m -> x; K2: b -> m -> x; D1 supports K1; D2 supports K2; year of D1 is 2010");
  CHECK(ask(*review, "contexts where year != 2000").total == 1);
  CHECK(ask(*review, "contexts where year = 2000").total == 0);
  CHECK(ask(*review, "contexts where theme != none").total == 0);
}

TEST_CASE("every kind of field filters", "[query][filters]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> x; K3: c -> m -> x; D1, D2 support K1; D2 supports K2; D3 "
      "contradicts K3;"
      "year of D1 is 2010; year of D2 is 2018; rigour of D1 is low; rigour of D2 is high; study S: "
      "D1, D2;"
      "theme of K1 is buy-in; theme of K2 is trust; level of K1 is micro; level of K2 is macro;"
      "status of K2 is refuted");
  const auto contexts = [&](const std::string& filter) {
    return column(ask(*review, "contexts " + filter), "concept");
  };
  CHECK(contexts("") == Words{"a", "b", "c"});
  CHECK(contexts("where year < 2018") == Words{"a"});
  CHECK(contexts("where rigour >= high") == Words{"a", "b"});
  CHECK(contexts("where rigour < high") == Words{"a"});
  CHECK(contexts("where study = s") == Words{"a", "b"});
  CHECK(contexts("where key = D1") == Words{"a"});
  CHECK(contexts("without D2") == Words{"a"});
  CHECK(contexts("without D1, D2").empty());
  CHECK(contexts("where theme = \"Buy-In\"") == Words{"a"});
  CHECK(contexts("where theme != buy-in") == Words{"b"});
  CHECK(contexts("where level = macro") == Words{"b"});
  CHECK(contexts("where status = rejected") == Words{"b"});
  CHECK(contexts("where status != refuted") == Words{"a", "c"});
  CHECK(contexts("where label >= K2") == Words{"b", "c"});
  CHECK(contexts("support >= 1") == Words{"a", "b"});
  CHECK(contexts("support >= 1 by study") == Words{"a", "b"});
  CHECK(contexts("support >= 2 by study").empty());
  CHECK(contexts("where support >= 2 and theme = buy-in") == Words{"a"});
}

TEST_CASE("configurations are restricted before joining", "[query][filters]") {
  const auto review =
      given("K1: a -> m -> b; K2: b -> m -> c; theme of K1 is t; D1 supports K1; D1 supports K2");
  CHECK(ask(*review, "chains from a to c").total == 1);
  CHECK(ask(*review, "chains from a to c where theme = t").total == 0);
}

TEST_CASE("an unknown field is refused with the fields there are", "[query][filters]") {
  const auto found = refused(*sample(), "contexts where contry = England");
  CHECK(found.code == "query.unknown-field");
  CHECK(found.notes[1] == "               ^~~~~~");
  CHECK_THAT(found.notes[2], ContainsSubstring("actor, country, key, label, level"));
}

TEST_CASE("values that cannot be are refused, and values that nothing has are told",
          "[query][filters]") {
  const auto review = sample();
  CHECK(refused(*review, "contexts where year >= recent").code == "query.unknown-value");
  CHECK(refused(*review, "contexts where rigour >= splendid").code == "query.unknown-value");
  CHECK(refused(*review, "contexts where level = galactic").code == "query.unknown-value");
  CHECK(refused(*review, "contexts where status = fine").code == "query.unknown-value");
  CHECK(refused(*review, "contexts where status > proposed").code == "query.comparison");
  CHECK(refused(*review, "contexts without D9").code == "query.unknown-document");
  CHECK(refused(*review, "extracts about x where theme = trust").code == "query.not-taken");
  CHECK_THAT(ask(*review, "contexts where country = Englnd").notes.at(0),
             ContainsSubstring("England"));
  CHECK_THAT(ask(*review, "contexts where theme = nothing").notes.at(0),
             ContainsSubstring("no theme"));
}

TEST_CASE("a value that is no number is neither above nor below one", "[query][filters]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> x; K3: c -> m -> x; D1 supports K1; D2 supports K2; D3 "
      "supports K3; sample of D1 is 100; sample of D2 is 20; sample of D3 is about 30");
  const auto many = ask(*review, "contexts where sample >= 50");
  CHECK(column(many, "concept") == Words{"a"});
  CHECK_THAT(base::join(many.notes, "\n"),
             ContainsSubstring("no number can be held against them: sample \"about 30\""));
  CHECK(column(ask(*review, "contexts where sample < 50"), "concept") == Words{"b"});
  CHECK(column(ask(*review, "contexts where sample = \"about 30\""), "concept") == Words{"c"});
}

TEST_CASE("an extract that was judged itself stands by that, not by its document",
          "[query][filters]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> x; K3: c -> m -> x; K4: d -> m -> x; D1 supports K1; D1 "
      "supports K2; D2 supports K3; D2 supports K4; D2 contradicts K1; D3 contradicts K1; rigour "
      "of D1 is high; rigour of D2 is low; rigour of D1 on K1 is low; rigour of D2 on K3 is high");
  const auto high = ask(*review, "contexts where rigour >= high");
  CHECK(column(high, "concept") == Words{"b", "c"});
  const auto low = ask(*review, "contexts where rigour = low");
  CHECK(column(low, "concept") == Words{"a", "d"});
  CHECK(ask(*review, "why K1 where rigour = low").headline ==
        "K1 (1 document supports, 1 disputes)");
  CHECK(ask(*review, "why K1 where rigour = low").notes ==
        Words{"the question leaves out 1 document that bears on it"});
  CHECK(ask(*review, "extracts any place where rigour = low").total == 3);
  CHECK(ask(*review, "truth table for x from a where rigour >= high").total == 1);
}
