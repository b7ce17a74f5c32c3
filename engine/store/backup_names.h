// How backups are named, and the folder that they stand in. Internal to the
// store.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "store/backup.h"

namespace retroduce::store {

/// The time and kind that a file's name tells, without its size; nothing where
/// it is no backup.
std::optional<Backup> backup_named(const std::filesystem::path& path);

/// "2026-11-26T013000Z-0123456789abcdef.retro": time, fingerprint, kind.
std::filesystem::path backup_name(const std::string& at, const std::string& fingerprint,
                                  BackupKind kind);

/// The fingerprint that a backup's name tells; empty where the file is none.
std::string named_fingerprint(const std::filesystem::path& path);

/// With this, and the file's name at the end, the change of a restore says what the review was
/// before; the name read back from it, empty where there was no review.
constexpr std::string_view kept_as = " kept as ";
std::string file_kept_as(const std::string& what);

/// The folder of a review's backups, made where it is not there. Fails: Error
/// io.
std::filesystem::path made_folder(const std::filesystem::path& review);

}  // namespace retroduce::store
