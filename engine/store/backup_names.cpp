#include "store/backup_names.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "store/backup_time.h"

namespace retroduce::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t digits = 16;  // of a fingerprint

struct KindName {
  BackupKind kind;
  std::string_view suffix;  ///< of the file's name
  std::string_view words;
};
constexpr std::array kinds{
    KindName{BackupKind::automatic, ".retro", "automatic"},
    KindName{BackupKind::unproved, ".unproved.retro", "automatic"},
    KindName{BackupKind::asked, ".asked.retro", "asked for"},
    KindName{BackupKind::before_restore, ".before-restore.retro", "before a restore"},
    KindName{BackupKind::damaged, ".damaged.retro", "before a restore, damaged"}};

const KindName& name_of(BackupKind kind) {
  return *std::find_if(kinds.begin(), kinds.end(),
                       [kind](const KindName& each) { return each.kind == kind; });
}

}  // namespace

std::string_view to_word(BackupKind kind) { return name_of(kind).words; }

fs::path backup_folder(const fs::path& review) {
  // Beside the file itself, whatever link leads there.
  std::error_code fault;
  const bool is_link = fs::is_symlink(review, fault);
  fs::path folder = is_link ? fs::canonical(review, fault) : review;
  if (folder.empty()) folder = review;
  folder += ".backups";
  return folder;
}

std::optional<Backup> backup_named(const fs::path& path) {
  const std::string name = path.filename().string();
  const auto at = time_of_stamp(std::string_view(name).substr(0, stamp_length));
  if (!at || named_fingerprint(path).empty()) return std::nullopt;
  for (const KindName& each : kinds) {
    if (name.substr(stamp_length + 1 + digits) == each.suffix)
      return Backup{path, *at, each.kind, 0};
  }
  return std::nullopt;
}

fs::path backup_name(const std::string& at, const std::string& fingerprint, BackupKind kind) {
  return stamp_of(at) + "-" + fingerprint + std::string(name_of(kind).suffix);
}

std::string file_kept_as(const std::string& what) {
  const std::size_t at = what.rfind(kept_as);
  return at == std::string::npos ? std::string() : what.substr(at + kept_as.size());
}

std::string named_fingerprint(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name.size() < stamp_length + 1 + digits || name[stamp_length] != '-') return {};
  if (!time_of_stamp(std::string_view(name).substr(0, stamp_length))) return {};
  const std::string found = name.substr(stamp_length + 1, digits);
  return found.find_first_not_of("0123456789abcdef") == std::string::npos ? found : std::string();
}

fs::path made_folder(const fs::path& review) {
  const fs::path folder = backup_folder(review);
  std::error_code fault;
  fs::create_directory(folder, fault);
  if (fault || !fs::is_directory(folder))
    throw base::Error(base::ErrorCode::io, "the folder " + folder.string() +
                                               " for backups could not be made (" +
                                               fault.message() + ")");
  return folder;
}

}  // namespace retroduce::store
