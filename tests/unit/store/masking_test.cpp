#include "store/masking.h"

#include "support/catch.h"

using namespace retroduce;
using store::Mask;
using store::masked;

TEST_CASE("what is masked keeps its length in code points and its blanks", "[store][erase]") {
  CHECK(masked("né e\nx") == "██ █\n█");
  CHECK(masked("over 1 line", {5, 6}) == "over █ line");
  CHECK(masked("") == "");
}

TEST_CASE("words are masked wherever they stand, however blanks and hyphens are",
          "[store][erase]") {
  const Mask mask("my daughter never comes to see me now");
  REQUIRE(mask.is_telling());
  CHECK(mask.in("She said: my daughter never  comes to\nsee me now.").value() ==
        "She said: ██ ████████ █████  █████ ██\n███ ██ ███.");
  CHECK_FALSE(mask.in("my daughter never comes"));
  CHECK_FALSE(mask.in(""));
  CHECK_FALSE(mask.in("\xff\xfe not text, and long enough to be looked at by anybody"));
}

TEST_CASE("a sentence that quotes only the beginning is masked, too", "[store][erase]") {
  const Mask mask("my daughter never comes to see me now");
  CHECK(mask.in_sentence("added extract \"my daughter never com…\" from lee2021").value() ==
        "added extract \"██ ████████ █████ ███…\" from lee2021");
  CHECK_FALSE(mask.in_sentence("added extract \"my daughte\" from lee2021"));
}

TEST_CASE("few words may stand anywhere by chance and are not looked for", "[store][erase]") {
  const Mask mask("she agreed");
  CHECK_FALSE(mask.is_telling());
  CHECK_FALSE(mask.in("and she agreed"));
  CHECK_FALSE(mask.in_sentence("and she agreed"));
}

TEST_CASE("a sentence quotes in quotation marks, whole or cut", "[store][erase]") {
  const std::string words = "my daughter never comes to see me now";
  const Mask mask(words);
  CHECK_FALSE(mask.in_sentence("added extract \"my daughter never fails\" from lee2021"));
  CHECK_FALSE(mask.in_sentence("because my daughter never com…"));
  CHECK(mask.in_sentence("my daughter never com…").value() == "██ ████████ █████ ███…");
  CHECK(store::requoted("set \"Karla\" and \"Ka…\" of \"Karl\"", "Karla", "█████", 1).value() ==
        "set \"█████\" and \"██…\" of \"Karl\"");
  CHECK_FALSE(store::requoted("set \"Karla\"", "Karla", "█████", 6));
}

TEST_CASE("texts are the same but for what is masked in either", "[store][erase]") {
  CHECK(store::same_but_masked("a né c", "a ██ c"));
  CHECK(store::same_but_masked("█ né c", "a ██ c"));
  CHECK_FALSE(store::same_but_masked("a né c", "a ██ d"));
  CHECK_FALSE(store::same_but_masked("a né c", "a █ c"));
  CHECK_FALSE(store::same_but_masked("a b", "a c"));
}

TEST_CASE("of a piece of XML names and text are masked", "[store][erase]") {
  CHECK(store::masked_markup("<A guid=\"12\" name=\"Mum &amp; Dad\"><B>so he</B></A>") ==
        "<A guid=\"12\" name=\"███ █████ ███\"><B>██ ██</B></A>");
  CHECK(store::masked_markup("<A name='x' other='y'/>") == "<A name='█' other='y'/>");
  CHECK(store::masked_markup("<A name=\"open") == "<A name=\"████");
}

TEST_CASE("a text of nearly the same words is masked where that is asked for", "[store][erase]") {
  const Mask mask("my daughter never comes to see me, and nobody asks");
  const std::string other = "She: my daughter never comes to see me, and noone asks. Then.";
  CHECK(mask.places(other).empty());
  REQUIRE(mask.places(other, true).size() == 1);
}
