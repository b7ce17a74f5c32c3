// Answers as JSON and as tables. The answers are made by hand: what questions give is query's to
// test.
#include "csv_reader.h"
#include "query/query.h"
#include "reports/answer_table.h"
#include "reports/cells.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

using model::ConfigurationId;
using model::DocumentId;
using query::Parts;
using query::Value;
using query::Values;

Value text(const char* words) { return {std::string(words)}; }
Value number(std::int64_t value) { return {value}; }

Parts term(const char* label, bool opposite) {
  return {{"concept", text(label)}, {"opposite", {opposite}}};
}

query::Answer contexts_answer() {
  query::Answer answer;
  answer.question = "contexts triggering \"m\"";
  answer.kind = "contexts";
  query::Row row;
  row.fields = {{"concept", text("a, \"b\"")},
                {"opposite", {true}},
                {"support", number(2)},
                {"dispute", number(0)}};
  row.configurations = {ConfigurationId(0U), ConfigurationId(1U)};
  row.documents = {DocumentId(0U)};
  answer.rows = {row};
  answer.total = 5;
  answer.truncated = true;
  answer.cut = query::Cut::limit;
  answer.notes = {"4 are not shown"};
  return answer;
}

query::Answer chains_answer() {
  query::Answer answer;
  answer.question = "chains from a";
  answer.kind = "chains";
  query::Row row;
  row.fields = {{"joints", {Values{{Values{{term("b", false)}, {term("c", true)}}}}}},
                {"strength", number(1)},
                {"threads", number(0)},
                {"support_class", text("stitched")}};
  row.configurations = {ConfigurationId(0U), ConfigurationId(1U)};
  row.documents = {DocumentId(0U), DocumentId(1U)};
  row.marks = {"rests on one document"};
  answer.rows = {row};
  answer.total = 1;
  return answer;
}

const char* const review_text = "K1: a -> m -> b; K2: b -> m -> o; D1 supports K1; D2 supports K2";

}  // namespace

TEST_CASE("an answer in JSON has the contract's keys in the contract's order",
          "[reports][answer]") {
  const auto review = given(review_text);
  CHECK(
      reports::answer_json(contexts_answer(), *review->snapshot()) ==
      R"({"schema":"retroduce.answer/1","question":"contexts triggering \"m\"","kind":"contexts",)"
      R"("answers":[{"concept":"a, \"b\"","opposite":true,"support":2,"dispute":0,)"
      R"("configurations":["K1","K2"],"documents":["D1"],"supporting":["D1"],"disputing":[],"in_part":[]}],"total":5,"total_is":"exact",)"
      R"("truncated":true,"cut":"limit","notes":["4 are not shown"]})");
}

TEST_CASE("a chain in JSON names its configurations once and its joints step by step",
          "[reports][answer]") {
  const auto review = given(review_text);
  query::Answer answer = chains_answer();
  answer.total_is_exact = false;
  CHECK(
      reports::answer_json(answer, *review->snapshot()) ==
      R"({"schema":"retroduce.answer/1","question":"chains from a","kind":"chains",)"
      R"("answers":[{"configurations":["K1","K2"],)"
      R"("joints":[[{"concept":"b","opposite":false},{"concept":"c","opposite":true}]],)"
      R"("strength":1,"threads":0,"support_class":"stitched","documents":["D1","D2"],)"
      R"("supporting":["D1","D2"],"disputing":[],"in_part":[],"marks":["rests on one document"]}],"total":1,"total_is":"at least",)"
      R"("truncated":false,"cut":null,"notes":[]})");
}

TEST_CASE("JSON tells who supports a row from who disputes it", "[reports][answer]") {
  const auto review = given(
      "K1: a -> m -> b; K2: c -> m -> b; D1 supports K1; D1 contradicts K2; D2 contradicts K1; "
      "D3 refines K2; D4 supports K2");
  query::Answer answer = contexts_answer();
  answer.rows[0].documents = {DocumentId(0U), DocumentId(1U), DocumentId(2U)};  // D4 is left out
  const std::string json = reports::answer_json(answer, *review->snapshot());
  CHECK(json.find(R"("supporting":["D1","D3"],"disputing":["D1","D2"],)") != std::string::npos);
  answer.kind = "extracts";
  CHECK(reports::answer_json(answer, *review->snapshot()).find("supporting") == std::string::npos);
}

