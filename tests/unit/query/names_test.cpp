#include "asked.h"

using namespace retroduce;
using namespace retroduce::tests;

TEST_CASE("names ignore case and runs of blanks, and keep accents", "[query][names]") {
  const auto review = given("K1: a -> peer support -> b; K2: c -> caf\u00e9 -> d");
  CHECK(ask(*review, "contexts triggering \"  PEER   support \"").total == 1);
  CHECK(ask(*review, "contexts triggering \"CAF\u00c9\"").total == 1);
  CHECK(ask(*review, "contexts triggering \"cafe\u0301\"").total == 1);
  CHECK(refused(*review, "contexts triggering cafe").code == "query.unknown-concept");
}

TEST_CASE("a label comes before an alias, and an alias of several concepts means all of them",
          "[query][names]") {
  const auto review = given(
      "K1: a -> trust -> x; K2: b -> faith -> x; K3: c -> hope -> x; alias trust = faith; alias t "
      "= faith; "
      "alias t = hope");
  CHECK(column(ask(*review, "contexts triggering trust"), "concept") == Words{"a"});
  const auto several = ask(*review, "contexts triggering T");
  CHECK(column(several, "concept") == Words{"b", "c"});
  REQUIRE(several.notes.size() == 1);
  CHECK_THAT(several.notes[0], ContainsSubstring("alias of several concepts"));
}

TEST_CASE("a name that is an alias is told to be one", "[query][names]") {
  const auto review = given("K1: a -> trust -> x; alias faith = trust");
  CHECK(ask(*review, "contexts triggering Faith").notes ==
        Words{"\"Faith\" is an alias of \"trust\""});
  CHECK(ask(*review, "contexts triggering trust").notes.empty());
}

TEST_CASE("of many unknown names the first are told, and how many more there are",
          "[query][names]") {
  const auto review = given("K1: a1 -> m -> x; D1 supports K1");
  std::string names = "x, nowhere";
  for (int i = 0; i < 1000; ++i) names += ", \"what " + std::to_string(i) + "\"";
  const auto answer = try_to_ask(*review, "outcomes given " + names);
  REQUIRE(answer.found.sorted().size() == 1);
  const auto found = answer.found.sorted().front();
  CHECK(found.message ==
        "no concept is called \"nowhere\", \"what 0\", \"what 1\" or by any of 998 further names");
  CHECK(found.notes.size() == 3);
  CHECK_THAT(found.notes.back(), ContainsSubstring("List all with the question: contexts"));
  const auto two = refused(*review, "outcomes given a2, m1");
  CHECK(two.message == "no concept is called \"a2\", \"m1\"");
  CHECK(two.notes[2].starts_with("Nearest to \"a2\": \"a1\""));
  CHECK(two.notes[3].starts_with("Nearest to \"m1\": "));
  CHECK(refused(*review, "outcomes without D2, E2, F2, G2").message ==
        "no document has the key \"D2\", \"E2\", \"F2\" or by any of 1 further name");
  // Of known ones in the wrong role, too.
  CHECK(ask(*review, "outcomes given x, m, x, m, x").notes.at(3) ==
        "2 further names do not stand there either");
}

TEST_CASE("a trailing star matches a beginning", "[query][names]") {
  const auto review =
      given("K1: a -> trust in GP -> x; K2: b -> Trust in nurse -> x; K3: c -> doubt -> x");
  CHECK(column(ask(*review, "contexts triggering \"trust in*\""), "concept") == Words{"a", "b"});
  CHECK(column(ask(*review, "contexts triggering tr*"), "concept") == Words{"a", "b"});
  CHECK(refused(*review, "contexts triggering tru").code == "query.unknown-concept");
}

TEST_CASE("a name reaches the concepts below it, unless exactly is said", "[query][names]") {
  const auto review = given(
      "K1: a -> trust -> x; K2: b -> trust in GP -> x; trust > trust in people; trust in people > "
      "trust in GP");
  CHECK(column(ask(*review, "contexts triggering trust"), "concept") == Words{"a", "b"});
  CHECK(column(ask(*review, "contexts triggering trust exactly"), "concept") == Words{"a"});
}

TEST_CASE("a concept never means its opposite, and not asks for the opposite alone",
          "[query][names]") {
  const auto review = given("K1: a -> m -> lonely; K2: b -> m -> not lonely");
  CHECK(column(ask(*review, "contexts of lonely"), "concept") == Words{"a"});
  CHECK(column(ask(*review, "contexts of not lonely"), "concept") == Words{"b"});
}

TEST_CASE("an unknown name is refused with the nearest labels", "[query][names]") {
  const auto review =
      given("K1: a -> trust in the link worker -> b; K2: a -> trust in the GP -> b");
  const auto found = refused(*review, "contexts triggering \"trus in link worker\"");
  CHECK(found.message == "no concept is called \"trus in link worker\"");
  CHECK(found.notes[1] == "                    ^~~~~~~~~~~~~~~~~~~~~");
  CHECK_THAT(found.notes[2], ContainsSubstring("Nearest: \"trust in the link worker\""));
  CHECK_THAT(found.notes[2], ContainsSubstring("mechanisms"));
}

TEST_CASE("a name that never stands in the role gives no answer and is told where it stands",
          "[query][names]") {
  const auto review =
      given("K1: lonely -> m -> b; K2: c -> m -> not lonely; K3: c -> m -> [when not fired] d");
  const auto answer = ask(*review, "contexts triggering lonely");
  CHECK(answer.rows.empty());
  REQUIRE(answer.notes.size() == 1);
  CHECK(answer.notes[0] == "\"lonely\" never stands as a mechanism; it stands as a context (K1)");
  CHECK(ask(*review, "contexts of lonely").notes.at(0) ==
        "\"lonely\" never stands as an outcome; it stands as a context (K1); not \"lonely\" does "
        "stand there");
  CHECK_THAT(ask(*review, "contexts of d").notes.at(0), ContainsSubstring("does not fire (K3)"));
}

TEST_CASE("an unknown configuration is refused with the nearest labels", "[query][names]") {
  const auto review = given("CMOC 7: a -> m -> b");
  CHECK(ask(*review, "why \"cmoc  7\"").total == 1);
  CHECK_THAT(refused(*review, "why \"CMOC 8\"").notes.at(2), ContainsSubstring("\"CMOC 7\""));
  CHECK_THAT(refused(*review, "why zzzz").notes.at(2),
             ContainsSubstring("list REVIEW configurations"));
}
