// Questions about the answers of other questions.
#include "asked.h"
#include "base/error.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const char* const review_text =
    "K1: a -> m -> x; K2: b -> m -> y; K3: a -> n -> z; D1, D2 support K1; D2 supports K2; D1 "
    "contradicts K2; country of D1 is England; country of D2 is Wales";

std::string things(const query::Parts& node) {
  std::string words;
  for (const auto& [name, value] : node) {
    if (name == "thing") words += std::get<std::string>(value.value);
    if (name != "children") continue;
    for (const auto& child : std::get<query::Values>(value.value)) {
      words += "(" + things(std::get<query::Parts>(child.value)) + ")";
    }
  }
  return words;
}

struct Stopping : base::Progress {
  void step(std::string_view, std::int64_t, std::int64_t) override {
    throw base::Error(base::ErrorCode::interrupted, "stopped");
  }
};

}  // namespace

TEST_CASE("why with a number opens that row of the answer", "[query][wrapped]") {
  const auto review = given(review_text);
  const auto answer = ask(*review, "why 2 of mechanisms triggered by a, b");
  CHECK(answer.kind == "why");
  CHECK(answer.headline == "n (row 2 of 2; support 0, dispute 0)");
  REQUIRE(answer.rows.size() == 1);
  CHECK(answer.rows[0].marks == Words{"rests on K3, which no document supports"});
  CHECK(things(answer.rows[0].fields).rfind("n(K3(context: a)", 0) == 0);
}

TEST_CASE("an opened row tells in words what was measured, and the row after it",
          "[query][wrapped]") {
  const auto review = given(
      "K1: a -> m -> b; K2: b -> m -> x; D1, D2 support K1; D1 supports K2; D3 contradicts K2");
  const auto opened = [&](const std::string& question) { return ask(*review, question); };
  CHECK(opened("why 1 of robustness from a to x").headline.ends_with("(row 1 of 1; 1 document)"));
  CHECK(opened("why 1 of outcomes given a").headline == "b (row 1 of 2; round 1)");
  CHECK(opened("why 2 of chains from a").headline ==
        "K1 > K2 (row 2 of 2; strength 1, threads 1, class thread, told whole)");
  CHECK(opened("why 1 of compare a with b").headline ==
        "b (row 1 of 2; in the first alone, support in the first 2)");
  CHECK(opened("why 1 of outcomes given a").next == Words{"why 2 of outcomes given a"});
  CHECK(opened("why 2 of outcomes given a").next == Words{"outcomes given a"});
}

TEST_CASE("a row is opened within the filters of its question", "[query][wrapped]") {
  const auto review = given(review_text);
  const std::string all = things(ask(*review, "why 1 of outcomes following m").rows[0].fields);
  CHECK(all.find("D1") != std::string::npos);
  const std::string some =
      things(ask(*review, "why 1 of outcomes following m without D1").rows[0].fields);
  CHECK(some.find("D1") == std::string::npos);
  CHECK(some.find("D2") != std::string::npos);
}

TEST_CASE("a configuration whose label is a number can still be asked for", "[query][wrapped]") {
  const auto review = given("3: a -> m -> x; D1 supports 3");
  CHECK(ask(*review, "why 3").headline == "3 (1 document supports)");
  CHECK(ask(*review, "why 1 of outcomes").kind == "why");
}

TEST_CASE("a row that is not there is refused at its number", "[query][wrapped]") {
  const auto review = given(review_text);
  const base::Diagnostic found = refused(*review, "why 7 of outcomes following m");
  CHECK(found.code == "query.no-row");
  CHECK(found.origin.column == 5);
  CHECK(found.notes.at(2) == "It has rows 1 to 2");
  CHECK(refused(*review, "why 0 of outcomes").code == "query.no-row");
}

TEST_CASE("a row of sensitivity opens to what changes and what was left out bears on",
          "[query][wrapped]") {
  const auto review = given(review_text);
  const auto answer = ask(*review, "why 1 of sensitivity of mechanisms triggered by a, b");
  CHECK(answer.headline == "without D1 (row 1 of 2)");
  CHECK(things(answer.rows[0].fields)
            .rfind("without D1(changes: m: support 2, dispute 1, marks none; now support 1, "
                   "dispute 0, marks rests on one document)(K1(context: a)",
                   0) == 0);
  CHECK(answer.rows[0].configurations.size() == 2);
  CHECK(answer.next.front() == "why 2 of sensitivity of mechanisms triggered by a, b");
  CHECK(ask(*review, "sensitivity of outcomes").next.front() == "why 1 of sensitivity of outcomes");
  CHECK(refused(*review, "why 1 of why 1 of outcomes").code == "query.not-taken");
  CHECK(refused(*review, "why 1 of sensitivity of sensitivity of outcomes").origin.column == 25);
}

