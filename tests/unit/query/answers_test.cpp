#include "asked.h"

using namespace retroduce;
using namespace retroduce::tests;
using query::Cut;

TEST_CASE("a relation is headed by its counts and rests on its configurations and documents",
          "[query]") {
  const auto review = given(
      "CMOC 12: time -> trust -> x; CMOC 7: time + calm -> trust -> x; D1, D2 support CMOC 7; D2 "
      "supports CMOC 12;"
      "D3 contradicts CMOC 7");
  const auto answer = ask(*review, "contexts triggering trust");
  CHECK(answer.kind == "contexts");
  CHECK(answer.headline == "2 contexts trigger \"trust\" (2 documents support, 1 disputes)");
  REQUIRE(answer.rows.size() == 2);
  CHECK(column(answer, "concept") == Words{"calm", "time"});
  REQUIRE(answer.rows[1].configurations.size() == 2);
  CHECK(review->snapshot()->configurations[answer.rows[1].configurations[0].index()].label ==
        "CMOC 7");
  CHECK(answer.rows[1].documents.size() == 3);
  CHECK(answer.next == Words{"why \"CMOC 7\""});
}

TEST_CASE("rows are marked that rest on one document, or on what is refuted or unsupported",
          "[query]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> x; K3: c -> m -> x; D1 supports K1; D1, D2 support K2; "
      "status of K2 is refuted");
  const auto answer = ask(*review, "contexts triggering m");
  CHECK(answer.rows[0].marks == Words{"rests on K2, which is refuted"});
  CHECK(answer.rows[1].marks == Words{"rests on one document"});
  CHECK(answer.rows[2].marks == Words{"rests on K3, which no document supports"});
}

TEST_CASE("outcomes of mechanisms that did not fire show in the bare list alone, flagged",
          "[query]") {
  const auto review = given("K1: a -> m -> x + [when not fired] y; D1 supports K1");
  CHECK(column(ask(*review, "outcomes following a"), "concept") == Words{"x"});
  const auto bare = ask(*review, "outcomes");
  CHECK(column(bare, "concept") == Words{"x", "y"});
  CHECK(bare.rows[1].marks.at(0) == "where the mechanism does not fire");
  CHECK(ask(*review, "contexts of y").total == 0);
}

TEST_CASE("a limit cuts the rows and never the total", "[query]") {
  const auto review = given("K1: a + b + c -> m -> x; D1 supports K1");
  const auto answer = ask(*review, "contexts", 2);
  CHECK(answer.rows.size() == 2);
  CHECK(answer.total == 3);
  CHECK(answer.truncated);
  CHECK(answer.cut == Cut::limit);
  CHECK(ask(*review, "contexts", 0).rows.size() == 3);
  CHECK_FALSE(ask(*review, "contexts", 3).truncated);
}

TEST_CASE("chains tell strength, threads and class, and where their length cuts them off",
          "[query]") {
  const auto review = given(
      "K1: a -> m -> b; K2: b -> -> c; K3: c -> n -> c2; D1, D2 support K1; D1 supports K2; D3 "
      "contradicts K2");
  const auto answer = ask(*review, "chains from a to c");
  CHECK(answer.headline == "1 chain of up to 6 configurations leads from \"a\" to \"c\"");
  CHECK(column(answer, "strength") == Words{"1"});
  CHECK(column(answer, "support_class") == Words{"thread"});
  CHECK(answer.cut == Cut::none);
  const auto steps = answer.steps(answer.rows[0]);
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].contexts == Words{"a"});
  CHECK(steps[0].outcomes == Words{"b"});
  CHECK(steps[1].mechanisms.empty());
  CHECK(steps[1].is_weakest);
  CHECK(steps[1].dispute == 1);
  const auto shorter = ask(*review, "chains from a within 2");
  CHECK(shorter.cut == Cut::length);
  CHECK(shorter.truncated);
}

