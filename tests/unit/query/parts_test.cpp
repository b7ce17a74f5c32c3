// What bears on single elements only is never told as the whole.
#include "asked.h"
#include "query/row_names.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const std::string two = "K1: a -> m -> b; K2: b -> n -> c; ";

Words notes(const std::string& evidence, const std::string& question = "chains from a to c") {
  return ask(*given(two + evidence), question).notes;
}

std::string in_part(const query::Answer& answer) {
  return query::in_part_text(answer.rows.at(0), answer);
}

}  // namespace

TEST_CASE("a chain is told whole only where a document supports each step as a whole", "[query]") {
  const Words whole{"1 is told whole by a single document"};
  const Words part{
      "1 is told by a single document, some of it by evidence on single elements only"};
  CHECK(notes("D1 supports K1; D1 supports K2") == whole);
  CHECK(notes("D1 supports context 1 of K1; D1 supports K2") == part);
  CHECK(notes("D1 supports context 1 of K1; D1 refines K1; D1 supports K2") == whole);
  CHECK(notes("D1 supports context 1 of K1; D1 contradicts K1; D1 supports K2") == part);
  CHECK(notes("D1 supports context 1 of K1; D1 supports K2; D2 supports K1; D2 supports K2") ==
        whole);
}

TEST_CASE("a study tells a chain whole by whichever of its documents", "[query]") {
  const std::string studied = "; study S: D1, D2";
  CHECK(notes("D1 supports K1; D2 supports outcome 1 of K2" + studied) ==
        Words{"1 is told by the documents of a single study, some of it by evidence on single "
              "elements only"});
  const std::string more = "D1 supports K1; D1 supports outcome 1 of K2; D2 supports K2" + studied;
  CHECK(notes(more) ==
        Words{"1 is told by a single document, some of it by evidence on single elements only"});
  CHECK(notes(more, "chains from a to c by study") == Words{"1 is told whole by a single study"});
}

TEST_CASE("a row counts those who bear on single elements only", "[query]") {
  const auto review = given(two +
                            "K3: a -> m -> c; D1 supports outcome 1 of K1; D1 supports K3; D2 "
                            "supports outcome 1 of K1; D3 supports outcome 1 of K1; study S: D2, "
                            "D3; country of D2 is England; country of D3 is Wales");
  CHECK(in_part(ask(*review, "mechanisms producing b")) == "3 in part");
  CHECK(in_part(ask(*review, "mechanisms producing b by study")) == "2 in part");
  CHECK(in_part(ask(*review, "mechanisms producing b where country = England")) == "1 in part");
  CHECK(in_part(ask(*review, "mechanisms triggered by a")) == "2 in part");
  CHECK(in_part(ask(*review, "mechanisms producing c exactly without \"D2\"")).empty());
  CHECK(ask(*review, "why 1 of mechanisms producing b").headline ==
        "m (row 1 of 1; support 3, dispute 0, 3 in part)");
}

TEST_CASE("a step tells its further contexts, and a conflict its context", "[query]") {
  const auto review =
      given("K1: a + x -> m -> b; K2: b + z -> n -> c; K3: c + not x -> n -> d; x1 > b; x1 > z");
  const auto answer = ask(*review, "chains from a to d");
  REQUIRE(answer.rows.size() == 1);
  const auto further = [](const query::Answer& from, std::size_t step) {
    return query::value_words(from.steps(from.rows[0])[step].further);
  };
  CHECK(further(answer, 0) == "x");
  CHECK(further(answer, 1) == "z");
  CHECK(further(answer, 2) == "not x");
  CHECK(answer.rows[0].marks.back() == "needs \"x\" and not \"x\"");
  // Cut to x1 it would read as the joint, which is met.
  CHECK(further(ask(*review, "chains from a to d zoom 1"), 1) == "z");
}

TEST_CASE("loops that are longer than was asked for are told", "[query]") {
  const auto review = given("K1: a -> m -> a; K2: a -> m -> b; K3: b -> m -> c; K4: c -> m -> a");
  const auto shorter = ask(*review, "loops within 2");
  CHECK(shorter.total == 1);
  CHECK(shorter.cut == query::Cut::length);
  CHECK(shorter.notes.back() ==
        "longer loops are cut off: there are some of more than 2 configurations; ask with a longer "
        "\"within\"");
  CHECK(ask(*review, "loops").cut == query::Cut::none);
  CHECK(ask(*given("K1: a -> m -> b; K2: b -> m -> a"), "loops within 1").cut ==
        query::Cut::length);
}

TEST_CASE("sets of more contexts than were asked for are told", "[query]") {
  const auto review = given("K1: a + b -> m -> x; K2: a + c + d -> m -> x");
  const auto fewer = ask(*review, "needed for x given a at most 1");
  CHECK(fewer.total == 1);
  CHECK(fewer.total_is_exact);
  CHECK(fewer.cut == query::Cut::length);
  CHECK(fewer.notes ==
        Words{"larger sets are cut off: there are some of more than 1 context; ask with a larger "
              "\"at most\""});
  CHECK(ask(*review, "needed for x given a").cut == query::Cut::none);
  CHECK(
      ask(*given("K1: a + b -> m -> x; K2: a + b + c -> m -> x"), "needed for x given a at most 1")
          .cut == query::Cut::none);
}

TEST_CASE("figures are rounded to three places", "[query]") {
  CHECK(query::figure_words(22.666667) == "22.667");
  CHECK(query::figure_words(0.5) == "0.500");
}
