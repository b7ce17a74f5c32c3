#include "query/parser.h"

#include "asked.h"
#include "query/operator.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {
const char* const small = "K1: loneliness -> belonging -> less lonely; D1 supports K1";
}

TEST_CASE("which, what, the and a final question mark mean nothing", "[query][parser]") {
  const auto review = given(small);
  CHECK(column(ask(*review, "which contexts triggering the \"belonging\"?"), "concept") ==
        Words{"loneliness"});
  CHECK(column(ask(*review, "What contexts triggering belonging ?"), "concept") ==
        Words{"loneliness"});
}

TEST_CASE("one plain word may go without quotes, and curly quotes do as well", "[query][parser]") {
  const auto review = given(small);
  CHECK(ask(*review, "outcomes following loneliness").total == 1);
  CHECK(ask(*review, "contexts of \u201cless lonely\u201d").total == 1);
}

TEST_CASE("a quote inside a name is written with a backslash", "[query][parser]") {
  const auto parsed = query::parse("contexts triggering \"the \\\"buddy\\\" role\"");
  REQUIRE(parsed);
  CHECK(parsed.value->arguments[0].names[0].text == "the \"buddy\" role");
  CHECK(query::in_quotes("the \"buddy\" role") == "\"the \\\"buddy\\\" role\"");
}

TEST_CASE("a question that cannot be read gets a caret under the place and the form that was meant",
          "[query][parser]") {
  const auto review = given(small);
  const base::Diagnostic found = refused(*review, "contexts trigering \"belonging\"");
  CHECK(found.severity == base::Severity::refused);
  CHECK(found.code == "query.expected");
  REQUIRE(found.notes.size() == 3);
  CHECK(found.notes[0] == "contexts trigering \"belonging\"");
  CHECK(found.notes[1] == "         ^~~~~~~~~");
  CHECK(found.notes[2] == "Nearest: contexts triggering \"belonging\"");
  CHECK(found.origin.column == 10);
}

TEST_CASE("a question that begins as a form does is taken for that form", "[query][parser]") {
  const auto review = given(small);
  CHECK(refused(*review, "chains").notes[2] == "Nearest: chains from \"A\" to \"B\"");
  CHECK(refused(*review, "extracts").notes[2] == "Nearest: extracts any \"words\"");
}

TEST_CASE("a caret counts columns, not bytes", "[query][parser]") {
  const auto review = given(small);
  const base::Diagnostic found = refused(*review, "contexts triggering \"\u00e9\u00e9\" whenever");
  CHECK(found.notes[1] == std::string(25, ' ') + "^~~~~~~~");
}

TEST_CASE("several plain words are asked for in quotes", "[query][parser]") {
  const auto review = given(small);
  const base::Diagnostic found = refused(*review, "contexts of less lonely where year >= 2000");
  CHECK(found.message == "a name of several words stands in double quotes");
  CHECK(found.notes[2] == "Nearest: contexts of \"less lonely\" where year >= 2000");
}

TEST_CASE("what is wrong with a question is said at its place", "[query][parser]") {
  const auto review = given(small);
  const auto code = [&](const std::string& question) { return refused(*review, question).code; };
  CHECK(code("") == "query.empty");
  CHECK(code("   ?") == "query.empty");
  CHECK(code("contexts triggering \"belonging") == "query.open-quote");
  CHECK(code("hello") == "query.form");
  CHECK(code("extracts") == "query.form");
  CHECK(code("contexts triggering") == "query.expected");
  CHECK(code("contexts triggering \"belonging\",") == "query.expected");
  CHECK(code("chains") == "query.expected");
  CHECK(code("chains from loneliness from loneliness") == "query.twice");
  CHECK(code("chains from loneliness within 0") == "query.expected");
  CHECK(code("chains from loneliness within 99999999999999999999999") == "query.expected");
  CHECK(code("chains from loneliness require thred") == "query.expected");
  CHECK(code("disputes exactly") == "query.not-taken");
  CHECK(code("contexts where") == "query.expected");
  CHECK(code("contexts where country") == "query.expected");
  CHECK(code("contexts where country =") == "query.expected");
  CHECK(code("contexts support > 2") == "query.expected");
  CHECK(code("why not") == "query.expected");
  CHECK(code("extracts coded loneliness as nothing") == "query.expected");
  CHECK(code(std::string("contexts \xff")) == "query.utf8");
}