TEST_CASE("what holds together with its opposite is flagged, and retracts nothing", "[query]") {
  const auto review = given("K1: a -> m -> x; K2: a -> n -> not x; D1 supports K1");
  const auto answer = ask(*review, "outcomes given a");
  CHECK(column(answer, "concept") == Words{"x", "not x"});
  CHECK(answer.rows[0].marks.back() == "\"not x\" holds too");
  CHECK(answer.notes == Words{"\"x\" and its opposite both hold"});
}

TEST_CASE("why shows each element with its evidence and quotes, then the whole", "[query]") {
  const auto review = given(
      "K1: a -> [reasoning] m -> b; D1 supports outcome 1 of K1; D2 contradicts K1; D3 supports "
      "K1");
  const auto answer = ask(*review, "why K1");
  REQUIRE(answer.rows.size() == 1);
  CHECK(answer.headline == "K1 (2 documents support, 1 disputes)");
  const auto& tree = answer.rows[0].fields;
  CHECK(tree[0].first == "thing");
  const auto& children = std::get<query::Values>(tree[1].second.value);
  REQUIRE(children.size() == 4);
  const auto child = [](const query::Value& value, std::size_t i) {
    return std::get<query::Values>(std::get<query::Parts>(value.value)[1].second.value).at(i);
  };
  const auto thing = [](const query::Value& value) {
    return std::get<std::string>(std::get<query::Parts>(value.value)[0].second.value);
  };
  CHECK(thing(children[1]) == "mechanism (reasoning): m");
  CHECK(thing(children[2]) == "outcome: b");
  CHECK_THAT(thing(child(children[2], 0)), ContainsSubstring("D1"));
  CHECK_THAT(thing(child(child(children[2], 0), 0)), ContainsSubstring("\u201c"));
  CHECK(thing(children[3]) == "the whole configuration");
  CHECK_THAT(thing(child(children[3], 0)), ContainsSubstring("contradicts"));
  CHECK(answer.notes == Words{"1 document bears on some elements only"});
}

TEST_CASE("gaps name kinds and things in label order", "[query]") {
  const auto review = given(
      "K2: -> m -> b; K10: a -> [resource] m -> ; D1 supports K2; D2 contradicts K10; parent > b; "
      "parent > lonely;"
      "K11: parent -> m -> d; D1, D2 support K11; year of D9 is 2000");
  const auto answer = ask(*review, "gaps");
  Words lines;
  for (const auto& row : answer.rows) {
    lines.push_back(std::get<std::string>(row.fields[0].second.value) + " " +
                    std::get<std::string>(row.fields[1].second.value));
  }
  const Words some{"no-context K2",         "one-document K2",
                   "no-outcome K10",        "no-reasoning K10",
                   "only-disputed K10",     "document-empty D9",
                   "concept-unused lonely", "near-joint outcome \"b\" and context \"parent\""};
  for (const std::string& one : some) {
    INFO(one);
    CHECK(std::find(lines.begin(), lines.end(), one) != lines.end());
  }
  CHECK(lines.size() == some.size());
}

TEST_CASE("the same graph of the whole review may be lent for many questions", "[query]") {
  const auto review = given("K1: a -> m -> b; D1 supports K1; country of D1 is England");
  query::World world;
  world.snapshot = review->snapshot();
  world.details = &review->details();
  world.graph = std::make_shared<const graph::EvidenceGraph>(world.snapshot, graph::Scope{});
  CHECK(query::ask(world, "contexts").value->total == 1);
  CHECK(query::ask(world, "contexts where country = Wales").value->total == 0);
}

