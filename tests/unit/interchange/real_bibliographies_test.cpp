// Real files of other tools: each is recognised by its content, gives the records that are in it,
// and comes back equal from an export in its own form. Skips, saying so, where they are not there.
#include "base/source_io.h"
#include "bib_helpers.h"
#include "interchange/format.h"
#include "support/catch.h"

using namespace retroduce;

namespace {

struct RealFile {
  const char* path;
  const char* format;
  std::size_t records;
};

const RealFile real[] = {
#include "real_bibliographies.def"
};

}  // namespace

TEST_CASE("real bibliographic files are recognised and read to the last record", "[real]") {
  const auto folder = tests::real_files();
  if (!folder) {
    WARN("skipped: the folder with real files is not there");
    return;
  }
  for (const RealFile& file : real) {
    INFO(file.path);
    const std::string bytes = base::DiskFiles().read(*folder / file.path);
    const std::string name = std::filesystem::path(file.path).filename().string();
    CHECK(tests::detected_format(name, bytes) == file.format);
    const auto read = tests::read_as(file.format, name, bytes);
    INFO(tests::told(read.found));
    CHECK_FALSE(read.found.refused());
    CHECK(read.review->records().documents.size() == file.records);
  }
}

TEST_CASE("real bibliographic files come back equal from an export", "[real]") {
  const auto folder = tests::real_files();
  if (!folder) {
    WARN("skipped: the folder with real files is not there");
    return;
  }
  for (const RealFile& file : real) {
    const std::string bytes = base::DiskFiles().read(*folder / file.path);
    const auto first = tests::read_as(file.format, file.path, bytes);
    const auto& documents = first.review->records().documents;
    for (const interchange::Format* format : interchange::formats()) {
      if (format->write == nullptr || !format->is_bibliography) continue;
      const std::string name(format->name);
      INFO(file.path << " as " << name);
      const std::string written = tests::written_as(name, documents);
      const auto again = tests::read_as(name, file.path, written);
      INFO(tests::told(again.found));
      CHECK(tests::difference(documents, again.review->records().documents) == "");
    }
  }
}

TEST_CASE("a real file that is damaged beyond reading is refused in a sentence", "[real]") {
  const auto folder = tests::real_files();
  if (!folder) {
    WARN("skipped: the folder with real files is not there");
    return;
  }
  const std::string bytes =
      base::DiskFiles().read(*folder / "pubmedxml/jabref-MedlineImporterTestMalformedEntry.xml");
  CHECK(tests::detected_format("a.xml", bytes) == "pubmed");
  const auto read = tests::read_as("pubmed", "a.xml", bytes);
  CHECK(read.found.refused());
  CHECK(tests::told(read.found).find("<PubmedArticle>") != std::string::npos);
  const std::string enw = base::DiskFiles().read(*folder / "endnote/jabref-Endnote.entries.enw");
  CHECK(tests::detected_format("a.enw", enw) == "");
}

TEST_CASE("one library exported twice is the same papers in both forms", "[real]") {
  const auto folder = tests::real_files();
  if (!folder) {
    WARN("skipped: the folder with real files is not there");
    return;
  }
  const auto documents = [&](const std::string& format, const std::string& name) {
    return tests::read_as(format, name, base::DiskFiles().read(*folder / "zotero" / name))
        .review->records()
        .documents;
  };
  const auto rdf = documents("zotero", "pacha-test.rdf");
  const auto ris = documents("ris", "pacha-test.ris");
  REQUIRE(rdf.size() == ris.size());
  for (std::size_t i = 0; i < rdf.size(); ++i) {
    CHECK(rdf[i].key == ris[i].key);
    CHECK(rdf[i].title == ris[i].title);
    CHECK(rdf[i].authors == ris[i].authors);
    CHECK(rdf[i].year == ris[i].year);
    CHECK(rdf[i].container == ris[i].container);
    CHECK(rdf[i].volume == ris[i].volume);
    CHECK(rdf[i].doi == ris[i].doi);
    CHECK(rdf[i].pages == ris[i].pages);
  }
}
