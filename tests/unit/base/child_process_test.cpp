#include "base/child_process.h"

#include "support/catch.h"

using namespace retroduce::base;

TEST_CASE("a program gets its input and gives its output, however long", "[base]") {
  const std::string long_text(300000, 'z');
  const auto result = run_child({"cat"}, long_text);
  REQUIRE(result);
  CHECK(result->exit_code == 0);
  CHECK(result->output == long_text);
}

TEST_CASE("a program that does not read its input does not end us", "[base]") {
  const auto result = run_child({"true"}, std::string(300000, 'z'));
  REQUIRE(result);
  CHECK(result->exit_code == 0);
}

TEST_CASE("a program that is not there is told as nothing", "[base]") {
  CHECK_FALSE(find_program("no-such-program-anywhere"));
  CHECK_FALSE(run_child({"no-such-program-anywhere"}, ""));
}