TEST_CASE("JSON names nobody for an extract that a filter leaves out", "[reports][answer]") {
  const auto review = given(
      "K1: a -> m -> b; D1 supports outcome 1 of K1; D1 contradicts K1; D2 supports K1; rigour of "
      "D1 is high; rigour of D2 is high; rigour of D1 on K1 is low");
  query::World world;
  world.snapshot = review->snapshot();
  world.details = &review->details();
  const auto answer = query::ask(world, "contexts where rigour >= high", {});
  REQUIRE(answer);
  CHECK(
      reports::answer_json(*answer.value, *world.snapshot)
          .find(R"("documents":["D1","D2"],"supporting":["D2"],"disputing":["D1"],"in_part":[])") !=
      std::string::npos);
}

TEST_CASE("JSON and CSV tell who supports a row by evidence on single elements only",
          "[reports][answer]") {
  const auto review = given(
      "K1: a -> m -> b; D1 supports outcome 1 of K1; D2 supports outcome 1 of K1; D2 refines K1; "
      "D3 contradicts outcome 1 of K1");
  query::World world;
  world.snapshot = review->snapshot();
  world.details = &review->details();
  const auto answer = query::ask(world, "contexts", {});
  REQUIRE(answer);
  CHECK(reports::answer_json(*answer.value, *world.snapshot)
            .find(R"("supporting":["D1","D2"],"disputing":["D3"],"in_part":["D1"])") !=
        std::string::npos);
  const auto rows = read_csv(written(reports::answer_table(*answer.value, world.snapshot), "csv"));
  CHECK(rows.at(1).at(8) == "D1");
}

TEST_CASE("each step of a chain tells which further contexts it needs", "[reports][answer]") {
  const auto review = given(
      "K1: a -> m -> b; K2: b + x + not y -> m -> c; K3: c -> m -> d; D1 supports K1; D1 supports "
      "K2; D1 supports K3");
  query::World world;
  world.snapshot = review->snapshot();
  world.details = &review->details();
  const auto answer = query::ask(world, "chains from a to d", {});
  REQUIRE(answer);
  CHECK(reports::answer_json(*answer.value, *world.snapshot)
            .find(R"("further_contexts":[[],[{"concept":"x","opposite":false},)"
                  R"({"concept":"y","opposite":true}],[]])") != std::string::npos);
  const auto rows = read_csv(written(reports::answer_table(*answer.value, world.snapshot), "csv"));
  CHECK(rows.at(1).at(2) == "none > x; not: y > none");
}

TEST_CASE("an answer as CSV has its fields, then what it rests on", "[reports][answer]") {
  const auto review = given(review_text);
  const auto rows =
      read_csv(written(reports::answer_table(contexts_answer(), review->snapshot()), "csv"));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == std::vector<std::string>{"concept", "opposite", "support", "dispute",
                                            "configurations", "documents", "supporting",
                                            "disputing", "in_part"});
  CHECK(rows[1] ==
        std::vector<std::string>{"a, \"b\"", "yes", "2", "0", "K1; K2", "D1", "D1", "", ""});
}

TEST_CASE("a chain as CSV says its joints in words and what marks it", "[reports][answer]") {
  const auto review = given(review_text);
  const auto rows =
      read_csv(written(reports::answer_table(chains_answer(), review->snapshot()), "csv"));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == std::vector<std::string>{"configurations", "joints", "strength", "threads",
                                            "support_class", "documents", "supporting", "disputing",
                                            "in_part", "marks"});
  CHECK(rows[1] == std::vector<std::string>{"K1; K2", "b; not: c", "1", "0", "stitched", "D1; D2",
                                            "D1; D2", "", "", "rests on one document"});
}

TEST_CASE("a table tells who supports and who disputes what a row rests on", "[reports][answer]") {
  const auto review = given(std::string(review_text) + "; D2 contradicts K1; D3 contradicts K2");
  query::Answer answer = contexts_answer();
  answer.rows[0].documents = {DocumentId(0U), DocumentId(1U), DocumentId(2U)};
  const auto table = [&](const char* writer) {
    return written(reports::answer_table(answer, review->snapshot()), writer);
  };
  const auto rows = read_csv(table("csv"));
  CHECK(rows.at(1).at(5) == "D1; D2; D3");
  CHECK(rows.at(1).at(6) == "D1; D2");
  CHECK(rows.at(1).at(7) == "D2; D3");
  answer.kind = "extracts";
  CHECK(table("csv").find("supporting") == std::string::npos);
  CHECK(table("md").find("Disputing") == std::string::npos);
}

TEST_CASE("an opposite is told once: in its column of data, before the concept on a page",
          "[reports][answer]") {
  const auto review = given(review_text);
  query::Answer answer = contexts_answer();
  answer.rows[0].fields[0].second = text("a");
  const auto table = [&](reports::AnswerForm form, const char* writer) {
    return written(reports::answer_table(answer, review->snapshot(), form), writer);
  };
  CHECK(read_csv(table(reports::AnswerForm::data, "csv")).at(1).at(0) == "a");
  const std::string page = table(reports::AnswerForm::page, "md");
  CHECK(page.find("| not: a | 2 | 0 |") != std::string::npos);
  CHECK(page.find("Opposite") == std::string::npos);
}

