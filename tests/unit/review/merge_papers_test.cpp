// Documents that came to one key on two copies: one paper where the titles are one, else two.
#include "decided.h"
#include "store/record_rows.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

const std::string trust = "add document lee2021 title \"Trust in link work\"";

}  // namespace

TEST_CASE("two papers of one key are two", "[review][merge]") {
  MergeWorld world(true);
  part(world);
  world.in_year("2101");
  REQUIRE(world.edit("a", trust) == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "add document lee2021 title \"Fear of stigma\"") == "done");
  REQUIRE(world.edit("b", "add extract \"they fear\" from lee2021") == "done");
  CHECK(meet(world) == "document \"lee2021 (2)\": key | is called \"lee2021\" like another\n");
  CHECK(world.image("a", ThingKind::document, "lee2021").find("Trust") != std::string::npos);
  CHECK(world.image("a", ThingKind::document, "lee2021 (2)").find("Fear") != std::string::npos);
  SECTION("another: both stay") {
    REQUIRE(decide(world, "a", "document \"lee2021 (2)\"", "another") == "done");
    const auto all = world.store("a").doubles(true);
    REQUIRE(all.size() == 1);
    CHECK(all[0].is_same == false);
  }
  SECTION("the same: they count once, and nothing is moved") {
    REQUIRE(decide(world, "a", "document \"lee2021 (2)\"", "same") == "done");
    const auto all = world.store("a").doubles(true);
    REQUIRE(all.size() == 1);
    CHECK(all[0].is_same == true);
    CHECK(all[0].first.key == "lee2021");
  }
  CHECK(hand_on(world, "a", "b").empty());
}

TEST_CASE(
    "who says of two papers of one key that they are one, and who says the opposite, are heard",
    "[review][merge]") {
  MergeWorld world(true);
  part(world);
  REQUIRE(world.edit("a", trust) == "done");
  REQUIRE(world.edit("b", "add document lee2021 title \"Fear of stigma\"") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "document \"lee2021 (2)\"", "another") == "done");
  REQUIRE(decide(world, "b", "document \"lee2021 (2)\"", "same") == "done");
  CHECK(meet(world).find("one paper or two") != std::string::npos);
}

TEST_CASE("one paper that two added is one", "[review][merge]") {
  MergeWorld world(true);
  part(world);
  REQUIRE(world.edit("a", trust) == "done");
  REQUIRE(world.edit("b", "add document lee2021 title \"Trust in Link Work.\"") == "done");
  REQUIRE(world.edit("a", "add document kim2022") == "done");
  REQUIRE(world.edit("b", "add document kim2022") == "done");
  meet(world);
  store::Connection connection(world.path("a"), store::Connection::Access::read);
  CHECK(store::Things(connection).all(ThingKind::document).size() == 2);
}

namespace {

void three(MergeWorld& world) {
  REQUIRE(world.base().code("add document lee2021 title \"One\"\n"
                            "add document kim2022 title \"Two\"\n"
                            "add document roe2023 title \"Three\"") == "done");
  part(world);
}

/// Keys of the documents that no other stands for.
std::size_t papers(MergeWorld& world, const std::string& name) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  return store::Things(connection).all(ThingKind::document).size() -
         store::stands_for(connection).size();
}

}  // namespace

TEST_CASE("papers that are one through two who did not know of each other are told",
          "[review][merge]") {
  MergeWorld world(true);
  three(world);
  const bool is_second = GENERATE(true, false);
  const auto say = [&](const std::string& name, const std::string& other) {
    REQUIRE(world.store(name).decide_double(is_second ? other : "lee2021",
                                            is_second ? "lee2021" : other, true, {name, ""}));
  };
  world.in_year("2101");
  say("a", "kim2022");
  world.in_year("2102");
  say("b", "roe2023");
  world.copy("a", "c");
  CHECK(told(world.merge("c", "b"), "merge.papers-joined")
            .find("kim2022, lee2021, roe2023 count as one paper now, through decisions of a and "
                  "b") != std::string::npos);
  CHECK(meet(world).empty());
  CHECK(papers(world, "a") == 1);
  CHECK(papers(world, "b") == 1);
}

TEST_CASE("papers that are two and one through others are left open", "[review][merge]") {
  MergeWorld world(true);
  three(world);
  world.in_year("2101");
  REQUIRE(world.store("a").decide_double("lee2021", "kim2022", true, {"a", "preprint"}));
  world.in_year("2102");
  REQUIRE(world.store("b").decide_double("lee2021", "roe2023", true, {"b", ""}));
  REQUIRE(world.store("b").decide_double("roe2023", "kim2022", false, {"b", "two trials"}));
  CHECK(meet(world) ==
        "document \"roe2023\" and document \"kim2022\": one paper or two, together with others | "
        "document \"roe2023\" and document \"kim2022\" are two papers, \"two trials\" | document "
        "\"lee2021\" and document \"roe2023\" are one paper | document \"lee2021\" and document "
        "\"kim2022\" are one paper, \"preprint\"\n");
  CHECK(papers(world, "a") == 2);
  CHECK(papers(world, "b") == 2);
  const std::string thing = "document \"roe2023\" and document \"kim2022\"";
  const std::string open = world.conflicts("a");
  SECTION("as a said") {
    REQUIRE(decide(world, "a", thing, "document \"lee2021\" and document \"kim2022\"") == "done");
    CHECK(world.store("a").doubles(true).size() == 1);
    REQUIRE(EditWorld::code_of(world.store("a").undo("", {"a", ""})) == "done");
    CHECK(world.conflicts("a") == open);
    REQUIRE(EditWorld::code_of(world.store("a").redo("", {"a", ""})) == "done");
  }
  SECTION("as b said") {
    REQUIRE(decide(world, "a", thing, thing) == "done");
    CHECK(world.store("a").doubles(true).size() == 2);
  }
  CHECK(hand_on(world, "a", "b").empty());
  CHECK(papers(world, "a") == 2);
}

TEST_CASE("two papers are not made one through others unsaid", "[review]") {
  MergeWorld world(true);
  three(world);
  REQUIRE(world.store("a").decide_double("roe2023", "kim2022", false, {"a", ""}));
  REQUIRE(world.store("a").decide_double("lee2021", "kim2022", true, {"a", ""}));
  CHECK_THROWS_WITH(world.store("a").decide_double("lee2021", "roe2023", true, {"a", ""}),
                    ContainsSubstring("it is decided that they are two"));
}
