#include "review/theory_diff.h"

#include "base/text.h"
#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;
using namespace retroduce::model;

namespace {

/// "1+2>3 merged": out of which statements, into which, how.
std::vector<std::string> told(const TheoryDetails& all, const review::TheoryDiff& diff) {
  std::vector<std::string> lines;
  for (const review::StatementChange& change : diff.changes) {
    std::vector<std::string> was;
    for (const std::uint32_t place : change.was) was.push_back(all.statements[place].label);
    lines.push_back(base::join(was, "+") + ">" +
                    (change.is ? all.statements[*change.is].label : std::string()) + " " +
                    base::join(change.lineage, ", "));
  }
  return lines;
}

/// Three versions: what was reworded twice, merged on the way, left behind without a word.
TheoryDetails three_versions() {
  TheoryDetails all;
  all.theories.push_back({"T", TheoryKind::programme, "", {}, "", {}, 0});
  for (const char* label : {"one", "two", "three"})
    all.versions.push_back({Ref<Theory>(0U), label, "", "", {}, 0});
  const auto add = [&](std::uint32_t version, const std::string& label,
                       std::vector<StatementLineage> lineage) {
    Statement statement;
    statement.version = Ref<TheoryVersion>(version);
    statement.label = label;
    statement.lineage = std::move(lineage);
    all.statements.push_back(std::move(statement));
  };
  add(0, "a", {});
  add(0, "b", {});
  add(0, "c", {});
  add(1, "a", {{Ref<Statement>(0U), Lineage::kept}});
  add(1, "b", {{Ref<Statement>(1U), Lineage::reworded}});
  add(2, "ab", {{Ref<Statement>(3U), Lineage::merged}, {Ref<Statement>(4U), Lineage::merged}});
  add(2, "d", {});
  return all;
}

}  // namespace

TEST_CASE("the shipped theory is told statement by statement", "[review][theory]") {
  EditWorld world;
  world.review.snapshot();
  const TheoryDetails all = world.review.details().theories();
  const auto diff = review::theory_diff(all, "", "initial", "refined");
  REQUIRE(diff.value);
  CHECK(told(all, *diff.value) == std::vector<std::string>{"1>1 split", "1>2 split", "2+3>3 merged",
                                                           "4>4 reworded", "5>5 kept", ">6 new",
                                                           "6> dropped"});
}

TEST_CASE("lineage is followed through the versions between", "[review][theory]") {
  const TheoryDetails all = three_versions();
  const auto diff = review::theory_diff(all, "", "one", "three");
  REQUIRE(diff.value);
  CHECK(told(all, *diff.value) ==
        std::vector<std::string>{"a+b>ab merged, reworded", ">d new", "c> not carried on"});
  CHECK(diff.value->changes[0].on_the_way.size() == 3);
}

TEST_CASE("versions that are not there, or the wrong way round, are told", "[review][theory]") {
  const TheoryDetails all = three_versions();
  const auto code = [&](const char* earlier, const char* later) {
    const auto diff = review::theory_diff(all, "", earlier, later);
    return diff.value ? std::string() : diff.found.sorted().front().code;
  };
  CHECK(code("one", "four") == "theory.no-version");
  CHECK(code("three", "one") == "theory.order");
  CHECK(code("two", "two") == "theory.order");
}
