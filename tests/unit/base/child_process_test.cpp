#include "base/child_process.h"

#include <cstdlib>
#include <optional>
#include <string>

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

namespace {

/// A shell that does as it is told, within limits.
std::optional<ChildResult> shell(const std::string& words, const ChildLimits& limits) {
  return run_child({"sh", "-c", words}, "", limits);
}

}  // namespace

TEST_CASE("a program sees one time zone and one locale, wherever it runs", "[base]") {
  ::setenv("TZ", "Pacific/Kiritimati", 1);
  ::setenv("LC_NUMERIC", "de_DE.UTF-8", 1);
  const auto result = shell("echo $TZ $LC_ALL; date -d @0 +%H", {});
  ::unsetenv("TZ");
  ::unsetenv("LC_NUMERIC");
  REQUIRE(result);
  CHECK(result->output == "UTC C.UTF-8\n00\n");
}

TEST_CASE("a program that hangs is ended, with what it started", "[base]") {
  ChildLimits limits;
  limits.wall_seconds = 1;
  const auto result = shell("sleep 600 & echo begun; sleep 600", limits);
  REQUIRE(result);
  CHECK(result->stopped_by == ChildStop::time);
  CHECK(result->output == "begun\n");
}

TEST_CASE("a program that closes its output and goes on is ended, too", "[base]") {
  ChildLimits limits;
  limits.wall_seconds = 1;
  const auto result = shell("exec >&- 2>&-; sleep 600", limits);
  REQUIRE(result);
  CHECK(result->stopped_by == ChildStop::time);
}

TEST_CASE("a program that works without end is ended by its seconds of work", "[base]") {
  ChildLimits limits;
  limits.cpu_seconds = 1;
  const auto result = shell("while :; do :; done", limits);
  REQUIRE(result);
  CHECK(result->stopped_by == ChildStop::time);
}

TEST_CASE("a program that prints without end is ended at the limit", "[base]") {
  ChildLimits limits;
  limits.output_bytes = 100000;
  const auto result = run_child({"yes"}, "", limits);
  REQUIRE(result);
  CHECK(result->stopped_by == ChildStop::output);
  CHECK(result->output.size() == 100001);
}

TEST_CASE("a program that eats memory fails at the limit", "[base]") {
  ChildLimits limits;
  limits.memory_bytes = std::size_t{100} << 20;
  const auto result =
      run_child({"dd", "if=/dev/zero", "of=/dev/null", "bs=1G", "count=1"}, "", limits);
  REQUIRE(result);
  CHECK(result->exit_code != 0);
  CHECK_FALSE(result->errors.empty());
}

TEST_CASE("what a program says of its faults is kept apart, and no more than a page", "[base]") {
  const auto result = run_child({"sh", "-c", "echo out; yes fault | head -c 200000 >&2"}, "");
  REQUIRE(result);
  CHECK(result->output == "out\n");
  CHECK(result->errors.size() == std::size_t{64} << 10);
}
