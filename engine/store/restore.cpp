#include <algorithm>
#include <memory>
#include <set>

#include <SQLiteCpp/Backup.h>
#include <sqlite3.h>

#include "base/error.h"
#include "base/file_moves.h"
#include "base/hash.h"
#include "store/backup_names.h"
#include "store/edit_session.h"
#include "store/errors.h"
#include "store/history_rows.h"
#include "store/left_journal.h"
#include "store/migrate.h"
#include "store/moment_bytes.h"
#include "store/precedence.h"
#include "store/raw_rows.h"

namespace retroduce::store {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

namespace {

/// Whether SQLite can still be trusted to write into the file.
bool is_sound(const fs::path& review) {
  try {
    prove_pages(review);
    return true;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::corrupt) return false;
    throw;
  }
}

struct Restoring {
  const fs::path& backup;
  const Authorship& by;
  std::string now;
  std::string what(const std::string& before) const {
    return "went back to the backup " + backup.filename().string() + "; " + before;
  }
};

/// What is to be: the backup, and in its history that the review went back to it. A file of its own
/// that goes again, unless it took its place.
class Draft {
 public:
  Draft(const fs::path& backup, fs::path path) : path_(std::move(path)) {
    Connection from(backup, Connection::Access::read);
    copy_moment(MomentBytes(from), path_);
  }
  ~Draft() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  /// Fails: Error conflict, where the review demands a reason and none is given.
  void tell(const std::string& what, const Authorship& by, const std::string& now) const {
    const auto connection = open_review(path_, Mode::write, own_ladder());
    if (const auto refusal = missing_reason(*connection, by.why))
      throw Error(ErrorCode::conflict, refusal->message + "; say it with --why");
    Transaction transaction(*connection, Transaction::Kind::write);
    model::Change change = bare_change(*connection, restore_kind, by, now);
    change.what = what;
    insert_change(*connection, change);
    seal_changes(*connection);
    transaction.commit();
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Within one transaction of SQLite's: every reader and writer sees the review
/// before or after, and a death in between is taken back by the next who opens
/// it. False, and nothing done, where the review is no longer as it was kept.
bool write_into(const fs::path& review, Connection& from, const Backup& kept) {
  return guarded(review, [&] {
    Connection to(review, Connection::Access::write);
    SQLite::Backup copy(to.database(), from.database());
    const auto step = [&](int pages) {
      const int code = copy.executeStep(pages);  // gives "busy" back instead of throwing it
      if (code != SQLITE_OK && code != SQLITE_DONE)
        throw SQLite::Exception(to.database().getHandle(), code);
    };
    step(0);  // takes the lock
    Connection before(kept.path, Connection::Access::read);
    if (file_state(to) != file_state(before)) return false;
    step(-1);
    return true;
  });
}

/// A journal belongs to the file that it was written for; another file in that
/// place would be spoilt by it.
void move_journal(const fs::path& review, const fs::path& aside) {
  if (fs::exists(journal_of(review))) fs::rename(journal_of(review), journal_of(aside));
}

[[noreturn]] void fail_to_replace(const fs::path& review, const std::error_code& fault) {
  throw Error(ErrorCode::io, review.string() + " could not be replaced (" + fault.message() +
                                 "); it is as it was");
}

/// Beside the review, for it is to take that place by its name alone.
fs::path draft_beside(const fs::path& review) {
  fs::path draft = review;
  return draft += ".restoring-" + base::random_id();
}

/// The damaged file goes into the folder of backups as it is, the draft takes its place.
Backup put_aside_and_replace(const fs::path& review, const Restoring& restoring) {
  const std::string& now = restoring.now;
  const fs::path aside =
      made_folder(review) / backup_name(now, fingerprint(review), BackupKind::damaged);
  const Draft draft(restoring.backup, draft_beside(review));
  draft.tell(restoring.what("what was before is damaged, and is" +
                            std::string(kept_as).append(aside.filename().string())),
             restoring.by, now);
  std::error_code fault = base::keep_under(review, aside);
  if (!fault && fs::exists(journal_of(review)))
    fs::rename(journal_of(review), journal_of(aside), fault);
  if (!fault) fs::rename(draft.path(), review, fault);
  if (fault) {
    std::error_code ignored;
    if (fs::exists(journal_of(aside))) fs::rename(journal_of(aside), journal_of(review), ignored);
    fail_to_replace(review, fault);
  }
  base::sync_folder_of(review);
  return {aside, now, BackupKind::damaged, fs::file_size(aside)};
}

/// Where no review is there; a journal that was left behind is not for the draft.
void put_in_place(const fs::path& review, const Restoring& restoring) {
  fs::path left = review;
  left += ".left-" + base::random_id();
  const Draft draft(restoring.backup, draft_beside(review));
  draft.tell(restoring.what("there was no review"), restoring.by, restoring.now);
  try {
    move_journal(review, left);
    fs::rename(draft.path(), review);
  } catch (const fs::filesystem_error& fault) {
    fail_to_replace(review, fault.code());
  }
  base::sync_folder_of(review);
}

/// Of a sound review: it is kept, and gets the draft's pages.
Backup keep_and_write(const fs::path& review, const Restoring& restoring,
                      const base::Clock& clock) {
  for (;;) {
    const Backup kept = back_up(review, BackupKind::before_restore, clock);
    // Under a name by which what a death leaves there is taken away some day.
    const Draft draft(restoring.backup, made_folder(review) / (review.filename().string() +
                                                               ".checking-" + base::random_id()));
    draft.tell(restoring.what("what was before is" +
                              std::string(kept_as).append(kept.path.filename().string())),
               restoring.by, restoring.now);
    Connection from(draft.path(), Connection::Access::read);
    if (write_into(review, from, kept)) return kept;
    fs::remove(kept.path);  // somebody changed the review meanwhile
  }
}

std::set<std::string> changes_in(Connection& connection) {
  std::set<std::string> uids;
  RawRows row(connection.database().getHandle(), "SELECT uid FROM change");
  while (row.next()) uids.emplace(row.text(0));
  return uids;
}

}  // namespace

std::vector<LostChange> lost_by_restore(const fs::path& review, const fs::path& backup) {
  std::vector<LostChange> lost;
  const auto before = open_review(backup, Mode::read, own_ladder());
  const auto kept = guarded(backup, [&] { return changes_in(*before); });
  try {
    const auto now = open_review(review, Mode::read, own_ladder());
    guarded(review, [&] {
      RawRows row(now->database().getHandle(),
                  "SELECT uid, at, by_whom, what, kind FROM change ORDER BY id DESC");
      while (row.next()) {
        if (row.text(4) != restore_kind && !kept.contains(std::string(row.text(0))))
          lost.push_back(
              {std::string(row.text(1)), std::string(row.text(2)), std::string(row.text(3))});
      }
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::corrupt && error.code() != ErrorCode::not_found) throw;
    lost.clear();
  }
  return lost;
}

bool is_of_another(const fs::path& review, const fs::path& backup) {
  try {
    const auto changes = [](const fs::path& file) {
      const auto connection = open_review(file, Mode::read, own_ladder());
      return guarded(file, [&] { return changes_in(*connection); });
    };
    const auto now = changes(review);
    const auto before = changes(backup);
    return !now.empty() && !before.empty() &&
           std::none_of(now.begin(), now.end(),
                        [&before](const std::string& each) { return before.contains(each); });
  } catch (const Error&) {
    return false;
  }
}

std::vector<std::string> erased_since(const fs::path& review, const fs::path& backup) {
  std::vector<std::string> erased;
  try {
    const auto before = open_review(backup, Mode::read, own_ladder());
    const auto kept = guarded(backup, [&] { return changes_in(*before); });
    const auto now = open_review(review, Mode::read, own_ladder());
    guarded(review, [&] {
      RawRows row(now->database().getHandle(),
                  "SELECT thing, thing_id, change FROM erasure ORDER BY thing, thing_id");
      while (row.next())
        if (!kept.contains(std::string(row.text(2))))
          erased.push_back((row.text(0) == "coder" ? "person " : "extract ") +
                           std::string(row.text(1)));
    });
  } catch (const Error&) {
    // What cannot be read tells nothing; the restore goes on.
  }
  return erased;
}

std::optional<Backup> restore(const fs::path& given, const fs::path& backup, const Authorship& by,
                              const base::Clock& clock) {
  prove(backup);
  // What a link leads to is replaced, not the link.
  const fs::path review = fs::exists(given) ? fs::canonical(given) : given;
  const Restoring restoring{backup, by, clock.now()};
  try {
    return guarded(review, [&]() -> std::optional<Backup> {
      if (!fs::exists(review)) {
        put_in_place(review, restoring);
        return std::nullopt;
      }
      if (!is_sound(review)) return put_aside_and_replace(review, restoring);
      return keep_and_write(review, restoring, clock);
    });
  } catch (const Error& fault) {
    const std::string told = fault.what();
    if (fault.code() != ErrorCode::io || told.find("as it was") != std::string::npos) throw;
    throw Error(ErrorCode::io, told + "; " + review.string() +
                                   " is as it was. Where the disk is full, make room and try "
                                   "again");
  }
}

}  // namespace retroduce::store
