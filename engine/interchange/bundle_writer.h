// Writes a review as a bundle: a folder that appears whole at `finish`, or not at all. Things are
// named by their place in the batch, from 1; contract.md's columns come first, then those that
// carry the rest. Knows nothing of the database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_io.h"
#include "interchange/bundle_ids.h"
#include "interchange/folder_writer.h"
#include "interchange/format.h"

namespace retroduce::interchange::bundle {

/// Every file that a bundle holds, beside its folder of attachments: first the seven that any
/// program writes.
std::vector<std::string_view> file_names();

/// One file being written, row by row.
class TableWriter {
 public:
  TableWriter(const std::filesystem::path& path, const std::vector<std::string_view>& columns);
  TableWriter& cell(std::string_view text);
  TableWriter& cell(std::int64_t number);
  TableWriter& flag(bool value) { return cell(value ? "yes" : ""); }
  TableWriter& list(const std::vector<std::string>& values);
  /// A thing by its place, or nothing.
  template <typename Record>
  TableWriter& thing(model::Ref<Record> ref) {
    return ref.is_set() ? cell(std::int64_t{ref.value} + 1) : cell("");
  }
  void end_row();
  void commit() { writer_.commit(); }

 private:
  base::FileWriter writer_;
  std::string row_;
  bool is_first_ = true;
};

class BundleWriter : public Writer {
 public:
  /// Fails: Error conflict (the target is a file, or a folder with anything in it and `overwrite`
  /// is not said, or one that holds more than a bundle), io.
  BundleWriter(const std::filesystem::path& target, bool overwrite);

  void add(const model::Review&) override;
  void add(const model::Change&) override;
  void add(const model::Coder&) override;
  void add(const model::Study&) override;
  void add(const model::Document&) override;
  void add(const model::SourceRecord&) override;
  void add(const model::Sameness&) override;
  void add(const model::Theme&) override;
  void add(const model::Concept&) override;
  void add(const model::Extract&) override;
  void add(const model::Coding&) override;
  void add(const model::CodingResolution&) override;
  void add(const model::Configuration&) override;
  void add(const model::Evidence&) override;
  void add(const model::Link&) override;
  void add(const model::Theory&) override;
  void add(const model::Construct&) override;
  void add(const model::TheoryVersion&) override;
  void add(const model::Statement&) override;
  void add(const model::Appraisal&) override;
  void add(const model::Reading&) override;
  void add(const model::SavedQuestion&) override;
  void add(const model::Attachment&) override;
  void add(const model::Entry&) override;
  void add(const model::Memo&) override;
  void add(const model::ForeignPart&) override;
  void finish() override;

 private:
  /// The file of that name, begun with its heading where it is new.
  TableWriter& table(std::string_view file);
  std::int64_t next(std::string_view file) { return ++rows_[std::string(file)]; }
  void write_documents();
  /// A text's origin, as the row `former` says; the words of the current one stand with the
  /// document.
  void add_text(std::int64_t document, const std::string* former, const model::TextOrigin& origin);
  std::string element_name(std::uint32_t configuration, std::uint32_t element) const;
  std::string subject(model::ThingKind about, std::uint32_t ref) const;

  FolderWriter folder_;
  std::map<std::string, std::unique_ptr<TableWriter>, std::less<>> tables_;
  std::map<std::string, std::int64_t> rows_;
  std::vector<std::string> coders_;  ///< labels, by place
  std::vector<std::string> studies_;
  std::vector<std::string> themes_;
  std::vector<std::vector<model::Field>>
      fields_;                            ///< of each document: their names make its file's heading
  std::vector<std::string> field_names_;  ///< in order of first appearance, without country
  std::vector<std::uint32_t> first_element_{0};  ///< per configuration, and one more
  std::vector<model::Role> element_roles_;
};

}  // namespace retroduce::interchange::bundle
