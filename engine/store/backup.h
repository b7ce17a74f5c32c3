// Copies of a review that are made before work goes on, and the way back to
// them. They stand in the folder `<review>.backups` beside it, named by their
// time; each was held against the review byte by byte, and opened, before it
// got its name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_io.h"
#include "store/store.h"

namespace retroduce::store {

enum class BackupKind : std::uint8_t {
  automatic,       ///< every page was checked, too
  unproved,        ///< automatic, of a large review: equal to it, the pages not
                   ///< checked
  asked,           ///< by `retroduce backup`; stays until somebody removes it
  before_restore,  ///< what a restore replaced; stays
  damaged          ///< the same, of a review that was damaged; stays
};

struct Backup {
  std::filesystem::path path;
  std::string at;  ///< UTC, ISO 8601
  BackupKind kind = BackupKind::automatic;
  std::uintmax_t size = 0;
  std::filesystem::file_time_type written = {};  ///< tells apart those of one second
  bool is_proved() const { return kind != BackupKind::unproved && kind != BackupKind::damaged; }
};

/// "automatic", "asked for", "before a restore" …
std::string_view to_word(BackupKind kind);

std::filesystem::path backup_folder(const std::filesystem::path& review);

/// The newest first; empty where there are none. What else lies in the folder
/// is not looked at.
std::vector<Backup> list_backups(const std::filesystem::path& review);

/// Of those that were made automatically or asked for the one that goes furthest in the history of
/// the review, whatever the clock said when it was made; where that is the same, or the review
/// cannot be read and the backups do not tell, the newest. Nothing: there is none.
std::optional<Backup> latest_backup(const std::filesystem::path& review);

/// Copies in the folder that a death of the program cut off before they had their names.
std::vector<std::filesystem::path> unfinished_backups(const std::filesystem::path& review);

/// Fails as Store::open does for reading; Error corrupt where a page is damaged
/// (no backup is made then), io (disk full). The folder then holds what it held
/// before.
Backup back_up(const std::filesystem::path& review, BackupKind kind, const base::Clock& clock);

/// The same, as a file of the user's own; where `target` is a folder, under the
/// review's name and the time. Fails too: Error conflict where it is there
/// already and `overwrite` is not said.
std::filesystem::path back_up_to(const std::filesystem::path& review,
                                 const std::filesystem::path& target, bool overwrite,
                                 const base::Clock& clock);

/// Before a change: a backup where the last one is an hour old and the review
/// has changed since. Then takes away automatic ones: one an hour stays for a
/// day, one a day for two weeks, one a week for ever, and of every one that
/// goes a proved newer one is there. Fails as `back_up`.
std::optional<Backup> back_up_if_due(const std::filesystem::path& review, const base::Clock& clock);

/// The automatic backups that may go at this time, given all (newest first).
std::vector<Backup> superseded(const std::vector<Backup>& all, const std::string& now);

/// A backup of the review as it is, unless the newest one is that: before work that no undo takes
/// back. Fails: as back_up.
std::optional<Backup> back_up_unless_kept(const std::filesystem::path& review,
                                          const base::Clock& clock);

/// Whether the file opens as a review of this program, every page sound.
/// Fails: as `prove`.
void prove_pages(const std::filesystem::path& review);

/// Whether a backup can be used: opened, of this program, every page sound, and
/// still what its name says that it was. Fails: Error not_found, corrupt,
/// newer_schema, io.
void prove(const std::filesystem::path& backup);

/// A change that the review holds and the backup does not; that it went back to
/// a backup is none.
struct LostChange {
  std::string at;
  std::string by;
  std::string what;
};
/// The newest first. Empty where the review cannot be read any more.
std::vector<LostChange> lost_by_restore(const std::filesystem::path& review,
                                        const std::filesystem::path& backup);

/// Whether both hold changes, and none in common: the backup is of another review. False where
/// one of them cannot be read.
bool is_of_another(const std::filesystem::path& review, const std::filesystem::path& backup);

/// What was erased from the review after the backup was made, as `erase` takes it: "person ID".
std::vector<std::string> erased_since(const std::filesystem::path& review,
                                      const std::filesystem::path& backup);

/// Puts the review back to the backup, whole or not at all, after what it is
/// now was kept; gives what was kept (nothing where there was no review). The
/// history of the review then ends in a change that tells of it.
/// Fails: as `prove`, Error busy, io, conflict (the backup demands a reason, and
/// none is given); the review is then as it was.
std::optional<Backup> restore(const std::filesystem::path& review,
                              const std::filesystem::path& backup, const Authorship& by,
                              const base::Clock& clock);

}  // namespace retroduce::store
