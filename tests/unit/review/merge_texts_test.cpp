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
