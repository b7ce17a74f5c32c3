// The corpus of every fuzz target in the normal test run: all hand-made inputs of all formats, and
// what fuzzing found (tests/fuzz/found), read as every format, whole, cut short and with bytes
// changed.
#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/source_io.h"
#include "fuzz/one_input.h"
#include "interchange/format.h"
#include "interchange/text_format.h"
#include "support/catch.h"

namespace fs = std::filesystem;
using namespace retroduce;

namespace {

constexpr std::uintmax_t largest = 64 * 1024;

std::vector<fs::path> seeds(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.file_size() <= largest) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// A few hundred bytes of change, the same every time.
std::string changed(std::string bytes, std::uint32_t seed) {
  const auto next = [&seed] { return seed = seed * 1664525U + 1013904223U; };
  for (int i = 0; i < 8 && !bytes.empty(); ++i) {
    const std::size_t at = (next() >> 8U) % bytes.size();
    switch ((next() >> 16U) % 4U) {
      case 0:
        bytes[at] = static_cast<char>(next() >> 24U);
        break;
      case 1:
        bytes.erase(at, 1 + (next() >> 8U) % 16U);
        break;
      case 2:
        bytes.insert(at, bytes.substr((next() >> 8U) % bytes.size(), 24));
        break;
      default:
        bytes.insert(at, 1, "{}<>&\"\n-@\\"[(next() >> 8U) % 10U]);
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("no reader falls over hand-made inputs, whole, cut short or changed", "[fuzz]") {
  const fs::path root = RETRODUCE_SOURCE_DIR "/tests";
  for (const interchange::Format* format : interchange::formats()) {
    const std::string name(format->name);
    const auto own = seeds(root / "fixtures/formats" / name);
    for (const fs::path& seed : own) {
      INFO(name << " reads " << seed.string());
      const std::string bytes = base::DiskFiles().read(seed);
      CHECK_NOTHROW(fuzz::read_one(name, bytes));
      for (std::size_t part = 1; part < 8; ++part)
        CHECK_NOTHROW(fuzz::read_one(name, bytes.substr(0, bytes.size() * part / 8)));
      for (std::uint32_t i = 0; i < 24; ++i) CHECK_NOTHROW(fuzz::read_one(name, changed(bytes, i)));
    }
    for (const fs::path& seed : seeds(root / "fuzz/found")) {
      INFO(name << " reads " << seed.string());
      CHECK_NOTHROW(fuzz::read_one(name, base::DiskFiles().read(seed)));
    }
  }
}

TEST_CASE("no reader falls over the inputs of other formats", "[fuzz]") {
  const fs::path root = RETRODUCE_SOURCE_DIR "/tests/fixtures/formats";
  for (const fs::path& seed : seeds(root)) {
    const std::string bytes = base::DiskFiles().read(seed);
    for (const interchange::Format* format : interchange::formats()) {
      INFO(format->name << " reads " << seed.string());
      CHECK_NOTHROW(fuzz::read_one(std::string(format->name), bytes));
    }
  }
}

TEST_CASE("no reader of full texts falls over them, whole, cut short or changed", "[fuzz]") {
  const fs::path root = RETRODUCE_SOURCE_DIR "/tests/fixtures/texts";
  const auto all = seeds(root);
  REQUIRE_FALSE(all.empty());
  for (const fs::path& seed : all) {
    const std::string own = seed.parent_path().filename().string();
    const std::string bytes = base::DiskFiles().read(seed);
    for (const interchange::TextFormat* form : interchange::text_formats()) {
      const std::string name(form->name);
      INFO(name << " takes " << seed.string());
      CHECK_NOTHROW(fuzz::take_one(name, bytes));
      if (name != own) continue;
      for (std::size_t part = 1; part < 8; ++part)
        CHECK_NOTHROW(fuzz::take_one(name, bytes.substr(0, bytes.size() * part / 8)));
      for (std::uint32_t i = 0; i < 48; ++i) CHECK_NOTHROW(fuzz::take_one(name, changed(bytes, i)));
    }
  }
}
