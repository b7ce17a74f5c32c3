// What saved questions know of what things were called.
#include "query/renamed.h"

#include "merge_world.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::Renamed;
using model::ThingKind;

TEST_CASE("a thing that was made later was never called what it is not", "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"M\"") == "done");
  auto& store = world.review.store();
  store.save_question("q", "contexts triggering M", false, {"AB", ""});
  store.keep_answers({{"q", {}}});
  REQUIRE(world.code("rename concept \"M\" to \"W\"") == "done");
  REQUIRE(world.code("add concept \"M\"\nrename concept \"M\" to \"V\"\nadd concept \"M\"\n"
                     "rename concept \"M\" to \"U\"\nadd concept \"N\"") == "done");
  REQUIRE(world.code("rename concept \"N\" to \"O\"") == "done");
  const auto saved = store.saved_questions();
  REQUIRE(saved.size() == 1);
  const std::vector<Renamed> only{{ThingKind::concept_, "M", "W"}};
  CHECK(saved[0].renamed == only);
  REQUIRE(saved[0].last.has_value());
  CHECK(saved[0].last->renamed == only);
}

TEST_CASE("a concept that went into another is asked for by that one's name", "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"M2\"\nadd concept \"M3\"\nadd concept \"M4\"") == "done");
  auto& store = world.review.store();
  store.save_question("q", "contexts triggering M2", false, {"AB", ""});
  store.keep_answers({{"q", {}}});
  const auto merged = world.edit("merge concept \"M2\" into \"M3\"");
  REQUIRE(EditWorld::code_of(merged) == "done");
  REQUIRE(world.code("add concept \"M2\"") == "done");
  const auto asked = [&] { return store.saved_questions()[0].renamed; };
  CHECK(asked() == std::vector<Renamed>{{ThingKind::concept_, "M2", "M3"}});
  // Its rows are those of two that were apart: they have no former name.
  CHECK(store.saved_questions()[0].last->renamed.empty());
  REQUIRE(world.code("rename concept \"M3\" to \"M5\"") == "done");
  REQUIRE(world.code("merge concept \"M5\" into \"M4\"") == "done");
  const auto list = asked();
  const auto holds = [&](const Renamed& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  };
  CHECK(holds({ThingKind::concept_, "M2", "M4"}));
  CHECK(holds({ThingKind::concept_, "M3", "M4"}));
}

TEST_CASE("a configuration that went into another is asked for by that one's label", "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add document \"D\"\nadd extract \"one\" in \"D\"\n"
                     "add configuration \"K1\"\nadd configuration \"K2\"\n"
                     "add configuration \"K3\"\nadd context \"a\" to \"K2\"\n"
                     "support \"K2\" with \"D: one\"\nsupport \"K3\" with \"D: one\"") == "done");
  auto& store = world.review.store();
  store.save_question("q", "why K2", false, {"AB", ""});
  store.keep_answers({{"q", {}}});
  REQUIRE(world.code("merge configuration \"K2\", \"K3\" into \"K1\"") == "done");
  REQUIRE(world.code("add configuration \"K2\"") == "done");
  REQUIRE(world.code("rename configuration \"K1\" to \"K4\"") == "done");
  const auto saved = store.saved_questions();
  const auto& list = saved[0].renamed;
  CHECK(std::find(list.begin(), list.end(), Renamed{ThingKind::configuration, "K2", "K4"}) !=
        list.end());
  CHECK(saved[0].last->renamed == std::vector<Renamed>{{ThingKind::configuration, "K1", "K4"}});
  // What is retired went nowhere.
  REQUIRE(world.code("retire configuration \"K4\" with everything") == "done");
  CHECK(store.saved_questions()[0].renamed.empty());
}

TEST_CASE("a question on a claim that is gone is not asked of the one that has its label now",
          "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration \"CMOC 1\"\nadd configuration \"CMOC 2\"\n"
                     "add configuration \"CMOC 3\"") == "done");
  auto& store = world.review.store();
  store.save_question("q", "why \"CMOC 2\"", false, {"AB", ""});
  store.save_question("r", "why \"CMOC 3\"", false, {"AB", ""});
  const auto gone = [&](std::size_t i) {
    const auto saved = store.saved_questions().at(i);
    const auto thing = query::given_away(saved.text, saved.renamed);
    return thing ? thing->name : query::asked_today(saved.text, saved.renamed);
  };
  REQUIRE(world.code("retire configuration \"CMOC 2\"") == "done");
  CHECK(gone(0) == "why \"CMOC 2\"");  // which is said to be unknown
  REQUIRE(world.code("renumber") == "done");
  CHECK(gone(0) == "CMOC 2");
  CHECK(gone(1) == "why \"CMOC 2\"");
  REQUIRE(world.code("rename configuration \"CMOC 2\" to other") == "done");
  REQUIRE(world.code("add configuration \"CMOC 2\"") == "done");  // meant in its place
  CHECK(gone(0) == "why \"CMOC 2\"");
  CHECK(gone(1) == "why \"other\"");
}

