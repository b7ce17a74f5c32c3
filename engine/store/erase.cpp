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
#include "store/precedence.h"
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
  for (const fs::path& each : unfinished_backups(review)) files.push_back(each);
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
void write_anew(Connection& connection, const fs::path& review, const std::string& again) {
  try {
    connection.run("VACUUM");
  } catch (const SQLite::Exception& fault) {
    throw Error(ErrorCode::io,
                "it is erased from the rows and the history of " + review.string() +
                    ", but the file could not be written anew (" + fault.what() +
                    "), so that its free pages may still hold it; make room, and then: " + again);
  }
}

/// What stands in the file for the erasure, where it was erased before: the change's uid.
std::string erased_by(Connection& connection, const ThingName& thing) {
  Query query(connection.prepared(
      "SELECT change FROM erasure WHERE thing = ? AND thing_id = ? ORDER BY change"));
  query.bind({Cell{to_word(thing.kind)}, Cell{std::string_view(thing.id)}});
  return query.next() ? query.text(0) : std::string();
}

/// Who erases stands in the history for it, under a name that is not to be there any more then.
void need_another(Connection& connection, const ThingName& person, const std::string& by) {
  const auto images = images_of(connection, person);
  const bool is_own = std::any_of(images.begin(), images.end(), [&by](const Image& image) {
    return base::fold(image.value("label", std::string())) == base::fold(by) ||
           base::fold(image.value("name", std::string())) == base::fold(by);
  });
  if (is_own)
    throw Error(
        ErrorCode::conflict,
        "the record that the person was erased would be in the name of the person: say with "
        "--by who else does it");
}

/// Those that hold it, and did not live to see it erased. Where not all of it can be looked for,
/// any of these may.
void find_backups(const fs::path& review, const ThingName& thing, const std::string& change,
                  ErasedRows& rows) {
  const std::string added = thing.id.substr(0, thing.id.find('.'));
  rows.told.may_hold = !rows.told.is_proved();
  for (const fs::path& file : files_beside(review)) {
    const std::string bytes = base::DiskFiles().read(file);
    const auto has = [&bytes](const std::string& text) {
      return bytes.find(text) != std::string::npos;
    };
    const bool is_later = !change.empty() && has(change);
    if (std::any_of(rows.gone.begin(), rows.gone.end(), has) ||
        (!is_later && (rows.told.may_hold || has(added))))
      rows.told.backups.push_back(file);
  }
}

}  // namespace

std::string keep_in_history(Connection& connection, const Authorship& by, std::string what,
                            const std::string& now) {
  model::Change change = bare_change(connection, erasure_kind, by, now);
  change.what = std::move(what);
  auto first = broken_link_at(connection);
  const std::string from = first ? std::to_string(*first) : std::string();
  const auto cell = [&connection](const std::string& sql) {
    Query query(connection.prepared(sql));
    return query.next() ? query.text(0) : std::string();
  };
  // Of changes that came just now no chain was made yet.
  if (first && cell("SELECT chain FROM change WHERE id = " + from + " ORDER BY id").empty())
    first.reset();
  if (first)
    change.what += "; the chain of the history was made anew from the change of " +
                   cell("SELECT at FROM change WHERE id = " + from + " ORDER BY id") +
                   " on, and had ended in " +
                   cell("SELECT chain FROM change ORDER BY id DESC LIMIT 1").substr(0, 16);
  insert_change(connection, change);
  if (first) connection.run("UPDATE change SET chain = '' WHERE id >= " + from);
  seal_changes(connection);
  return change.uid;
}

std::string erasure_print(std::string_view salt, std::string_view document,
                          std::string_view words) {
  base::Hasher hasher;
  hasher.add(salt);
  hasher.add(document);
  hasher.add(base::fold(words));
  return hasher.finish();
}

void keep_erasure(Connection& connection, const ThingName& thing, const ErasedRows& rows,
                  const std::string& change) {
  std::string prints;
  for (const std::string& words : rows.words) {
    const std::string salt = base::random_id();
    prints += (prints.empty() ? "" : " ") + salt + ":" + erasure_print(salt, rows.document, words);
  }
  for (const std::string& id : ids_of(connection, thing)) {
    Query query(connection.prepared(
        "INSERT INTO erasure (thing, thing_id, change, stands_now, document, prints) VALUES (?1, "
        "?2, ?3, ?4, ?5, ?6) ON CONFLICT (thing, thing_id) DO UPDATE SET change = ?3, prints = "
        "trim(prints || ' ' || ?6)"));
    query.bind({Cell{to_word(thing.kind)}, Cell{std::string_view(id)},
                Cell{std::string_view(change)}, Cell{std::string_view(rows.told.stands_now)},
                Cell{std::string_view(rows.document)}, Cell{std::string_view(prints)}});
    query.run();
  }
}

Erasure erase(const fs::path& review, const ErasureAsk& ask, const base::Clock& clock) {
  auto connection = open_review(review, Mode::write, own_ladder());
  const std::string now = clock.now();
  ErasedRows rows;
  ThingName thing;
  std::string change;
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
    thing = thing_to_erase(*connection, ask, now);
    if (ask.kind == ThingKind::coder) need_another(*connection, thing, ask.by.by);
    change = erased_by(*connection, thing);
    const TextPrints texts = prints_of_texts(*connection);
    rows = ask.kind == ThingKind::coder ? erase_person(*connection, thing)
                                        : erase_extract(*connection, thing);
    retell_texts(*connection, texts);
    rows.told.id = thing.id;
    if (ask.dry_run) return;
    if (!rows.told.is_old) {
      connection->run("INSERT INTO extract_search (extract_search) VALUES ('rebuild')");
      std::string what = "erased " + rows.told.what;
      if (!rows.told.stands_now.empty()) what += ", now called " + rows.told.stands_now;
      change = keep_in_history(*connection, ask.by, std::move(what), now);
      keep_erasure(*connection, thing, rows, change);
      settle_prints(*connection);
      keep_snapshot(*connection);
      transaction.commit();
    }
  });
  const std::string again = "retroduce erase " + review.string() + " " +
                            (thing.kind == ThingKind::coder ? "person " : "extract ") + thing.id +
                            " --yes";
  if (!ask.dry_run) guarded(review, [&] { write_anew(*connection, review, again); });
  connection.reset();  // before its file is read beside SQLite
  find_backups(review, thing, ask.dry_run && !rows.told.is_old ? "" : change, rows);
  if (ask.dry_run) return rows.told;
  if (holds_any(review, rows.gone))
    throw Error(
        ErrorCode::io,
        review.string() + " still holds " + rows.told.what +
            " in its bytes, though no row does; when nobody else has the review open: " + again);
  if (ask.with_backups)
    for (const fs::path& file : rows.told.backups) fs::remove(file);
  return rows.told;
}

}  // namespace retroduce::store
