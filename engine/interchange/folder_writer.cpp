#include "interchange/folder_writer.h"

#include <utility>

#include "base/error.h"
#include "base/hash.h"

namespace retroduce::interchange {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

FolderWriter::FolderWriter(fs::path target, bool overwrite, std::string what, IsOurs is_ours)
    : target_(target.has_filename() ? std::move(target) : target.parent_path()),
      overwrite_(overwrite),
      what_(std::move(what)),
      is_ours_(std::move(is_ours)) {
  check_target();
  part_ = target_;
  part_ += ".part-" + base::random_id();
  std::error_code error;
  if (!fs::create_directory(part_, error)) {
    throw Error(ErrorCode::io,
                "cannot make the folder " + target_.string() + ": " + error.message());
  }
}

FolderWriter::~FolderWriter() {
  if (part_.empty()) return;
  std::error_code ignored;
  fs::remove_all(part_, ignored);
}

/// What `overwrite` may replace: a folder with files of ours and nothing else of the user's.
void FolderWriter::check_target() const {
  std::error_code error;
  if (!fs::exists(target_, error)) return;
  if (!fs::is_directory(target_, error)) {
    throw Error(ErrorCode::conflict,
                target_.string() + " is a file; name a folder for the " + what_);
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(target_)) {
    const std::string name = entry.path().filename().string();
    if (!overwrite_) {
      throw Error(
          ErrorCode::conflict,
          target_.string() + " exists already; say --force to replace the " + what_ + " in it");
    }
    if (!is_ours_(entry)) {
      throw Error(ErrorCode::conflict, target_.string() + " holds other files too (" + name +
                                           "), which would be lost; name another folder");
    }
  }
}

void FolderWriter::put_in_place() {
  check_target();
  std::error_code error;
  fs::path old;
  if (fs::exists(target_, error) && !fs::is_empty(target_, error)) {
    old = target_;
    old += ".old-" + base::random_id();
    fs::rename(target_, old, error);
    if (error)
      throw Error(ErrorCode::io, "cannot replace " + target_.string() + ": " + error.message());
  }
  fs::rename(part_, target_, error);
  if (error) {
    std::error_code ignored;
    if (!old.empty()) fs::rename(old, target_, ignored);
    throw Error(ErrorCode::io, "cannot put " + target_.string() + " in place: " + error.message());
  }
  part_.clear();
  if (!old.empty()) fs::remove_all(old, error);
}

}  // namespace retroduce::interchange
