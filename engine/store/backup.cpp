#include "store/backup.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/backup_names.h"
#include "store/backup_time.h"
#include "store/errors.h"
#include "store/left_journal.h"
#include "store/migrate.h"
#include "store/moment_bytes.h"

namespace retroduce::store {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

namespace {

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t week = 7 * day;
/// Of reviews up to this size the pages are checked each time; of larger ones
/// once a day, for it takes longer than the copy.
constexpr std::int64_t checked_each_time = std::int64_t{32} << 20;

void check_pages(Connection& connection, const fs::path& path) {
  SQLite::Statement verdict(connection.database(), "PRAGMA quick_check(1)");
  if (!verdict.executeStep() || verdict.getColumn(0).getString() != "ok")
    throw Error(ErrorCode::corrupt,
                path.filename().string() + " is damaged (" +
                    base::collapse_blanks(verdict.getColumn(0).getString()) +
                    ") and is not written to; run retroduce check, which tells the way back");
}

/// What was cut off while it was made, by a death of the program an hour ago or
/// earlier.
void clear_leftovers(const fs::path& review) {
  std::error_code fault;
  for (const fs::path& each : unfinished_backups(review)) {
    const auto age = fs::file_time_type::clock::now() - fs::last_write_time(each, fault);
    if (!fault && age > std::chrono::hours(1)) fs::remove(each, fault);
  }
}

struct Draft {
  fs::path path;
  std::string fingerprint;
};

/// A copy in the folder, under a name that no list shows; the caller gives it
/// its own.
Draft draft_copy(Connection& connection, const fs::path& review, const fs::path& folder,
                 bool with_pages) {
  Draft draft{folder / (review.filename().string() + ".checking-" + base::random_id()), {}};
  try {
    draft.fingerprint = copy_moment(MomentBytes(connection), draft.path);
  } catch (const Error&) {
    throw Error(ErrorCode::io, "no copy could be written to " + folder.string() +
                                   " (is the disk full, or closed to you?)");
  }
  try {
    Connection copy(draft.path, Connection::Access::read);
    if (copy.number("PRAGMA application_id") != application_id)
      throw Error(ErrorCode::corrupt, review.filename().string() + " is no review file");
    if (with_pages) check_pages(copy, review);
  } catch (...) {
    std::error_code ignored;
    fs::remove(draft.path, ignored);
    throw;
  }
  return draft;
}

void put_in_place(const Draft& draft, const fs::path& target) {
  std::error_code fault;
  fs::rename(draft.path, target, fault);
  if (!fault) return;
  std::error_code ignored;
  fs::remove(draft.path, ignored);
  throw Error(ErrorCode::io, target.string() + " could not be written (" + fault.message() + ")");
}

Backup back_up_open(Connection& connection, const fs::path& review, BackupKind kind,
                    const std::string& now) {
  const fs::path folder = made_folder(review);
  clear_leftovers(review);
  const Draft draft = draft_copy(connection, review, folder, kind != BackupKind::unproved);
  const fs::path target = folder / backup_name(now, draft.fingerprint, kind);
  put_in_place(draft, target);  // over its equal, at most
  base::sync_folder_of(target);
  return {target, now, kind, fs::file_size(target)};
}

/// The file itself, once it is seen to be a review of this program's (an older
/// one is read through a copy in memory, which is not what is to be kept).
std::unique_ptr<Connection> open_file(const fs::path& review) {
  open_review(review, Mode::read, own_ladder());
  return guarded(review,
                 [&] { return std::make_unique<Connection>(review, Connection::Access::read); });
}

bool is_unchanged_since(Connection& connection, const Backup& backup) {
  try {
    Connection copy(backup.path, Connection::Access::read);
    return file_state(copy) == file_state(connection);
  } catch (const SQLite::Exception&) {
    return false;
  }
}

}  // namespace

std::vector<Backup> list_backups(const fs::path& review) {
  std::vector<Backup> all;
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(backup_folder(review), fault)) {
    auto backup = backup_named(entry.path());
    if (!backup || !entry.is_regular_file(fault)) continue;
    backup->size = entry.file_size(fault);
    backup->written = entry.last_write_time(fault);
    all.push_back(std::move(*backup));
  }
  std::sort(all.begin(), all.end(), [](const Backup& a, const Backup& b) {
    return std::tie(a.at, a.written, a.path) > std::tie(b.at, b.written, b.path);
  });
  return all;
}

namespace {

/// How far a backup goes: the place of its last change in the history of the review, where that can
/// be read, else in its own; then what it had taken in, for an import may leave no change.
using Reach = std::pair<std::int64_t, std::int64_t>;
constexpr Reach unread{-1, 0};

Reach reach_of(const fs::path& backup, Connection* review) {
  try {
    const auto kept = open_review(backup, Mode::read, own_ladder());
    return guarded(backup, [&] {
      Query last(kept->prepared("SELECT id, uid FROM change ORDER BY id DESC LIMIT 1"));
      std::int64_t place = last.next() ? last.number(0) : 0;
      if (review != nullptr && place != 0) {
        const std::string uid = last.text(1);
        Query there(review->prepared("SELECT id FROM change WHERE uid = ? ORDER BY id"));
        place = there.bind(1, Cell{std::string_view(uid)}).next() ? there.number(0) : 0;
      }
      return Reach{place, kept->number("SELECT count(*) FROM arrival")};
    });
  } catch (const Error&) {
    return unread;
  }
}

std::unique_ptr<Connection> open_if_sound(const fs::path& review) {
  try {
    return open_review(review, Mode::read, own_ladder());
  } catch (const Error&) {
    return nullptr;
  }
}

}  // namespace

