#include "cli/manuscript_folder.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/source_io.h"
#include "base/text.h"

namespace retroduce::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* record_name = ".retroduce-manuscript";
constexpr std::string_view record_head =
    "# Files that retroduce manuscript wrote here, by fingerprint: so it knows which you "
    "changed.\n";

}  // namespace

ManuscriptFolder::ManuscriptFolder(fs::path folder, bool force)
    : folder_(std::move(folder)), force_(force) {
  std::error_code error;
  if (fs::exists(folder_, error) && !fs::is_directory(folder_, error))
    throw base::Error(base::ErrorCode::conflict,
                      folder_.string() + " is a file; name a folder for the manuscript");
  fs::create_directories(folder_, error);
  if (error)
    throw base::Error(base::ErrorCode::io,
                      "the folder " + folder_.string() + " cannot be made: " + error.message());
  read_record();
}

/// A line that cannot be read makes its file one that is not ours, which harms nothing.
void ManuscriptFolder::read_record() {
  const base::DiskFiles files;
  if (!files.exists(folder_ / record_name)) return;
  for (const std::string& line : base::split(files.read(folder_ / record_name), '\n')) {
    const std::size_t blank = line.find("  ");
    if (line.starts_with("#") || blank == std::string::npos) continue;
    const std::string name = line.substr(blank + 2);
    // A name that leads out of the folder is none of ours.
    if (name.find('/') == std::string::npos) before_[name].insert(line.substr(0, blank));
  }
}

bool ManuscriptFolder::is_ours(const std::string& name, const std::string& fingerprint) const {
  const auto record = before_.find(name);
  return record != before_.end() && record->second.count(fingerprint) != 0;
}

/// What was ours and what will be: whenever the writing stops, every file is known by one of them.
void ManuscriptFolder::write(const std::string& name, std::string_view bytes,
                             const std::string& fingerprint, bool overwrite) {
  before_[name].insert(fingerprint);
  write_record(before_);
  base::write_file(folder_ / name, bytes, overwrite);
  now_[name] = {fingerprint};
}

void ManuscriptFolder::write_record(const Record& record) {
  std::string text(record_head);
  for (const auto& [name, fingerprints] : record) {
    for (const std::string& fingerprint : fingerprints) text += fingerprint + "  " + name + "\n";
  }
  const base::DiskFiles files;
  if (!files.exists(folder_ / record_name) || files.read(folder_ / record_name) != text)
    base::write_file(folder_ / record_name, text, true);
}

void ManuscriptFolder::put(const std::string& name, std::string_view bytes) {
  const fs::path path = folder_ / name;
  const base::DiskFiles files;
  const std::string fingerprint = base::sha256(bytes);
  if (!files.exists(path)) {
    write(name, bytes, fingerprint, false);
    written.push_back(name);
    return;
  }
  const std::string there = base::sha256(files.read(path));
  if (there == fingerprint) {
    unchanged.push_back(name);
    now_[name] = {fingerprint};
    return;
  }
  if (is_ours(name, there) || force_) {
    write(name, bytes, fingerprint, true);
    rewritten.push_back(name);
    return;
  }
  kept.push_back(name);
  if (const auto record = before_.find(name); record != before_.end()) now_[name] = record->second;
}

void ManuscriptFolder::finish() {
  const base::DiskFiles files;
  for (const auto& [name, fingerprints] : before_) {
    if (now_.count(name) != 0 || !files.exists(folder_ / name)) continue;
    if (force_ || is_ours(name, base::sha256(files.read(folder_ / name)))) {
      fs::remove(folder_ / name);
      removed.push_back(name);
    } else {
      left_behind.push_back(name);
      now_[name] = fingerprints;
    }
  }
  write_record(now_);
}

}  // namespace retroduce::cli
