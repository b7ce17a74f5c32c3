#include "store/store.h"

#include <cerrno>
#include <cstdio>
#include <unistd.h>
#include <utility>

#include <sqlite3.h>

#include "base/error.h"
#include "base/file_moves.h"
#include "base/hash.h"
#include "store/body.h"
#include "store/coded_apart.h"
#include "store/coder_work.h"
#include "store/edit_session.h"
#include "store/errors.h"
#include "store/history_rows.h"
#include "store/joined_records.h"
#include "store/kept_parts.h"
#include "store/kept_snapshot.h"
#include "store/left_journal.h"
#include "store/merge_conflicts.h"
#include "store/merge_settle.h"
#include "store/moment_bytes.h"
#include "store/record_rows.h"
#include "store/renamings.h"
#include "store/review_rows.h"
#include "store/saved_question_rows.h"
#include "store/standing.h"

namespace retroduce::store {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

namespace {

[[noreturn]] void raise_exists(const fs::path& path) {
  throw Error(ErrorCode::conflict, path.string() + " is there already; nothing was done to it");
}

/// Empty for a database in memory, such as a review as it was.
fs::path file_of(Connection& connection) {
  const char* name = sqlite3_db_filename(connection.database().getHandle(), "main");
  return name == nullptr ? fs::path() : fs::path(name);
}

/// Fails: Error conflict, where the review demands a reason and none is given.
void need_reason(Connection& connection, const Authorship& by) {
  if (const auto refusal = missing_reason(connection, by.why))
    throw Error(ErrorCode::conflict, refusal->message + "; say it with --why");
}

EditReceipt settled(Connection& connection, EditReceipt done, const Authorship& by,
                    const std::string& now) {
  if (!done.found.refused() && !done.done.empty()) settle_merges(connection, by, now);
  return done;
}

/// One change after the other, until one is refused; then it is said which. Where there are fewer,
/// the next is none, which `step` refuses. Looked up at once: each look reads all that was undone.
EditReceipt several(std::size_t count, const char* done, const std::vector<std::string>& changes,
                    const std::function<EditReceipt(const std::string& change)>& step) {
  EditReceipt all;
  for (std::size_t i = 1; i <= count && !all.found.refused(); ++i) {
    EditReceipt one = step(i <= changes.size() ? changes[i - 1] : std::string());
    if (one.found.refused() && i > 1) {
      one.found.add(base::Severity::note, "undo.of-several",
                    "that is number " + std::to_string(i) + " of the " + std::to_string(count) +
                        ", counted back; none of them was " + done);
      return one;
    }
    all.found.append(one.found);
    all.done.insert(all.done.end(), one.done.begin(), one.done.end());
  }
  return all;
}

model::Change change_of(const Authorship& by, const std::string& now) {
  model::Change change;
  change.uid = base::random_id();
  change.at = now;
  change.by = by.by;
  change.why = by.why;
  change.kind = "edit";
  return change;
}

/// Of a merge that is only tried.
void tell_conflicts_to_be(Connection& connection, Receipt& receipt) {
  const auto open = static_cast<std::int64_t>(Conflicts(connection).open().size());
  if (open > 0)
    receipt.found.add(base::Severity::note, "merge.conflicts",
                      base::count_of(open, "conflict", "conflicts") +
                          " would be left to decide; both sides would be kept");
}

}  // namespace

std::unique_ptr<Store> Store::open(const fs::path& path, Mode mode, const base::Clock& clock) {
  auto store = std::make_unique<StoreBody>(path, open_review(path, mode, own_ladder()), clock);
  if (mode == Mode::read) store->hold_moment();
  return store;
}

std::unique_ptr<Store> Store::create(const fs::path& path, const base::Clock& clock) {
  return std::make_unique<StoreBody>(path, clock);
}

StoreBody::StoreBody(fs::path path, std::unique_ptr<Connection> connection,
                     const base::Clock& clock)
    : path_(std::move(path)), connection_(std::move(connection)), clock_(clock) {}

StoreBody::StoreBody(fs::path path, const base::Clock& clock)
    : path_(std::move(path)), clock_(clock) {
  if (fs::exists(fs::symlink_status(path_))) raise_exists(path_);
  const fs::path folder = path_.has_parent_path() ? path_.parent_path() : fs::path(".");
  if (!fs::is_directory(folder))
    throw Error(ErrorCode::io, "there is no folder " + folder.string() + " to put " +
                                   path_.filename().string() + " in");
  need_no_journal(path_);
  unfinished_ = path_;
  unfinished_ += ".new-" + base::random_id();
  try {
    guarded(path_, [&] {
      connection_ = std::make_shared<Connection>(unfinished_, Connection::Access::create);
      // Larger pages than the usual 4 KiB: half the calls to write a large review, little for a
      // small one.
      connection_->run("PRAGMA page_size = 8192");
      Transaction transaction(*connection_, Transaction::Kind::write);
      write_schema(*connection_);
      transaction.commit();
    });
  } catch (...) {
    connection_.reset();
    std::error_code ignored;
    fs::remove(unfinished_, ignored);
    throw;
  }
}

void StoreBody::hold_moment() {
  guarded(path_, [&] {
    moment_ = std::make_shared<Transaction>(*connection_, Transaction::Kind::read);
    connection_->number("SELECT count(*) FROM review");  // BEGIN alone takes no lock
  });
}

StoreBody::~StoreBody() {
  details_.reset();
  if (loaded_.finish && loaded_.snapshot.use_count() > 1) {
    try {
      loaded_.finish();
    } catch (const Error&) {
      // It keeps the file as it is, and whoever asks of it sees why.
    }
  }
  moment_.reset();
  connection_.reset();
  if (unfinished_.empty()) return;
  std::error_code ignored;
  fs::remove(unfinished_, ignored);
}

void StoreBody::changed() {
  details_.reset();
  loaded_ = {};
  if (!unfinished_.empty()) put_in_place();
}

void StoreBody::put_in_place() {
  // SQLite must not hold a file that is renamed: its journal would go by the old name.
  connection_.reset();
  need_no_journal(path_);
  if (const auto fault = base::move_to_new(unfinished_, path_)) {
    if (fault == std::errc::file_exists) raise_exists(path_);
    throw Error(ErrorCode::io, path_.string() + " could not be put in its place");
  }
  unfinished_.clear();
  base::sync_folder_of(path_);
  connection_ = open_review(path_, Mode::write, own_ladder());
}

void StoreBody::describe(const model::Review& review, const Authorship& by) {
  const bool is_changed = guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    const std::string before = image_of(read_review(*connection_));
    const bool is_first = connection_->number("SELECT change IS NULL FROM review ORDER BY id") == 1;
    write_review(*connection_, review);
    const std::string after = image_of(read_review(*connection_));
    if (before == after && !is_first) return false;
    model::Change change = change_of(by, date_of_change(*connection_, by.by, clock_.now()));
    change.what = is_first ? "described the review" : "described the review anew";
    change.rows.push_back({model::ThingKind::review, "review", is_first ? "" : before, after});
    stamp_review(*connection_, insert_change(*connection_, change));
    seal_changes(*connection_);
    transaction.commit();
    return true;
  });
  if (is_changed) changed();
}

