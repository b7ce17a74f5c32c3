// What several say apart of one concept: each is shown their own words, wherever they use it, and
// in merged copies.
#include "merge_world.h"
#include "store/blind.h"
#include "store/body.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const std::string code = "code \"lee2021: they had time\" as context hope\n";

/// All that the coder is shown of the concept: what it is, remarks on it and their history.
std::string shown(const std::filesystem::path& review, const std::string& coder) {
  const auto view = store::Store::open_view(review, {"", coder}, base::SystemClock());
  store::Things things(static_cast<store::StoreBody&>(*view).connection());
  const auto found = things.find(model::ThingKind::concept_, "hope");
  REQUIRE(found.size() == 1);
  std::string text = things.image(found.front())->dump();
  for (const auto& memo : things.all(model::ThingKind::memo))
    text += things.image(memo)->at("text").get<std::string>();
  for (const auto& entry : view->history({"", "", "", "", "", 0}))
    for (const auto& row : entry.change.rows) text += row.before + row.after;
  return text;
}

void holds(const std::string& text, const std::string& words) {
  CAPTURE(text, words);
  CHECK(text.find(words) != std::string::npos);
}

void lacks(const std::string& text, const std::string& words) {
  CAPTURE(text, words);
  CHECK(text.find(words) == std::string::npos);
}

const char* begin =
    "add coder AB\nadd coder CD\nadd document lee2021\nadd extract \"they had time\" from lee2021\n"
    "assign lee2021 to AB, CD";

}  // namespace

TEST_CASE("each is shown their own words of a concept that another uses in a claim",
          "[review][double]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit(begin, "EF")) == "done");
  const std::string who = GENERATE("AB", "CD", "both");
  CAPTURE(who);
  for (const char* coder : {"AB", "CD"}) {
    const std::string of = "of " + std::string(coder) + "\"\n";
    std::string script = code + "set concept hope definition \"meant " + of +
                         "set concept hope note \"noted " + of + "note on concept hope \"memo " +
                         of + "alias hope as \"alias " + of;
    if (who == coder || who == "both") {
      const std::string claim = "K" + std::string(coder);
      script += "add configuration " + claim + "\nadd outcome hope to " + claim + "\nsupport " +
                claim + " with \"lee2021: they had time\" on outcome hope";
    }
    REQUIRE(EditWorld::code_of(world.edit(script, coder)) == "done");
  }
  for (const auto& [own, other] : {std::pair("AB", "CD"), std::pair("CD", "AB")}) {
    const std::string text = shown(world.path(), own);
    for (const char* words : {"meant", "noted", "memo", "alias"}) {
      holds(text, std::string(words) + " of " + own);
      lacks(text, std::string(words) + " of " + other);
    }
  }
  const std::string text = shown(world.path(), "EF");
  for (const char* words : {"meant of CD", "memo of AB", "memo of CD", "alias of AB"})
    holds(text, words);
  // Nobody takes away, by its words, what they are not shown.
  CHECK(EditWorld::code_of(world.edit("retire memo \"memo of CD\"", "AB")) == "edit.unknown");
}

TEST_CASE("each is shown their own words where copies are merged before both have finished",
          "[review][double][merge]") {
  MergeWorld world(true);
  REQUIRE(EditWorld::code_of(world.base().edit(begin, "EF")) == "done");
  for (const char* coder : {"AB", "CD"}) {
    world.copy("base", coder);
    const std::string of = "of " + std::string(coder) + "\"";
    for (const std::string& sentence :
         {std::string("code \"lee2021: they had time\" as context hope"),
          "set concept hope definition \"meant " + of, "set concept hope note \"noted " + of,
          "alias hope as \"alias " + of})
      REQUIRE(world.edit(coder, sentence) == "done");
  }
  world.copy("AB", "AB0");
  REQUIRE(world.merge("AB", "CD").changed());
  REQUIRE(world.merge("CD", "AB0").changed());
  for (const char* copy : {"AB", "CD"}) {
    CAPTURE(copy);
    for (const auto& [own, other] : {std::pair("AB", "CD"), std::pair("CD", "AB")}) {
      const std::string text = shown(world.path(copy), own);
      for (const char* words : {"meant", "noted", "alias"}) {
        holds(text, std::string(words) + " of " + own);
        lacks(text, std::string(words) + " of " + other);
      }
      const std::size_t open = world.store(copy).conflicts().size();
      CHECK(open > 0);
      CHECK(store::conflicts_hidden_from(own, world.path(copy)).size() == open);
    }
    CHECK(store::conflicts_hidden_from("EF", world.path(copy)).empty());
  }
}

