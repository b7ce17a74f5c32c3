// Different texts of one document on two copies: both are kept, the later holds, and every extract
// stands where its words stand there.
#include "decided.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

void attach(MergeWorld& world, const std::string& name, const std::string& text,
            bool replace = false) {
  store::AttachOptions options;
  options.by = {name, ""};
  options.replace = replace;
  base::NoProgress silent;
  model::TextOrigin origin;
  origin.source = name + ".txt";
  origin.format = "txt";
  REQUIRE(world.store(name).attach({{"lee2021", text, origin}}, options, silent).changed());
}

/// Of every extract of these words: where it stands, or why it does not.
std::string places(MergeWorld& world, const std::string& name, const std::string& words) {
  store::Connection connection(world.path(name), store::Connection::Access::read);
  store::Things things(connection);
  std::vector<std::string> list;
  for (const auto& extract : things.all(ThingKind::extract)) {
    const store::Image image = things.image(extract).value();
    if (image.at("quote") != words) continue;
    list.push_back(image.contains("begin") ? image.at("begin").dump()
                                           : image.at("anchor").value("doubt", std::string()));
  }
  std::sort(list.begin(), list.end());
  return base::join(list, ", ");
}

void begin(MergeWorld& world) {
  REQUIRE(world.base().code("add document lee2021\nadd extract \"at all\" from lee2021") == "done");
  part(world);
  world.in_year("2101");
  attach(world, "a", "Intro. People said nobody listened at all.\n");
  REQUIRE(world.edit("a", "add extract \"People said\" in lee2021") == "done");
  REQUIRE(world.edit("a", "add extract \"Intro.\" in lee2021") == "done");
  REQUIRE(world.edit("a", "add extract \"nobody listened\" in lee2021") == "done");
  world.in_year("2102");
  attach(world, "b", "A longer intro. People said nobody listened at all.\n");
  REQUIRE(world.edit("b", "add extract \"nobody listened\" in lee2021") == "done");
}

}  // namespace

TEST_CASE("extracts stand in the text that holds", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  world.copy("a", "c");
  const std::string text = told(world.merge("c", "b"), "merge.two-texts");
  CHECK(text.find("different texts") != std::string::npos);
  CHECK(text.find("b.txt") != std::string::npos);
  CHECK(text.find("2 have no place there") != std::string::npos);
  CHECK(meet(world).empty());
  CHECK(places(world, "a", "at all") == "44");
  CHECK(places(world, "a", "People said") == "16");
  CHECK(places(world, "a", "Intro.").find("stand") != std::string::npos);
  CHECK(places(world, "a", "nobody listened") ==
        "28, another extract with the same words stands at the only place");
}

TEST_CASE("the other text can be made to hold again", "[review][merge]") {
  MergeWorld world(true);
  begin(world);
  meet(world);
  world.in_year("2103");
  attach(world, "a", "Intro. People said nobody listened at all.\n", true);
  CHECK(places(world, "a", "People said") == "7");
  CHECK(places(world, "a", "Intro.") == "0");
  CHECK(hand_on(world, "a", "b").empty());
  CHECK(places(world, "b", "People said") == "7");
  REQUIRE(world.edit("b", "add extract \"nobody listened at\" in lee2021") == "done");
  CHECK(hand_on(world, "b", "a").empty());
}

namespace {

constexpr const char* first_text = "We went there. Nobody listened to us at all.\n";
constexpr const char* better_text = "Abstract. We went there. Nobody listened to us at all.\n";

/// Both copies have the first text and an extract from it.
void begin_with_text(MergeWorld& world) {
  REQUIRE(world.base().code("add document lee2021") == "done");
  store::AttachOptions options;
  options.by = {"AB", ""};
  base::NoProgress silent;
  model::TextOrigin origin;
  origin.format = "txt";
  REQUIRE(world.base()
              .review.store()
              .attach({{"lee2021", first_text, origin}}, options, silent)
              .changed());
  REQUIRE(world.base().code("add extract \"Nobody listened\" in lee2021") == "done");
  part(world);
}

void check_sound(MergeWorld& world) {
  for (const char* name : {"a", "b"}) {
    base::NoProgress silent;
    CHECK(world.store(name).damage(silent) == std::vector<std::string>());
    CHECK(world.store(name).rebuilt_otherwise(silent) == std::vector<std::string>());
  }
}

}  // namespace