std::unique_ptr<Store> Store::open_view(const fs::path& path, const View& view,
                                        const base::Clock& clock) {
  auto connection = open_review(path, Mode::read, own_ladder());
  std::vector<std::string> hidden;
  std::vector<std::string> shown;
  guarded(path, [&] {
    // What is to be hidden is a matter of now, however old the state that is looked at.
    const Blind blind = coded_apart(*connection, view.coder);
    shown = blind.shown_to_stranger;
    if (view.when.empty() && blind.documents.empty()) return;
    auto memory = std::make_unique<Connection>();
    copy_into(*connection, *memory);
    if (!view.when.empty()) go_back(*memory, view.when);
    hide_others(*memory, blind);
    for (const CodedApart& each : blind.documents) hidden.push_back(each.document);
    connection = std::move(memory);
  });
  auto store = std::make_unique<StoreBody>(path, std::move(connection), clock);
  store->set_hidden(std::move(hidden));
  store->set_shown_to_stranger(std::move(shown));
  store->hold_moment();
  return store;
}

EditReceipt StoreBody::in_transaction(bool dry_run, const std::function<EditReceipt()>& work) {
  EditReceipt receipt = guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    EditReceipt done = work();
    if (done.found.refused()) done.done.clear();
    if (done.done.empty() || dry_run) return done;
    seal_changes(*connection_);
    keep_snapshot_if_old(*connection_);
    try {
      transaction.commit();
    } catch (const SQLite::Exception& fault) {
      if (fault.getExtendedErrorCode() != SQLITE_CONSTRAINT_FOREIGNKEY) throw;
      // What no shape knows of still refers to what would go.
      done.done.clear();
      done.found.add(base::Severity::refused, "edit.in-use",
                     "something that is to go is still in use");
    }
    return done;
  });
  if (!receipt.done.empty() && !dry_run) changed();
  return receipt;
}

