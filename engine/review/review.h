// The front door of the library: open a review, import, ask. Nothing clever stands here.
//
//   auto review = retroduce::review::Review::open("sp.retro", retroduce::store::Mode::read);
//   auto answer = review.ask("mechanisms producing \"fewer GP visits\"");
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/progress.h"
#include "base/source_io.h"
#include "graph/evidence_graph.h"
#include "interchange/format.h"
#include "query/query.h"
#include "store/store.h"

namespace retroduce::review {

struct ImportRequest {
  std::vector<std::filesystem::path> sources;
  std::string format;  ///< --as; empty = by content
  interchange::ReadOptions read;
  store::Authorship by;
  bool dry_run = false;
};

class Review {
 public:
  /// Fails as Store::open and Store::create do. For writing a backup is made first where one is due
  /// (store/backup.h); where that cannot be, the work goes on.
  static Review open(const std::filesystem::path& path, store::Mode mode);
  /// For reading; see Store::open_view.
  static Review open_view(const std::filesystem::path& path, const store::View& view);
  static Review create(const std::filesystem::path& path);
  /// As Store::called.
  Review called(const std::vector<model::Renamed>& names) const {
    return Review(store_->called(names));
  }

  /// All sources or nothing, one transaction. The receipt's findings tell why where nothing was
  /// taken. Fails: Error not_found, io, unsupported, interrupted; the file is then as before.
  store::Receipt import(const ImportRequest& request, base::Progress& progress);

  /// Store::edit, undo and redo, after which snapshot and answers are made anew. Sentences:
  /// edit_text.h.
  store::EditReceipt edit(const std::vector<model::Edit>& edits, const store::EditOptions& options);
  store::EditReceipt undo(const std::string& change, const store::Authorship& by);
  store::EditReceipt redo(const std::string& change, const store::Authorship& by);
  store::EditReceipt undo_last(std::size_t count, const store::Authorship& by);
  store::EditReceipt redo_last(std::size_t count, const store::Authorship& by);

  /// Store::merge and decide, after which snapshot and answers are made anew.
  store::Receipt merge(const std::filesystem::path& theirs, const store::MergeOptions& options);
  store::EditReceipt decide(std::size_t conflict, const std::string& side,
                            const store::Authorship& by);

  /// Store::attach and Store::anchor_again, after which snapshot and answers are made anew.
  store::Receipt attach(const std::vector<store::AttachedText>& texts,
                        const store::AttachOptions& options, base::Progress& progress);
  store::Receipt anchor_again(const std::vector<std::string>& keys,
                              const store::AttachOptions& options, base::Progress& progress);

  /// Reads and answers one question. Fails: Error io, corrupt, interrupted.
  base::Parsed<query::Answer> ask(std::string_view question, const query::AskOptions& options,
                                  base::Progress& progress);

  /// What other programs will not see of it, one line for each kind of thing.
  std::vector<std::string> export_to(const std::filesystem::path& target,
                                     const interchange::Format& format,
                                     const interchange::WriteOptions& options,
                                     base::Progress& progress) const;

  model::SnapshotPtr snapshot();
  const model::Details& details() const { return store_->details(); }
  store::Store& store() { return *store_; }

 private:
  void drop_snapshot() {
    snapshot_.reset();
    graph_.reset();
  }
  explicit Review(std::unique_ptr<store::Store> store) : store_(std::move(store)) {}
  std::unique_ptr<store::Store> store_;
  model::SnapshotPtr snapshot_;                        ///< made once; dropped by an import
  std::shared_ptr<const graph::EvidenceGraph> graph_;  ///< of that snapshot, for every question
};

}  // namespace retroduce::review
