// A small world for the store's tests: a folder, a fixed clock, a review with something of every
// kind, and a transcript of what a store sends.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <sstream>
#include <string>

#include "base/progress.h"
#include "base/source_io.h"
#include "model/batch.h"
#include "store/store.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

using Fill = std::function<void(model::BatchSink&)>;

/// One folder with one review file in it.
class StoreWorld {
 public:
  std::filesystem::path path() const { return folder.path() / "review.retro"; }
  std::filesystem::path path(const std::string& name) const { return folder.path() / name; }

  /// Imports into the file, which is made where it is not there.
  store::Receipt import(const Fill& fill, const std::string& by = "AB",
                        bool dry_run = false) const {
    return import_into(path(), fill, by, dry_run);
  }
  store::Receipt import_into(const std::filesystem::path& file, const Fill& fill,
                             const std::string& by = "AB", bool dry_run = false) const;
  std::unique_ptr<store::Store> open(store::Mode mode = store::Mode::read) const {
    return store::Store::open(path(), mode, clock);
  }
  /// Every byte of a file.
  static std::string bytes(const std::filesystem::path& file);
  /// Size and hash: two files with the same one have the same bytes.
  static std::string fingerprint(const std::filesystem::path& file);
  static void write(const std::filesystem::path& file, const std::string& bytes);
  /// Everything a store sends, as text.
  std::string sent(const std::filesystem::path& file) const;
  /// Names of the folder's files, sorted, one a line.
  std::string files() const;

  TemporaryFolder folder;
  base::FixedClock clock{"2026-11-22T10:00:00Z"};
};

/// A review with something of every kind, with or without a history of its own.
void fill_all_kinds(model::BatchSink& sink, bool with_history);

/// One document, one extract, one concept.
void fill_little(model::BatchSink& sink);

/// The codes of what was found, sorted by place, one a line.
std::string codes(const base::Diagnostics& found);

/// added / present / left out of a kind, "0/0/0" where it is not in the receipt.
std::string counts(const store::Receipt& receipt, const std::string& kind);

/// Writes down each record.
class Transcript : public model::BatchSink {
 public:
  void add(const model::Review& r) override;
  void add(const model::Change& r) override;
  void add(const model::Coder& r) override;
  void add(const model::Study& r) override;
  void add(const model::Document& r) override;
  void add(const model::SourceRecord& r) override;
  void add(const model::Sameness& r) override;
  void add(const model::Theme& r) override;
  void add(const model::Concept& r) override;
  void add(const model::Extract& r) override;
  void add(const model::Coding& r) override;
  void add(const model::CodingResolution& r) override;
  void add(const model::Configuration& r) override;
  void add(const model::Evidence& r) override;
  void add(const model::Link& r) override;
  void add(const model::Theory& r) override;
  void add(const model::Construct& r) override;
  void add(const model::TheoryVersion& r) override;
  void add(const model::Statement& r) override;
  void add(const model::Appraisal& r) override;
  void add(const model::Reading& r) override;
  void add(const model::SavedQuestion& r) override;
  void add(const model::Attachment& r) override;
  void add(const model::Entry& r) override;
  void add(const model::Memo& r) override;
  void add(const model::ForeignPart& r) override;
  std::string text() const { return out_.str(); }

 private:
  template <typename... Parts>
  void line(const Parts&... parts);
  std::ostringstream out_;
};

}  // namespace retroduce::tests