EditReceipt StoreBody::edit(const std::vector<model::Edit>& edits, const EditOptions& options) {
  return in_transaction(options.dry_run, [&] {
    return settled(*connection_, apply_edits(*connection_, edits, options, clock_.now()),
                   options.by, clock_.now());
  });
}

EditReceipt StoreBody::undo(const std::string& change, const Authorship& by) {
  return in_transaction(false, [&] {
    return settled(*connection_, undo_change(*connection_, change, by, clock_.now()), by,
                   clock_.now());
  });
}

EditReceipt StoreBody::redo(const std::string& change, const Authorship& by) {
  return in_transaction(false, [&] {
    return settled(*connection_, redo_change(*connection_, change, by, clock_.now()), by,
                   clock_.now());
  });
}

EditReceipt StoreBody::undo_last(std::size_t count, const Authorship& by) {
  return in_transaction(false, [&] {
    const auto last = last_standing(*connection_, count, labels_meant(*connection_, by.by));
    return several(count, "undone", last, [&](const std::string& change) {
      return settled(*connection_, undo_change(*connection_, change, by, clock_.now()), by,
                     clock_.now());
    });
  });
}

EditReceipt StoreBody::redo_last(std::size_t count, const Authorship& by) {
  return in_transaction(false, [&] {
    const auto last = last_undone(*connection_, count, labels_meant(*connection_, by.by));
    return several(count, "done again", last, [&](const std::string& change) {
      return settled(*connection_, redo_change(*connection_, change, by, clock_.now()), by,
                     clock_.now());
    });
  });
}

namespace {

/// Many queries, for each of which the file would be asked for else.
template <class Read>
auto at_one_moment(const fs::path& path, Connection& connection, const Read& read) {
  return guarded(path, [&] {
    const Transaction moment(connection, Transaction::Kind::read);
    return read();
  });
}

}  // namespace

Receipt StoreBody::merge(const fs::path& theirs, const MergeOptions& options) {
  const auto other = open_review(theirs, Mode::read, own_ladder());
  const Receipt receipt = guarded(path_, [&] {
    const Transaction moment(*other, Transaction::Kind::read);
    Transaction transaction(*connection_, Transaction::Kind::write);
    need_reason(*connection_, options.by);  // as this one demands it, not what comes
    Receipt done =
        merge_reviews(*connection_, *other, theirs.filename().string(), options.by, clock_.now());
    if (!done.changed()) return done;
    if (options.dry_run) {
      tell_conflicts_to_be(*connection_, done);
      return done;
    }
    seal_changes(*connection_);
    keep_snapshot(*connection_);
    transaction.commit();
    return done;
  });
  if (receipt.changed() && !options.dry_run) changed();
  return receipt;
}

std::vector<MemoFacts> StoreBody::memos() const {
  return at_one_moment(path_, *connection_, [&] { return read_memos(*connection_); });
}

std::vector<Conflict> StoreBody::conflicts() const {
  return at_one_moment(path_, *connection_, [&] { return read_conflicts(*connection_); });
}

