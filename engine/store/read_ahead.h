// Reads what a long table will ask for on the other core, some configurations ahead: their words
// and their evidence, the extracts of many at once in the order of the file.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "store/claim_words.h"
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

  /// What was read, and the place of the configuration in it.
  struct Place {
    const ReadClaims& among;
    std::size_t place;
  };
  /// Waits where it is being read; nothing where it does not come next. Lent until another is asked
  /// for.
  std::optional<Place> find(model::ConfigurationId id);

 private:
  struct Batch {
    std::span<const model::ConfigurationId> ids;
    ReadClaims words;
  };

  void run();
  std::unique_ptr<Batch> spent_or_new();
  bool hand_over(std::unique_ptr<Batch> batch);

  std::filesystem::path path_;
  const LoadedSnapshot& loaded_;
  std::vector<model::ConfigurationId> order_;
  std::unique_ptr<Batch> current_;
  std::size_t at_ = 0;  ///< in it, of the one asked for last

  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Batch>> ready_;
  std::unique_ptr<Batch> spent_;  ///< to be filled again, by the thread its memory came from
  bool is_done_ = false;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace retroduce::store
