// A folder that appears whole or not at all: files are written beside the target, which is replaced
// at the end. Knows nothing of what the files mean.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace retroduce::interchange {

class FolderWriter {
 public:
  using IsOurs = std::function<bool(const std::filesystem::directory_entry&)>;
  /// `what`: "bundle", for messages. `is_ours`: whether an entry that is there may be replaced
  /// with the folder. Fails: Error conflict (the target is a file, or holds anything and
  /// `overwrite` is not said, or holds files that are not ours), io.
  FolderWriter(std::filesystem::path target, bool overwrite, std::string what, IsOurs is_ours);
  ~FolderWriter();
  FolderWriter(const FolderWriter&) = delete;
  FolderWriter& operator=(const FolderWriter&) = delete;
  FolderWriter(FolderWriter&&) = delete;
  FolderWriter& operator=(FolderWriter&&) = delete;

  const std::filesystem::path& target() const { return target_; }
  /// Where files go until the end.
  const std::filesystem::path& folder() const { return part_; }
  /// All files must be closed. Fails as the constructor does; the target is then as it was.
  void put_in_place();

 private:
  void check_target() const;
  std::filesystem::path target_;
  std::filesystem::path part_;
  bool overwrite_;
  std::string what_;
  IsOurs is_ours_;
};

}  // namespace retroduce::interchange