TEST_CASE("why not names pairs that share words where nothing comes nearer", "[query]") {
  const auto review =
      given("K1: a -> m -> trust in the practice; K2: trust in the nurse -> m -> b");
  const auto answer = ask(*review, "why not a to b");
  const auto& children = std::get<query::Values>(answer.rows.at(0).fields[1].second.value);
  REQUIRE(children.size() == 1);
  CHECK(std::get<std::string>(std::get<query::Parts>(children[0].value)[0].second.value) ==
        "K1 yields \"trust in the practice\", K2 needs \"trust in the nurse\": 1 shared word");
  CHECK(ask(*review, "why not a to \"trust in the practice\"").headline ==
        "A chain does lead from \"a\" to \"trust in the practice\"");
}

TEST_CASE("robustness is nought with a note where no supported chain leads", "[query]") {
  const auto review = given("K1: a -> m -> b; D1 contradicts K1");
  const auto answer = ask(*review, "robustness from a to b");
  CHECK(column(answer, "number") == Words{"0"});
  REQUIRE(answer.notes.size() == 2);
  CHECK(answer.notes[1] == "a chain does lead there, over K1, which no document supports");
}

TEST_CASE("what comes about already needs nothing, and says so", "[query]") {
  const auto review = given("K1: a -> m -> b; K2: c + d -> m -> b");
  const auto answer = ask(*review, "needed for b given a");
  REQUIRE(answer.rows.size() == 1);
  CHECK(std::get<query::Values>(answer.rows[0].fields[0].second.value).empty());
  CHECK_THAT(answer.notes.at(0), ContainsSubstring("already"));
  CHECK(ask(*review, "needed for b given c").total == 2);
  CHECK(ask(*review, "needed for b given c at most 0").total == 0);
}

TEST_CASE("zoom cuts the concepts of an answer to a depth of the tree", "[query]") {
  const auto review = given(
      "K1: low -> m -> x; K2: other -> m -> x; K3: high -> m -> x; high > mid; mid > low; mid > "
      "other;"
      "D1 supports K1; D1, D2 support K2");
  CHECK(column(ask(*review, "contexts triggering m zoom 1"), "concept") == Words{"high"});
  const auto mid = ask(*review, "contexts triggering m zoom 2");
  CHECK(column(mid, "concept") == Words{"mid", "high"});
  CHECK(column(mid, "support") == Words{"2", "0"});
  CHECK(ask(*review, "contexts triggering m zoom 9").total == 3);
}

TEST_CASE("zoom leaves the lack of a concept as it is", "[query]") {
  const auto review = given(
      "K1: not low -> m -> x; K2: low -> m -> not x1; K3: low -> m -> x1; K4: other -> m -> x2;"
      "high > low; high > other; x > x1; x > x2");
  CHECK(column(ask(*review, "contexts zoom 1"), "concept") == Words{"high", "not low"});
  // K3 yields what K2 yields the lack of; x2 of K4 merely stands beside it.
  const auto sides = ask(*review, "compare low with other zoom 1");
  CHECK(column(sides, "concept") == Words{"not x1", "x"});
  CHECK(sides.rows[0].marks.front() == "\"x1\" follows in the first");
  CHECK(sides.rows[1].marks.front() == "\"not x1\" follows in the first");
}

TEST_CASE("what holds at a depth is not told to be needed there", "[query]") {
  const auto review = given(
      "A > A1; A > A2; X > X1; X > X2; B > B1; K1: A1 -> m -> X1; K2: A2 + X1 -> m -> Y; K3: X2 -> "
      "m -> Y; K4: B1 -> m -> Y; D1 supports K1, K2, K3, K4");
  const auto answer = ask(*review, "needed for Y given A1 zoom 1");
  Words needed;
  for (const auto& row : answer.rows) {
    const auto& set = std::get<query::Values>(row.fields[0].second.value);
    REQUIRE(set.size() == 1);
    const auto& term = std::get<query::Parts>(set[0].value);
    needed.push_back(std::get<std::string>(term[0].second.value));
  }
  CHECK(needed == Words{"A2", "B", "X2"});
}