TEST_CASE("who takes back what they said is not shown what stands then", "[review][double]") {
  EditWorld world(true);
  REQUIRE(EditWorld::code_of(world.edit(begin, "EF")) == "done");
  const auto define = [&](const std::string& coder, const std::string& words) {
    REQUIRE(EditWorld::code_of(world.edit(
                "set concept hope definition \"" + words + " of " + coder + "\"", coder)) ==
            "done");
  };
  for (const char* coder : {"AB", "CD"}) REQUIRE(world.edit(code, coder).found.refused() == false);
  define("AB", "first");
  define("CD", "meant");
  define("AB", "second");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  const std::string text = shown(world.path(), "AB");
  holds(text, R"("definition":"first of AB")");
  lacks(text, "of CD");
  CHECK(world.image(model::ThingKind::concept_, "hope").find("meant of CD") != std::string::npos);
  REQUIRE(EditWorld::code_of(world.review.redo("", {"AB", ""})) == "done");
  holds(shown(world.path(), "AB"), R"("definition":"second of AB")");
  lacks(shown(world.path(), "AB"), "of CD");
}

TEST_CASE("each is shown their own words of a merged concept, whichever of the two stands",
          "[review][double][merge]") {
  MergeWorld world(true);
  REQUIRE(EditWorld::code_of(world.base().edit(
              std::string("add concept \"top AB\"\nadd concept \"top CD\"\n") + begin, "EF")) ==
          "done");
  const bool is_first = GENERATE(true, false);
  const std::string says = GENERATE(as<std::string>(), "alias hope as", "note on concept hope",
                                    "set concept hope colour", "set concept hope parent");
  CAPTURE(is_first, says);
  const auto word = [&](const std::string& coder) {
    if (says.ends_with("colour")) return std::string(coder == "AB" ? "#aaaaaa" : "#cccccc");
    return (says.ends_with("parent") ? "top " : "of ") + coder;
  };
  for (const char* coder : {"AB", "CD"}) {
    world.in_year(is_first == (coder == std::string("AB")) ? "2098" : "2099");
    world.copy("base", coder);
    REQUIRE(world.edit(coder, "code \"lee2021: they had time\" as context hope") == "done");
    REQUIRE(world.edit(coder, says + " \"" + word(coder) + "\"") == "done");
  }
  world.copy("AB", "EF");
  REQUIRE(world.merge("EF", "CD").changed());
  const auto kept = [&](const std::string& coder) {
    if (!says.ends_with("parent")) return word(coder);
    store::Connection connection(world.path("EF"), store::Connection::Access::read);
    store::Things things(connection);
    return things.find(model::ThingKind::concept_, "top " + coder).front().id;
  };
  for (const auto& [own, other] : {std::pair("AB", "CD"), std::pair("CD", "AB")}) {
    CAPTURE(own);
    const std::string text = shown(world.path("EF"), own);
    holds(text, kept(own));
    lacks(text, kept(other));
    const std::size_t open = world.store("EF").conflicts().size();
    CHECK(store::conflicts_hidden_from(own, world.path("EF")).size() == open);
    // What they say after that adds to their own words alone.
    world.copy("EF", own);
    REQUIRE(world.edit(own, "alias hope as more") == "done");
    holds(shown(world.path(own), own), "more");
    lacks(shown(world.path(own), own), kept(other));
  }
}
