// The review file: a SQLite database with one writer. Everything that is SQL ends here.
// Meaning of tables: schemas/sql/schema.sql. Knows nothing of formats, graphs or questions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/progress.h"
#include "base/source_io.h"
#include "model/batch.h"
#include "model/coder_work.h"
#include "model/details.h"
#include "model/doubles.h"
#include "model/edit.h"
#include "model/kept_answer.h"
#include "model/snapshot.h"

namespace retroduce::store {

/// Who changes the review, and why; `why` may be empty.
struct Authorship {
  std::string by;
  std::string why;
};

/// One kind's counts of an import: "documents", added 72, already there 0, left out 0.
struct ReceiptLine {
  std::string kind;
  std::int64_t added = 0;
  std::int64_t present = 0;
  std::int64_t left_out = 0;
};

/// What an import did; kept in the review (table arrival) where it changed anything.
struct Receipt {
  std::int64_t number = 0;  ///< 0: nothing new came, so nothing was written
  std::string at;
  std::string by;
  std::string source;
  std::string format;
  std::string content_hash;
  std::vector<ReceiptLine> lines;
  base::Diagnostics found;
  bool changed() const { return number != 0; }
};

struct Info {
  std::string title;
  std::map<std::string, std::int64_t> counts;  ///< documents, extracts, concepts, codings, …
  int schema_version = 0;
};

/// A running import: one IMMEDIATE transaction. Destroyed without `finish`, it leaves the file as
/// it was.
class ImportSession : public model::BatchSink {
 public:
  /// What was found so far: duplicates named, wordings made concepts, records refused.
  virtual const base::Diagnostics& found() const = 0;
  /// Commits where nothing was refused and something is new, else rolls back. Call once.
  /// Refused: the receipt has number 0 and no lines, `found` tells why. Nothing new: number 0, and
  /// the lines count what was there. Dry run: the receipt as it would have been.
  /// Fails: Error io (disk full), interrupted; the file is then as before.
  virtual Receipt finish(const base::Diagnostics& reader_found) = 0;
};

struct ImportOptions {
  Authorship by;
  std::string source_name;
  std::string format;
  /// Of the sources' bytes, for the receipt; asked once, at the end, so that it may be made
  /// meanwhile. What it throws, `finish` throws.
  std::function<std::string()> content_hash = [] { return std::string(); };
  bool dry_run = false;  ///< finish rolls back and tells what would have been
};

struct EditOptions {
  Authorship by;
  bool dry_run = false;
  /// A sentence that meets what somebody else changed since (edit.conflict) is left out and told,
  /// not the end of all.
  bool skip_conflicts = false;
};

/// What was done by one sentence, or by one undo.
struct EditDone {
  std::string uid;   ///< of the change
  std::string what;  ///< in the past: "merged …"
  std::size_t line = 0;
};

/// What edits did. Refused: nothing was done, and `found` tells why.
struct EditReceipt {
  std::vector<EditDone> done;
  base::Diagnostics found;
};

/// A verb of edits, for help.
struct EditForm {
  std::string_view verb;
  std::string_view form;
  std::string_view example;
  std::string_view help;
};
/// All verbs in printed order.
std::vector<EditForm> edit_forms();

/// Which changes a history is asked for; empty: all.
struct HistoryAsk {
  std::string kind;  ///< of a thing, with its name or permanent id; or "change", with its uid
  std::string name;
  std::string by;     ///< who changed, by a label that the person has or had
  std::string since;  ///< dates, ISO 8601; both days are within
  std::string until;
  std::size_t limit = 0;  ///< the newest; 0: all
};

/// A change with what it did to things, and whether it is undone.
struct HistoryEntry {
  model::Change change;
  bool is_undone = false;
  std::vector<std::string>
      steps;  ///< "concept "trust": label: "trust" → "trust in the link worker""
};

struct MergeOptions {
  Authorship by;
  bool dry_run = false;
};

/// One of the things that may hold.
struct ConflictSide {
  std::string says;  ///< the value, in words
  std::string by;
  std::string at;
  std::string change;    ///< its uid; empty: it was there before all changes
  bool is_mine = false;  ///< it was made in this file
};

/// Something that two changes, neither of which knew of the other, leave for people to decide.
struct Conflict {
  std::size_t number = 0;           ///< from 1
  std::string about;                ///< what tells it from others, whatever their numbers
  std::string thing;                ///< "concept "trust""
  std::string field;                ///< empty: whether it is there, or what it is called
  std::vector<ConflictSide> sides;  ///< the one that is shown until then first
  bool may_all_stand = false;       ///< all are shown until then, and "both" can be said
};

/// A full text for a document that is there.
struct AttachedText {
  std::string key;  ///< of the document
  std::string text;
  model::TextOrigin origin;
  std::optional<std::string> file = {};  ///< the bytes that it was taken from, to be kept too
  std::string media_type = {};           ///< of that file
};

struct AttachOptions {
  Authorship by;
  bool replace = false;  ///< a document's text may be superseded; the old one stays
  bool dry_run = false;
  base::Diagnostics found = {};  ///< what was found in the files, for the receipt
};

/// What is known of the text that a document has.
struct TextFacts {
  std::string source;  ///< empty: it came with an import
  std::string format;
  std::string program;
  std::string content_hash;
  std::int64_t version = 0;
  std::int64_t pages = 0;
};

/// A memo, with what it is about as people call it.
struct MemoFacts {
  std::string about;  ///< "concept "trust""
  /// Of the kinds document, concept and configuration: what it is about, or about a part of.
  std::vector<std::pair<model::ThingKind, std::string>> of;
  std::string text;
  std::string date;   ///< empty: not said
  std::string coder;  ///< the label; empty: not said
};

/// Which of a review a reader is shown.
struct View {
  std::string when;   ///< as it was then (Store::open_view); empty: as it is
  std::string coder;  ///< by label: who looks; empty: nothing is hidden
};

enum class Mode { read, write };

class Store {
 public:
  /// Opens a review. Fails: Error not_found, corrupt ("is no review file"), newer_schema, busy, io.
  /// An older file is copied beside itself, the copy verified, then migrated (Mode::write only; for
  /// reading, an older file is read through a migrated copy in memory).
  /// A store open for reading sees one moment of the review, and keeps writers waiting as long as
  /// it is open: hold it no longer than a question takes.
  static std::unique_ptr<Store> open(const std::filesystem::path& path, Mode mode,
                                     const base::Clock& clock);
  /// For reading alone. With `when` the review as it was at the end of that day (or at that time,
  /// or right after the change of that name). Of documents that `coder` is to code apart from
  /// others, what these did is left out until all are done (edit verbs assign and finish). Both are
  /// made in memory; the file is left alone, and whoever opens it otherwise sees all of it. Fails:
  /// as open, Error usage where the date is none.
  static std::unique_ptr<Store> open_view(const std::filesystem::path& path, const View& view,
                                          const base::Clock& clock);
  /// A new review file. It stands under a name of its own (`<path>.new-…`) until its first change
  /// is kept, and is gone where none is. Fails: Error conflict where the path exists, io.
  static std::unique_ptr<Store> create(const std::filesystem::path& path, const base::Clock& clock);
  virtual ~Store() = default;

