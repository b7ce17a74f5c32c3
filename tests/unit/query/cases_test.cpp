#include "asked.h"
#include "support/lipset.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// Each country a document that supports one configuration per condition it shows.
std::unique_ptr<MemoryReview> countries() {
  std::string text =
      "K1: developed -> -> x; K2: urban -> -> x; K3: literate -> -> x; K4: industrial -> -> x;"
      "K5: stable -> -> x; K6: -> -> survival; K7: -> -> nothing of it;";
  for (const Country& one : lipset()) {
    for (unsigned i = 0; i < 5; ++i) {
      if ((one.conditions >> i & 1U) != 0) {
        text += one.name + " supports K" + std::to_string(i + 1) + ";";
      }
    }
    text += one.name + " supports " + (one.survived ? "K6" : "K7") + ";";
  }
  return given(text);
}

const std::string five = " for survival from developed, urban, literate, industrial, stable";

const query::Value& field(const query::Parts& parts, const std::string& name) {
  for (const auto& [key, value] : parts) {
    if (key == name) return value;
  }
  FAIL("no field " << name);
  return parts.front().second;
}

template <typename T>
const T& get(const query::Parts& parts, const std::string& name) {
  return std::get<T>(field(parts, name).value);
}

/// "110": the conditions present in each row.
Words combinations(const query::Answer& answer) {
  Words list;
  for (const auto& row : answer.rows) {
    std::string line;
    for (const auto& one : get<query::Values>(row.fields, "conditions")) {
      line += get<bool>(std::get<query::Parts>(one.value), "present") ? '1' : '0';
    }
    list.push_back(line + " " + get<std::string>(row.fields, "outcome"));
  }
  return list;
}

std::vector<query::Parts> terms(const query::Row& row) {
  std::vector<query::Parts> list;
  for (const auto& one : get<query::Values>(row.fields, "terms")) {
    list.push_back(std::get<query::Parts>(one.value));
  }
  return list;
}

bool has_note(const query::Answer& answer, const std::string& part) {
  return std::any_of(answer.notes.begin(), answer.notes.end(),
                     [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

}  // namespace

TEST_CASE("Lipset's countries as documents have the published truth table", "[query][cases]") {
  const auto review = countries();
  const auto answer = ask(*review, "truth table" + five);
  CHECK(answer.kind == "truth table");
  CHECK(answer.headline ==
        "9 of 32 combinations of 5 conditions are found in 18 documents, 8 of them with "
        "\"survival\"");
  CHECK(combinations(answer) == Words{"11111 1", "00000 0", "10111 1", "10101 1", "00100 0",
                                      "00001 0", "11110 0", "10110 0", "00101 0"});
  CHECK(column(answer, "cases") == Words{"4", "3", "2", "2", "2", "2", "1", "1", "1"});
  CHECK(get<double>(answer.rows[0].fields, "coverage") == 0.5);
  CHECK(answer.rows[0].documents.size() == 4);
  CHECK(has_note(answer, "23 combinations are found in none (logical remainders)"));
  CHECK(answer.next.front() ==
        "formula for survival from developed, urban, literate, industrial, "
        "stable");
}

TEST_CASE("Lipset's countries as documents have the published formulas and coverages",
          "[query][cases]") {
  const auto review = countries();
  const auto answer = ask(*review, "formula" + five);
  CHECK(answer.headline ==
        "1 complex and 1 parsimonious formula for \"survival\" from 5 conditions in 18 documents");
  CHECK(column(answer, "formula") ==
        Words{"(developed and literate and stable but no report of urban) or (developed and "
              "literate and industrial and stable)",
              "developed and stable"});
  const auto complex = terms(answer.rows[0]);
  REQUIRE(complex.size() == 2);
  CHECK(get<double>(complex[0], "raw_coverage") == 0.5);
  CHECK(get<double>(complex[0], "unique_coverage") == 0.25);
  CHECK(get<double>(complex[1], "raw_coverage") == 0.75);
  CHECK(get<double>(complex[1], "unique_coverage") == 0.5);
  CHECK(get<double>(answer.rows[1].fields, "consistency") == 1);
  CHECK(get<double>(answer.rows[1].fields, "coverage") == 1);
  CHECK(column(answer, "assumptions") == Words{"0", "5"});
  CHECK(has_note(answer, "\"developed\", \"literate\", \"stable\""));
  CHECK(answer.next.front() == "truth table" + five);
}

TEST_CASE("a document reports what it supports or refines anywhere, and contradicting is no case",
          "[query][cases]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> y; D1 supports K1; D2 refines K2; D2 supports outcome 1 of "
      "K1; D3 contradicts K1; D4 supports K2; D4 contradicts K1");
  const auto answer = ask(*review, "truth table for x from a, b");
  CHECK(combinations(answer) == Words{"11 1", "10 1", "01 0"});
  CHECK(column(answer, "told_whole") == Words{"0", "1", "0"});
  CHECK(column(answer, "outcome_disputed") == Words{"0", "0", "1"});
  CHECK(has_note(answer, "1 document only contradicts and is no case"));
  CHECK(has_note(answer, "absent means not reported"));
}

TEST_CASE("what is not reported may be reported absent, which is counted beside",
          "[query][cases]") {
  const auto review = given(
      "K1: a -> m -> x; K2: not a -> m -> not x; K3: b -> m -> z; D1 supports K1; D2 supports K2; "
      "D3 supports K3");
  const auto answer = ask(*review, "truth table for x from a");
  CHECK(combinations(answer) == Words{"0 0", "1 1"});
  CHECK(column(answer, "outcome_opposite_reported") == Words{"1", "0"});
  const auto& absent = get<query::Values>(answer.rows[0].fields, "conditions").at(0);
  CHECK(get<std::int64_t>(std::get<query::Parts>(absent.value), "opposite_reported") == 1);
  CHECK(column(ask(*review, "formula for not x from not a"), "formula") == Words{"not a", "not a"});
}

TEST_CASE("contradictory combinations are shown and no formula covers them", "[query][cases]") {
  const auto review = given(
      "K1: a -> m -> x; K2: a -> m -> y; K3: b -> m -> x; D1, D2, D3, D4 support K1; D5 supports "
      "K2; D6 supports K3");
  const auto table = ask(*review, "truth table for x from a, b");
  CHECK(combinations(table) == Words{"10 C", "01 1"});
  CHECK(has_note(table, "1 combination is contradictory (C)"));
  const auto strict = ask(*review, "formula for x from a, b");
  CHECK(column(strict, "formula") == Words{"b but no report of a", "no report of a", "b"});
  CHECK(has_note(strict,
                 "1 contradictory combination, found with the outcome and without it, is "
                 "left out"));
  const auto lenient = ask(*review, "formula for x from a, b with consistency >= 0.8");
  CHECK(column(lenient, "formula") ==
        Words{"(a but no report of b) or (b but no report of a)", "any combination"});
  CHECK(get<double>(terms(lenient.rows[0])[0], "consistency") == 0.8);
}

TEST_CASE("no case with the outcome leaves nothing to explain", "[query][cases]") {
  const auto review = given("K1: a -> m -> x; K2: a -> m -> y; D1 contradicts K1; D2 supports K2");
  const auto answer = ask(*review, "formula for x from a");
  CHECK(answer.rows.empty());
  CHECK(answer.total == 0);
  CHECK(answer.headline ==
        "No complex and no parsimonious formula for \"x\" from 1 condition in 1 document");
  CHECK(has_note(answer, "no case reports \"x\": there is nothing to explain"));
}

TEST_CASE("studies are cases by study, and filters leave cases out", "[query][cases]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> y; D1 supports K1; D2 supports K2; study S: D1, D2; D3 "
      "supports K2; country of D3 is Wales");
  const auto answer = ask(*review, "truth table for x from a, b by study");
  CHECK(combinations(answer) == Words{"11 1", "01 0"});
  CHECK(answer.rows[0].documents.size() == 2);
  CHECK(ask(*review, "truth table for x from a where country = Wales").total == 1);
  CHECK(combinations(ask(*review, "truth table for x from a without D3")) == Words{"1 1", "0 0"});
}

