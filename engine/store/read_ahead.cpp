#include "store/read_ahead.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "store/connection.h"

namespace retroduce::store {

using namespace model;

namespace {

// The first batch is there soon; later ones are large enough that what they ask for lies close
// together in the file.
constexpr std::size_t first_size = 512;  // configurations
constexpr std::size_t largest_size = 2048;
constexpr std::size_t most_ready = 1;  // batches that wait to be taken

}  // namespace

ReadAhead::ReadAhead(std::filesystem::path path, const LoadedSnapshot& loaded,
                     std::vector<ConfigurationId> order)
    : path_(std::move(path)),
      loaded_(loaded),
      order_(std::move(order)),
      thread_([this] { run(); }) {}

ReadAhead::~ReadAhead() {
  {
    const std::lock_guard lock(guard_);
    is_stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ReadAhead::run() {
  try {
    Connection connection(path_, Connection::Access::read);
    const Transaction one_moment(connection, Transaction::Kind::read);  // the lock is taken once
    connection.run("PRAGMA cache_size = -65536");  // pages of quotes hold several, asked for apart
    ClaimWords words(connection, loaded_);
    std::span<const ConfigurationId> rest = order_;
    for (std::size_t size = first_size; !rest.empty(); size = std::min(2 * size, largest_size)) {
      auto batch = spent_or_new();
      batch->ids = rest.first(std::min(size, rest.size()));
      rest = rest.subspan(batch->ids.size());
      words.read_configurations(batch->ids, batch->words);
      words.read_evidence(batch->ids, batch->words);
      if (!hand_over(std::move(batch))) break;
    }
  } catch (const std::exception&) {
    // Whoever asks reads it again, and says what is wrong.
  }
  const std::lock_guard lock(guard_);
  is_done_ = true;
  changed_.notify_all();
}

std::unique_ptr<ReadAhead::Batch> ReadAhead::spent_or_new() {
  const std::lock_guard lock(guard_);
  return spent_ ? std::move(spent_) : std::make_unique<Batch>();
}

/// Waits for room; false where nobody wants more.
bool ReadAhead::hand_over(std::unique_ptr<Batch> batch) {
  std::unique_lock lock(guard_);
  changed_.wait(lock, [this] { return ready_.size() < most_ready || is_stopped_; });
  if (is_stopped_) return false;
  ready_.push_back(std::move(batch));
  changed_.notify_all();
  return true;
}

std::optional<ReadAhead::Place> ReadAhead::find(ConfigurationId id) {
  while (current_ && at_ < current_->ids.size() && current_->ids[at_] != id) ++at_;
  if (!current_ || at_ == current_->ids.size()) {
    std::unique_lock lock(guard_);
    changed_.wait(lock, [this] { return !ready_.empty() || is_done_; });
    if (ready_.empty() || ready_.front()->ids.front() != id) return std::nullopt;
    spent_ = std::exchange(current_, std::move(ready_.front()));
    ready_.pop_front();
    at_ = 0;
    changed_.notify_all();
  }
  return Place{current_->words, at_};
}

}  // namespace retroduce::store