  /// Sets title, questions and scheme of a new review as one change.
  virtual void describe(const model::Review& review, const Authorship& by) = 0;

  /// Does what the sentences say, each as one change, all within one transaction: the first that
  /// cannot be done leaves the review as it was. A sentence that changes nothing is told
  /// (edit.nothing) and leaves no change.
  virtual EditReceipt edit(const std::vector<model::Edit>& edits, const EditOptions& options) = 0;
  /// Takes a change back, by another change: every thing that it touched is as it was before; one
  /// of the changes of a decision means all. Without a name the last one that is not undone, to who
  /// codes apart of their own. Refused: undo.none, undo.later (which rests on it), undo.unknown.
  virtual EditReceipt undo(const std::string& change, const Authorship& by) = 0;
  /// Does again what an undo took back; without a name, the last one undone.
  virtual EditReceipt redo(const std::string& change, const Authorship& by) = 0;
  /// As many times as said, without a name: a script's changes, for one. All or nothing; each is a
  /// change of its own.
  virtual EditReceipt undo_last(std::size_t count, const Authorship& by) = 0;
  virtual EditReceipt redo_last(std::size_t count, const Authorship& by) = 0;
  /// Takes over all that was changed in another copy of this review, which is only read: what does
  /// not conflict is joined, of what does both sides are kept (conflicts). The result hangs on
  /// nothing but the changes that both hold, so neither the order of merges nor their number
  /// matters. As one change of this file and a receipt; number 0: there is nothing new. Refused,
  /// and then nothing is done: merge.stranger. Fails: as `open` does, for `theirs`.
  virtual Receipt merge(const std::filesystem::path& theirs, const MergeOptions& options) = 0;
  /// What merges left open, in the order of the names of things.
  virtual std::vector<Conflict> conflicts() const = 0;
  /// Which side of a conflict holds: "mine", "theirs" or its number, from 1; of two things of one
  /// name "same" (they become one) or "another" (both stay as shown), of a coding that went to two
  /// concepts "both". As one step. Refused: merge.no-conflict, merge.side, edit.no-reason.
  virtual EditReceipt decide(std::size_t conflict, const std::string& side,
                             const Authorship& by) = 0;
  /// Changes, the newest first. Fails: Error not_found (no such thing, now or ever).
  virtual std::vector<HistoryEntry> history(const HistoryAsk& ask) const = 0;

