// Evidence where its element was taken out, moved or taken away by people who did not know of each
// other: nobody's judgement is shown as another's, and what is withdrawn stays so.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add document d1\nadd document d2\n"
                            "add extract one from d1\nadd extract two from d2\n"
                            "add concept c1\nadd concept c2\nadd concept m1\nadd concept m2\n"
                            "add concept o1\nadd concept bus\n"
                            "add configuration K1\nadd context c1 to K1\nadd mechanism m1 to K1\n"
                            "add outcome o1 to K1\n"
                            "add configuration K2\nadd context c2 to K2\nadd mechanism m2 to K2\n"
                            "support K1 with \"d1: one\"\n"
                            "support K2 with \"d2: two\" on mechanism m2") == "done");
  part(world);
}

/// The evidence alone.
std::string evidence(MergeWorld& world, const std::string& name) {
  std::string text;
  for (const std::string& line : base::split(uses(world, name), '\n'))
    if (line.find(" holds") == std::string::npos) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("evidence whose element was taken out takes no other's place", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("b", "remove outcome o1 from K1") == "done");
  REQUIRE(world.edit("a", "contradict K1 with \"d1: one\" on outcome o1") == "done");
  const std::string contradicted = last_change(world, "a");
  world.copy("b", "c");
  CHECK(told(world.merge("c", "a"), "merge.evidence-kept").find("is told in the note") !=
        std::string::npos);
  CHECK(meet(world).empty());
  CHECK(evidence(world, "a") == "K1 0 supports one\nK2 2 supports two\n");
  store::Connection connection(world.path("a"), store::Connection::Access::read);
  store::Things things(connection);
  bool is_noted = false;
  for (const auto& each : things.all(model::ThingKind::evidence))
    is_noted |= things.image(each)->value("note", "") == "Also judged: contradicts.";
  CHECK(is_noted);
  CHECK(undo(world, "a", contradicted) == "undo.aside");
  SECTION("it is back with the element") {
    REQUIRE(world.edit("a", "add outcome o1 to K1") == "done");
    CHECK(evidence(world, "a") == "K1 0 supports one\nK1 3 contradicts one\nK2 2 supports two\n");
  }
  SECTION("who withdraws the whole withdraws both") {
    REQUIRE(world.edit("a", "withdraw \"d1: one\" from K1") == "done");
    REQUIRE(world.edit("a", "add outcome o1 to K1") == "done");
    CHECK(evidence(world, "a") == "K2 2 supports two\n");
  }
  hand_on(world, "a", "b");
}

TEST_CASE("what was withdrawn while its element was gone stays away", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "remove context c1 from K1") == "done");
  REQUIRE(world.edit("b", "support K1 with \"d2: two\" on context c1") == "done");
  meet(world);
  REQUIRE(world.edit("a", "withdraw \"d2: two\" from K1") == "done");
  hand_on(world, "a", "b");
  const std::string stance = GENERATE("contradict", "support");
  REQUIRE(world.edit("b", stance + " K1 with \"d2: two\"") == "done");
  hand_on(world, "b", "a");
  REQUIRE(world.edit("a", "add context c1 to K1") == "done");
  const std::string all = evidence(world, "a");
  CHECK(all.find("K1 0 " + stance + "s two\n") != std::string::npos);
  CHECK(all.find("K1 1 ") == std::string::npos);
  hand_on(world, "a", "b");
}

TEST_CASE("what two took away stays away when one takes that back", "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  REQUIRE(world.edit("a", "withdraw \"d2: two\" from K2 on mechanism m2") == "done");
  REQUIRE(world.edit("a", "set configuration K2 title better") == "done");
  SECTION("by a decision") {
    const std::string away =
        GENERATE("retire configuration K2 with everything", "merge configuration K2 into K1");
    REQUIRE(world.edit("b", away) == "done");
    meet(world);
    REQUIRE(decide(world, "a", "configuration \"K2\"", "is in use") == "done");
    CHECK(evidence(world, "a") == "K1 0 supports one\n");
  }
  SECTION("by an undo") {
    REQUIRE(world.edit("b", "withdraw \"d2: two\" from K2") == "done");
    const std::string withdrawn = last_change(world, "b");
    meet(world);
    REQUIRE(undo(world, "a", withdrawn) == "done");
    CHECK(evidence(world, "a") == "K1 0 supports one\n");
  }
  hand_on(world, "a", "b");
}