TEST_CASE("the caret stands under the place in the whole question", "[query][wrapped]") {
  const auto review = given(review_text);
  const auto column_of = [&](const std::string& question) {
    return refused(*review, question).origin.column;
  };
  CHECK(column_of("why 1 of outcomes following qqq") == 29);
  CHECK(column_of("sensitivity of outcomes whenever") == 25);
  CHECK(column_of("sensitivity of outcomes where colour = red") == 31);
  CHECK(column_of("sensitivity by colour of outcomes") == 16);
  CHECK(column_of("sensitivity of") == 15);
  CHECK(column_of("sensitivity of sensitivity of outcomes") == 16);
  CHECK(column_of("sensitivity of why K1") == 16);
  CHECK(refused(*review, "sensitivity of contexts trigering x").notes.at(2) ==
        "Nearest: sensitivity of contexts triggering \"M\"");
}

TEST_CASE("sensitivity by a field leaves out all documents of one value", "[query][wrapped]") {
  const auto review = given(review_text);
  const auto answer = ask(*review, "sensitivity by country of outcomes following m");
  CHECK(answer.headline ==
        "Of 2 values of country, left out one at a time, 1 takes answers away or brings new ones, "
        "1 changes what is told of them alone, 0 change nothing");
  CHECK(column(answer, "left_out") == Words{"Wales", "England"});
  CHECK(column(answer, "total_before") == Words{"2", "2"});
  CHECK(column(answer, "total_after") == Words{"1", "2"});
}

TEST_CASE("sensitivity by a rating leaves extracts out by their own", "[query][wrapped]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> x; D1 supports K1; D1 supports K2; D2 supports K2; rigour of "
      "D1 is high; rigour of D2 is high; rigour of D1 on K1 is low");
  const auto answer = ask(*review, "sensitivity by rigour of contexts");
  // All that is rated low is what K1 rests on; what is rated high is all of K2.
  CHECK(column(answer, "left_out") == Words{"low", "high"});
  Words lost;
  for (const auto& row : answer.rows) {
    for (const auto& [name, value] : row.fields) {
      if (name != "lost") continue;
      for (const auto& one : std::get<query::Values>(value.value))
        lost.push_back(std::get<std::string>(one.value));
    }
  }
  CHECK(lost == Words{"a", "b"});
  for (const char* rating : {"low", "high"}) {
    const auto rest = ask(*review, std::string("contexts where rigour != ") + rating);
    CHECK(rest.total == 1);
  }
}

TEST_CASE("a claim that never had support does not go with any document", "[query][wrapped]") {
  const auto review = given(review_text);
  CHECK(ask(*review, "sensitivity of outcomes following n").total == 0);
}

TEST_CASE("an answer that rests on something else then has changed", "[query][wrapped]") {
  const auto review = given(
      "K1: a -> m -> x; K2: x -> m -> b; K4: y -> m -> b; K8: a -> m -> y; D1, D2 support K1; D1 "
      "supports K2; D2 supports K4");
  const auto answer = ask(*review, "sensitivity of outcomes given a");
  REQUIRE(column(answer, "left_out") == Words{"D1"});
  const auto& changed = std::get<query::Values>(answer.rows[0].fields[3].second.value);
  REQUIRE(changed.size() == 1);
  const auto part_of = [&](const char* when, std::size_t place) {
    for (const auto& [name, value] : std::get<query::Parts>(changed[0].value)) {
      if (name == when) return std::get<query::Parts>(value.value).at(place);
    }
    return std::pair<std::string, query::Value>{};
  };
  const auto words = [](const char* one, const char* other) {
    return query::Value{query::Values{{std::string(one)}, {std::string(other)}}};
  };
  CHECK(part_of("was", 0) == std::pair<std::string, query::Value>{"derivation", words("K1", "K2")});
  CHECK(part_of("is", 0) == std::pair<std::string, query::Value>{"derivation", words("K8", "K4")});
  CHECK(part_of("is", 1).first == "marks");
  CHECK(answer.notes.back() ==
        "claims that never had support stay, whatever is left out; a question with \"without\" "
        "leaves them out, too");
}

TEST_CASE("where not all answers are compared, those past the limit do not come or go",
          "[query][wrapped]") {
  const auto review = given(
      "K1: a -> m -> x; K2: a -> m -> x; K3: a -> m -> x; D1, D2, D3 support K1; D1, D2 support "
      "K2; D1, D3 support K3");
  const auto answer = ask(*review, "sensitivity of chains from a", 1);
  CHECK(answer.headline ==
        "Of 3 documents, left out one at a time, 0 take answers away or bring new ones, 3 change "
        "what is told of them alone, 0 change nothing of the first 1 answer");
}

TEST_CASE("sensitivity can be stopped between two documents", "[query][wrapped]") {
  const auto review = given(review_text);
  Stopping stopping;
  query::World world;
  world.snapshot = review->snapshot();
  world.details = &review->details();
  world.progress = &stopping;
  CHECK_THROWS_AS(query::ask(world, "sensitivity of outcomes", {}), base::Error);
}
