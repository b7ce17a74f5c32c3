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
                    change.lineage);
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
        std::vector<std::string>{"a+b>ab merged", ">d new", "c> not carried on"});
  CHECK(diff.value->changes[0].on_the_way.size() == 3);
}

TEST_CASE("what a version between dropped is told with its reason, and then no more",
          "[review][theory]") {
  TheoryDetails all = three_versions();
  const auto drop = [&all](std::uint32_t version, std::uint32_t earlier) {
    Statement statement;
    statement.version = Ref<TheoryVersion>(version);
    statement.label = all.statements[earlier].label;
    statement.reason = "no evidence";
    statement.lineage = {{Ref<Statement>(earlier), Lineage::dropped}};
    all.statements.push_back(statement);
    return static_cast<std::uint32_t>(all.statements.size() - 1);
  };
  const std::uint32_t of_c = drop(1, 2);
  drop(1, 0);  // carried on all the same
  const auto whole = review::theory_diff(all, "", "one", "three");
  CHECK(told(all, *whole.value) ==
        std::vector<std::string>{"a+b>ab merged", ">d new", "c> dropped"});
  CHECK(whole.value->changes.back().on_the_way == std::vector<std::uint32_t>{of_c});
  CHECK(told(all, *review::theory_diff(all, "", "two", "three").value) ==
        std::vector<std::string>{"a+b>ab merged", ">d new"});
}

TEST_CASE("what was kept in other words, or taken up again, is told so", "[review][theory]") {
  TheoryDetails all = three_versions();
  all.statements[0].text = all.statements[1].text = "one";
  all.statements[3].text = "another";
  CHECK(told(all, *review::theory_diff(all, "", "one", "two").value) ==
        std::vector<std::string>{"a>a kept in other words", "b>b reworded", "c> not carried on"});
  all.statements[6].lineage = {{Ref<Statement>(2U), Lineage::reworded}};
  CHECK(told(all, *review::theory_diff(all, "", "two", "three").value) ==
        std::vector<std::string>{"a+b>ab merged", ">d taken up again"});
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

TEST_CASE("how a statement came about is said by edits", "[review][theory][edit]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory T\n"
                     "add theory version one theory T\n"
                     "add theory version two theory T\n"
                     "add statement 1 version one text \"a\"\n"
                     "add statement 2 version one text \"b\"\n"
                     "add statement 3 version one text \"c\"\n"
                     "add statement 1 lineage merged from 1, 2 version two text \"ab\"\n"
                     "add statement 3 version two lineage dropped from 3 reason \"no one saw it\"\n"
                     "add statement 4 version two text \"d\" lineage new") == "done");
  const auto differences = [&world] {
    world.review.snapshot();
    const TheoryDetails all = world.review.details().theories();
    return told(all, *review::theory_diff(all, "", "one", "two").value);
  };
  CHECK(differences() == std::vector<std::string>{"1+2>1 merged", ">4 new", "3> dropped"});
  REQUIRE(world.code("set statement 4 lineage split from 3") == "done");
  CHECK(differences() == std::vector<std::string>{"1+2>1 merged", "3>4 split", "3> dropped"});
  CHECK(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(differences() == std::vector<std::string>{"1+2>1 merged", ">4 new", "3> dropped"});

  CHECK(world.code("set statement 4 lineage split from 4") == "edit.unknown");
  CHECK(world.code("set statement 4 lineage became 3") == "edit.form");
  CHECK(world.code("add statement 5 lineage kept from 1") == "edit.form");
}

TEST_CASE("what was dropped between and taken up again was not dropped", "[review][theory]") {
  EditWorld world(true);
  REQUIRE(
      world.code("add theory P\nadd theory version v1 theory P\n"
                 "add statement A version v1 text alpha\nadd statement C version v1 text gamma\n"
                 "add theory version v2 theory P\n"
                 "add statement A version v2 text delta lineage kept from A\n"
                 "add statement C version v2 text gamma lineage dropped from C\n"
                 "add theory version v3 theory P\n"
                 "add statement A version v3 text delta lineage kept from A\n"
                 "add statement C version v3 text gamma lineage kept from C") == "done");
  const auto all = world.review.store().details().theories();
  const auto diff = review::theory_diff(all, "", "v1", "v3");
  REQUIRE(diff.value);
  REQUIRE(diff.value->changes.size() == 2);
  CHECK(diff.value->changes[0].lineage == "kept in other words");
  CHECK(diff.value->changes[1].lineage == "kept");
  CHECK(diff.value->changes[1].is);
  const auto dropped = review::theory_diff(all, "", "v1", "v2");
  CHECK(dropped.value->changes.back().lineage == "dropped");
}

TEST_CASE("a statement that came and went between two versions is of neither", "[review][theory]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory P\nadd theory version v1 theory P\n"
                     "add theory version v2 theory P\nadd statement B version v2 text beta\n"
                     "add theory version v3 theory P\n"
                     "add statement B version v3 text beta lineage dropped from B") == "done");
  const auto diff = review::theory_diff(world.review.store().details().theories(), "", "v1", "v3");
  REQUIRE(diff.value);
  CHECK(diff.value->changes.empty());
}

TEST_CASE("of what was split the part that is dropped is named", "[review][theory]") {
  EditWorld world(true);
  REQUIRE(world.code("add theory P\nadd theory version v1 theory P\n"
                     "add statement C version v1 text c\nadd theory version v2 theory P\n"
                     "add statement C1 version v2 text c1 lineage split from C\n"
                     "add statement C2 version v2 text c2 lineage split from C\n"
                     "add theory version v3 theory P\n"
                     "add statement C1 version v3 text c1 lineage kept from C1\n"
                     "add statement C2 version v3 text c2 lineage dropped from C2") == "done");
  const auto all = world.review.store().details().theories();
  CHECK(told(all, *review::theory_diff(all, "", "v1", "v3").value) ==
        std::vector<std::string>{"C>C1 split", "C2> dropped"});
}