TEST_CASE("evidence moves back with its element when elements are taken back",
          "[review][merge][undo]") {
  MergeWorld world(true);
  begin(world);
  SECTION("where another moved it, too") {
    REQUIRE(world.edit("a", "remove context c2 from K2") == "done");
    const std::string removed = last_change(world, "a");
    REQUIRE(world.edit("b", "add context bus to K2") == "done");
    meet(world);
    REQUIRE(undo(world, "a", removed) == "done");
    CHECK(uses(world, "a").find("K2 holds c2 bus m2") != std::string::npos);
    CHECK(evidence(world, "a") == "K1 0 supports one\nK2 3 supports two\n");
    REQUIRE(EditWorld::code_of(world.store("a").redo(removed, {"a", ""})) == "done");
    CHECK(evidence(world, "a") == "K1 0 supports one\nK2 2 supports two\n");
  }
  SECTION("by a decision") {
    REQUIRE(world.edit("a", "add context bus to K2") == "done");
    REQUIRE(world.edit("a", "set configuration K1 title better") == "done");
    REQUIRE(world.edit("b", "merge configuration K1 into K2") == "done");
    meet(world);
    REQUIRE(decide(world, "a", "configuration \"K1\"", "is in use") == "done");
    CHECK(evidence(world, "a") == "K1 0 supports one\nK2 3 supports two\n");
  }
  hand_on(world, "a", "b");
}

TEST_CASE("evidence stays with its element though another takes the name that it had",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document s1\nadd extract q from s1\nadd concept old\n"
                            "add concept better\nadd configuration K") == "done");
  part(world);
  world.copy("base", "c");
  REQUIRE(world.edit("c", "add context old to K") == "done");
  REQUIRE(world.edit("c", "contradict K with q on context old") == "done");
  REQUIRE(world.edit("c", "merge concept old into better") == "done");
  REQUIRE(world.edit("b", "code q as context old") == "done");
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(world.merge("a", "c").changed());
  REQUIRE(world.edit("a", "add context old to K") == "done");
  REQUIRE(world.merge("c", "b").changed());
  REQUIRE(world.merge("c", "a").changed());
  CHECK(difference(world.state("a"), world.state("c")) == std::string());
  store::Connection connection(world.path("c"), store::Connection::Access::read);
  CHECK(connection.number(
            "SELECT count(*) FROM evidence v JOIN element e ON e.configuration = v.configuration "
            "AND e.place = v.element JOIN concept c ON c.id = e.concept WHERE c.label = "
            "'better'") == 1);
}

TEST_CASE("evidence stays with the element that took its own in, however often copies meet",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document p1\nadd extract \"one\" in p1\nadd concept a\n"
                            "add concept c\nadd configuration K\nadd context c to K\n"
                            "add context a to K\ncode \"p1: one\" as context c") == "done");
  part(world);
  REQUIRE(world.edit("a", "contradict K with \"p1: one\" on context c") == "done");
  REQUIRE(world.edit("a", "merge concept c into a") == "done");
  const auto place = [&] {
    store::Connection connection(world.path("a"), store::Connection::Access::read);
    store::Things things(connection);
    return things.image(things.all(model::ThingKind::evidence).front())->value("element", 0);
  };
  CHECK(place() == 1);
  for (const char* name : {"x", "y"}) {
    REQUIRE(world.edit("b", std::string("add concept ") + name) == "done");
    REQUIRE(world.merge("a", "b").changed());
    CHECK(place() == 1);
  }
}

namespace {

/// A claim with an extract on its outcome, and another that goes into it with one on a context.
void begin_two(MergeWorld& world) {
  REQUIRE(world.base().code("add document d1\nadd extract \"they said no\" from d1\n"
                            "add configuration K\nadd context \"low trust\" to K\n"
                            "add outcome uptake to K\n"
                            "support K with \"d1: they said no\" on outcome uptake note n0\n"
                            "add configuration E\nadd context Ectx to E\n"
                            "support E with \"d1: they said no\" on context Ectx note e1") ==
          "done");
  part(world);
}

std::size_t pieces(const std::string& state) {
  std::size_t count = 0;
  for (const std::string& line : base::split(state, '\n')) count += line.starts_with("evidence ");
  return count;
}

}  // namespace

