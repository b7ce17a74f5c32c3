#include "base/base64.h"

#include "support/catch.h"

using namespace retroduce;

TEST_CASE("bytes come back from their text", "[base][base64]") {
  using namespace std::string_literals;
  CHECK(base::to_base64("") == "");
  CHECK(base::to_base64("\xff\0a"s) == "/wBh");
  for (const std::string& bytes : {""s, "a"s, "ab"s, "abc"s, "\0\xff\n"s, std::string(1000, 'x')}) {
    CHECK(base::from_base64(base::to_base64(bytes)) == bytes);
  }
  CHECK(base::from_base64(" /w\nBh\r\n") == "\xff\0a"s);
}

TEST_CASE("what is no base64 gives nothing", "[base][base64]") {
  for (const char* text : {"a", "ab", "abc", "ab=", "a===", "????", "/wBh!", "/w==Bh"}) {
    INFO(text);
    CHECK_FALSE(base::from_base64(text));
  }
}