TEST_CASE("what else is said of a concept stands behind it in brackets", "[reports][answer]") {
  const auto review = given(review_text);
  query::Answer answer = contexts_answer();
  answer.kind = "needed";
  Parts made = term("rain", true);
  made.emplace_back("also_outcome", Value{true});
  Parts plain = term("sun", false);
  plain.emplace_back("also_outcome", Value{false});
  answer.rows[0].fields = {{"contexts", {Values{{made}, {plain}}}}};
  const auto rows = read_csv(written(reports::answer_table(answer, review->snapshot()), "csv"));
  CHECK(rows.at(1).at(0) == "not: rain (also outcome); sun");
}

TEST_CASE("a truth table as CSV has a column of 1 and 0 per condition", "[reports][answer]") {
  const auto condition = [](const char* label, bool opposite, bool present, std::int64_t reported) {
    Parts parts = term(label, opposite);
    parts.emplace_back("present", Value{present});
    parts.emplace_back("opposite_reported", number(reported));
    return Value{parts};
  };
  query::Answer answer;
  answer.kind = "truth table";
  query::Row row;
  row.fields = {
      {"conditions", {Values{condition("a", false, true, 0), condition("b", true, false, 2)}}},
      {"cases", number(3)},
      {"consistency", {2.0 / 3}}};
  answer.rows = {row};
  const auto rows =
      read_csv(written(reports::answer_table(answer, given(review_text)->snapshot()), "csv"));
  CHECK(rows[0] == std::vector<std::string>{"condition: a", "condition: not: b",
                                            "opposites_reported", "cases", "consistency",
                                            "configurations", "documents", "supporting",
                                            "disputing", "in_part"});
  CHECK(rows[1] ==
        std::vector<std::string>{"1", "0", "not: b (2)", "3", "0.666667", "", "", "", "", ""});
}

TEST_CASE("the terms of a formula are words in a table", "[reports][answer]") {
  Parts literal = term("a", true);
  literal.emplace_back("present", Value{false});
  const Parts one{{"term", text("no report of not a")},
                  {"literals", {Values{Value{literal}}}},
                  {"cases", number(5)},
                  {"with_outcome", number(4)},
                  {"raw_coverage", {0.5}},
                  {"unique_coverage", {0.25}}};
  query::Answer answer;
  answer.kind = "formula";
  query::Row row;
  row.fields = {{"terms", {Values{Value{one}}}}};
  answer.rows = {row};
  const auto rows =
      read_csv(written(reports::answer_table(answer, given(review_text)->snapshot()), "csv"));
  CHECK(rows[1][0] == "no report of not a (4 of 5, raw coverage 0.5, unique coverage 0.25)");
}

TEST_CASE("an answer without rows keeps its columns", "[reports][answer]") {
  const auto review = given(review_text);
  query::Answer answer = contexts_answer();
  answer.rows.clear();
  CHECK(
      written(reports::answer_table(answer, review->snapshot()), "csv") ==
      "concept,opposite,support,dispute,configurations,documents,supporting,disputing,in_part\r\n");
}

TEST_CASE("a tree becomes rows with their depth", "[reports][answer]") {
  const auto review = given(review_text);
  query::Answer answer;
  answer.kind = "why";
  query::Row row;
  const Parts leaf{{"thing", text("D1")}, {"children", {Values{}}}};
  const Parts middle{{"thing", text("context a")}, {"children", {Values{{leaf}, {leaf}}}}};
  row.fields = {{"thing", text("K1")}, {"children", {Values{{middle}}}}};
  row.configurations = {ConfigurationId(0U)};
  answer.rows = {row};
  const auto rows = read_csv(written(reports::answer_table(answer, review->snapshot()), "csv"));
  REQUIRE(rows.size() == 5);
  CHECK(rows[0] == std::vector<std::string>{"depth", "thing", "configurations", "documents",
                                            "supporting", "disputing", "in_part"});
  CHECK(rows[1] == std::vector<std::string>{"0", "K1", "K1", "", "", "", ""});
  CHECK(rows[2][0] == "1");
  CHECK(rows[4] == std::vector<std::string>{"2", "D1", "K1", "", "", "", ""});
}

TEST_CASE("a question in any bytes still gives JSON", "[reports][answer]") {
  const auto review = given(review_text);
  query::Answer answer = contexts_answer();
  answer.question = "contexts triggering \"\xff\x01\"";
  CHECK_NOTHROW(reports::answer_json(answer, *review->snapshot()));
}

}  // namespace retroduce::tests
