// Documents that were coded apart: who did it, and what was changed once all could see it.
#include "store/coded_later.h"

#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// Two coders and one document, which both are to code; AB has brought and coded an extract.
void begin(EditWorld& world) {
  REQUIRE(world.code("add coder AB\nadd coder CD\nadd coder EF\nadd document lee2021\n"
                     "add document other2020\nadd concept trust\nassign lee2021 to AB, CD\n"
                     "add extract \"they had time\" from lee2021\n"
                     "add extract \"elsewhere\" from other2020\n"
                     "code \"lee2021: they had time\" as context trust\n"
                     "code \"other2020: elsewhere\" as outcome trust") == "done");
}

}  // namespace

TEST_CASE("who acts is who is meant by the same rule as for what is hidden", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("set coder CD name \"Carl Dahl\"") == "done");
  for (const char* who : {"cd", " CD", "carl dahl"}) {
    CAPTURE(who);
    const auto receipt =
        world.edit("add extract \"by " + std::string(who) + "\" from other2020\n" +
                       "code \"other2020: by " + std::string(who) + "\" as context trust",
                   who);
    REQUIRE(EditWorld::code_of(receipt) == "done");
    CHECK(receipt.found.sorted().front().code == "edit.coder-meant");
  }
  CHECK(world.review.store().coder_work().coders == std::vector<std::string>{"AB", "CD", "EF"});
  CHECK(world.code("add coder ab") == "edit.there");
  CHECK(EditWorld::code_of(world.edit("finish lee2021", "cd")) == "done");
}

TEST_CASE("codings that were changed after all had finished are told with the moment",
          "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(EditWorld::code_of(world.edit("add extract \"own\" from lee2021\n"
                                        "code \"lee2021: own\" as context trust\nfinish lee2021",
                                        "CD")) == "done");
  CHECK(store::coded_later(world.path()).empty());
  REQUIRE(world.code("finish lee2021") == "done");
  CHECK(store::coded_later(world.path()).empty());
  REQUIRE(world.code("uncode \"lee2021: they had time\" as context trust\n"
                     "code \"lee2021: they had time\" as outcome trust\n"
                     "code \"other2020: elsewhere\" as context trust") == "done");
  const auto later = store::coded_later(world.path());
  REQUIRE(later.size() == 1);
  CHECK(later.front().document == "lee2021");
  CHECK(later.front().codings == 2);
  CHECK_FALSE(later.front().finished.empty());
  // Who is asked later changes nothing of what was seen.
  REQUIRE(world.code("assign lee2021 to EF") == "done");
  CHECK(store::coded_later(world.path()).size() == 1);
  REQUIRE(EditWorld::code_of(world.edit("unassign lee2021 from EF", "PI")) == "done");
  REQUIRE(world.code("uncode \"lee2021: they had time\" as outcome trust\n"
                     "code \"lee2021: they had time\" as context trust\n"
                     "rename concept trust to confidence\n"
                     "add concept faith\nmerge concept confidence into faith") == "done");
  CHECK(store::coded_later(world.path()).empty());
}

TEST_CASE("to make two extracts of one passage one changes no coding", "[review][double]") {
  EditWorld world(true);
  begin(world);
  REQUIRE(world.code("add configuration K\nsupport K with \"other2020: elsewhere\"\n"
                     "support K with \"lee2021: they had time\"\nfinish lee2021") == "done");
  REQUIRE(EditWorld::code_of(world.edit("add extract \"they had time\" from lee2021\n"
                                        "code \"lee2021: they had time\" as context trust\n"
                                        "contradict K with \"lee2021: they had time\"\n"
                                        "finish lee2021",
                                        "CD")) == "done");
  std::vector<std::string> twins;
  {
    store::Connection connection(world.path(), store::Connection::Access::read);
    store::Things things(connection);
    for (const auto& each : things.all(model::ThingKind::extract))
      if (things.image(each)->at("quote") == "they had time") twins.push_back(each.id);
  }
  REQUIRE(twins.size() == 2);
  REQUIRE(world.code("withdraw " + twins[1] + " from K\nmerge extract " + twins[1] + " into " +
                     twins[0]) == "done");
  CHECK(store::coded_later(world.path()).empty());
}
