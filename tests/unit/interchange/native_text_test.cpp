#include "interchange/native_text.h"

#include "support/catch.h"

using namespace retroduce::interchange::native;

TEST_CASE("only characters that XML 1.0 cannot hold ask for escaping", "[interchange][native]") {
  CHECK_FALSE(is_beyond_xml("tab \t, line \n, return \r, \\ and \xC2\x80"));
  CHECK(is_beyond_xml("bell \a"));
  CHECK(is_beyond_xml("\xEF\xBF\xBE"));
  CHECK(is_beyond_xml("x\xEF\xBF\xBF"));
  CHECK_FALSE(is_beyond_xml("\xEF\xBF\xBD"));
  CHECK_FALSE(is_beyond_xml("\xEF\xBF"));
}

TEST_CASE("an escaped text reads as four hexadecimal digits and doubled backslashes",
          "[interchange][native]") {
  CHECK(escaped("a\x01\\b\xEF\xBF\xBE") == "a\\u0001\\\\b\\uFFFE");
  CHECK(unescaped("a\\u0001\\\\b\\uFFFE") == "a\x01\\b\xEF\xBF\xBE");
  CHECK(unescaped("\\u00e9\\u0041") ==
        "\xC3\xA9"
        "A");
}

TEST_CASE("a backslash that is no escape is not guessed at", "[interchange][native]") {
  for (const char* text : {"\\", "\\n", "\\u", "\\u12", "\\u12G4", "\\uD800", "\\U0001"})
    CHECK_FALSE(unescaped(text).has_value());
}

TEST_CASE("attributes keep tabs and line ends, texts keep carriage returns",
          "[interchange][native]") {
  std::string value;
  append_value(value, "<a>\t\"b\"\n&\r");
  CHECK(value == "&lt;a&gt;&#9;&quot;b&quot;&#10;&amp;&#13;");
  std::string content;
  append_content(content, "<a>\t\"b\"\n&\r");
  CHECK(content == "&lt;a&gt;\t\"b\"\n&amp;&#13;");
}
