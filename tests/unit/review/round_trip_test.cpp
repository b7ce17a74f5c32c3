// What edits can make comes back from the forms that carry everything.
#include <fstream>

#include "base/source_io.h"
#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;

TEST_CASE("a reading under no version of a theory comes back", "[review][native][bundle]") {
  EditWorld world;
  REQUIRE(world.code("add document lee2021\nread lee2021 note \"first look\"") == "done");
  for (const auto& [format, name] : {std::pair("native", "out.xml"), std::pair("bundle", "out")}) {
    CAPTURE(format);
    const auto target = world.folder.path() / name;
    base::NoProgress silent;
    world.review.export_to(target, *interchange::find_format(format), {}, silent);
    const auto back = world.folder.path() / (std::string(format) + ".retro");
    auto review = review::Review::create(back);
    const auto receipt = review.import({{target}, "", {}, {"AB", ""}, false}, silent);
    CHECK_FALSE(receipt.found.refused());
    CHECK(review_state(back).find("first look") != std::string::npos);
  }
}

TEST_CASE("who is to code what comes back", "[review][native][bundle][double]") {
  EditWorld world(true);
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd document lee2021\n"
                     "assign lee2021 to AB, CD\nfinish lee2021") == "done");
  const std::string before = world.state();
  for (const auto& [format, name] : {std::pair("native", "out.xml"), std::pair("bundle", "out")}) {
    CAPTURE(format);
    const auto target = world.folder.path() / name;
    base::NoProgress silent;
    world.review.export_to(target, *interchange::find_format(format), {}, silent);
    const auto back = world.folder.path() / (std::string(format) + ".retro");
    auto review = review::Review::create(back);
    REQUIRE(review.import({{target}, "", {}, {"AB", ""}, false}, silent).changed());
    CHECK(review_state(back) == before);
  }
}

TEST_CASE("what two who code apart each took of one passage comes back as two",
          "[review][native][bundle][double]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit("add coder AB\nadd coder CD\nadd document lee2021\n"
                                        "add configuration \"CMOC 1\"\n"
                                        "assign lee2021 to AB, CD",
                                        "EF")) == "done");
  REQUIRE(world.code("add extract \"they had time\" from lee2021\n"
                     "support \"CMOC 1\" with \"lee2021: they had time\"") == "done");
  REQUIRE(EditWorld::code_of(world.edit("add extract \"they had time\" from lee2021\n"
                                        "contradict \"CMOC 1\" with \"lee2021: they had time\"",
                                        "CD")) == "done");
  const std::string before = world.state();
  for (const auto& [format, name] : {std::pair("native", "out.xml"), std::pair("bundle", "out")}) {
    CAPTURE(format);
    const auto target = world.folder.path() / name;
    base::NoProgress silent;
    world.review.export_to(target, *interchange::find_format(format), {}, silent);
    const auto back = world.folder.path() / (std::string(format) + ".retro");
    auto review = review::Review::create(back);
    REQUIRE(review.import({{target}, "", {}, {"EF", ""}, false}, silent).changed());
    CHECK(review_state(back) == before);
    const auto again = review.import({{target}, "", {}, {"EF", ""}, false}, silent);
    CHECK_FALSE(again.found.refused());
    CHECK_FALSE(again.changed());
  }
}

TEST_CASE("codings of which some have no role come back as they went out",
          "[review][native][bundle]") {
  EditWorld world(true);
  const auto lists = world.folder.path() / "codings.xml";
  REQUIRE(world.code("add document lee2021\nadd extract \"they had time\" from lee2021\n"
                     "add extract \"a lot\" from lee2021\nadd concept time\nadd concept trust\n"
                     "code \"lee2021: they had time\" as context time\n"
                     "code \"lee2021: a lot\" as mechanism trust") == "done");
  base::NoProgress silent;
  world.review.export_to(lists, *interchange::find_format("native"), {}, silent);
  std::string text = base::DiskFiles().read(lists);
  // As a tool that knows no roles has it, of the first coding alone.
  const std::size_t coding = text.find("<coding ");
  REQUIRE(coding != std::string::npos);
  const std::size_t role = text.find(" role=\"context\"", coding);
  REQUIRE(role < text.find("/>", coding));
  text.erase(role, std::string(" role=\"context\"").size());
  std::ofstream(lists) << text;
  std::string went;
  for (const char* name : {"one", "two"}) {
    CAPTURE(name);
    const auto back = world.folder.path() / (std::string(name) + ".retro");
    auto review = review::Review::create(back);
    REQUIRE(review.import({{lists}, "", {}, {"AB", ""}, false}, silent).changed());
    review.export_to(lists, *interchange::find_format("native"),
                     interchange::WriteOptions{.overwrite = true}, silent);
    const std::string out = base::DiskFiles().read(lists);
    CHECK((went.empty() || went == out));
    went = out;
    CHECK(out.find("imported codings.xml") == std::string::npos);
  }
}

