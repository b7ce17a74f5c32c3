// What edits can make comes back from the forms that carry everything.
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