EditReceipt StoreBody::decide(std::size_t conflict, const std::string& side, const Authorship& by) {
  return in_transaction(false, [&] {
    return settled(*connection_, decide_conflict(*connection_, conflict, side, by, clock_.now()),
                   by, clock_.now());
  });
}

std::vector<HistoryEntry> StoreBody::history(const HistoryAsk& ask) const {
  return at_one_moment(path_, *connection_, [&] { return read_entries(*connection_, ask); });
}

std::unique_ptr<Store> StoreBody::called(const std::vector<model::Renamed>& names) const {
  auto memory = std::make_unique<Connection>();
  guarded(path_, [&] {
    copy_into(*connection_, *memory);
    call_otherwise(*memory, names);
  });
  auto store = std::make_unique<StoreBody>(path_, std::move(memory), clock_);
  store->hold_moment();
  return store;
}

std::vector<model::KeptQuestion> StoreBody::saved_questions() const {
  return guarded(path_, [&] { return read_saved_questions(*connection_); });
}

bool StoreBody::save_question(const std::string& name, const std::string& text, bool replace,
                              const Authorship& by) {
  return guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    need_reason(*connection_, by);
    const model::Change change =
        store::save_question(*connection_, name, text, replace,
                             change_of(by, date_of_change(*connection_, by.by, clock_.now())));
    if (change.rows.empty()) return false;
    seal_changes(*connection_);
    carry_kept_parts(*connection_);
    transaction.commit();
    return true;
  });
}

void StoreBody::forget_question(const std::string& name, const Authorship& by) {
  guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    need_reason(*connection_, by);
    store::forget_question(*connection_, name,
                           change_of(by, date_of_change(*connection_, by.by, clock_.now())));
    seal_changes(*connection_);
    carry_kept_parts(*connection_);
    transaction.commit();
  });
}

void StoreBody::keep_answers(
    const std::vector<std::pair<std::string, std::vector<model::KeptRow>>>& answers) {
  guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    const std::string now = clock_.now();
    for (const auto& [name, rows] : answers) keep_answer(*connection_, name, {now, rows});
    carry_kept_parts(*connection_);
    transaction.commit();
  });
}

std::vector<model::PossibleDouble> StoreBody::doubles(bool decided) const {
  return at_one_moment(path_, *connection_, [&] { return read_doubles(*connection_, decided); });
}

bool StoreBody::decide_double(const std::string& first, const std::string& second, bool is_same,
                              const Authorship& by) {
  const bool is_changed = guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    need_reason(*connection_, by);
    const model::Change change =
        store::decide_double(*connection_, first, second, is_same,
                             change_of(by, date_of_change(*connection_, by.by, clock_.now())));
    if (change.rows.empty()) return false;
    seal_changes(*connection_);
    transaction.commit();
    return true;
  });
  if (is_changed) changed();
  return is_changed;
}

std::string StoreBody::part_record(const std::string& document, const std::string& number,
                                   const Authorship& by) {
  std::string key;
  in_transaction(false, [&] {
    need_reason(*connection_, by);
    EditSession session(*connection_, by, clock_.now());
    key = store::part_record(session, document, number);
    EditReceipt receipt;
    if (!key.empty()) receipt.done.push_back({session.uid(), {}, 0});
    return settled(*connection_, std::move(receipt), by, clock_.now());
  });
  return key;
}

void StoreBody::undecide_double(const std::string& first, const std::string& second,
                                const Authorship& by) {
  guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    need_reason(*connection_, by);
    store::undecide_double(*connection_, first, second,
                           change_of(by, date_of_change(*connection_, by.by, clock_.now())));
    seal_changes(*connection_);
    transaction.commit();
  });
  changed();
}

std::vector<model::SearchCount> StoreBody::searches() const {
  return guarded(path_, [&] { return read_searches(*connection_); });
}

std::unique_ptr<ImportSession> StoreBody::begin_import(const ImportOptions& options,
                                                       base::Progress& progress) {
  guarded(path_, [&] { need_reason(*connection_, options.by); });
  return make_import_session(*this, options, clock_.now(), progress);
}

Receipt StoreBody::attach(const std::vector<AttachedText>& texts, const AttachOptions& options,
                          base::Progress& progress) {
  return attach_and_keep(&texts, {}, options, progress);
}

