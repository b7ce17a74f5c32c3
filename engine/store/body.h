// The store behind store.h: which file, which connection, and what the last snapshot numbered.
// Internal to the store.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/source_io.h"
#include "store/connection.h"
#include "store/details.h"
#include "store/migrate.h"
#include "store/snapshot_load.h"
#include "store/store.h"

namespace retroduce::store {

class StoreBody : public Store {
 public:
  /// A file that is there.
  StoreBody(std::filesystem::path path, std::unique_ptr<Connection> connection,
            const base::Clock& clock);
  /// A new file: written under a name of its own, and put in its place by the first change that is
  /// kept.
  StoreBody(std::filesystem::path path, const base::Clock& clock);
  ~StoreBody() override;
  StoreBody(const StoreBody&) = delete;
  StoreBody& operator=(const StoreBody&) = delete;
  StoreBody(StoreBody&&) = delete;
  StoreBody& operator=(StoreBody&&) = delete;

  void describe(const model::Review& review, const Authorship& by) override;
  EditReceipt edit(const std::vector<model::Edit>& edits, const EditOptions& options) override;
  EditReceipt undo(const std::string& change, const Authorship& by) override;
  EditReceipt redo(const std::string& change, const Authorship& by) override;
  EditReceipt undo_last(std::size_t count, const Authorship& by) override;
  EditReceipt redo_last(std::size_t count, const Authorship& by) override;
  Receipt merge(const std::filesystem::path& theirs, const MergeOptions& options) override;
  std::vector<Conflict> conflicts() const override;
  std::vector<MemoFacts> memos() const override;
  EditReceipt decide(std::size_t conflict, const std::string& side, const Authorship& by) override;
  std::vector<HistoryEntry> history(const HistoryAsk& ask) const override;
  std::vector<model::KeptQuestion> saved_questions() const override;
  std::unique_ptr<Store> called(const std::vector<model::Renamed>& names) const override;
  bool save_question(const std::string& name, const std::string& text, bool replace,
                     const Authorship& by) override;
  void forget_question(const std::string& name, const Authorship& by) override;
  void keep_answers(
      const std::vector<std::pair<std::string, std::vector<model::KeptRow>>>& answers) override;
  std::vector<model::PossibleDouble> doubles(bool decided) const override;
  bool decide_double(const std::string& first, const std::string& second, bool is_same,
                     const Authorship& by) override;
  std::string part_record(const std::string& document, const std::string& number,
                          const Authorship& by) override;
  void undecide_double(const std::string& first, const std::string& second,
                       const Authorship& by) override;
  std::vector<model::SearchCount> searches() const override;
  std::unique_ptr<ImportSession> begin_import(const ImportOptions& options,
                                              base::Progress& progress) override;
  Receipt attach(const std::vector<AttachedText>& texts, const AttachOptions& options,
                 base::Progress& progress) override;
  Receipt anchor_again(const std::vector<std::string>& keys, const AttachOptions& options,
                       base::Progress& progress) override;
  model::CoderWork coder_work() const override;
  std::map<std::string, TextFacts> texts() const override;
  void send(model::BatchSink& sink, base::Progress& progress) const override;
  model::SnapshotPtr snapshot() const override;
  const model::Details& details() const override;
  Info info() const override;
  std::vector<Receipt> receipts() const override;
  std::vector<std::string> damage(base::Progress& progress) const override;
  std::vector<std::string> rebuilt_otherwise(base::Progress& progress) const override;
  const std::vector<std::string>& hidden() const override { return hidden_; }
  void set_hidden(std::vector<std::string> keys) { hidden_ = std::move(keys); }
  const std::vector<std::string>& shown_to_stranger() const override { return shown_; }
  void set_shown_to_stranger(std::vector<std::string> keys) { shown_ = std::move(keys); }

  /// From now until it is closed, this store sees one moment; a reader takes its lock once, not per
  /// row.
  void hold_moment();

  Connection& connection() const { return *connection_; }
  const std::filesystem::path& path() const { return path_; }
  /// After a change was committed: a new file is put in its place, what was read before is dropped.
  void changed();

 private:
  void put_in_place();
  /// Runs `work` in a transaction that is kept where it did something and nothing was refused.
  EditReceipt in_transaction(bool dry_run, const std::function<EditReceipt()>& work);
  Receipt attach_and_keep(const std::vector<AttachedText>* texts,
                          const std::vector<std::string>& keys, const AttachOptions& options,
                          base::Progress& progress);
  std::filesystem::path path_;
  std::filesystem::path
      unfinished_;  ///< where a new file stands until its first change; empty afterwards
  std::shared_ptr<Connection> connection_;  ///< shared with a snapshot that is read late
  std::shared_ptr<Transaction> moment_;     ///< of a store that is open for reading
  const base::Clock& clock_;
  std::vector<std::string> hidden_;
  std::vector<std::string> shown_;
  mutable LoadedSnapshot loaded_;
  mutable std::unique_ptr<StoreDetails> details_;
};

/// The session; `body` must outlive it.
std::unique_ptr<ImportSession> make_import_session(StoreBody& body, const ImportOptions& options,
                                                   std::string now, base::Progress& progress);

/// What Store::attach and Store::anchor_again do, within the running transaction; `texts` is null
/// for the latter. Nothing is to be committed where the receipt has number 0.
Receipt attach_texts(Connection& connection, const std::vector<AttachedText>* texts,
                     const std::vector<std::string>& keys, const AttachOptions& options,
                     const std::string& now, base::Progress& progress);

/// What Store::edit, undo and redo do, within the running transaction; nothing is to be committed
/// where they refuse.
EditReceipt apply_edits(Connection& connection, const std::vector<model::Edit>& edits,
                        const EditOptions& options, const std::string& now);
EditReceipt undo_change(Connection& connection, const std::string& change, const Authorship& by,
                        const std::string& now);
EditReceipt redo_change(Connection& connection, const std::string& change, const Authorship& by,
                        const std::string& now);
/// The same for one of several changes that were done at one go, which are else undone as one; also
/// where an undoing of it is here that counts as not made.
EditReceipt undo_alone(Connection& connection, const std::string& change, const Authorship& by,
                       const std::string& now);
std::vector<HistoryEntry> read_entries(Connection& connection, const HistoryAsk& ask);
std::vector<MemoFacts> read_memos(Connection& connection);

/// What Store::merge does, within the running transaction; nothing is to be committed where the
/// receipt has number 0.
Receipt merge_reviews(Connection& mine, Connection& theirs, const std::string& name,
                      const Authorship& by, const std::string& now);
std::vector<Conflict> read_conflicts(Connection& connection);
EditReceipt decide_conflict(Connection& connection, std::size_t number, const std::string& side,
                            const Authorship& by, const std::string& now);

/// Takes the review, in a connection of its own, back to what it was.
void go_back(Connection& connection, const std::string& when);

void send_review(Connection& connection, model::BatchSink& sink, base::Progress& progress);

std::vector<std::string> find_damage(Connection& connection, base::Progress& progress);
std::vector<std::string> rebuilt_otherwise(Connection& connection, base::Progress& progress);

}  // namespace retroduce::store