TEST_CASE("what was taken from the text before stands in the one that another attached",
          "[review][merge]") {
  MergeWorld world(true);
  begin_with_text(world);
  attach(world, "a", better_text, true);
  SECTION("a new extract") {
    REQUIRE(world.edit("b", "add extract \"to us at all\" in lee2021") == "done");
    meet(world);
    CHECK(places(world, "a", "to us at all") == "41");
  }
  SECTION("other words of one that both have") {
    REQUIRE(world.edit("b", "set extract \"lee2021: Nobody\" quote \"Nobody listened to us\"") ==
            "done");
    CHECK(meet(world) == "");
    CHECK(places(world, "a", "Nobody listened to us") == "25");
  }
  SECTION("from the better text, which was taken back meanwhile") {
    world.copy("a", "b");
    REQUIRE(world.edit("b", "add extract \"to us at all\" in lee2021") == "done");
    REQUIRE(undo(world, "a") == "done");
    meet(world);
    CHECK(places(world, "b", "to us at all") == places(world, "a", "to us at all"));
  }
  check_sound(world);
}

TEST_CASE("the words of an extract and their place are decided at once", "[review][merge]") {
  MergeWorld world(true);
  begin_with_text(world);
  REQUIRE(world.edit("a", "set extract \"lee2021: Nobody\" quote Nobody") == "done");
  REQUIRE(world.edit("b", "set extract \"lee2021: Nobody\" quote \"Nobody listened to us\"") ==
          "done");
  const std::string open = meet(world);
  CHECK(open.find("its words and place") != std::string::npos);
  CHECK(world.conflicts("a").find("\n2 ") == std::string::npos);
  const std::string which = GENERATE("1", "2");
  REQUIRE(EditWorld::code_of(world.store("a").decide(1, which, {"a", ""})) == "done");
  CHECK(world.conflicts("a").empty());
  REQUIRE(world.merge("b", "a").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
  check_sound(world);
}

TEST_CASE("what comes back by undo stands in the text of now", "[review][merge][undo]") {
  MergeWorld world(true);
  begin_with_text(world);
  REQUIRE(world.edit("a", "retire extract \"lee2021: Nobody\"") == "done");
  const std::string retired = last_change(world, "a");
  attach(world, "a", better_text, true);
  REQUIRE(undo(world, "a", retired) == "done");
  CHECK(places(world, "a", "Nobody listened") == "25");
  check_sound(world);
}

TEST_CASE("a paraphrase stands where the source's own words stand in the text that holds",
          "[review][merge]") {
  const bool is_changed_before = GENERATE(true, false);
  MergeWorld world(true);
  begin_with_text(world);
  world.copy("base", "c");
  world.in_year("2101");
  attach(world, "a", std::string("First. ") + first_text, true);
  const auto paraphrase = [&](const std::string& name) {
    REQUIRE(world.edit(name, "add extract \"they felt unheard\" from lee2021 paraphrase " +
                                 std::string(name == "a" ? "begin 22 end 50"
                                                         : "begin 15 end 43")) == "done");
  };
  SECTION("where both had it") {
    paraphrase("c");
    world.copy("c", "b");
    world.copy("c", "a");
    attach(world, "a", std::string("First. ") + first_text, true);
  }
  SECTION("where one took it from the text before") { paraphrase("b"); }
  SECTION("where one took it from the other text") { paraphrase("a"); }
  world.in_year("2102");
  attach(world, "b", is_changed_before ? better_text : first_text + std::string("More.\n"), true);
  const std::string all = told((world.copy("a", "d"), world.merge("d", "b")), "merge.two-texts");
  CHECK(all.find("different texts") != std::string::npos);
  CHECK(all.find("no place") == std::string::npos);
  CHECK(meet(world).empty());
  CHECK(places(world, "a", "they felt unheard") == (is_changed_before ? "25" : "15"));
  check_sound(world);
}
