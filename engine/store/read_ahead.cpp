#include "store/read_ahead.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "store/claim_words.h"
#include "store/connection.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t batch_size = 512;  // configurations
constexpr std::size_t most_ready = 3;    // batches that wait to be taken

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
    while (!rest.empty()) {
      const auto some = rest.first(std::min(batch_size, rest.size()));
      rest = rest.subspan(some.size());
      auto details = words.configurations(some);
      auto evidence = words.evidence(some);
      Batch batch;
      for (std::size_t i = 0; i < some.size(); ++i) {
        batch.push_back({some[i], std::move(details[i]), std::move(evidence[i])});
      }
      if (!hand_over(std::move(batch))) break;
    }
  } catch (const std::exception&) {
    // Whoever asks reads it again, and says what is wrong.
  }
  const std::lock_guard lock(guard_);
  is_done_ = true;
  changed_.notify_all();
}

/// Waits for room; false where nobody wants more.
bool ReadAhead::hand_over(Batch batch) {
  std::unique_lock lock(guard_);
  changed_.wait(lock, [this] { return ready_.size() < most_ready || is_stopped_; });
  if (is_stopped_) return false;
  ready_.push_back(std::move(batch));
  changed_.notify_all();
  return true;
}

ReadAhead::Entry* ReadAhead::entry_of(ConfigurationId id) {
  while (!current_.empty() && current_.front().id != id) current_.pop_front();
  if (!current_.empty()) return &current_.front();
  std::unique_lock lock(guard_);
  changed_.wait(lock, [this] { return !ready_.empty() || is_done_; });
  if (ready_.empty() || ready_.front().front().id != id) return nullptr;
  current_ = std::move(ready_.front());
  ready_.pop_front();
  changed_.notify_all();
  return &current_.front();
}

std::optional<ConfigurationDetail> ReadAhead::take_detail(ConfigurationId id) {
  Entry* entry = entry_of(id);
  return entry == nullptr ? std::nullopt : std::exchange(entry->detail, std::nullopt);
}

std::optional<std::vector<EvidenceDetail>> ReadAhead::take_evidence(ConfigurationId id) {
  Entry* entry = entry_of(id);
  return entry == nullptr ? std::nullopt : std::exchange(entry->evidence, std::nullopt);
}

}  // namespace retroduce::store
