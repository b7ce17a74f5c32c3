#include "interchange/bundle_writer.h"

#include <algorithm>
#include <array>
#include <fstream>

#include "base/error.h"
#include "base/hash.h"
#include "interchange/bundle_cells.h"

namespace retroduce::interchange::bundle {

namespace fs = std::filesystem;

namespace {

struct FileColumns {
  std::string_view file;
  std::vector<std::string_view> columns;
};

/// Every file with its columns in order. All are written, so that one that is lost is missed.
/// documents.tsv gets its descriptors at the end, from a file of rows without them.
const std::vector<FileColumns>& layout() {
  static const std::vector<FileColumns> files = {
      {"documents.rows", {}},
      {"concepts.tsv",
       {"concept_id", "kind", "label", "definition", "note", "parent", "aliases", "wording",
        "change", "ordinal", "colour"}},
      {"extracts.tsv",
       {"extract_id", "document_id", "page", "char_start", "char_end", "text", "paraphrase",
        "translation", "note", "anchor", "anchor_before", "anchor_after", "anchor_doubt",
        "span_found", "page_found", "change", "ordinal"}},
      {"codings.tsv",
       {"coding_id", "extract_id", "concept_id", "role", "coder", "note", "change", "date"}},
      {"configurations.tsv",
       {"configuration_id", "area", "label", "status", "title", "level", "statement", "note",
        "change", "ordinal"}},
      {"configuration_elements.tsv",
       {"configuration_id", "role", "position", "concept_id", "wording", "part", "opposite",
        "direction", "unintended", "when_not_fired"}},
      {"evidence.tsv",
       {"configuration_id", "extract_id", "stance", "element", "inference", "note", "coder",
        "change", "evidence_id"}},
      {"review.tsv",
       {"title", "questions", "about", "scheme", "headings", "levels", "ratings",
        "reasons_demanded"}},
      {"changes.tsv",
       {"change_id", "uid", "at", "by", "kind", "what", "why", "counts", "content_hash",
        "follows"}},
      {"history.tsv", {"change", "thing", "thing_id", "before", "after"}},
      {"coders.tsv", {"label", "name", "note", "change", "ordinal"}},
      {"studies.tsv", {"label", "note", "change", "ordinal"}},
      {"texts.tsv",
       {"text_id", "document_id", "former", "text", "source", "format", "rule", "program",
        "content_hash", "boxes"}},
      {"text_pages.tsv", {"text_id", "label", "char_start", "char_end"}},
      {"text_sections.tsv", {"text_id", "depth", "title", "char_start", "char_end"}},
      {"themes.tsv", {"label", "parent", "note", "change", "ordinal"}},
      {"records.tsv",
       {"document_id", "format", "database", "search", "searched", "accession", "digest", "rule",
        "score", "came", "tags", "change"}},
      {"samenesses.tsv", {"document_id", "other_id", "same", "reason", "change"}},
      {"resolutions.tsv",
       {"extract_id", "concept_id", "role", "holds", "coder", "reason", "change"}},
      {"links.tsv",
       {"link_id", "from", "to", "kind", "note", "coder", "evidence", "change", "ordinal"}},
      {"theories.tsv",
       {"theory_id", "label", "kind", "citation", "document_id", "note", "change", "ordinal"}},
      {"constructs.tsv",
       {"construct_id", "theory_id", "label", "definition", "configurations", "change", "ordinal"}},
      {"theory_versions.tsv",
       {"version_id", "theory_id", "label", "date", "note", "change", "ordinal"}},
      {"statements.tsv",
       {"statement_id", "version_id", "label", "text", "lineage", "reason", "moved_by",
        "configurations", "change", "ordinal"}},
      {"appraisals.tsv",
       {"appraisal_id", "document_id", "extract_id", "criterion", "rating", "reason", "coder",
        "resolution", "change", "ordinal"}},
      {"readings.tsv",
       {"reading_id", "document_id", "version_id", "coder", "date", "note", "change", "ordinal"}},
      {"saved_questions.tsv", {"saved_question_id", "name", "question", "change", "ordinal"}},
      {"attachments.tsv",
       {"attachment_id", "document_id", "name", "media_type", "file", "content_hash", "change",
        "ordinal"}},
      {"entries.tsv",
       {"entry_id", "list", "configuration_id", "place", "fields", "change", "ordinal"}},
      {"foreign_parts.tsv",
       {"system", "kind", "foreign_id", "about", "about_id", "content", "change", "ordinal"}},
      {"memos.tsv", {"memo_id", "about", "about_id", "text", "date", "coder", "change", "ordinal"}},
  };
  return files;
}

constexpr std::string_view document_columns[] = {
    "document_id", "citekey", "type",         "authors", "year",       "title",    "container",
    "volume",      "issue",   "pages",        "doi",     "country",    "language", "url",
    "note",        "study",   "consultation", "text",    "empty_text", "change",   "ordinal"};

bool is_bundle_file(const std::string& name) {
  const auto names = file_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The folder of attachments, with nothing in it but files named as they are written here.
bool is_attachment_folder(const fs::directory_entry& entry) {
  if (entry.path().filename().string() != attachment_folder || !entry.is_directory()) return false;
  return std::all_of(fs::directory_iterator(entry.path()), fs::directory_iterator(),
                     [](const fs::directory_entry& file) {
                       const std::string name = file.path().stem().string();
                       return file.is_regular_file() && !name.empty() &&
                              name.find_first_not_of("0123456789") == std::string::npos;
                     });
}

std::string value_of(const std::vector<model::Field>& fields, const std::string& name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const auto& field) { return field.name == name; });
  return found == fields.end() ? std::string() : found->value;
}

}  // namespace