TEST_CASE("a piece of evidence that came to the place of another is its own", "[review][merge]") {
  MergeWorld world(true);
  begin_two(world);
  REQUIRE(world.edit("a", "merge configuration E into K") == "done");
  REQUIRE(world.edit("b", "support K with \"d1: they said no\" note whole") == "done");
  CHECK(meet(world).empty());
  for (const char* note : {"\"n0\"", "\"e1\"", "\"whole\""}) {
    CAPTURE(note);
    CHECK(world.state("a").find(note) != std::string::npos);
  }
  CHECK(pieces(world.state("a")) == 3);
}

TEST_CASE("evidence whose element goes stays beside what another put on the whole meanwhile",
          "[review][merge]") {
  for (const char* verb : {"support", "contradict"}) {
    CAPTURE(verb);
    MergeWorld world(true);
    begin_two(world);
    REQUIRE(world.edit("a", "remove outcome uptake from K") == "done");
    REQUIRE(world.edit("b", std::string(verb) + " K with \"d1: they said no\" note whole") ==
            "done");
    meet(world);
    CHECK(world.state("a").find("whole\\nn0") != std::string::npos);
  }
}

namespace {

/// A claim with two contexts, and an extract that supports the first.
void begin_of_two_contexts(MergeWorld& world) {
  REQUIRE(world.base().code("add document d1\nadd extract q from d1\nadd concept c1\n"
                            "add concept c2\nadd concept c9\nadd configuration K\n"
                            "add context c1 to K\nadd context c2 to K\n"
                            "support K with q on context c1 note first") == "done");
  part(world);
}

}  // namespace

TEST_CASE("what was judged of two elements is kept when they become one", "[review][merge]") {
  MergeWorld world(true);
  begin_of_two_contexts(world);
  REQUIRE(world.edit("a", "merge concept c2 into c1") == "done");
  const std::string joined = last_change(world, "a");
  const std::string verb = GENERATE("support", "contradict");
  REQUIRE(world.edit("b", verb + " K with q on context c2 note second") == "done");
  const std::string judged = last_change(world, "b");
  world.copy("b", "c");
  CHECK(told(world.merge("c", "a"), "merge.evidence-joined").find("two elements") !=
        std::string::npos);
  CHECK(meet(world).empty());
  CHECK(evidence(world, "a") == "K 1 " + verb + "s q\n");
  for (const char* note : {"first", "second"})
    CHECK(world.state("a").find(note) != std::string::npos);
  SECTION("each is on its own element again when they are two again") {
    REQUIRE(undo(world, "a", joined) == "done");
    CHECK(evidence(world, "a") == "K 1 supports q\nK 2 " + verb + "s q\n");
    CHECK(world.state("a").find("Also judged") == std::string::npos);
  }
  SECTION("what is withdrawn stays away, both of it") {
    REQUIRE(world.edit("a", "withdraw q from K on context c1") == "done");
    CHECK(evidence(world, "a").empty());
  }
  SECTION("who writes the note anew has said what stays of it") {
    REQUIRE(world.edit("a", verb + " K with q on context c1 note both") == "done");
    CHECK(world.state("a").find("second") == std::string::npos);
  }
  hand_on(world, "a", "b");
}

TEST_CASE("who takes out an element takes away no judgement on it", "[review][merge]") {
  MergeWorld world(true);
  begin_of_two_contexts(world);
  REQUIRE(world.edit("a", "remove context c1 from K") == "done");
  const std::string verb = GENERATE("support", "contradict");
  REQUIRE(world.edit("b", verb + " K with q on context c1 note anew") == "done");
  world.copy("a", "c");
  world.copy("b", "d");
  for (const auto& [to, from] : {std::pair("c", "b"), std::pair("d", "a")})
    CHECK(told(world.merge(to, from), "merge.evidence-kept").find("bears on the whole") !=
          std::string::npos);
  CHECK(meet(world).empty());
  CHECK(evidence(world, "a") == "K 0 " + verb + "s q\n");
  CHECK(world.state("a").find("\"anew\"") != std::string::npos);
}

TEST_CASE("a concept that goes into the same one a second time takes its evidence along",
          "[review][merge]") {
  MergeWorld world(true);
  begin_of_two_contexts(world);
  REQUIRE(world.edit("a", "contradict K with q on context c2 note second") == "done");
  REQUIRE(world.edit("a", "merge concept c9 into c2") == "done");
  REQUIRE(world.edit("b", "set context c1 of K concept c9") == "done");
  meet(world);
  REQUIRE(decide(world, "a", "concept \"c9\"", "is retired") == "done");
  hand_on(world, "a", "b");
}