std::optional<Backup> latest_backup(const fs::path& review) {
  const auto now = open_if_sound(review);
  std::optional<Backup> latest;
  Reach furthest = unread;
  for (Backup& each : list_backups(review)) {
    // What a restore put aside is no step back: "latest" twice would go to and fro.
    if (each.kind == BackupKind::damaged || each.kind == BackupKind::before_restore) continue;
    const Reach reach = reach_of(each.path, now.get());
    // One that cannot be read shows nothing; where it is the newest, that is told when it is used.
    if (latest && (furthest == unread || reach <= furthest)) continue;
    furthest = reach;
    latest = std::move(each);
  }
  return latest;
}

std::vector<fs::path> unfinished_backups(const fs::path& review) {
  std::vector<fs::path> all;
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator(backup_folder(review), fault))
    if (entry.path().filename().string().find(".checking") != std::string::npos)
      all.push_back(entry.path());
  return all;
}

Backup back_up(const fs::path& review, BackupKind kind, const base::Clock& clock) {
  const auto connection = open_file(review);
  return guarded(review, [&] { return back_up_open(*connection, review, kind, clock.now()); });
}

fs::path back_up_to(const fs::path& review, const fs::path& target, bool overwrite,
                    const base::Clock& clock) {
  const auto connection = open_file(review);
  fs::path file = target;
  if (fs::is_directory(target))
    file /= review.stem().string() + "-" + stamp_of(clock.now()) + ".retro";
  std::error_code fault;
  if (fs::equivalent(file, review, fault))
    throw Error(ErrorCode::conflict, file.string() + " is the review itself; name another file");
  if (!overwrite && fs::exists(fs::symlink_status(file)))
    throw Error(ErrorCode::conflict, file.string() + " exists already; say --force to replace it");
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::is_directory(folder))
    throw Error(ErrorCode::io, "there is no folder " + folder.string() + " to put the backup in");
  need_no_journal(file);
  guarded(review, [&] { put_in_place(draft_copy(*connection, review, folder, true), file); });
  base::sync_folder_of(file);
  return file;
}

std::vector<Backup> superseded(const std::vector<Backup>& all, const std::string& now) {
  const std::int64_t today = seconds_of(now);
  std::set<std::pair<std::int64_t, std::int64_t>> taken;
  std::vector<Backup> gone;
  bool is_newer_proved = false;
  // Of each span of time a proved one stays, or one that is not, the newest
  // first.
  for (const bool proved : {true, false}) {
    for (const Backup& each : all) {
      if (each.kind != (proved ? BackupKind::automatic : BackupKind::unproved)) continue;
      const std::int64_t at = seconds_of(each.at);
      const std::int64_t age = today - at;
      const std::int64_t span = age < day ? hour : age < 14 * day ? day : week;
      if (taken.emplace(span, at / span).second) continue;
      gone.push_back(each);
    }
  }
  std::erase_if(gone, [&](const Backup& each) {
    is_newer_proved = std::any_of(all.begin(), all.end(), [&](const Backup& other) {
      return other.is_proved() && other.at > each.at;
    });
    return !is_newer_proved;
  });
  return gone;
}

std::optional<Backup> back_up_if_due(const fs::path& review, const base::Clock& clock) {
  const std::string now = clock.now();
  const std::vector<Backup> all = list_backups(review);
  // A clock that went back leaves backups of the future: due all the same, but once an hour.
  const auto last =
      std::find_if(all.begin(), all.end(), [&now](const Backup& each) { return each.at <= now; });
  if (last != all.end() && seconds_of(now) - seconds_of(last->at) < hour) return std::nullopt;
  const auto connection = open_file(review);
  return guarded(review, [&]() -> std::optional<Backup> {
    if (!all.empty() && is_unchanged_since(*connection, all.front())) return std::nullopt;
    const bool has_one_of_today = std::any_of(all.begin(), all.end(), [&](const Backup& each) {
      return each.is_proved() && each.at.substr(0, 10) == now.substr(0, 10);
    });
    const bool is_large = MomentBytes(*connection).size() > checked_each_time;
    const BackupKind kind =
        is_large && has_one_of_today ? BackupKind::unproved : BackupKind::automatic;
    const Backup made = back_up_open(*connection, review, kind, now);
    std::error_code ignored;
    // Where the clock went back, older ones seem newer than the one that was just made.
    for (const Backup& each : superseded(list_backups(review), now))
      if (each.path != made.path) fs::remove(each.path, ignored);
    return made;
  });
}

std::optional<Backup> back_up_unless_kept(const fs::path& review, const base::Clock& clock) {
  const auto connection = open_file(review);
  return guarded(review, [&]() -> std::optional<Backup> {
    const std::vector<Backup> all = list_backups(review);
    if (!all.empty() && is_unchanged_since(*connection, all.front())) return std::nullopt;
    return back_up_open(*connection, review, BackupKind::automatic, clock.now());
  });
}

void prove_pages(const fs::path& review) {
  const auto connection = open_file(review);
  guarded(review, [&] { check_pages(*connection, review); });
}

void prove(const fs::path& backup) {
  prove_pages(backup);
  const std::string meant = named_fingerprint(backup);
  if (!meant.empty() && meant != fingerprint(backup))
    throw Error(ErrorCode::corrupt, backup.filename().string() +
                                        " is not what it was when it was made; use another backup");
}

}  // namespace retroduce::store