Receipt StoreBody::anchor_again(const std::vector<std::string>& keys, const AttachOptions& options,
                                base::Progress& progress) {
  return attach_and_keep(nullptr, keys, options, progress);
}

Receipt StoreBody::attach_and_keep(const std::vector<AttachedText>* texts,
                                   const std::vector<std::string>& keys,
                                   const AttachOptions& options, base::Progress& progress) {
  const Receipt receipt = guarded(path_, [&] {
    Transaction transaction(*connection_, Transaction::Kind::write);
    need_reason(*connection_, options.by);
    Receipt done = attach_texts(*connection_, texts, keys, options, clock_.now(), progress);
    if (done.number == 0 || options.dry_run) return done;
    seal_changes(*connection_);
    keep_snapshot(*connection_);
    transaction.commit();
    return done;
  });
  if (receipt.changed() && !options.dry_run) changed();
  return receipt;
}

model::CoderWork StoreBody::coder_work() const {
  model::CoderWork work = guarded(path_, [&] { return read_coder_work(*connection_); });
  for (model::WorkDocument& each : work.documents)
    each.is_hidden = std::find(hidden_.begin(), hidden_.end(), each.key) != hidden_.end();
  return work;
}

std::map<std::string, TextFacts> StoreBody::texts() const {
  return guarded(path_, [&] {
    std::map<std::string, TextFacts> all;
    Query query(connection_->prepared(
        "SELECT d.key, t.source, t.format, t.program, t.content_hash, t.version, "
        "(SELECT count(*) FROM text_page p WHERE p.document_text = t.id) "
        "FROM document_text t JOIN document d ON d.id = t.document ORDER BY d.id, t.version"));
    while (query.next())
      all[query.text(0)] = {query.text(1), query.text(2),   query.text(3),
                            query.text(4), query.number(5), query.number(6)};
    return all;
  });
}

void StoreBody::send(model::BatchSink& sink, base::Progress& progress) const {
  guarded(path_, [&] { send_review(*connection_, sink, progress); });
}

model::SnapshotPtr StoreBody::snapshot() const {
  if (moment_ && loaded_.snapshot) return loaded_.snapshot;  // of the same moment
  guarded(path_, [&] {
    auto kept = kept_snapshot({connection_, moment_, path_});
    loaded_ = kept ? std::move(*kept) : load_snapshot(*connection_);
  });
  details_ = std::make_unique<StoreDetails>(*connection_, loaded_, path_,
                                            moment_ ? file_of(*connection_) : fs::path());
  return loaded_.snapshot;
}

const model::Details& StoreBody::details() const {
  if (!details_) snapshot();
  return *details_;
}

Info StoreBody::info() const {
  return guarded(path_, [&] {
    Info info;
    info.title = read_review(*connection_).title;
    constexpr std::pair<const char*, const char*> tables[] = {
        {"documents", "document"}, {"studies", "study"},   {"extracts", "extract"},
        {"concepts", "concept"},   {"codings", "coding"},  {"configurations", "configuration"},
        {"evidence", "evidence"},  {"themes", "theme"},    {"coders", "coder"},
        {"links", "link"},         {"theories", "theory"}, {"appraisals", "appraisal"},
        {"memos", "memo"},         {"changes", "change"},  {"records", "source_record"}};
    for (const auto& [name, table] : tables) {
      info.counts[name] = connection_->number("SELECT count(*) FROM " + std::string(table));
    }
    info.schema_version = static_cast<int>(connection_->number("PRAGMA user_version"));
    return info;
  });
}

std::vector<Receipt> StoreBody::receipts() const {
  return guarded(path_, [&] { return read_arrivals(*connection_); });
}

std::vector<std::string> StoreBody::damage(base::Progress& progress) const {
  return guarded(path_, [&] { return find_damage(*connection_, progress); });
}

std::vector<std::string> StoreBody::rebuilt_otherwise(base::Progress& progress) const {
  return guarded(path_, [&] { return store::rebuilt_otherwise(*connection_, progress); });
}

}  // namespace retroduce::store
