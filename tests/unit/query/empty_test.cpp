// An empty answer says where it stopped.
#include <algorithm>

#include "asked.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// The notes of an answer that has no rows.
Words stopped(const MemoryReview& review, const std::string& question) {
  const query::Answer answer = ask(review, question);
  if (answer.total != 0) FAIL(question << " has answers");
  return answer.notes;
}

const char* const broken =
    "K1: workload -> stress -> exhaustion; K2: exhaustion -> resignation -> intention to leave;"
    "K3: intention to stay -> loyalty -> retention; D1 supports K1; D1 supports K2; D2 contradicts "
    "K3; theme of K3 is staying";

}  // namespace

TEST_CASE("chains that lead nowhere say how far they come and where they nearly join", "[query]") {
  const auto review = given(broken);
  const query::Answer answer = ask(*review, "chains from workload to retention");
  CHECK(answer.notes ==
        Words{"2 configurations reached from \"workload\"; none yields \"retention\"; nearest: K2 "
              "yields \"intention to leave\", K3 needs \"intention to stay\": 1 shared word"});
  REQUIRE_FALSE(answer.next.empty());
  CHECK(answer.next.front() == "why not \"workload\" to \"retention\"");
  CHECK(stopped(*review, "chains from workload to retention within 1").size() == 1);
}

TEST_CASE("a chain that is too long, or of another class, is told of", "[query]") {
  const auto review = given(
      "K1: a -> m -> b; K2: b -> n -> c; K3: c -> o -> d; D1 supports K1; D2 supports K2;"
      "D3 supports K3");
  CHECK(stopped(*review, "chains from a to d within 2") ==
        Words{"longer chains are cut off: some go on past 2 configurations towards the target",
              "the shortest chain there has 3 configurations"});
  CHECK(stopped(*review, "chains from a to d require thread") ==
        Words{"1 chain leads there without \"require\"; none of the class"});
  CHECK(stopped(*review, "chains from a through o to c") ==
        Words{"2 configurations lie on the way; none has \"o\" as a mechanism"});
}

TEST_CASE("where no start is left, what leads to the target is counted", "[query]") {
  const auto review = given(broken);
  CHECK(stopped(*review, "chains from retention to \"intention to leave\"") ==
        Words{"\"retention\" never stands as a context; it stands as an outcome (K3)",
              "2 configurations lead to \"intention to leave\"; none has \"retention\" as a "
              "context"});
}

TEST_CASE("filters that leave nothing say what there is without them", "[query]") {
  const auto review = given(broken);
  CHECK(stopped(*review, "contexts support >= 2") ==
        Words{"the filters leave no configuration; without them there are 3"});
  CHECK(stopped(*review, "contexts of retention where theme != \"staying\"").back() ==
        "the filters leave no configuration; without them there are 3");
  CHECK(stopped(*review, "outcomes following \"intention to stay\" without \"D2\"").back() ==
        "the filters leave 2 of 3 configurations");
  CHECK(stopped(*given(""), "contexts") ==
        Words{"the review holds no configuration yet; retroduce import brings them in"});
}

TEST_CASE("a part that the configurations lack is named", "[query]") {
  const auto review = given("K1: a -> -> b; K2: a -> -> c; K3: a -> m -> [when not fired] d");
  CHECK(stopped(*review, "mechanisms producing b") ==
        Words{"1 configuration with \"b\"; it does not name a mechanism (K1)"});
  const auto unfired = given("K3: a -> m -> [when not fired] d");
  CHECK(stopped(*unfired, "outcomes reachable from a") ==
        Words{"1 configuration reached from \"a\"; it does not yield an outcome (K3)"});
  CHECK(stopped(*unfired, "outcomes given a") ==
        Words{"1 configuration fired given \"a\"; it does not yield an outcome (K3)"});
}

TEST_CASE("where nothing fires, the configuration that lacks least is named", "[query]") {
  const auto review = given("K1: a + b + c -> m -> d; K2: a + not e -> m -> d; K3: f -> m -> g");
  CHECK(stopped(*review, "outcomes given a") ==
        Words{"2 configurations have \"a\" as a context; none fires; nearest: K2, which lacks not "
              "\"e\""});
  CHECK(stopped(*review, "needed for d given f at most 1").back() ==
        "2 configurations yield \"d\"; none fires with at most 1 further context; nearest: K2, "
        "which lacks \"a\", not \"e\"");
}

TEST_CASE("whatever is answered, something is proposed to be asked next", "[query]") {
  const auto review =
      given("K1: a -> m -> x; K2: not b -> n -> [when not fired] y; D1 contradicts K1");
  const auto next = [&](const char* question) { return ask(*review, question).next; };
  CHECK(next("contexts triggering x") == Words{"mechanisms"});
  CHECK(next("outcomes given x") == Words{"contexts"});
  CHECK(next("needed for y given a") == Words{"outcomes"});
  CHECK(next("extracts about zzz") == Words{"outcomes"});
  CHECK(next("why K1") ==
        Words{"disputes", "contexts triggering \"m\"", "outcomes following \"a\""});
  CHECK(next("why K2").back() == "outcomes following not \"b\"");
  CHECK(ask(*given("K1: a -> m -> ; D1 supports K1"), "outcomes").next == Words{"gaps"});
}

