#include "base/file_moves.h"

#include <fstream>
#include <stdlib.h>
#include <string>

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void write(const fs::path& file, const char* text) { std::ofstream(file) << text; }

}  // namespace

TEST_CASE("a file that moves to a new name replaces nothing", "[files]") {
  const TemporaryFolder folder;
  const fs::path one = folder.path() / "one";
  const fs::path two = folder.path() / "two";
  write(one, "first");
  CHECK_FALSE(base::move_to_new(one, two));
  CHECK_FALSE(fs::exists(one));
  CHECK(text_of(two) == "first");
  write(one, "second");
  CHECK(base::move_to_new(one, two) == std::errc::file_exists);
  CHECK(text_of(one) == "second");
  CHECK(text_of(two) == "first");
  CHECK(base::move_to_new(folder.path() / "none", folder.path() / "three"));
}

TEST_CASE("a file is kept under a second name, and nothing there is touched", "[files]") {
  const TemporaryFolder folder;
  const fs::path one = folder.path() / "one";
  const fs::path two = folder.path() / "two";
  write(one, "first");
  CHECK_FALSE(base::keep_under(one, two));
  CHECK(text_of(one) == "first");
  CHECK(text_of(two) == "first");
  write(folder.path() / "other", "other");
  CHECK(base::keep_under(folder.path() / "other", two) == std::errc::file_exists);
  CHECK(text_of(two) == "first");
}

TEST_CASE("where no link can be, a copy is kept", "[files]") {
  // No link leads from one filesystem to another.
  std::string elsewhere = "/dev/shm/retroduce-XXXXXX";
  if (mkdtemp(elsewhere.data()) == nullptr) return;
  const TemporaryFolder folder;
  const fs::path one = folder.path() / "one";
  const fs::path two = fs::path(elsewhere) / "two";
  write(one, "first");
  const auto fault = base::keep_under(one, two);
  const std::string kept = text_of(two);
  fs::remove_all(elsewhere);
  CHECK_FALSE(fault);
  CHECK(kept == "first");
  CHECK(text_of(one) == "first");
}