TEST_CASE("a condition holds all below it, and overlaps and constants are told", "[query][cases]") {
  const auto review = given(
      "parent > child; alias kin = parent; K1: child -> m -> x; K2: parent -> m -> y; K3: z -> m "
      "-> y; D1 supports K1; D2 supports K2; D1, D2 support K3");
  const auto answer = ask(*review, "truth table for x from kin, child, z");
  CHECK(combinations(answer) == Words{"111 1", "101 0"});
  const auto& first = get<query::Values>(answer.rows[0].fields, "conditions").at(0);
  CHECK(get<std::string>(std::get<query::Parts>(first.value), "concept") == "parent");
  CHECK(has_note(answer, "\"child\" lies below \"parent\""));
  CHECK(has_note(answer, "\"z\" is reported by all of them"));
  const auto formula = ask(*review, "formula for x from child, z");
  CHECK(has_note(formula,
                 "necessary, as far as these cases go (the 1 document with \"x\" reports "
                 "it): \"child\""));
  CHECK(combinations(ask(*review, "truth table for x from parent, child exactly")) ==
        Words{"10 0", "01 1"});
}

TEST_CASE("what is necessary is marked as a row on the same ground is", "[query][cases]") {
  const auto review = given(
      "K1: a -> m -> x; K2: a -> m -> y; K3: b -> m -> y; D1 supports K1; D2 supports K2; D3 "
      "supports K3; status of K1 is refuted");
  CHECK(ask(*review, "truth table for x from a").rows[0].marks ==
        Words{"rests on K1, which is refuted"});
  CHECK(has_note(ask(*review, "formula for x from a"),
                 "necessary, as far as these cases go (the 1 document with \"x\" reports it; rests "
                 "on K1, which is refuted): \"a\""));
}

TEST_CASE("too many conditions and shares out of range are refused where they stand",
          "[query][cases]") {
  const auto review = given("K1: a -> m -> x; D1 supports K1");
  std::string question = "formula for x from a";
  for (int i = 0; i < 9; ++i) question += ", a";
  CHECK(try_to_ask(*review, question));
  CHECK(refused(*review, question + ", a").code == "query.too-many");
  for (const std::string share : {"0.4", "1.1", "nan", "x", "0.8x"}) {
    CHECK(refused(*review, "formula for x from a consistency >= " + share).code ==
          "query.expected");
  }
  CHECK(refused(*review, "chains from a consistency >= 0.8").code == "query.not-taken");
  CHECK(refused(*review, "formula for x").code == "query.expected");
}

TEST_CASE("a condition that is named twice counts once", "[query]") {
  const auto review = given("K1: a -> m -> x; K2: b -> m -> y; D1 supports K1; D2 supports K2");
  const auto once = ask(*review, "formula for x from a");
  const auto twice = ask(*review, "formula for x from a, a");
  CHECK(twice.headline == once.headline);
  CHECK(twice.rows.size() == once.rows.size());
  CHECK(std::count(twice.notes.begin(), twice.notes.end(),
                   "\"a\" means a condition that is named already; it counts once") == 1);
}