TEST_CASE("needed for what comes about already says so", "[query]") {
  const auto review = given("K1: a -> m -> d");
  const query::Answer answer = ask(*review, "needed for d given a");
  CHECK(answer.headline == "\"d\" comes about already given \"a\"");
  CHECK(answer.notes == Words{"it can be derived already: nothing further is needed"});
}

TEST_CASE("a needed context that is an outcome, too, is marked", "[query]") {
  const auto review = given("K1: a + x -> m -> b; K2: z -> n -> x; D1 supports K1; D1 supports K2");
  std::vector<std::string> marks;
  for (const auto& row : ask(*review, "needed for b given a").rows)
    for (const std::string& mark : row.marks) marks.push_back(mark);
  CHECK(std::find(marks.begin(), marks.end(), "x is an outcome, too") != marks.end());
  CHECK(std::find(marks.begin(), marks.end(), "z is an outcome, too") == marks.end());
}

TEST_CASE("needed for what is itself given says that it holds", "[query]") {
  const auto review = given("K1: a -> m -> d; K2: d -> m -> e");
  const query::Answer answer = ask(*review, "needed for d given d");
  REQUIRE(answer.rows.size() == 1);  // how it would come about anew
  CHECK(answer.notes.front() ==
        "\"d\" is itself given, so it holds already; told is only how it would come about anew");
}

TEST_CASE("pivotal and robustness tell a broken way from one with detours", "[query]") {
  const auto review = given(broken);
  CHECK(stopped(*review, "pivotal mechanisms from workload to retention").back() ==
        "2 configurations reached from \"workload\"; none yields \"retention\"; nearest: K2 yields "
        "\"intention to leave\", K3 needs \"intention to stay\": 1 shared word");
  const auto two = given("K1: a -> m -> b; K2: a -> n -> b; D1 supports K1");
  CHECK(stopped(*two, "pivotal mechanisms from a to b") ==
        Words{"chains lead there, and each mechanism on them can be gone round"});
  CHECK(ask(*review, "robustness from \"intention to stay\" to retention").notes.back() ==
        "a chain does lead there, over K3, which no document supports");
}

TEST_CASE("without loops the review is told from the length that was asked for", "[query]") {
  CHECK(stopped(*given("K1: a -> m -> b; K2: b -> m -> c; K3: c -> m -> a"), "loops within 2") ==
        Words{"there are longer loops than 2 configurations: ask with a longer \"within\""});
  CHECK(stopped(*given("K1: a -> m -> b; K2: b -> m -> c"), "loops") ==
        Words{"1 configuration leads on to another; none comes back to itself, at any length"});
  CHECK(stopped(*given("K1: a -> m -> b"), "loops") ==
        Words{"no outcome of a configuration is a context of another"});
}

TEST_CASE("without regularities and disputes the nearest is told", "[query]") {
  const auto review = given(broken);
  CHECK(stopped(*review, "regularities") ==
        Words{"the highest support is of 1 document: \"exhaustion\", \"resignation\", \"intention "
              "to leave\""});
  CHECK(stopped(*review, "regularities of pairs") ==
        Words{"the highest support is of 1 document: \"exhaustion\", \"resignation\""});
  CHECK(stopped(*review, "regularities of sets") == stopped(*review, "regularities"));
  CHECK(ask(*review, "regularities of sets").next ==
        Words{"regularities of sets with support >= 1"});
  CHECK(stopped(*review, "disputes") ==
        Words{"1 configuration is contradicted, with nothing that supports it"});
  CHECK(stopped(*given("K1: a -> m -> b"), "disputes") ==
        Words{"no evidence contradicts a configuration"});
}

TEST_CASE("an empty answer leads to a question that has one, or to none", "[query]") {
  const auto review = given(broken);
  CHECK(ask(*review, "pivotal mechanisms from workload to retention").next ==
        Words{"why not \"workload\" to \"retention\""});
  const auto nothing = given("year of D1 is 2010");
  CHECK(ask(*nothing, "contexts").next.empty());
  CHECK(stopped(*nothing, "contexts") ==
        Words{"the review holds no configuration yet; retroduce import brings them in"});
}

TEST_CASE("a filter by what nothing has says so", "[query]") {
  const auto review = given(broken);
  CHECK(stopped(*review, "contexts where rigour >= moderate").front() ==
        "no document has a rigour");
  CHECK(stopped(*review, "contexts where label = K9").front() ==
        "no configuration is called \"K9\"");
  CHECK(stopped(*review, "contexts where key = D9").front() == "no document has the key \"D9\"");
  CHECK(stopped(*review, "contexts where study = S9").front() == "no study is called \"S9\"");
}