TEST_CASE("a coding with a role stays beside one of the same without", "[review][native][bundle]") {
  for (const std::string note : {"", " note second"}) {
    CAPTURE(note);
    EditWorld world(true);
    REQUIRE(world.code("add document lee2021\nadd extract \"they had time\" from lee2021\n"
                       "code \"lee2021: they had time\" as time\n"
                       "code \"lee2021: they had time\" as mechanism time" +
                       note) == "done");
    const auto file = world.folder.path() / "out.xml";
    base::NoProgress silent;
    world.review.export_to(file, *interchange::find_format("native"), {}, silent);
    const std::string out = base::DiskFiles().read(file);
    auto review = review::Review::create(world.folder.path() / "back.retro");
    CHECK(world.code("uncode \"lee2021: they had time\" as time") == "done");
    CHECK(world.state().find("\"role\":\"mechanism\"") != std::string::npos);
    for (int i = 0; i < 2; ++i) {
      const auto receipt = review.import({{file}, "", {}, {"AB", ""}, false}, silent);
      CHECK(receipt.changed() == (i == 0));
      CHECK_FALSE(receipt.found.refused());
      review.export_to(file, *interchange::find_format("native"),
                       interchange::WriteOptions{.overwrite = true}, silent);
      CHECK(base::DiskFiles().read(file) == out);
    }
  }
}

TEST_CASE("one's own older export is known by what things were called then",
          "[review][native][bundle]") {
  EditWorld world(true);
  REQUIRE(world.code("add document lee2021 title \"Time\"\nadd document may2020\n"
                     "add extract \"they had time\" from lee2021\nadd concept time\n"
                     "add concept trust\ncode \"lee2021: they had time\" as context time\n"
                     "add configuration K\nadd context time to K\n"
                     "support K with \"lee2021: they had time\"") == "done");
  const auto [format, name] = GENERATE(std::pair("native", "out.xml"), std::pair("bundle", "out"));
  CAPTURE(format);
  const auto target = world.folder.path() / name;
  base::NoProgress silent;
  world.review.export_to(target, *interchange::find_format(format), {}, silent);
  // A key goes to another paper, a name to another concept.
  REQUIRE(world.code("set document lee2021 key lee2022\nset document may2020 key lee2021\n"
                     "rename concept time to hours\nrename concept trust to time\n"
                     "rename configuration K to L") == "done");
  const std::string before = world.state();
  const auto receipt = world.review.import({{target}, "", {}, {"AB", ""}, false}, silent);
  const auto found = receipt.found.sorted();
  CAPTURE(found.empty() ? "" : base::to_text(found.front()));
  CHECK_FALSE(receipt.found.refused());
  CHECK_FALSE(receipt.changed());
  CHECK(world.state() == before);
  CHECK(std::count_if(found.begin(), found.end(), [](const base::Diagnostic& each) {
          return each.code == "import.former-key";
        }) == 5);

  SECTION("but not by what it never was called here") {
    EditWorld other(true);
    REQUIRE_FALSE(
        other.review.import({{target}, "", {}, {"AB", ""}, false}, silent).found.refused());
    world.review.export_to(target, *interchange::find_format(format),
                           interchange::WriteOptions{.overwrite = true}, silent);
    CHECK(other.review.import({{target}, "", {}, {"AB", ""}, false}, silent).found.refused());
  }
}