TEST_CASE("no beginning of a question brings the reader down", "[query][parser]") {
  const std::string whole =
      "which chains from \"a \\\" b\", not c through m to \"d\" within 6 require thread exactly by "
      "study "
      "without \"k1\" support >= 2 where country = \"England\" and year >= 2015?";
  REQUIRE(query::parse(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto parsed = query::parse(whole.substr(0, length));
    CHECK(parsed.value.has_value() != parsed.found.refused());
  }
}

TEST_CASE("the example of every form is read as that form", "[query][parser]") {
  for (const query::Operator* one : query::operators()) {
    INFO(one->example);
    const auto parsed = query::parse(one->example);
    REQUIRE(parsed);
    CHECK(parsed.value->form == one);
    CHECK_FALSE(one->help.empty());
  }
  CHECK(query::forms().size() == query::operators().size());
}

TEST_CASE("a number out of its range is refused with the range", "[query][parser]") {
  const auto review = given(small);
  for (const char* number : {"0", "61", "1000000", "99999999999999999999999"}) {
    const base::Diagnostic found =
        refused(*review, "chains from loneliness within " + std::string(number));
    CHECK(found.message ==
          "a length from 1 to 60 is expected here, not \"" + std::string(number) + "\"");
    CHECK(found.notes[1] ==
          std::string(30, ' ') + "^" + std::string(std::string(number).size() - 1, '~'));
  }
}

TEST_CASE("a quote that is never closed has the caret under it", "[query][parser]") {
  const auto review = given(small);
  const base::Diagnostic found = refused(*review, "contexts triggering \"belonging");
  CHECK(found.message == "the name that begins here has no closing quote");
  CHECK(found.notes[1] == std::string(20, ' ') + "^~~~~~~~~~");
}

TEST_CASE("a thousand names are taken, and told in short", "[query][parser]") {
  const auto review = given(small);
  std::string question = "outcomes following loneliness";
  for (int i = 0; i < 999; ++i) question += ", \"loneliness\"";
  const query::Answer answer = ask(*review, question);
  CHECK(answer.total == 1);
  CHECK(answer.headline.size() < 200);
  CHECK(answer.headline.find("or 994 others") != std::string::npos);
  CHECK(answer.question == question);
}

TEST_CASE("a name of ten thousand characters is refused in a sentence that can be read",
          "[query][parser]") {
  const auto review = given(small);
  const base::Diagnostic found =
      refused(*review, "contexts triggering \"" + std::string(10'000, 'x') + "\"");
  CHECK(found.code == "query.unknown-concept");
  CHECK(found.message.size() < 150);
  for (const std::string& note : found.notes) CHECK(note.size() < 400);
}

TEST_CASE("of a question of a million characters the part around the caret is shown",
          "[query][parser]") {
  const auto review = given(small);
  const std::string names = "contexts triggering \"belonging\"";
  std::string question = names;
  while (question.size() < 1'000'000) question += ", \"belonging\"";
  const std::size_t place = question.size() + 1;
  question += " nonsense";
  while (question.size() < 1'500'000) question += " and more of it";
  const base::Diagnostic found = refused(*review, question);
  CHECK(found.message == "\"nonsense\" does not fit here");
  CHECK(found.origin.column == place + 1);
  REQUIRE(found.notes.size() >= 2);
  const std::size_t caret = found.notes[1].find('^');
  REQUIRE(caret != std::string::npos);
  // "\u2026" takes three bytes and one column.
  CHECK(found.notes[0].substr(caret + 2, 8) == "nonsense");
  CHECK(found.notes[1].substr(caret) == "^~~~~~~~");
  for (const std::string& note : found.notes) CHECK(note.size() < 1'100);
  CHECK(refused(*review, std::string(1'000'000, 'x')).message.size() < 200);
  CHECK(refused(*review, std::string(1'000'000, '"') + "x").message.size() < 200);
}

TEST_CASE("a form that takes no zoom says why, and every form either takes it or does",
          "[query][parser]") {
  const auto review = given("K1: a -> m -> x; D1 supports K1");
  const auto found = refused(*review, "gaps zoom 1");
  CHECK(
      found.message ==
      "\"zoom\" does not go with \"gaps\": a gap is of one thing, and not of what stands above it");
  CHECK(found.notes[2] == "Nearest: gaps");
  CHECK(refused(*review, "why K1 zoom 1").notes[2] == "Nearest: why \"CMOC 7\"");
  for (const query::Operator* form : query::operators())
    CHECK(((form->takes & query::takes_zoom) != 0) == form->why_no_zoom.empty());
}

TEST_CASE("what is nearest leaves nothing out but what is wrong", "[query][parser]") {
  const auto review = given("K1: a -> m -> x; D1 supports K1");
  const auto nearest = [&](const std::string& question) {
    return refused(*review, question).notes[2];
  };
  CHECK(nearest("chains from a within 0") == "Nearest: chains from a within 1");
  CHECK(nearest("contexts zoom 0") == "Nearest: contexts zoom 1");
  CHECK(nearest("chains from a within 99") == "Nearest: chains from a within 60");
  CHECK(nearest("foo bar") == "All forms of question: retroduce ask --help");
  CHECK(nearest("contexts triggering \"\"").find("Nearest") == std::string::npos);
}
