// Two people work on copies, and the copies become one.
#include <fstream>

#include "merge_world.h"
#include "store/body.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

TEST_CASE("what two people did to different things and fields is all there", "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "rename concept \"stigma\" to \"felt stigma\"") == "done");
  REQUIRE(world.edit("a", "add concept \"from a\"") == "done");
  REQUIRE(world.edit("b", "set concept \"stigma\" definition \"being looked down on\"") == "done");
  REQUIRE(world.edit("b", "add concept \"from b\" parent \"stigma\"") == "done");
  CHECK(meet(world).empty());
  const std::string stigma = world.image("b", ThingKind::concept_, "felt stigma");
  CHECK(stigma.find("being looked down on") != std::string::npos);
  CHECK_FALSE(world.image("a", ThingKind::concept_, "from b").empty());
  CHECK_FALSE(world.image("b", ThingKind::concept_, "from a").empty());
}

TEST_CASE("a field that both changed shows the later value, and both until one is decided",
          "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "set concept \"stigma\" definition \"one\"") == "done");
  REQUIRE(world.edit("b", "set concept \"stigma\" definition \"two\"") == "done");
  const std::string open = meet(world);
  CHECK(open.find("concept \"stigma\": definition | ") == 0);
  CHECK(open.find("\"one\"") != std::string::npos);
  CHECK(open.find("\"two\"") != std::string::npos);

  CHECK(EditWorld::code_of(world.store("a").decide(2, "mine", {"a", ""})) == "merge.no-conflict");
  CHECK(EditWorld::code_of(world.store("a").decide(1, "both", {"a", ""})) == "merge.side");
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "mine", {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  CHECK(world.image("a", ThingKind::concept_, "stigma").find("\"one\"") != std::string::npos);
  const std::string before = world.state("b");
  REQUIRE(world.merge("b", "a").changed());
  CHECK(world.state("b") == world.state("a"));
  CHECK(world.conflicts("b").empty());

  // Taken back, the decision is open again, and the later value shown.
  REQUIRE(EditWorld::code_of(world.store("a").undo("", {"a", ""})) == "done");
  CHECK(world.conflicts("a") == open);
  CHECK(world.state("a") == before);
}

TEST_CASE("a decision for what is shown already closes the conflict, too", "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "set concept \"stigma\" definition \"one\"") == "done");
  REQUIRE(world.edit("b", "set concept \"stigma\" definition \"two\"") == "done");
  meet(world);
  const std::string before = world.state("a");
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "1", {"a", ""})) == "done");
  CHECK(world.state("a") == before);
  CHECK(world.conflicts("a").empty());
}

TEST_CASE("the same change on both sides is no conflict", "[review][merge]") {
  MergeWorld world;
  part(world);
  for (const char* name : {"a", "b"}) {
    REQUIRE(world.edit(name, "set concept \"stigma\" definition \"one\"") == "done");
    REQUIRE(world.edit(name, "add concept \"new\"") == "done");
    REQUIRE(world.edit(name, "alias \"stigma\" as \"shame\"") == "done");
  }
  CHECK(meet(world).empty());
  CHECK_FALSE(world.image("a", ThingKind::concept_, "new").empty());
}

TEST_CASE("aliases and elements that each added are joined", "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "alias \"stigma\" as \"shame\"") == "done");
  REQUIRE(world.edit("b", "alias \"stigma\" as \"labelling\"") == "done");
  REQUIRE(world.edit("a", "add context \"stigma\" to \"CMOC 1\"") == "done");
  REQUIRE(world.edit("b", "add outcome \"loneliness\" to \"CMOC 1\" opposite") == "done");
  CHECK(meet(world).empty());
  const std::string concept_ = world.image("a", ThingKind::concept_, "stigma");
  CHECK(concept_.find("shame") != std::string::npos);
  CHECK(concept_.find("labelling") != std::string::npos);
}

