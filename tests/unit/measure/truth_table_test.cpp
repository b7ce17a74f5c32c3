#include "measure/truth_table.h"

#include "support/catch.h"
#include "support/lipset.h"

using namespace retroduce::measure;
using namespace retroduce::tests;
using Outcome = TruthRow::Outcome;

TEST_CASE("the truth table of Lipset's countries is the published one", "[measure]") {
  std::vector<Case> cases;
  for (const Country& one : lipset()) cases.push_back({one.conditions, one.survived});
  std::vector<std::string> found;
  for (const TruthRow& row : truth_table(cases)) {
    std::string line;
    for (unsigned i = 0; i < 5; ++i) line += (row.present >> i & 1U) != 0 ? '1' : '0';
    line += row.outcome == Outcome::present ? " 1" : row.outcome == Outcome::absent ? " 0" : " C";
    for (const auto one : row.cases) line += " " + lipset()[one].name;
    found.push_back(line);
  }
  CHECK(found == std::vector<std::string>{
                     "11111 1 BE CZ NL UK", "00000 0 ES GR PT", "10111 1 FR SE", "10101 1 FI IE",
                     "00100 0 HU PL", "00001 0 IT RO", "11110 0 DE", "10110 0 AU", "00101 0 EE"});
}

TEST_CASE("a combination with and without the outcome is contradictory below the threshold",
          "[measure]") {
  const std::vector<Case> cases{{1, true}, {1, true}, {1, true}, {1, true}, {1, false}, {0, false}};
  const auto strict = truth_table(cases);
  REQUIRE(strict.size() == 2);
  CHECK(strict[0].outcome == Outcome::contradictory);
  CHECK(strict[0].with_outcome == 4);
  CHECK(strict[1].outcome == Outcome::absent);
  CHECK(truth_table(cases, 0.8)[0].outcome == Outcome::present);
  CHECK(truth_table(cases, 0.81)[0].outcome == Outcome::contradictory);
}

TEST_CASE(
    "combinations with as many cases stand by the first condition that differs, present first",
    "[measure]") {
  const std::vector<Case> cases{{0, false}, {2, false}, {1, false},
                                {3, false}, {6, true},  {6, true}};
  std::vector<Combination> order;
  for (const TruthRow& row : truth_table(cases)) order.push_back(row.present);
  CHECK(order == std::vector<Combination>{6, 3, 1, 2, 0});
  CHECK(truth_table({}).empty());
  CHECK(share(1, 4) == 0.25);
  CHECK(share(0, 0) == 0);
}
