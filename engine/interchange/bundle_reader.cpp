#include "interchange/bundle_reader.h"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>

#include "base/text.h"
#include "interchange/bundle_writer.h"

namespace retroduce::interchange::bundle {

namespace {

using base::Severity;
using model::ThingKind;

constexpr std::uint32_t nowhere = 0xffffffffU;

/// Which file lists the things of a kind; that of the changes stands for the review's own.
std::string_view file_of(ThingKind kind) {
  constexpr std::array<std::string_view, 23> files = {"changes.tsv",
                                                      "coders.tsv",
                                                      "studies.tsv",
                                                      "documents.tsv",
                                                      "themes.tsv",
                                                      "concepts.tsv",
                                                      "extracts.tsv",
                                                      "codings.tsv",
                                                      "configurations.tsv",
                                                      "configuration_elements.tsv",
                                                      "evidence.tsv",
                                                      "links.tsv",
                                                      "appraisals.tsv",
                                                      "theories.tsv",
                                                      "theory_versions.tsv",
                                                      "statements.tsv",
                                                      "constructs.tsv",
                                                      "readings.tsv",
                                                      "saved_questions.tsv",
                                                      "attachments.tsv",
                                                      "entries.tsv",
                                                      "foreign_parts.tsv",
                                                      "memos.tsv"};
  return files[static_cast<std::size_t>(kind)];
}

std::string_view name_of(ThingKind kind) {
  return kind == ThingKind::review ? "change" : to_word(kind);
}

std::size_t index(ThingKind kind) { return static_cast<std::size_t>(kind); }

std::string folder_name(const Source& source) {
  const std::filesystem::path path =
      source.path.has_filename() ? source.path : source.path.parent_path();
  return path.filename().string();
}

template <typename Record>
model::Ref<Record> labelled(TextMap<std::uint32_t>& places, std::string_view label, bool& is_new) {
  is_new = false;
  if (label.empty()) return {};
  if (const auto known = places.find(label); known != places.end())
    return model::Ref<Record>(known->second);
  is_new = true;
  const auto place = static_cast<std::uint32_t>(places.size());
  places.emplace(label, place);
  return model::Ref<Record>(place);
}

}  // namespace

BundleReader::BundleReader(const Source& source, const ReadOptions& options, model::BatchSink& sink,
                           base::Diagnostics& found, base::Progress& progress)
    : source_(source),
      options_(options),
      sink_(sink),
      found_(found),
      progress_(progress),
      folder_name_(folder_name(source)) {}

bool BundleReader::has(std::string_view file) const {
  return source_.files->exists(source_.path / file);
}

TableReader BundleReader::open(std::string_view file) {
  return TableReader(*source_.files, source_.path, std::string(file),
                     folder_name_ + "/" + std::string(file), found_, progress_);
}

void BundleReader::number_thing(TableReader& table, Column id, Kind kind) {
  const std::uint32_t number = counts_[index(kind)]++;
  if (!id.is_there()) return;
  const std::string_view said = table.cell(id);
  if (said.empty()) {
    table.refuse("bundle.empty-cell", "the row has no " + table.name_of(id));
  } else if (!ids_[index(kind)].add(said, number)) {
    table.refuse("bundle.duplicate-id",
                 "the " + table.name_of(id) + " " + std::string(said) + " stands twice");
  }
}

std::uint32_t BundleReader::place_of(TableReader& table, std::string_view id, Kind kind) {
  if (const auto found = ids_[index(kind)].find(id)) return *found;
  const std::string what = "names the " + std::string(name_of(kind)) + " " + base::shorten(id, 40);
  const std::string file(file_of(kind));
  if (!has(file)) {
    table.refuse("bundle.missing-file", what + ", and the folder holds no " + file);
  } else if (file == table.file()) {
    table.refuse("bundle.dangling", what + ", which is not in a row above this one");
  } else {
    table.refuse("bundle.dangling", what + ", which is not in " + file);
  }
  return nowhere;
}

std::uint32_t BundleReader::place(TableReader& table, Column column, Kind kind, bool needed) {
  const std::string_view id = table.cell(column);
  if (!id.empty()) return place_of(table, id, kind);
  if (needed) table.refuse("bundle.empty-cell", "names no " + std::string(name_of(kind)));
  return nowhere;
}

BundleReader::Origins BundleReader::origin_columns(TableReader& table) {
  return {table.column("change"), table.column("ordinal")};
}

model::Origin BundleReader::origin(TableReader& table, const Origins& columns) {
  model::Origin out;
  out.change = change(table, columns.change);
  const std::int64_t ordinal = table.number(columns.ordinal).value_or(0);
  if (ordinal < 0 || ordinal > std::numeric_limits<std::uint32_t>::max()) {
    table.refuse("bundle.number", "the ordinal " + std::to_string(ordinal) + " is out of range");
  } else {
    out.ordinal = static_cast<std::uint32_t>(ordinal);
  }
  return out;
}

model::Ref<model::Coder> BundleReader::coder(std::string_view label) {
  bool is_new = false;
  const auto ref = labelled<model::Coder>(coders_, label, is_new);
  if (is_new) {
    model::Coder made;
    made.label = label;
    send(made);
  }
  return ref;
}

model::Ref<model::Study> BundleReader::study(std::string_view label) {
  bool is_new = false;
  const auto ref = labelled<model::Study>(studies_, label, is_new);
  if (is_new) {
    model::Study made;
    made.label = label;
    send(made);
  }
  return ref;
}

model::Ref<model::Theme> BundleReader::theme(std::string_view label) {
  bool is_new = false;
  const auto ref = labelled<model::Theme>(themes_, label, is_new);
  if (is_new) {
    model::Theme made;
    made.label = label;
    send(made);
  }
  return ref;
}

/// An export of ours writes all files, with rows or without, and any program the first seven; a
/// bundle from elsewhere may also be one file alone.
void BundleReader::tell_missing_files() {
  constexpr std::size_t of_any_program = 7;
  if (!has("review.tsv") && !has("configurations.tsv")) return;
  std::vector<std::string_view> names = file_names();
  if (!has("review.tsv")) names.resize(of_any_program);
  std::vector<std::string> missing;
  for (const std::string_view file : names)
    if (!has(file)) missing.emplace_back(file);
  if (missing.empty()) return;
  found_.add(Severity::loss, "bundle.missing-files",
             "a bundle usually holds " + base::join(missing, ", ") +
                 ", which is not there: nothing of it could come in",
             {folder_name_});
}

void BundleReader::tell_unread_files() {
  const std::vector<std::string_view> names = file_names();
  std::set<std::string> unread;
  std::error_code ignored;  // of a folder that is no folder of the disk
  for (const auto& entry : std::filesystem::directory_iterator(source_.path, ignored)) {
    const std::string name = entry.path().filename().string();
    const bool is_known = name == attachment_folder || name.starts_with('.') ||
                          std::find(names.begin(), names.end(), name) != names.end();
    if (!is_known) unread.insert(name);
  }
  if (unread.empty()) return;
  found_.add(Severity::note, "bundle.unread-files",
             "not read, since a bundle has no such file: " +
                 base::join(std::vector<std::string>(unread.begin(), unread.end()), ", "),
             {folder_name_});
}

void BundleReader::read() {
  if (std::none_of(main_files.begin(), main_files.end(), [&](auto file) { return has(file); })) {
    found_.add(
        Severity::refused, "bundle.no-files",
        "holds none of documents.tsv, extracts.tsv and configurations.tsv, so it is no bundle",
        {folder_name_});
    return;
  }
  tell_missing_files();
  tell_unread_files();
  using Step = void (BundleReader::*)();
  constexpr std::array<Step, 26> steps = {&BundleReader::read_review,
                                          &BundleReader::read_changes,
                                          &BundleReader::read_coders,
                                          &BundleReader::read_studies,
                                          &BundleReader::read_documents,
                                          &BundleReader::read_records,
                                          &BundleReader::read_samenesses,
                                          &BundleReader::read_themes,
                                          &BundleReader::read_concepts,
                                          &BundleReader::read_extracts,
                                          &BundleReader::read_codings,
                                          &BundleReader::read_resolutions,
                                          &BundleReader::number_configurations,
                                          &BundleReader::read_elements,
                                          &BundleReader::read_configurations,
                                          &BundleReader::read_evidence,
                                          &BundleReader::read_links,
                                          &BundleReader::read_theories,
                                          &BundleReader::read_constructs,
                                          &BundleReader::read_versions,
                                          &BundleReader::read_statements,
                                          &BundleReader::read_appraisals,
                                          &BundleReader::read_readings,
                                          &BundleReader::read_saved_questions,
                                          &BundleReader::read_attachments,
                                          &BundleReader::read_entries};
  for (const Step step : steps) {
    (this->*step)();
    if (found_.refused()) break;
  }
  if (!found_.refused()) read_memos();
  if (!found_.refused()) read_foreign_parts();
  found_.close();
}

}  // namespace retroduce::interchange::bundle
