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

/// What a reader sees of them.
Kept told(const std::string& review, const std::string& question) {
  Kept rows = kept(review, question);
  for (KeptRow& row : rows) row.grounds.clear();
  return rows;
}

const char* const small =
    "K1: loneliness -> belonging -> not distress; K2: not distress -> hope -> work;"
    "D1, D2 support K1; D2 supports K2; D3 contradicts K1";

}  // namespace

TEST_CASE("a kept row is named by what it says, with its support", "[query]") {
  CHECK(told(small, "outcomes") ==
        Kept{{"not distress", 2, "disputed by 1"}, {"work", 1, "rests on one document"}});
  CHECK(told(small, "chains from loneliness to work") ==
        Kept{{"K1 > K2", 1, "thread; disputed by 1"}});
  CHECK(told(small, "regularities with support >= 2") ==
        Kept{{"loneliness > belonging > not distress", 2, "disputed by 1"}});
  CHECK(told(small, "disputes") == Kept{{"K1", 2, "disputed by 1"}});
  CHECK(told(small, "needed for work given loneliness at most 1").size() == 1);
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

TEST_CASE("what is kept as support speaks for the row, and what disputes it is told beside",
          "[query]") {
  const std::string all =
      "K1: a -> m -> b; K2: b -> n -> c; D1, D2 support K1; D1 supports K2; D3 contradicts K1";
  const std::string studies = all + "; study S: D1, D2; study T: D3, D4; D4 contradicts K1";
  CHECK(told(all, "outcomes given a") ==
        Kept{{"b", 2, "disputed by 1"}, {"c", 2, "disputed by 1"}});
  CHECK(kept(all, "needed for c given a")[0].support == 2);
  CHECK(told(all, "gaps")[0] == KeptRow{"one-document: K2", 1});
  // By who counts in the question, and in its own scope.
  CHECK(told(studies, "outcomes given a by study")[0] == KeptRow{"b", 1, "disputed by 1"});
  CHECK(told(studies, "chains from a to c by study") ==
        Kept{{"K1 > K2", 1, "thread; disputed by 1"}});
  CHECK(told(studies, "chains from a to c without D3") ==
        Kept{{"K1 > K2", 1, "thread; disputed by 1"}});
  CHECK(told(all, "chains from a to c without D3") == Kept{{"K1 > K2", 1, "thread"}});
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

TEST_CASE("a row on other grounds is another, where it counts as much", "[query]") {
  const std::string claims = "K1: a -> m -> b; K2: b -> n -> c;";
  const auto changed = [&](const std::string& before, const std::string& now,
                           const char* question) {
    const auto changes =
        query::row_changes(kept(claims + before, question), kept(claims + now, question));
    CHECK(changes.fresh.empty());
    CHECK(changes.gone.empty());
    return changes.moved.size();
  };
  for (const char* question : {"contexts triggering m", "regularities with support >= 1", "why K1",
                               "chains from a to c", "needed for b given n"}) {
    INFO(question);
    CHECK(changed("D1 supports K1", "D2 supports K1", question) == 1);
    CHECK(changed("D1 supports K1; D3 contradicts K1", "D1 supports K1; D2 contradicts K1",
                  question) == 1);
  }
  CHECK(changed("D1, D2 support K1", "D2 supports K1; D1 supports K1", "mechanisms") == 0);
  CHECK(changed("D1 supports K1; D2 supports K2", "D1 supports K1; D3 supports K2",
                "contexts triggering m") == 0);
}

TEST_CASE("rows at the end of answers that are cut are neither new nor gone", "[query]") {
  const Kept before{{"a", 3}, {"b", 2}};
  const Kept now{{"b", 2}, {"c", 1}};
  const auto cut = query::row_changes(before, now, now, 2);
  CHECK(cut.fresh.empty());
  CHECK(cut.gone.empty());
  CHECK(cut.unsure == 2);
  CHECK_FALSE(cut.none());
  // Of an answer that is whole it is known what it has not.
  CHECK(query::row_changes(before, now, now, 3).fresh == Kept{{"c", 1}});
  const Kept whole{{"b", 2}};
  CHECK(query::row_changes(before, whole, whole, 2).gone == Kept{{"a", 3}});
  CHECK(query::row_changes(whole, before, before, 2).fresh == Kept{{"a", 3}});
}

TEST_CASE("rows are named by what they are about, not by what is found", "[query]") {
  const auto name = [](const std::string& review, const char* question) {
    return kept(review, question).at(0).name;
  };
  const std::string review = "K1: a -> m -> b; K2: b -> n -> c; D1 supports K1; D2 supports K2";
  CHECK(name(review, "why 1 of outcomes") == "b");
  CHECK(name(review, "why 1 of why not a to m") == kept(review, "why not a to m").at(0).name);
  CHECK(told(review, "sensitivity of outcomes").at(0).name == "D1");
  CHECK_THAT(told(review, "sensitivity of outcomes").at(0).rest, ContainsSubstring("1 goes"));
}
