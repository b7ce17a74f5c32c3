// The shipped reviews: every command that they propose works, and what goes out comes back as the
// same bytes.
#include <filesystem>

#include "base/source_io.h"
#include "base/text.h"
#include "support/catch.h"
#include "support/shell.h"
#include "support/temporary_folder.h"

namespace fs = std::filesystem;
using namespace retroduce;

namespace {

const fs::path corpus = RETRODUCE_SOURCE_DIR "/corpus";

void must(const std::string& command, const fs::path& folder) {
  const tests::ShellResult result = tests::shell(command, folder, RETRODUCE_BINARY);
  INFO(command << "\n" << result.output);
  REQUIRE(result.exit_code == 0);
}

std::string bytes_of(const fs::path& path) { return base::DiskFiles().read(path); }

}  // namespace

TEST_CASE("every command that a shipped review proposes works", "[integration][corpus]") {
  for (const auto& entry : fs::directory_iterator(corpus)) {
    if (!entry.is_directory()) continue;
    const tests::TemporaryFolder folder;
    fs::copy(entry.path(), folder.path() / "review");
    for (const std::string& line : base::split(bytes_of(entry.path() / "session.txt"), '\n')) {
      if (line.rfind("retroduce ", 0) == 0) must(line, folder.path() / "review");
    }
  }
}

TEST_CASE("export, import and export of a shipped review is the same bytes, as XML and as bundle",
          "[integration][corpus]") {
  const tests::TemporaryFolder folder;
  fs::copy(corpus / "social-prescribing" / "review.xml", folder.path() / "review.xml");
  must("retroduce import a.retro review.xml", folder.path());
  must(
      "retroduce export a.retro a.xml && retroduce import b.retro a.xml && retroduce export "
      "b.retro b.xml",
      folder.path());
  CHECK(bytes_of(folder.path() / "a.xml") == bytes_of(folder.path() / "b.xml"));
  must("retroduce export a.retro a.bundle --as bundle && retroduce import c.retro a.bundle",
       folder.path());
  must("retroduce export c.retro c.xml && retroduce export c.retro c.bundle --as bundle",
       folder.path());
  CHECK(bytes_of(folder.path() / "a.xml") == bytes_of(folder.path() / "c.xml"));
  must("diff -r a.bundle c.bundle", folder.path());
  must("! command -v xmllint || xmllint --noout --schema '" RETRODUCE_SOURCE_DIR
       "/schemas/xml/retroduce.xsd' a.xml",
       folder.path());
}

TEST_CASE("importing the same source twice leaves the file's bytes alone",
          "[integration][corpus]") {
  const tests::TemporaryFolder folder;
  fs::copy(corpus / "social-prescribing" / "review.xml", folder.path() / "review.xml");
  must("retroduce import a.retro review.xml", folder.path());
  const std::string before = bytes_of(folder.path() / "a.retro");
  must("retroduce import a.retro review.xml", folder.path());
  CHECK(before == bytes_of(folder.path() / "a.retro"));
}

TEST_CASE("the demo writes a review, tables and a figure, the same bytes each time",
          "[integration][corpus]") {
  const tests::TemporaryFolder folder;
  must("retroduce demo one && retroduce demo two", folder.path());
  for (const char* file : {"table-cmoc.docx", "table-cmoc.html", "table-narrative.docx",
                           "table-evidence.docx", "table-characteristics.docx", "chain.dot"}) {
    INFO(file);
    CHECK(bytes_of(folder.path() / "one" / file) == bytes_of(folder.path() / "two" / file));
    CHECK(bytes_of(folder.path() / "one" / file).size() > 500);
  }
}
