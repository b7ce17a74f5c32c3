#include <filesystem>

#include "base/error.h"
#include "interchange/format.h"
#include "native_helpers.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

std::unique_ptr<interchange::Writer> writer_to(const std::filesystem::path& path,
                                               bool overwrite = false) {
  interchange::WriteOptions options;
  options.overwrite = overwrite;
  return interchange::find_format("native")->write(path, options);
}

/// Stops the work at its first step, as Ctrl-C does.
class Stopping : public base::Progress {
 public:
  void step(std::string_view, std::int64_t done, std::int64_t total) override {
    CHECK(done > 0);
    CHECK(done < total);
    throw base::Error(base::ErrorCode::interrupted, "interrupted");
  }
};

}  // namespace

TEST_CASE("an export that is not finished leaves no file", "[interchange][native]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "review.xml";
  {
    const auto writer = writer_to(path);
    writer->add(model::Review{});
  }
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("an export takes the place of another file only where that is said",
          "[interchange][native]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "review.xml";
  writer_to(path)->finish();
  CHECK_THROWS_AS(writer_to(path)->finish(), base::Error);
  const auto writer = writer_to(path, true);
  model::Review review;
  review.title = "Second";
  writer->add(review);
  writer->finish();
  CHECK_THAT(base::DiskFiles().read(path), ContainsSubstring("<title>Second</title>"));
}

TEST_CASE("kinds that come again after others are a bug of the sender", "[interchange][native]") {
  const TemporaryFolder folder;
  const auto writer = writer_to(folder.path() / "review.xml");
  writer->add(model::Study{});
  writer->add(model::Document{});
  CHECK_THROWS_AS(writer->add(model::Study{}), base::InternalError);
}

TEST_CASE("a reference to what was not sent is a bug of the sender", "[interchange][native]") {
  const TemporaryFolder folder;
  const auto writer = writer_to(folder.path() / "review.xml");
  model::Document document;
  document.study = model::Ref<model::Study>(std::size_t{0});
  CHECK_THROWS_AS(writer->add(document), base::InternalError);
}

TEST_CASE("reading stops where its progress is told to stop", "[interchange][native]") {
  std::string coders;
  for (int i = 0; i < 5000; ++i) {
    const std::string name = std::to_string(i);
    coders += "<coder id=\"" + name + "\" label=\"" + name + "\"/>";
  }
  base::MemoryFiles files;
  files.put("review.xml", review_xml("<coders>" + coders + "</coders>"));
  interchange::Source source;
  source.path = "review.xml";
  source.files = &files;
  MemoryReview review;
  base::Diagnostics found;
  Stopping progress;
  CHECK_THROWS_AS(interchange::find_format("native")->read(source, {}, review, found, progress),
                  base::Error);
}

TEST_CASE("the file is laid out for reading, a record a line, its texts below",
          "[interchange][native]") {
  MemoryReview::Records records;
  records.reviews.emplace_back().title = "A & B";
  model::Concept concept_;
  concept_.label = "trust";
  concept_.aliases = {"faith"};
  records.concepts.push_back(concept_);
  CHECK(write_xml(records) == R"(<?xml version="1.0" encoding="UTF-8"?>
<review xmlns="urn:retroduce:review:1" version="1">
  <about>
    <title>A &amp; B</title>
  </about>
  <concepts>
    <concept id="concept.1" label="trust">
      <alias>faith</alias>
    </concept>
  </concepts>
</review>
)");
}
