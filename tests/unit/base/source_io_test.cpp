#include "base/source_io.h"

#include <filesystem>

#include "base/error.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace retroduce::base;
using retroduce::tests::TemporaryFolder;

TEST_CASE("a file is written whole or not at all, and never over another unasked", "[base]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "out.csv";
  {
    FileWriter abandoned(path, false);
    abandoned.write("half");
  }
  CHECK_FALSE(std::filesystem::exists(path));
  write_file(path, "whole", false);
  CHECK(DiskFiles().read(path) == "whole");
  CHECK_THROWS_AS(write_file(path, "other", false), Error);
  CHECK(DiskFiles().read(path) == "whole");
  write_file(path, "other", true);
  CHECK(DiskFiles().read(path) == "other");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("what cannot be read is told by name", "[base]") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(DiskFiles().read(folder.path() / "absent"), Error);
  CHECK_THROWS_AS(DiskFiles().read(folder.path()), Error);
}

TEST_CASE("files in memory stand in for the disk", "[base]") {
  MemoryFiles files;
  files.put("review/documents.tsv", "x");
  CHECK(files.is_folder("review"));
  CHECK_FALSE(files.is_folder("rev"));
  CHECK(files.read("review/documents.tsv") == "x");
}
