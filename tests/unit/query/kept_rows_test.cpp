// What is new in the answer to a saved question.
#include "query/kept_rows.h"

#include "asked.h"
#include "query/renamed.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::KeptRow;
using Kept = std::vector<KeptRow>;

namespace {

Kept kept(const std::string& review, const std::string& question) {
  const auto made = given(review);
  return query::kept_rows(ask(*made, question), *made->snapshot());
}

const char* const small =
    "K1: loneliness -> belonging -> not distress; K2: not distress -> hope -> work;"
    "D1, D2 support K1; D2 supports K2; D3 contradicts K1";

}  // namespace

TEST_CASE("a kept row is named by what it says, with its support", "[query]") {
  CHECK(kept(small, "outcomes") ==
        Kept{{"not distress", 2, "disputed by 1"}, {"work", 1, "rests on one document"}});
  CHECK(kept(small, "chains from loneliness to work") ==
        Kept{{"K1 > K2", 1, "thread; disputed by 1"}});
  CHECK(kept(small, "regularities with support >= 2") ==
        Kept{{"loneliness > belonging > not distress", 2, "disputed by 1"}});
  CHECK(kept(small, "disputes") == Kept{{"K1", 2, "disputed by 1"}});
  CHECK(kept(small, "needed for work given loneliness at most 1").size() == 1);
}

TEST_CASE("another piece of evidence moves a row, and does not make another of it", "[query]") {
  const std::string more = std::string(small) + "; D4 supports K1";
  for (const char* question : {"outcomes", "regularities with support >= 1", "disputes",
                               "contexts triggering belonging"}) {
    const auto changes = query::row_changes(kept(small, question), kept(more, question));
    CHECK(changes.fresh.empty());
    CHECK(changes.gone.empty());
    REQUIRE(changes.moved.size() == 1);
    CHECK(changes.moved[0].before.support == 2);
    CHECK(changes.moved[0].now.support == 3);
  }
}

TEST_CASE("a dispute, a refutation and a document that saw the whole chain move a row", "[query]") {
  const std::string before =
      "K1: loneliness -> belonging -> not distress; K2: not distress -> hope -> work;"
      "D1 supports K1; D2 supports K2";
  const auto moved = [&](const std::string& more, const char* question) {
    return query::row_changes(kept(before, question), kept(before + more, question)).moved.size();
  };
  CHECK(moved("; D3 contradicts K1", "outcomes") == 1);
  CHECK(moved("; status of K1 is refuted", "chains from loneliness to work") == 1);
  CHECK(moved("; D1 supports K2", "chains from loneliness to work") == 1);
}

TEST_CASE("rows that came and rows that went are told apart from those that moved", "[query]") {
  const Kept before{{"a", 3}, {"b", 2}, {"same", 1}, {"same", 1}};
  const Kept now{{"c", 4}, {"a", 2}, {"same", 1}};
  const auto changes = query::row_changes(before, now);
  CHECK(changes.fresh == Kept{{"c", 4}});
  CHECK(changes.gone == Kept{{"b", 2}, {"same", 1}});
  REQUIRE(changes.moved.size() == 1);
  CHECK(changes.moved[0].now.name == "a");
  CHECK_FALSE(changes.none());
  CHECK(query::row_changes(now, now).none());
}

TEST_CASE("a question is asked by the names that things have today", "[query]") {
  using model::ThingKind;
  const std::vector<model::Renamed> renamed{{ThingKind::concept_, "trust", "trust in \"her\""},
                                            {ThingKind::concept_, "time", "trust"},
                                            {ThingKind::configuration, "K1", "K2"},
                                            {ThingKind::configuration, "K2", "K1"},
                                            {ThingKind::document, "a", "b"},
                                            {ThingKind::theme, "buy-in", "support"}};
  const auto today = [&](const char* question) { return query::asked_today(question, renamed); };
  CHECK(today("chains from Trust, time to not \"trust\"") ==
        R"(chains from "trust in \"her\"", "trust" to not "trust in \"her\"")");
  CHECK(today(" why K1 ") == R"(why "K2")");
  CHECK(today("sensitivity of outcomes following time without a where theme = \"buy-in\"") ==
        R"(sensitivity of outcomes following "trust" without "b" where theme = "support")");
  // Words that are no names, beginnings, and what cannot be read stay.
  for (const char* question :
       {"extracts about \"trust\"", "contexts of trus*", "contexts off trust"})
    CHECK(today(question) == question);
}

namespace {

/// What changed in an answer since it was kept, told by the names of today.
query::RowChanges changes_since(const std::string& before, const std::string& now,
                                const std::string& question,
                                const std::vector<model::Renamed>& renamed,
                                const std::string& question_now) {
  const auto review = given(now);
  const query::BothNames names(renamed);
  query::World world;
  world.snapshot = names.shown_in(*review->snapshot());
  world.details = &review->details();
  const auto answer = query::ask(world, names.asked(question_now), {1000});
  if (!answer) FAIL(base::to_text(answer.found.sorted().front()));
  const auto told = [&](const query::Told& how) {
    return query::kept_rows(*answer.value, *world.snapshot, how);
  };
  CHECK(told(query::BothNames::now) == kept(now, question_now));
  return query::row_changes(kept(before, question), told(query::BothNames::now),
                            told([&](std::string_view text) { return names.then(text); }));
}

}  // namespace