std::vector<std::string_view> file_names() {
  std::vector<std::string_view> names = {"documents.tsv"};
  for (std::size_t i = 1; i < layout().size(); ++i) names.push_back(layout()[i].file);
  return names;
}

TableWriter::TableWriter(const fs::path& path, const std::vector<std::string_view>& columns)
    : writer_(path, false) {
  if (columns.empty()) return;
  for (const std::string_view column : columns) cell(column);
  end_row();
}

TableWriter& TableWriter::cell(std::string_view text) {
  if (!is_first_) row_.push_back('\t');
  is_first_ = false;
  append_escaped(row_, text);
  return *this;
}

TableWriter& TableWriter::cell(std::int64_t number) { return cell(std::to_string(number)); }

TableWriter& TableWriter::list(const std::vector<std::string>& values) {
  return cell(list_cell(values));
}

void TableWriter::end_row() {
  row_.push_back('\n');
  writer_.write(row_);
  row_.clear();
  is_first_ = true;
}

BundleWriter::BundleWriter(const fs::path& target, bool overwrite)
    : folder_(target, overwrite, "bundle", [](const fs::directory_entry& entry) {
        return is_bundle_file(entry.path().filename().string()) || is_attachment_folder(entry);
      }) {}

TableWriter& BundleWriter::table(std::string_view file) {
  if (const auto found = tables_.find(file); found != tables_.end()) return *found->second;
  const auto entry = std::find_if(layout().begin(), layout().end(),
                                  [&](const auto& each) { return each.file == file; });
  RETRODUCE_ASSERT(entry != layout().end());
  auto made = std::make_unique<TableWriter>(folder_.folder() / file, entry->columns);
  return *tables_.emplace(std::string(file), std::move(made)).first->second;
}

/// The rows of documents.rows with the descriptors of all documents as columns: their names are
/// only known when the last document has come.
void BundleWriter::write_documents() {
  std::vector<std::string_view> columns(std::begin(document_columns), std::end(document_columns));
  std::vector<std::string> heads;
  for (const std::string& name : field_names_) heads.push_back("descriptor." + name);
  columns.insert(columns.end(), heads.begin(), heads.end());
  columns.emplace_back("descriptor_order");
  base::FileWriter writer(folder_.folder() / "documents.tsv", false);
  std::string line;
  for (const std::string_view column : columns) {
    if (!line.empty()) line.push_back('\t');
    append_escaped(line, column);
  }
  writer.write(line + "\n");
  std::ifstream rows(folder_.folder() / "documents.rows", std::ios::binary);
  for (const std::vector<model::Field>& fields : fields_) {
    std::getline(rows, line);
    std::vector<std::string> in_columns;
    if (!value_of(fields, "country").empty()) in_columns.emplace_back("country");
    for (const std::string& name : field_names_) {
      const std::string value = value_of(fields, name);
      line.push_back('\t');
      append_escaped(line, value);
      if (!value.empty()) in_columns.push_back(name);
    }
    std::vector<std::string> names;
    for (const model::Field& field : fields) names.push_back(field.name);
    line.push_back('\t');
    if (names != in_columns) append_escaped(line, list_cell(names));
    writer.write(line + "\n");
  }
  if (rows.bad() || rows.fail()) {
    throw base::Error(base::ErrorCode::io,
                      "cannot read back what was written beside " + folder_.target().string());
  }
  rows.close();
  writer.commit();
  fs::remove(folder_.folder() / "documents.rows");
}

void BundleWriter::finish() {
  for (const FileColumns& each : layout()) table(each.file);
  for (const auto& [file, writer] : tables_) writer->commit();
  tables_.clear();
  write_documents();
  folder_.put_in_place();
}

}  // namespace retroduce::interchange::bundle
