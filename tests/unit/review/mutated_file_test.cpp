// Review files whose bytes are not what they were: no crash, no hang, and whatever of the review
// is otherwise is found by check.
#include <random>

#include "base/error.h"
#include "edit_world.h"
#include "support/repeats.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

/// What check says; the refusal to open it counts, too.
std::vector<std::string> damage(const fs::path& path) {
  base::NoProgress silent;
  try {
    return review::Review::open(path, store::Mode::read).store().damage(silent);
  } catch (const base::Error& error) {
    return {error.what()};
  }
}

/// A review as anybody reads it: things, history, receipts; or why it cannot be read.
std::string as_read(const fs::path& path) {
  try {
    auto review = review::Review::open(path, store::Mode::read);
    std::string text = review_state(path);
    for (const auto& entry : review.store().history({"", "", "", "", "", 0})) {
      text += entry.change.uid + entry.change.at + entry.change.by + entry.change.what +
              entry.change.why + "\n";
      for (const std::string& step : entry.steps) text += step + "\n";
    }
    return text;
  } catch (const std::exception& error) {
    return std::string("cannot be read: ") + error.what();
  }
}

void mutate(std::string& bytes, std::mt19937& random) {
  const auto below = [&random](std::size_t end) { return random() % end; };
  const std::size_t page = 8192;
  switch (below(6)) {
    case 0:
    case 1:
    case 2:
      bytes[below(bytes.size())] ^= static_cast<char>(1U << below(8));
      return;
    case 3:
      for (std::size_t at = below(bytes.size()), end = std::min(bytes.size(), at + below(40));
           at < end; ++at)
        bytes[at] = static_cast<char>(random());
      return;
    case 4:
      bytes.resize(below(bytes.size()));
      return;
    default: {
      const std::size_t pages = bytes.size() / page;
      const std::string copy = bytes.substr(below(pages) * page, page);
      bytes.replace(below(pages) * page, page, copy);
    }
  }
}

}  // namespace

TEST_CASE("of a review file that was altered anywhere, check finds what is otherwise",
          "[review][mutated]") {
  const unsigned times = repeats("RETRODUCE_MUTATIONS", 60);
  const unsigned seed = repeats("RETRODUCE_MUTATION_SEED", 20261130);
  INFO("seed " << seed);
  EditWorld world;
  REQUIRE(world.code("rename concept stigma to shame\nnote on concept shame \"why\"\n"
                     "add concept other definition \"x\"") == "done");
  const std::string good = base::DiskFiles().read(world.path());
  const std::string expected = as_read(world.path());
  std::mt19937 random(seed);
  const fs::path copy = world.folder.path() / "copy.retro";
  std::size_t found = 0;
  for (unsigned i = 0; i < times; ++i) {
    std::string bytes = good;
    mutate(bytes, random);
    base::write_file(copy, bytes, true);
    CAPTURE(i);
    const auto told = damage(copy);
    if (!told.empty()) {
      ++found;
      as_read(copy);  // may fail, must not crash
      continue;
    }
    REQUIRE((as_read(copy) == expected));
  }
  CHECK(found > 0);
}