TEST_CASE("a sheet from before two labels changed places is not to change the review",
          "[review][import]") {
  MergeWorld world(true);
  const std::string sheet =
      "document,quote,context,mechanism,outcome,label\n"
      "d1,we waited,time,trust,health,CMOC 1\nd2,they came,space,hope,joy,CMOC 2\n";
  REQUIRE(world.import("base", sheet).changed());
  for (const char* sentence :
       {"rename configuration \"CMOC 1\" to X", "rename configuration \"CMOC 2\" to \"CMOC 1\"",
        "rename configuration X to \"CMOC 2\""})
    REQUIRE(world.base().code(sentence) == "done");
  const auto refused = world.import("base", sheet);
  REQUIRE(refused.found.refused());
  const std::string text = base::to_text(refused.found.sorted().front());
  CHECK(text.find("was called \"CMOC 1\" before is \"CMOC 2\" now") != std::string::npos);
  CHECK(text.find("retroduce edit") == std::string::npos);
}

TEST_CASE("a question goes by the names that its writer knew, wherever that was", "[review]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add concept \"M\"\nadd concept \"N\"") == "done");
  world.copy("base", "here");
  world.copy("base", "there");
  REQUIRE(world.edit("here", "rename concept \"M\" to \"mine\"") == "done");
  world.store("there").save_question("q", "contexts triggering M", false, {"CD", ""});
  REQUIRE(world.edit("there", "rename concept \"N\" to \"M2\"") == "done");
  world.store("there").save_question("r", "contexts triggering M2", false, {"CD", ""});
  REQUIRE(world.merge("here", "there").changed());
  const auto renamed = [&](const char* copy, std::size_t place) {
    auto list = world.store(copy).saved_questions().at(place).renamed;
    std::sort(list.begin(), list.end(),
              [](const Renamed& a, const Renamed& b) { return a.then < b.then; });
    return list;
  };
  const Renamed mine{ThingKind::concept_, "M", "mine"};
  const Renamed second{ThingKind::concept_, "N", "M2"};
  // It was written before N was called M2 and without a word of what was done here.
  CHECK(renamed("here", 0) == std::vector<Renamed>{mine, second});
  CHECK(renamed("here", 1) == std::vector<Renamed>{mine});
  // And renamed here after it came; and the other way round.
  REQUIRE(world.edit("here", "rename concept \"mine\" to \"ours\"") == "done");
  CHECK(renamed("here", 1) == std::vector<Renamed>{{ThingKind::concept_, "M", "ours"}});
  REQUIRE(world.merge("there", "here").changed());
  CHECK(renamed("there", 1) == std::vector<Renamed>{{ThingKind::concept_, "M", "ours"}});
}

TEST_CASE("what came in the place of a thing that is gone is asked for in its place", "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add configuration \"K1\"") == "done");
  const auto added = world.edit("add configuration \"K2\"");
  REQUIRE(EditWorld::code_of(added) == "done");
  auto& store = world.review.store();
  store.save_question("q", "why K2", false, {"AB", ""});
  store.keep_answers({{"q", {}}});
  // As an import that is taken back and done again.
  REQUIRE(EditWorld::code_of(world.review.undo(added.done.front().uid, {"AB", ""})) == "done");
  REQUIRE(world.code("add configuration \"K2\"") == "done");
  CHECK(store.saved_questions()[0].renamed.empty());
  REQUIRE(world.code("rename configuration \"K2\" to \"K3\"") == "done");
  const std::vector<Renamed> renamed{{ThingKind::configuration, "K2", "K3"}};
  CHECK(store.saved_questions()[0].renamed == renamed);
  CHECK(store.saved_questions()[0].last->renamed == renamed);
  // The name means what has it.
  REQUIRE(world.code("add configuration \"K2\"") == "done");
  CHECK(store.saved_questions()[0].renamed.empty());
  REQUIRE(world.code("rename configuration \"K2\" to \"K4\"") == "done");
  CHECK(store.saved_questions()[0].renamed ==
        std::vector<Renamed>{{ThingKind::configuration, "K2", "K4"}});
}

TEST_CASE("things that went into each other by turns, and are gone, lead nowhere", "[review]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"A\"\nadd concept \"B\"") == "done");
  world.review.store().save_question("q", "contexts of A", false, {"AB", ""});
  const auto merged = world.edit("merge concept \"A\" into \"B\"");
  REQUIRE(EditWorld::code_of(world.review.undo(merged.done.front().uid, {"AB", ""})) == "done");
  REQUIRE(world.code("merge concept \"B\" into \"A\"") == "done");
  CHECK(world.review.store().saved_questions()[0].renamed ==
        std::vector<Renamed>{{ThingKind::concept_, "B", "A"}});
  REQUIRE(world.code("retire concept \"A\"") == "done");
  CHECK(world.review.store().saved_questions()[0].renamed.empty());
}
