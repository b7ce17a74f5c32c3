#include "store/erase.h"

#include <algorithm>

#include <SQLiteCpp/Exception.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/backup.h"
#include "store/body.h"
#include "store/edit_context.h"
#include "store/erase_words.h"
#include "store/errors.h"
#include "store/history_rows.h"
#include "store/kept_snapshot.h"
#include "store/retrace.h"

namespace retroduce::store {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;
using model::ThingKind;

namespace {

void need_soundness(Connection& connection) {
  base::NoProgress silent;
  const auto damage = find_damage(connection, silent);
  if (damage.empty()) return;
  throw Error(ErrorCode::conflict, "nothing is erased from a damaged review (" + damage.front() +
                                       "); mend it first, see: retroduce recover");
}

/// Names are read as edits read them.
ThingName thing_named(Connection& connection, const ErasureAsk& ask, const std::string& now) {
  EditSession session(connection, ask.by, now);
  const model::Edit none;
  EditContext context(none, session);
  try {
    return context.thing(ask.kind, ask.name);
  } catch (const EditRefusal& refusal) {
    const auto& told = refusal.diagnostic;
    throw Error(ErrorCode::not_found,
                told.message + (told.notes.empty() ? "" : ". " + told.notes.front()));
  }
}

/// What a cell of the change is.
std::string of_change(Connection& connection, const std::string& sql) {
  Query query(connection.prepared(sql));
  return query.next() ? query.text(0) : std::string();
}

/// The history keeps that something is gone, not what. The chain is made anew from where it broke.
void keep_in_history(Connection& connection, const ErasureAsk& ask, const Erasure& told,
                     const std::string& now) {
  model::Change change;
  change.uid = base::random_id();
  change.at = now;
  change.by = ask.by.by;
  change.why = ask.by.why;
  change.kind = erasure_kind;
  change.what = "erased " + told.what;
  if (!told.stands_now.empty()) change.what += ", now called " + told.stands_now;
  const auto first = broken_link_at(connection);
  const std::string from = first ? std::to_string(*first) : std::string();
  if (first)
    change.what +=
        "; the chain of the history was made anew from the change of " +
        of_change(connection, "SELECT at FROM change WHERE id = " + from + " ORDER BY id") +
        " on, and had ended in " +
        of_change(connection, "SELECT chain FROM change ORDER BY id DESC LIMIT 1").substr(0, 16);
  insert_change(connection, change);
  if (first) connection.run("UPDATE change SET chain = '' WHERE id >= " + from);
  seal_changes(connection);
}

bool holds_any(const fs::path& file, const std::vector<std::string>& words) {
  const std::string bytes = base::DiskFiles().read(file);
  return std::any_of(words.begin(), words.end(), [&](const std::string& each) {
    return bytes.find(each) != std::string::npos;
  });
}

/// Backups that the program made, wherever beside the review they stand.
std::vector<fs::path> files_beside(const fs::path& review) {
  std::vector<fs::path> files;
  for (const Backup& each : list_backups(review)) files.push_back(each.path);
  const fs::path folder = review.has_parent_path() ? review.parent_path() : fs::path(".");
  const std::string start = review.stem().string() + ".v";
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(start, 0) == 0 && name.ends_with("-backup.retro")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Pages that were freed, and the ends of pages, still hold what stood there.
void write_anew(Connection& connection, const fs::path& review) {
  try {
    connection.run("VACUUM");
  } catch (const SQLite::Exception& fault) {
    throw Error(
        ErrorCode::io,
        "it is erased from the rows and the history of " + review.string() +
            ", but the file could not be written anew (" + fault.what() +
            "), so that its free pages may still hold it; make room, and erase it once more "
            "by its id");
  }
}

}  // namespace

Erasure erase(const fs::path& review, const ErasureAsk& ask, const base::Clock& clock) {
  auto connection = open_review(review, Mode::write, own_ladder());
  const std::string now = clock.now();
  ErasedRows rows;
  guarded(review, [&] {
    connection->run("PRAGMA secure_delete = ON");
    // Nobody else writes from the check on; it is made before the transaction, since SQLite copies
    // nothing out of one that writes.
    connection->run("PRAGMA locking_mode = EXCLUSIVE");
    need_soundness(*connection);
    Transaction transaction(*connection, Transaction::Kind::write);
    // From here on its lock keeps others out; and so the journal is deleted by the commit, not
    // emptied, which a disk that fails then leaves undecided.
    connection->run("PRAGMA locking_mode = NORMAL");
    if (const auto refusal = missing_reason(*connection, ask.by.why))
      throw Error(ErrorCode::conflict, refusal->message + "; say it with --why");
    const ThingName thing = thing_named(*connection, ask, now);
    rows = ask.kind == ThingKind::coder ? erase_person(*connection, thing)
                                        : erase_extract(*connection, thing);
    if (ask.dry_run) return;
    connection->run("INSERT INTO extract_search (extract_search) VALUES ('rebuild')");
    keep_in_history(*connection, ask, rows.told, now);
    settle_prints(*connection);
    keep_snapshot(*connection);
    transaction.commit();
    write_anew(*connection, review);
  });
  connection.reset();  // before its file is read beside SQLite
  for (const fs::path& file : files_beside(review))
    if (holds_any(file, rows.gone)) rows.told.backups.push_back(file);
  if (ask.dry_run) return rows.told;
  if (holds_any(review, rows.gone))
    throw Error(ErrorCode::io, review.string() + " still holds " + rows.told.what +
                                   " in its bytes, though no row does; erase once more when nobody "
                                   "else has the review open");
  rows.told.is_proved = !rows.gone.empty();
  if (ask.with_backups)
    for (const fs::path& file : rows.told.backups) fs::remove(file);
  return rows.told;
}

}  // namespace retroduce::store
