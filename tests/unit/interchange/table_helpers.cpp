#include "table_helpers.h"

#include "base/zip.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

namespace {

ReadBack read_with(std::string_view format, const interchange::Source& source,
                   const interchange::ReadOptions& options) {
  ReadBack out;
  out.review = std::make_unique<MemoryReview>();
  base::NoProgress progress;
  interchange::find_format(format)->read(source, options, *out.review, out.found, progress);
  return out;
}

template <typename Record>
void send(const std::vector<Record>& list, model::BatchSink& sink) {
  for (const Record& record : list) sink.add(record);
}

}  // namespace

ReadBack read_sheet(const std::string& name, const std::string& bytes,
                    const interchange::ReadOptions& options) {
  base::MemoryFiles files;
  files.put(name, bytes);
  interchange::Source source;
  source.path = name;
  source.files = &files;
  source.head = bytes.substr(0, 4096);
  return read_with("sheet", source, options);
}

ReadBack read_bundle(const Files& files, const interchange::ReadOptions& options) {
  base::MemoryFiles memory;
  for (const auto& [name, bytes] : files) memory.put("folder/" + name, bytes);
  interchange::Source source;
  source.path = "folder";
  source.files = &memory;
  source.is_folder = true;
  return read_with("bundle", source, options);
}

ReadBack read_bundle_folder(const std::filesystem::path& folder) {
  const base::DiskFiles disk;
  interchange::Source source;
  source.path = folder;
  source.files = &disk;
  source.is_folder = true;
  return read_with("bundle", source, {});
}

Files files_of(const std::filesystem::path& folder) {
  Files out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    out[std::filesystem::relative(entry.path(), folder).string()] =
        base::DiskFiles().read(entry.path());
  }
  return out;
}

Files write_bundle(const MemoryReview::Records& records) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.path() / "out";
  const auto writer = interchange::find_format("bundle")->write(path, {});
  send(records.reviews, *writer);
  send(records.changes, *writer);
  send(records.coders, *writer);
  send(records.studies, *writer);
  send(records.documents, *writer);
  send(records.source_records, *writer);
  send(records.samenesses, *writer);
  send(records.themes, *writer);
  send(records.concepts, *writer);
  send(records.extracts, *writer);
  send(records.codings, *writer);
  send(records.resolutions, *writer);
  send(records.configurations, *writer);
  send(records.evidence, *writer);
  send(records.links, *writer);
  send(records.theories, *writer);
  send(records.constructs, *writer);
  send(records.versions, *writer);
  send(records.statements, *writer);
  send(records.appraisals, *writer);
  send(records.readings, *writer);
  send(records.saved_questions, *writer);
  send(records.attachments, *writer);
  send(records.entries, *writer);
  send(records.memos, *writer);
  send(records.foreign_parts, *writer);
  writer->finish();
  return files_of(path);
}

std::string finding(const ReadBack& read, const std::string& code) {
  for (const base::Diagnostic& each : read.found.sorted()) {
    if (each.code == code) return base::to_text(each);
  }
  return {};
}

bool refuses(const ReadBack& read, const std::string& code, const std::string& words) {
  const std::string said = finding(read, code);
  return read.found.refused() && said.rfind("error: ", 0) == 0 &&
         said.find(words) != std::string::npos;
}

Files small_bundle(const Files& changes) {
  Files files = {
      {"documents.tsv", "document_id\tcitekey\n1\talder2019\n2\tbirch2021\n"},
      {"concepts.tsv",
       "concept_id\tkind\tlabel\n1\tcontext\ttime\n2\tmechanism\ttrust\n3\toutcome\tstays\n"},
      {"extracts.tsv", "extract_id\tdocument_id\ttext\n1\t1\tShe had time.\n2\t2\tThey stayed.\n"},
      {"codings.tsv", "coding_id\textract_id\tconcept_id\trole\tcoder\n1\t1\t1\tC\tAB\n"},
      {"configurations.tsv", "configuration_id\tarea\tlabel\tstatus\n1\tbuy-in\tCMOC 1\tdraft\n"},
      {"configuration_elements.tsv",
       "configuration_id\trole\tposition\tconcept_id\n1\tC\t1\t1\n1\tM\t1\t2\n1\tO\t1\t3\n"},
      {"evidence.tsv", "configuration_id\textract_id\tstance\n1\t1\tsupports\n"},
  };
  for (const auto& [name, bytes] : changes) files[name] = bytes;
  return files;
}

std::string xlsx(const std::string& rows,
                 const std::vector<std::pair<std::string, std::string>>& more) {
  std::vector<std::pair<std::string, std::string>> parts = {
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Claims\" r:id=\"a\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
      {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
  for (const auto& part : more) {
    bool replaced = false;
    for (auto& own : parts) {
      if (own.first == part.first) {
        own.second = part.second;
        replaced = true;
      }
    }
    if (!replaced) parts.push_back(part);
  }
  return base::write_zip(parts);
}

}  // namespace retroduce::tests
