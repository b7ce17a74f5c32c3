// Reads what a long table will ask for on the other core, some configurations ahead: their words
// and their evidence, the extracts of many at once in the order of the file.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "model/details.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// Runs until all is read or it is destroyed. Where reading fails it stops, and whoever asks reads
/// for himself and sees why.
class ReadAhead {
 public:
  /// The file must not change meanwhile: somebody holds a read transaction on it. `loaded` must
  /// outlive this.
  ReadAhead(std::filesystem::path path, const LoadedSnapshot& loaded,
            std::vector<model::ConfigurationId> order);
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ReadAhead(ReadAhead&&) = delete;
  ReadAhead& operator=(ReadAhead&&) = delete;

  /// What was read of the configuration, waiting where it is being read; nothing where it does not
  /// come next or was taken.
  std::optional<model::ConfigurationDetail> take_detail(model::ConfigurationId id);
  std::optional<std::vector<model::EvidenceDetail>> take_evidence(model::ConfigurationId id);

 private:
  struct Entry {
    model::ConfigurationId id;
    std::optional<model::ConfigurationDetail> detail;
    std::optional<std::vector<model::EvidenceDetail>> evidence;
  };
  using Batch = std::deque<Entry>;

  void run();
  bool hand_over(Batch batch);
  Entry* entry_of(model::ConfigurationId id);

  std::filesystem::path path_;
  const LoadedSnapshot& loaded_;
  std::vector<model::ConfigurationId> order_;
  Batch current_;  ///< the front is the one asked for last

  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<Batch> ready_;
  bool is_done_ = false;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace retroduce::store