TEST_CASE("a zoomed outcome says that it unites derivations", "[query]") {
  const auto review =
      given("X > X1; X > X2; K1: a -> m -> X1; K2: a -> m -> X2; K3: a -> m -> z; D1 supports K1");
  const auto answer = ask(*review, "outcomes given a zoom 1");
  REQUIRE(column(answer, "concept") == Words{"X", "z"});
  CHECK(answer.rows[0].marks.back() == "unites X1, X2, each with a derivation of its own");
  CHECK(answer.rows[1].marks == Words{"rests on K3, which no document supports"});
}

TEST_CASE("zoomed chains that read alike stay apart, and joints are those that there were",
          "[query]") {
  const auto review = given(
      "K1: a -> m1 -> b1; K2: a -> m2 -> b2; K3: b1 -> m -> end; b > b1; b > b2; m0 > m1; m0 > m2");
  const auto answer = ask(*review, "chains from a zoom 1");
  REQUIRE(answer.total == 3);
  CHECK(answer.steps(answer.rows[0])[0].mechanisms == answer.steps(answer.rows[1])[0].mechanisms);
  CHECK(ask(*review, "chains from a to end zoom 1").total == 1);
}

TEST_CASE("a moderator that both of a pair hold once zoomed is none", "[query]") {
  const auto review = given(
      "K1: c + young -> m -> x; K2: c + old -> m -> not x; K3: c -> m -> x; age > young; age > "
      "old");
  const auto moderators = [](const query::Answer& answer, std::size_t row) {
    for (const auto& [name, value] : answer.rows.at(row).fields)
      if (name == "moderators") return std::get<query::Values>(value.value).size();
    return std::size_t{99};
  };
  CHECK(moderators(ask(*review, "disputes"), 0) == 2);
  const auto cut = ask(*review, "disputes zoom 1");
  CHECK(moderators(cut, 0) == 0);
  CHECK(moderators(cut, 1) == 1);
  CHECK(cut.notes.size() == 2);
  CHECK(ask(*review, "disputes").notes.size() == 1);
  CHECK(ask(*given("K1: c -> m -> x; K2: c -> m -> not x"), "disputes").notes.empty());
}