TEST_CASE("what one took away and the other used stays until it is decided", "[review][merge]") {
  MergeWorld world;
  REQUIRE(world.base().code("add concept \"spare\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "retire concept \"spare\"") == "done");
  REQUIRE(world.edit("b", "add concept \"below\" parent \"spare\"") == "done");
  CHECK(meet(world) == "concept \"spare\":  | is in use | is retired: retired concept \"spare\"\n");
  REQUIRE(world.edit("a", "retire concept \"below\"") == "done");
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, "2", {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  CHECK(world.image("a", ThingKind::concept_, "spare").empty());
}

TEST_CASE("what one took away and the other left alone is gone", "[review][merge]") {
  MergeWorld world;
  REQUIRE(world.base().code("add concept \"spare\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "retire concept \"spare\"") == "done");
  REQUIRE(world.edit("b", "add concept \"other\"") == "done");
  CHECK(meet(world).empty());
  CHECK(world.image("b", ThingKind::concept_, "spare").empty());
}

TEST_CASE("two things that came to have one name are both kept, the later with a number",
          "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "rename concept \"stigma\" to \"trust\"") == "edit.there");
  REQUIRE(world.edit("a", "rename concept \"stigma\" to \"shame\"") == "done");
  REQUIRE(world.edit("b", "add concept \"shame\"") == "done");
  const std::string open = meet(world);
  CHECK(open.find("is called \"shame\" like another") != std::string::npos);
  CHECK(EditWorld::code_of(world.store("a").decide(1, "1", {"a", ""})) == "merge.side");
  CHECK_FALSE(world.image("a", ThingKind::concept_, "shame (2)").empty());
  REQUIRE(world.edit("a", "merge concept \"shame (2)\" into \"shame\"") == "done");
  CHECK(world.conflicts("a").empty());
  REQUIRE(world.merge("b", "a").changed());
  CHECK(world.state("b") == world.state("a"));
}

TEST_CASE("evidence stays with its element though the other added elements before it",
          "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "add intervention \"stigma\" to \"CMOC 1\"") == "done");
  store::Connection connection(world.path("b"), store::Connection::Access::read);
  store::Things things(connection);
  const auto one = things.find(ThingKind::configuration, "CMOC 1").at(0);
  const auto elements = things.image(one)->at("elements");
  const std::string outcome = things.image({ThingKind::concept_, elements.back().at("concept")})
                                  ->at("label")
                                  .get<std::string>();
  const auto extract = things.all(ThingKind::extract).back().id;
  REQUIRE(world.edit("b", "contradict \"CMOC 1\" with \"" + extract + "\" on outcome \"" + outcome +
                              "\"") == "done");
  meet(world);
  const std::string moved = one.id + " " + std::to_string(elements.size() + 1) + " " + extract;
  store::Connection merged(world.path("a"), store::Connection::Access::read);
  CHECK(store::Things(merged).image({ThingKind::evidence, moved}).has_value());
}

TEST_CASE("evidence that a merge shows at another place is none that an import brought",
          "[review][merge]") {
  MergeWorld world;
  for (const char* name : {"a", "b", "c"}) world.copy("base", name);
  REQUIRE(world.edit("a", "merge configuration \"CMOC 10\" into \"CMOC 12\"") == "done");
  REQUIRE(world.edit("b", "merge configuration \"CMOC 14\" into \"CMOC 18\"") == "done");
  REQUIRE(world.edit("b", "retire configuration \"CMOC 17\"") == "done");
  REQUIRE(world.edit("c", "merge configuration \"CMOC 19\" into \"CMOC 17\"") == "done");
  REQUIRE(world.edit("c", "merge configuration \"CMOC 14\" into \"CMOC 12\"") == "done");
  const auto met = [&world](const char* first, const char* second) {
    world.copy("a", "all");
    REQUIRE(world.merge("all", first).changed());
    REQUIRE(world.merge("all", second).changed());
    return world.state("all");
  };
  CHECK(difference(met("b", "c"), met("c", "b")) == std::string());
}

TEST_CASE("imports on both sides join: what both brought is there once", "[review][merge]") {
  MergeWorld world(true);
  part(world);
  const auto folder = world.base().folder.path();
  const std::string head = "document,title,quote,context,mechanism,outcome,label\n";
  const std::string both = "smith2019,T,they had time,time,trust,health,CMOC 1\n";
  std::ofstream(folder / "a.csv") << head << both
                                  << "jones2020,U,gardens heal,garden,calm,health,CMOC 2\n";
  std::ofstream(folder / "b.csv") << head << both
                                  << "brown2021,V,walking helps,path,pride,health,CMOC 2\n";
  for (const std::string name : {"a", "b"}) {
    auto review = review::Review::open(world.path(name), store::Mode::write);
    base::NoProgress silent;
    REQUIRE(
        review.import({{folder / (name + ".csv")}, "", {}, {name, ""}, false}, silent).changed());
  }
  const std::string open = meet(world);
  CHECK(open == "configuration \"CMOC 2 (2)\": label | is called \"CMOC 2\" like another\n");
  const auto info = world.store("a").info();
  CHECK(info.counts.at("documents") == 3);
  CHECK(info.counts.at("configurations") == 3);
  CHECK(info.counts.at("extracts") == 3);
  // Work on a twin by the one whose id went still finds it.
  REQUIRE(world.edit("a", "set concept \"trust\" definition \"relying\"") == "done");
  REQUIRE(world.edit("b", "note on concept \"trust\" \"look again\"") == "done");
  CHECK(meet(world) == open);
}

