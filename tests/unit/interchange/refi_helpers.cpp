#include "refi_helpers.h"

#include <algorithm>
#include <cstdlib>

#include "base/child_process.h"
#include "base/source_io.h"
#include "base/zip.h"
#include "base/zip_reader.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

namespace {

ReadBack read_as(const std::string& format, const std::string& bytes,
                 const interchange::ReadOptions& options) {
  base::MemoryFiles files;
  const std::string name = "project." + format;
  files.put(name, bytes);
  interchange::Source source;
  source.path = name;
  source.files = &files;
  source.head = bytes.substr(0, 4096);
  ReadBack back{std::make_unique<MemoryReview>(), {}};
  base::NoProgress progress;
  CHECK(interchange::find_format(format)->sniff(source));
  interchange::find_format(format)->read(source, options, *back.review, back.found, progress);
  return back;
}

}  // namespace

std::string project_xml(const std::string& sections, const std::string& origin) {
  return R"(<?xml version="1.0" encoding="utf-8"?>)"
         "\n"
         R"(<Project xmlns="urn:QDA-XML:project:1.0" name="Trial" origin=")" +
         origin + "\">\n" + sections + "\n</Project>\n";
}

std::string small_project(const std::string& selections, const std::string& origin) {
  return project_xml(
      R"(<Users><User guid="{0000000A-0000-0000-0000-000000000001}" name="Ann"/>
<User guid="0000000a-0000-0000-0000-000000000002" name="Bo"/></Users>
<CodeBook><Codes>
<Code guid="c0000000-0000-0000-0000-000000000001" name="Contexts" isCodable="false">
<Code guid="C0000000-0000-0000-0000-000000000002" name="trust" isCodable="true" color="#33cc33"><Description>What it is</Description></Code>
</Code>
<Code guid="c0000000-0000-0000-0000-000000000003" name="other" isCodable="true"/>
</Codes></CodeBook>
<Sources><TextSource guid="d0000000-0000-0000-0000-000000000001" name="Smith 2019.docx" plainTextPath="internal://d.txt">)" +
          selections + "</TextSource></Sources>",
      origin);
}

ReadBack read_archive(const std::string& bytes, const interchange::ReadOptions& options) {
  return read_as("qdpx", bytes, options);
}

ReadBack read_project(const Entries& entries, const interchange::ReadOptions& options) {
  return read_archive(base::write_zip(entries), options);
}

ReadBack read_codebook(const std::string& xml, const interchange::ReadOptions& options) {
  return read_as("qdc", xml, options);
}

std::string written(const MemoryReview::Records& r, const std::string& format,
                    const std::string& profile, std::vector<std::string>* losses) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "out";
  interchange::WriteOptions options;
  options.profile = profile;
  const auto writer = interchange::find_format(format)->write(path, options);
  const auto all = [&](const auto&... lists) {
    (std::for_each(lists.begin(), lists.end(), [&](const auto& one) { writer->add(one); }), ...);
  };
  all(r.reviews, r.changes, r.coders, r.studies, r.documents, r.source_records, r.samenesses,
      r.themes, r.concepts, r.extracts, r.codings, r.resolutions, r.configurations, r.evidence,
      r.links, r.theories, r.constructs, r.versions, r.statements, r.appraisals, r.readings,
      r.saved_questions, r.attachments, r.entries, r.memos, r.foreign_parts);
  writer->finish();
  if (losses != nullptr) *losses = writer->losses();
  return base::DiskFiles().read(path);
}

Entries entries_in(const std::string& archive) {
  base::ZipReader reader(archive);
  REQUIRE_FALSE(reader.open());
  Entries entries;
  for (std::size_t i = 0; i < reader.entries().size(); ++i) {
    entries.emplace_back(reader.entries()[i].name, std::string());
    REQUIRE_FALSE(reader.read(i, entries.back().second));
  }
  return entries;
}

std::string file_in(const std::string& archive, const std::string& ending) {
  base::ZipReader reader(archive);
  REQUIRE_FALSE(reader.open());
  for (std::size_t i = 0; i < reader.entries().size(); ++i) {
    if (!reader.entries()[i].name.ends_with(ending)) continue;
    std::string bytes;
    REQUIRE_FALSE(reader.read(i, bytes));
    return bytes;
  }
  return {};
}

std::string invalid(const std::string& xml, const std::string& schema) {
  if (!base::find_program("xmllint")) {
    WARN("xmllint is not on this machine: nothing was validated");
    return {};
  }
  const std::string path = std::string(RETRODUCE_SOURCE_DIR) + "/tests/fixtures/refi/" + schema;
  const auto result =
      base::run_child({"xmllint", "--noout", "--nonet", "--schema", path, "-"}, xml);
  if (!result) return "xmllint did not run";
  return result->exit_code == 0 ? "" : "not valid";
}

bool has_code(const base::Diagnostics& found, const std::string& code) {
  const auto all = found.sorted();
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.code == code; });
}

std::filesystem::path real_projects() {
  const char* told = std::getenv("RETRODUCE_SHARED");
  const std::filesystem::path shared =
      told != nullptr ? told : std::filesystem::path(RETRODUCE_SOURCE_DIR) / "../shared";
  const auto folder = shared / "fixtures" / "refi";
  if (std::filesystem::exists(folder)) return folder;
  WARN("the folder of real REFI-QDA files is not on this machine: nothing was read");
  return {};
}

}  // namespace retroduce::tests