TEST_CASE("of more than a million chains the strongest are listed, and the count is a lower bound",
          "[query]") {
  // Seven layers of eleven configurations, each joined to all of the next: 11 + 11^2 + … chains.
  std::string text;
  for (int layer = 1; layer <= 7; ++layer) {
    for (int i = 0; i < 11; ++i) {
      const std::string label = "K" + std::to_string(layer * 100 + i);
      text += label + ": c" + std::to_string(layer) + " -> m -> c" + std::to_string(layer + 1) +
              ";D1 supports " + label + ";";
      if (i == 7) text += "D2 supports " + label + ";";
    }
  }
  const auto review = given(text);
  const auto answer = ask(*review, "chains from c1 to c8 within 7", 3);
  CHECK(answer.truncated);
  CHECK(answer.cut == query::Cut::limit);
  CHECK_FALSE(answer.total_is_exact);
  CHECK(answer.total > 1'000'000);
  REQUIRE(answer.rows.size() == 3);
  CHECK(column(answer, "strength") == Words{"2", "1", "1"});
  std::vector<std::string> first;
  for (const auto k : answer.rows[0].configurations)
    first.push_back(review->snapshot()->configurations[k.index()].label);
  CHECK(first == Words{"K107", "K207", "K307", "K407", "K507", "K607", "K707"});
  CHECK(answer.rows[1].configurations.size() == 7);
  CHECK(review->snapshot()->configurations[answer.rows[1].configurations[6].index()].label ==
        "K700");
  CHECK(answer.headline.rfind("At least ", 0) == 0);
  const auto unlimited = ask(*review, "chains from c1 to c8 within 7", 0);
  CHECK(unlimited.rows.size() == 100'000);
  CHECK(unlimited.truncated);
}

TEST_CASE("robustness rests on what lies on the way alone, and marks what is refuted there",
          "[query]") {
  const auto review = given(
      "K1: a -> m -> x; K2: b -> m -> y; K3: a -> n -> z; D1 supports K1; D1 supports K2; D1 "
      "supports K3; status of K1 is refuted");
  const auto answer = ask(*review, "robustness from a to x");
  REQUIRE(answer.rows.size() == 1);
  REQUIRE(answer.rows[0].configurations.size() == 1);
  CHECK(answer.rows[0].marks.at(0) == "rests on K1, which is refuted");
  CHECK(answer.rows[0].documents.size() == 1);
}

TEST_CASE("a name of several concepts that are given is told to stand for all of them", "[query]") {
  const auto review = given("K1: a1 + a2 -> m -> x; K2: a1 -> m -> y; D1 supports K1");
  const std::string note =
      "\"a*\" stands for 2 concepts, and all of them are taken to hold; name those that do, or ask "
      "\"exactly\"";
  CHECK(ask(*review, "outcomes given \"a*\"").notes.at(0) == note);
  CHECK(ask(*review, "needed for x given \"a*\"").notes.at(0) == note);
  CHECK(ask(*review, "outcomes given a1").notes.empty());
}

TEST_CASE("zoomed regularities tell that what is below the threshold is left out", "[query]") {
  const auto review = given("K1: a -> m -> x; D1, D2 support K1");
  CHECK(ask(*review, "regularities with support >= 2 zoom 1").notes.size() == 1);
  CHECK(ask(*review, "regularities with support >= 1 zoom 1").notes.empty());
  CHECK(ask(*review, "regularities with support >= 2").notes.empty());
}

TEST_CASE("robustness holds support >= n against what is left, as without does", "[query]") {
  const auto review =
      given("K1: a -> m -> b; D1, D2, D3 support K1; K2: a -> n -> b; D3, D4 support K2");
  const auto fewest = [&](const std::string& filter) {
    const auto answer = ask(*review, "robustness from a to b" + filter);
    return base::join(column(answer, "number"), "") + " of " +
           std::to_string(answer.rows.at(0).configurations.size());
  };
  CHECK(fewest("") == "4 of 2");
  CHECK(fewest(" support >= 2") == "2 of 2");
  CHECK(ask(*review, "chains from a to b support >= 2 without \"D1\", \"D3\"").total == 0);
  CHECK(fewest(" support >= 3") == "1 of 1");
  CHECK(
      ask(*review, "robustness from a to b support >= 3").notes ==
      Words{"a configuration falls where fewer than 3 documents that support it are left, as with "
            "\"without\""});
}

TEST_CASE("what is needed tells where the opposite of a context holds, too", "[query]") {
  const auto review = given("K1: a -> m -> b; K2: b + not b + c -> n -> x; K3: a + d -> n -> x");
  const auto answer = ask(*review, "needed for x given a");
  REQUIRE(answer.rows.size() == 2);
  CHECK(answer.rows[0].marks == Words{"rests on K3, which no document supports"});
  CHECK(answer.rows[1].marks == Words{"rests on K1, K2, which no document supports",
                                      "needs \"b\", and \"not b\" holds too",
                                      "needs \"not b\", and \"b\" holds too"});
}

TEST_CASE("why not counts no more pairs than it shows as all there are", "[query]") {
  const std::string five =
      "K1: a -> m -> low trust; K2: trust one -> m -> z; K3: trust two -> m -> z; K4: trust three "
      "-> m -> z; K5: trust four -> m -> z; K6: trust five -> m -> z; ";
  const std::string way = "No chain leads from \"a\" to \"z\"; ";
  CHECK(ask(*given(five), "why not a to z").headline == way + "5 pairs come near to joining");
  CHECK(ask(*given(five + "K7: trust six -> m -> z"), "why not a to z").headline ==
        way + "these 5 pairs come nearest to joining");
}
