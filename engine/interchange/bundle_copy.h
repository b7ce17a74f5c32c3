// A bundle on its way to another form of tables: written beside the target as it always is, then
// copied table by table. For forms that differ from the bundle in nothing but how a cell stands in
// its file.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "interchange/bundle_writer.h"

namespace retroduce::interchange::bundle {

/// A scratch folder that goes with its owner.
class ScratchFolder {
 public:
  explicit ScratchFolder(const std::filesystem::path& beside);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ScratchFolder(ScratchFolder&&) = delete;
  ScratchFolder& operator=(ScratchFolder&&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Copies the tables of a finished bundle: `begin` with the name of the table ("documents") and its
/// columns, `row` with the cells of each row, `end` behind the last. In order of file names. Fails:
/// Error io.
struct TableVisitor {
  using Cells = std::vector<std::string>;
  std::function<void(const std::string& table, const Cells& columns)> begin;
  std::function<void(const Cells& cells)> row;
  std::function<void()> end;
};
void each_table(const std::filesystem::path& bundle, const TableVisitor& visitor);

/// A bundle writer whose bundle is copied by `copy` when it is complete.
class CopiedBundle : public BundleWriter {
 public:
  void finish() override {
    BundleWriter::finish();
    copy(scratch_->path() / "bundle");
  }

 protected:
  explicit CopiedBundle(const std::filesystem::path& target)
      : CopiedBundle(std::make_unique<ScratchFolder>(target)) {}
  virtual void copy(const std::filesystem::path& bundle) = 0;

 private:
  explicit CopiedBundle(std::unique_ptr<ScratchFolder> scratch)
      : BundleWriter(scratch->path() / "bundle", false), scratch_(std::move(scratch)) {}
  std::unique_ptr<ScratchFolder> scratch_;
};

}  // namespace retroduce::interchange::bundle