TEST_CASE("who judged for what another made its opposite is told so", "[review][merge]") {
  MergeWorld world(true);
  begin_of_two_contexts(world);
  const std::string element = GENERATE("c1", "c2");  // that has evidence, and that has none
  REQUIRE(world.edit("a", "set context " + element + " of K opposite") == "done");
  REQUIRE(world.edit("b", "support K with q on context " + element + " note anew") == "done");
  REQUIRE(world.edit("b", "contradict K with q on context " + element + " note anew") == "done");
  world.copy("a", "c");
  world.copy("b", "d");
  for (const auto& [to, from] : {std::pair("c", "b"), std::pair("d", "a")}) {
    const std::string text = told(world.merge(to, from), "merge.evidence-turned");
    const std::size_t first = text.find("judged for context");
    CHECK(first != std::string::npos);
    CHECK(text.find("judged for context", first + 1) == std::string::npos);
  }
}

TEST_CASE("whose element went into another in the other copy is told where its evidence is",
          "[review][merge]") {
  MergeWorld world(true);
  const bool is_after = GENERATE(false, true);
  REQUIRE(world.base().code("add document d1\nadd extract q from d1\nadd concept c1\n"
                            "add concept c2\nadd concept c9\nadd configuration K\n" +
                            std::string(is_after ? "add context c2 to K\nadd context c1 to K\n"
                                                 : "add context c1 to K\nadd context c2 to K\n") +
                            "support K with q on context c1") == "done");
  part(world);
  world.in_year(GENERATE("2101", "2103"));
  REQUIRE(world.edit("a", "set context c1 of K concept c9") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("b", "merge concept c1 into c2") == "done");
  world.copy("a", "c");
  world.copy("b", "d");
  for (const auto& [to, from] : {std::pair("c", "b"), std::pair("d", "a")}) {
    const std::string text = told(world.merge(to, from), "merge.evidence-turned");
    CHECK(text.find("is evidence for context \"c9\"") != std::string::npos);
    CHECK(text.find("b had put that into context \"c2\"") != std::string::npos);
  }
  CHECK(meet(world).empty());
  const std::string held = uses(world, "a");
  const bool is_second = held.find("K holds c2 c9") != std::string::npos;
  CHECK(evidence(world, "a") == (is_second ? "K 2 supports q\n" : "K 1 supports q\n"));
}

TEST_CASE("who changed an element took nothing out", "[review][merge]") {
  MergeWorld world(true);
  begin_of_two_contexts(world);
  REQUIRE(world.edit("a", "set configuration K title better") == "done");
  REQUIRE(world.edit("a", "merge concept c2 into c9") == "done");
  REQUIRE(world.edit("b", "add concept c8") == "done");
  REQUIRE(world.edit("b", "set context c1 of K concept c8") == "done");
  world.copy("b", "c");
  SECTION("nor did who made another one of it") {
    world.copy("base", "d");
    REQUIRE(world.edit("d", "set context c1 of K concept c9") == "done");
    CHECK(told(world.merge("d", "b"), "merge.element-kept").empty());
  }
  CHECK(told(world.merge("c", "a"), "merge.element-kept").empty());
  CHECK(meet(world).empty());  // nor did who wrote on one element use the other's concept
  const std::string held = uses(world, "a");
  CHECK((held.find("K holds c8 c9") != std::string::npos ||
         held.find("K holds c9 c8") != std::string::npos));
}

TEST_CASE("an element that one took out and another changed keeps its evidence",
          "[review][merge]") {
  MergeWorld world(true);
  begin_of_two_contexts(world);
  REQUIRE(world.edit("a", "set context c1 of K concept c9") == "done");
  REQUIRE(world.edit("b", "remove context c1 from K") == "done");
  world.copy("b", "c");
  CHECK(told(world.merge("c", "a"), "merge.element-kept").find("had made it out of") !=
        std::string::npos);
  meet(world);
  CHECK(uses(world, "a").find("K holds c2 c9") != std::string::npos);
  CHECK(evidence(world, "a") == "K 2 supports q\n");
  REQUIRE(world.edit("a", "remove context c9 from K") == "done");
  CHECK(evidence(world, "a") == "K 0 supports q\n");
  hand_on(world, "a", "b");
}