TEST_CASE("a row stays the same one when things are called otherwise", "[query]") {
  using model::ThingKind;
  const std::vector<model::Renamed> renamed{{ThingKind::concept_, "belonging", "fitting \"in\""},
                                            {ThingKind::concept_, "distress", "belonging"},
                                            {ThingKind::document, "D1", "D9"},
                                            {ThingKind::configuration, "K1", "K7"}};
  const auto before =
      std::string(small) + "; status of K1 is refuted; D3 supports K2; idle > loneliness";
  const std::string now =
      "K7: loneliness -> fitting \"in\" -> not belonging; K2: not belonging -> hope -> work;"
      "D9, D2 support K7; D2 supports K2; D3 contradicts K7; status of K7 is refuted;"
      "D3 supports K2; idle > loneliness";
  for (const std::string question :
       {"outcomes", "mechanisms", "chains from loneliness to work", "gaps",
        "regularities with support >= 1", "regularities of sets with support >= 1", "disputes",
        "why K2", "outcomes given loneliness", "sensitivity of mechanisms",
        "sensitivity of outcomes by study", "needed for work given loneliness at most 1",
        "truth table for work from belonging, hope", "formula for work from belonging, hope",
        "pivotal mechanisms from loneliness to work", "concepts together"}) {
    INFO(question);
    const auto review = given(before);
    CHECK(changes_since(before, now, question, renamed, query::asked_today(question, renamed))
              .none());
  }
}

TEST_CASE("quotes and the engine's own words are no names", "[query]") {
  using model::ThingKind;
  const std::string before = "K1: a -> m -> b; D1 supports K1";
  for (const std::string name : {"quote", "one document", "document", "one", "rests"}) {
    const std::vector<model::Renamed> renamed{{ThingKind::concept_, "m", name}};
    const std::string now = "K1: a -> " + name + " -> b; D1 supports K1";
    for (const std::string question : {"outcomes", "mechanisms", "extracts about \"quote\"", "gaps",
                                       "why K1", "formula for b from a"}) {
      INFO(name << ": " << question);
      CHECK(changes_since(before, now, question, renamed, question).none());
    }
  }
}

TEST_CASE("what is kept as support speaks for the row, and what disputes it is told beside",
          "[query]") {
  const std::string all =
      "K1: a -> m -> b; K2: b -> n -> c; D1, D2 support K1; D1 supports K2; D3 contradicts K1";
  const std::string studies = all + "; study S: D1, D2; study T: D3, D4; D4 contradicts K1";
  CHECK(kept(all, "outcomes given a") ==
        Kept{{"b", 2, "disputed by 1"}, {"c", 2, "disputed by 1"}});
  CHECK(kept(all, "needed for c given a")[0].support == 2);
  CHECK(kept(all, "gaps")[0] == KeptRow{"one-document: K2", 1});
  // By who counts in the question, and in its own scope.
  CHECK(kept(studies, "outcomes given a by study")[0] == KeptRow{"b", 1, "disputed by 1"});
  CHECK(kept(studies, "chains from a to c by study") ==
        Kept{{"K1 > K2", 1, "thread; disputed by 1"}});
  CHECK(kept(studies, "chains from a to c without D3") ==
        Kept{{"K1 > K2", 1, "thread; disputed by 1"}});
  CHECK(kept(all, "chains from a to c without D3") == Kept{{"K1 > K2", 1, "thread"}});
  // A contradiction is no gain.
  for (const char* question :
       {"outcomes given a", "needed for c given a", "outcomes reachable from a",
        "pivotal mechanisms from a to c", "chains from a to c"}) {
    INFO(question);
    const auto changes =
        query::row_changes(kept(all, question), kept(all + "; D5 contradicts K1", question));
    REQUIRE_FALSE(changes.moved.empty());
    CHECK(changes.moved[0].now.support == changes.moved[0].before.support);
    CHECK_THAT(changes.moved[0].now.rest, ContainsSubstring("disputed by 2"));
  }
}

TEST_CASE("members of a set stand by the names that they had", "[query]") {
  using model::ThingKind;
  const std::string before =
      "K1: A + C -> m -> b; K2: A + not C -> m -> b; D1, D2 support K1; D1, D2 support K2;"
      "D3 contradicts K1";
  const std::string now =
      "K4: A + C -> m -> b; K2: C + not A -> m -> b; D1, D2 support K4; D1, D2 support K2;"
      "D3 contradicts K4";
  const std::vector<model::Renamed> renamed{{ThingKind::concept_, "A", "C"},
                                            {ThingKind::concept_, "C", "A"},
                                            {ThingKind::configuration, "K1", "K4"}};
  for (const std::string question :
       {"needed for b given m", "regularities of sets with support >= 1", "disputes",
        "sensitivity of contexts", "truth table for b from A, C"}) {
    INFO(question);
    CHECK(changes_since(before, now, question, renamed, query::asked_today(question, renamed))
              .none());
  }
}