TEST_CASE("a file that is no copy is refused in a sentence", "[review][merge]") {
  MergeWorld world;
  part(world);
  EditWorld other(true);
  const auto receipt = world.store("a").merge(other.path(), {{"a", ""}, false});
  REQUIRE(receipt.found.refused());
  CHECK(receipt.found.sorted().front().code == "merge.stranger");
  CHECK(receipt.found.sorted().front().message.find("no change in common") != std::string::npos);
}

TEST_CASE("a review is seen as it was before a merge, and what was brought is undone by itself",
          "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "add concept \"from a\"") == "done");
  REQUIRE(world.edit("b", "set concept \"stigma\" definition \"two\"") == "done");
  const std::string before = world.state("a");
  const auto own = world.store("a").history({"", "", "", "", "", 1}).front().change.uid;
  const auto brought = world.store("b").history({"", "", "", "", "", 1}).front().change.uid;
  REQUIRE(world.merge("a", "b").changed());
  auto was = store::Store::open_view(world.path("a"), {own, ""}, base::SystemClock());
  CHECK(review_state(static_cast<store::StoreBody&>(*was).connection()) == before);
  const auto merge = world.store("a").history({"", "", "", "", "", 1}).front().change;
  CHECK(merge.kind == "merge");
  CHECK(EditWorld::code_of(world.store("a").undo(merge.uid, {"a", ""})) == "undo.not-possible");
  REQUIRE(EditWorld::code_of(world.store("a").undo(brought, {"a", ""})) == "done");
  CHECK(world.state("a") == before);
}

TEST_CASE("of two moves that make a circle the first holds, until either place is another",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept x\nadd concept y\nadd concept z") == "done");
  part(world);
  REQUIRE(world.edit("a", "move concept x under y") == "done");
  REQUIRE(world.edit("b", "move concept y under x") == "done");
  REQUIRE(world.merge("a", "b").changed());
  world.copy("a", "c");
  // Edited in one copy, after which the circle is none any more, before others know of it.
  const std::string later =
      GENERATE(as<std::string>(), "move concept y under z", "move concept x under z",
               "move concept y to top", "set concept z definition \"no matter\"");
  CAPTURE(later);
  REQUIRE(world.edit("a", later) != "edit.unknown");
  for (const char* name : {"b", "c"}) {
    world.merge(name, "a");
    CHECK(difference(world.state("a"), world.state(name)) == std::string());
    CHECK(world.conflicts("a") == world.conflicts(name));
  }
  base::NoProgress silent;
  CHECK(world.store("a").damage(silent) == std::vector<std::string>());
}

TEST_CASE("what is kept only for what needs it goes with it, whoever does it and when",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept x\nadd configuration \"CMOC 1\"\n"
                            "add context x to \"CMOC 1\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "retire configuration \"CMOC 1\"") == "done");
  REQUIRE(world.edit("a", "retire concept x") == "done");
  REQUIRE(world.edit("b", "set configuration \"CMOC 1\" title \"more work\"") == "done");
  REQUIRE(world.merge("a", "b").changed());
  world.copy("a", "c");
  REQUIRE_FALSE(world.image("a", ThingKind::concept_, "x").empty());
  const std::string later =
      GENERATE(as<std::string>(), "retire configuration \"CMOC 1\"",
               "remove context x from \"CMOC 1\"", "set configuration \"CMOC 1\" title \"else\"");
  CAPTURE(later);
  REQUIRE(world.edit("a", later) == "done");
  for (const char* name : {"b", "c"}) {
    world.merge(name, "a");
    CHECK(difference(world.state("a"), world.state(name)) == std::string());
  }
  base::NoProgress silent;
  CHECK(world.store("a").damage(silent) == std::vector<std::string>());
}

TEST_CASE("what each says of the review itself is joined, too", "[review][merge]") {
  MergeWorld world;
  part(world);
  REQUIRE(world.edit("a", "set review about \"described by a\"") == "done");
  REQUIRE(world.edit("b", "set review title \"titled by b\"") == "done");
  CHECK(meet(world).empty());
  for (const char* words : {"described by a", "titled by b"})
    CHECK(world.state("b").find(words) != std::string::npos);
}