  /// Saved questions in label order of their names, with the answers that were kept of them.
  virtual std::vector<model::KeptQuestion> saved_questions() const = 0;
  /// A copy in memory of what this store sees, in which what is called `now` is called `then`, to
  /// be read: answers come in the order of these names.
  virtual std::unique_ptr<Store> called(const std::vector<model::Renamed>& names) const = 0;
  /// Keeps a question under a name, as one change; false where it is there already. The words are
  /// not read here. Fails: Error conflict where the name has another question and `replace` is not
  /// said.
  virtual bool save_question(const std::string& name, const std::string& text, bool replace,
                             const Authorship& by) = 0;
  /// As one change. Fails: Error not_found; conflict where a memo is about it.
  virtual void forget_question(const std::string& name, const Authorship& by) = 0;
  /// Keeps what saved questions, by name, answer now. No change: kept answers are of this file
  /// alone.
  virtual void keep_answers(
      const std::vector<std::pair<std::string, std::vector<model::KeptRow>>>& answers) = 0;

  /// Pairs of documents that may be one paper, by score falling, then keys; with `decided` also
  /// those that somebody has decided on and records that imports joined to a document, at the end.
  virtual std::vector<model::PossibleDouble> doubles(bool decided) const = 0;
  /// Decides, as one change, whether two documents are one paper; the first then stands for both.
  /// False where it was decided so already. Fails: Error not_found (no such key), conflict (decided
  /// otherwise, or one document).
  virtual bool decide_double(const std::string& first, const std::string& second, bool is_same,
                             const Authorship& by) = 0;
  /// Makes a record that an import joined to the document one of a document of its own, decided to
  /// be another paper, as one change; the new document's key. Empty where the number is a
  /// document's key. Fails: Error not_found (no such document or record), conflict (it was made
  /// from that record, or nothing is kept of what the record said).
  virtual std::string part_record(const std::string& document, const std::string& number,
                                  const Authorship& by) = 0;
  /// Takes a decision back, as one change. Fails: Error not_found.
  virtual void undecide_double(const std::string& first, const std::string& second,
                               const Authorship& by) = 0;
  /// What each search of each database gave.
  virtual std::vector<model::SearchCount> searches() const = 0;

  virtual std::unique_ptr<ImportSession> begin_import(const ImportOptions& options,
                                                      base::Progress& progress) = 0;

  /// Puts texts to documents and their extracts in place in them, as one change, with a receipt:
  /// "texts", "attachments" (files that are kept), "extracts in place", "extracts in doubt". The
  /// text that is there already is counted so. Refused, and then nothing is done:
  /// attach.no-document (with the nearest keys), attach.text-there (another one, and `replace` is
  /// not said), attach.twins (two extracts of the same words, both not in the new text, that
  /// nothing would tell apart). An old text, with the spans and pages of extracts in it, stays in
  /// the review's history.
  virtual Receipt attach(const std::vector<AttachedText>& texts, const AttachOptions& options,
                         base::Progress& progress) = 0;
  /// Looks in the texts that are there for extracts without a place, of the documents with these
  /// keys, or of all where none is named. As one change, with a receipt as `attach` gives.
  virtual Receipt anchor_again(const std::vector<std::string>& keys, const AttachOptions& options,
                               base::Progress& progress) = 0;

  /// By date, then coder, what they are about and text: the same in every copy.
  virtual std::vector<MemoFacts> memos() const = 0;
  /// Who read, coded and judged what, and who is to.
  virtual model::CoderWork coder_work() const = 0;
  /// Documents, by key, of which this view leaves out what others did.
  virtual const std::vector<std::string>& hidden() const = 0;
  /// Documents that are coded apart and shown whole, since no coder is called as who looks (of a
  /// view; else none).
  virtual const std::vector<std::string>& shown_to_stranger() const = 0;

  /// Of every document that has a text, by key.
  virtual std::map<std::string, TextFacts> texts() const = 0;

  /// The whole review in dependency order and canonical order; the same content sends the same
  /// batch. What was restored from a native file goes out with its own changes and ids; arrivals do
  /// not.
  virtual void send(model::BatchSink& sink, base::Progress& progress) const = 0;

  /// Of a store open for reading it is read as it is asked; what is missing when the store is
  /// closed is read then, where somebody still holds it.
  virtual model::SnapshotPtr snapshot() const = 0;
  /// Lives as long as the store; speaks the numbers of the last `snapshot()`.
  virtual const model::Details& details() const = 0;

  virtual Info info() const = 0;
  virtual std::vector<Receipt> receipts() const = 0;

  /// One sentence per damage: pages, foreign keys, quotes that differ from their spans, counts,
  /// what no history and no import accounts for; empty = sound.
  virtual std::vector<std::string> damage(base::Progress& progress) const = 0;
  /// Makes the review anew in a copy, from what its imports brought and from all that its history
  /// tells, and says where that is not what is there, a sentence each.
  virtual std::vector<std::string> rebuilt_otherwise(base::Progress& progress) const = 0;
};

}  // namespace retroduce::store