TEST_CASE("an element that went into one that another changed stands in its place",
          "[review][merge]") {
  MergeWorld world(true);
  const bool is_twice = GENERATE(false, true);
  const bool is_after = GENERATE(false, true);
  REQUIRE(world.base().code("add document d1\nadd extract q from d1\nadd extract p from d1\n"
                            "add concept w\nadd concept x\nadd concept y\nadd configuration K\n" +
                            std::string(is_after ? "add context y to K\nadd context x to K\n"
                                                 : "add context x to K\nadd context y to K\n") +
                            "support K with q on context x note first\nsupport K with " +
                            std::string(is_twice ? "q" : "p") + " on context y note second") ==
          "done");
  part(world);
  REQUIRE(world.edit("b", "merge concept y into x") == "done");
  const std::string joined = last_change(world, "b");
  // By the concepts of their elements, in the order of the extracts.
  const auto quoted = [&] {
    store::Connection connection(world.path("a"), store::Connection::Access::read);
    store::Query query(connection.prepared(
        "SELECT coalesce(c.label, 'whole') || iif(e.opposite, ' not', '') FROM evidence v LEFT "
        "JOIN element e ON e.configuration = v.configuration AND e.place = v.element LEFT JOIN "
        "concept c ON c.id = e.concept ORDER BY v.extract, v.note"));
    std::string all;
    while (query.next()) all += query.text(0) + ", ";
    return all;
  };
  const auto met = [&](const std::string& how) {
    world.copy("b", "c");
    const std::string kept = told(world.merge("c", "a"), "merge.element-kept");
    CHECK(kept.find("which a had " + how + ": b had put another into it, without") !=
          std::string::npos);
    CHECK(meet(world).empty());
    for (const char* note : {"\"first\"", "\"second\""})
      CHECK(world.state("a").find(note) != std::string::npos);
    return quoted();
  };
  SECTION("where that became another") {
    REQUIRE(world.edit("a", "set context x of K concept w") == "done");
    CHECK(met("made another one") == "w, x, ");
    SECTION("and by itself when the two are two again") {
      REQUIRE(undo(world, "a", joined) == "done");
      CHECK(quoted() == "w, y, ");
      hand_on(world, "a", "b");
    }
  }
  SECTION("where that became its opposite") {
    REQUIRE(world.edit("a", "set context x of K opposite") == "done");
    CHECK(met("made another one") == "x not, x, ");
  }
  SECTION("where that was taken out") {
    REQUIRE(world.edit("a", "remove context x from K") == "done");
    const std::string removed = last_change(world, "a");
    CHECK(met("taken out") == "whole, x, ");
    REQUIRE(undo(world, "a", removed) == "done");
    CHECK(quoted() == (is_twice ? "x, " : "x, x, "));
    hand_on(world, "a", "b");
  }
}

TEST_CASE("what another put on the whole is not what only went with an element that stays",
          "[review][merge]") {
  MergeWorld world(true);
  begin_of_two_contexts(world);
  world.copy("base", "c");
  world.in_year("2101");
  REQUIRE(world.edit("a", "remove context c1 from K") == "done");
  REQUIRE(world.edit("b", "set context c1 of K concept c9") == "done");
  world.in_year("2102");
  REQUIRE(world.edit("c", "set context c1 of K wording shown") == "done");
  REQUIRE(world.edit("c", "withdraw q from K") == "done");
  REQUIRE(world.edit("c", "support K with q note whole") == "done");
  world.in_year("2103");
  REQUIRE(world.edit("b", "support K with q on context c9 note anew") == "done");
  REQUIRE(world.merge("b", "c").changed());
  meet(world);
  for (const char* note : {"\"anew\"", "\"whole\""}) {
    CAPTURE(note);
    CHECK(world.state("a").find(note) != std::string::npos);
  }
}

TEST_CASE("who moved evidence from an element that goes by several names took nothing away",
          "[review][merge]") {
  // By which of its names it is looked for goes by ids.
  for (int i = 0; i < 6; ++i) {
    MergeWorld world(true);
    begin_of_two_contexts(world);
    REQUIRE(world.edit("a", "withdraw q from K on context c1") == "done");
    REQUIRE(world.edit("a", "set context c1 of K concept c9") == "done");
    REQUIRE(world.edit("b", "merge concept c1 into c2") == "done");
    world.copy("b", "c");
    REQUIRE(world.edit("c", "set context c2 of K wording kept") == "done");
    REQUIRE(world.edit("b", "contradict K with q on context c2 note anew") == "done");
    REQUIRE(world.edit("b", "remove context c2 from K") == "done");
    REQUIRE(world.merge("a", "c").changed());
    meet(world);
    CHECK(world.state("a").find("\"anew\"") != std::string::npos);
  }
}