TEST_CASE("a name that was taken anew after its holder went, and came back, is of two things",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept x\nadd configuration \"CMOC 1\"") == "done");
  part(world);
  REQUIRE(world.edit("a", "retire concept x") == "done");
  REQUIRE(world.edit("a", "add concept x definition \"anew\"") == "done");
  REQUIRE(world.edit("b", "add context x to \"CMOC 1\"") == "done");
  const std::string open = meet(world);
  CHECK(open.find("concept \"x (2)\": label | is called \"x\" like another") != std::string::npos);
}

TEST_CASE("a move that closes a circle with another is told when it is left out",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept one\nadd concept two") == "done");
  part(world);
  REQUIRE(world.edit("a", "move concept one under two") == "done");
  REQUIRE(world.edit("b", "move concept two under one") == "done");
  const auto told = [](const store::Receipt& receipt) {
    std::size_t count = 0;
    for (const base::Diagnostic& each : receipt.found.sorted())
      if (each.code == "merge.circle") ++count;
    return count;
  };
  world.copy("a", "a0");
  CHECK(told(world.merge("a", "b")) == 1);
  CHECK(told(world.merge("b", "a0")) == 1);
  // It is told once, by the merge that leaves it out.
  REQUIRE(world.edit("b", "add concept three") == "done");
  CHECK(told(world.merge("a", "b")) == 0);
}

TEST_CASE("a merge keeps which things hang on others, and later work frees them",
          "[review][merge]") {
  MergeWorld world(true);
  for (const char* name : {"c1", "c2", "c3"})
    REQUIRE(world.base().code(std::string("add concept ") + name) == "done");
  const auto bound = [&world](const std::string& name) {
    store::Connection connection(world.path(name), store::Connection::Access::read);
    return connection.number("SELECT count(*) FROM bound");
  };
  part(world);
  REQUIRE(world.edit("a", "set concept c3 definition x") == "done");
  REQUIRE(world.edit("b", "set concept c3 note y") == "done");
  meet(world);
  CHECK(bound("a") == 0);
  REQUIRE(world.edit("a", "move concept c1 under c2") == "done");
  REQUIRE(world.edit("b", "move concept c2 under c1") == "done");
  meet(world);
  REQUIRE(bound("a") == 1);
  REQUIRE(world.edit("a", "set concept c3 definition z") == "done");
  CHECK(bound("a") == 1);
  for (const char* sentence : {"move concept c1 to top", "move concept c2 to top"})
    world.edit("a", sentence);  // which of the two moves holds is a matter of their names
  CHECK(bound("a") == 0);
}

TEST_CASE("a decision that is done again holds, within whatever second", "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept c1") == "done");
  part(world);
  REQUIRE(world.edit("a", "set concept c1 definition x") == "done");
  REQUIRE(world.edit("b", "set concept c1 definition y") == "done");
  REQUIRE(world.merge("a", "b").changed());
  const auto left = [&world] { return world.store("a").conflicts().size(); };
  REQUIRE(left() == 1);
  REQUIRE(world.store("a").decide(1, "1", {"a", ""}).done.size() == 1);
  for (int i = 0; i < 6; ++i) {
    CHECK(left() == 0);
    REQUIRE(world.store("a").undo("", {"a", ""}).done.size() == 1);
    CHECK(left() == 1);
    REQUIRE(world.store("a").redo("", {"a", ""}).done.size() == 1);
  }
  CHECK(left() == 0);
}

TEST_CASE("of two texts of one paper the one attached last stands, whoever merges",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.edit("base", "add document lee2021") == "done");
  const auto attach = [&](const char* name, const char* year, const std::string& words) {
    world.copy("base", name);
    world.in_year(year);
    base::NoProgress silent;
    world.store(name).attach({{"lee2021", words, {}}}, {{name, ""}}, silent);
  };
  // Neither the order of the merges nor that of the words decides.
  attach("a", "2041", "zeal was first.");
  attach("b", "2042", "after it came this.");
  world.in_year("2043");
  world.copy("a", "ab");
  world.copy("b", "ba");
  world.merge("ab", "b");
  world.merge("ba", "a");
  for (const char* name : {"ab", "ba"}) {
    CAPTURE(name);
    store::Connection connection(world.path(name), store::Connection::Access::read);
    store::Query query(
        connection.prepared("SELECT text FROM document_text ORDER BY version DESC, document"));
    REQUIRE(query.next());
    CHECK(query.text(0) == "after it came this.");
    REQUIRE(query.next());
    CHECK(query.text(0) == "zeal was first.");
  }
}
