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
