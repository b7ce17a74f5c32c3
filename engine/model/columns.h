// What a snapshot holds of many things: one value each, or a list each, in one piece of memory.
// Where they come from a file they come in blocks, each when it is first asked for, so that a
// question reads what it needs. Knows nothing of where they come from.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace retroduce::model {

/// Which blocks of a column are there. Safe to ask from several threads; what `bring` throws passes
/// through, and the block is asked for again the next time.
class Blocks {
 public:
  static constexpr unsigned shift = 11;  ///< 2,048 things a block: some 10 to 100 KiB
  using Bring = std::function<void(std::size_t block)>;

  static std::size_t count(std::size_t things) { return (things + (1U << shift) - 1) >> shift; }

  /// `one_by_one` is held while a block is brought; it must outlive this.
  Blocks(std::size_t things, std::recursive_mutex& one_by_one, Bring bring)
      : count_(count(things)),
        here_(std::make_unique<std::atomic<bool>[]>(count_)),
        one_by_one_(one_by_one),
        bring_(std::move(bring)) {}

  void need(std::size_t thing) const {
    const std::size_t block = thing >> shift;
    if (!here_[block].load(std::memory_order_acquire)) fetch(block);
  }
  void need_all() const {
    for (std::size_t block = 0; block < count_; ++block) need(block << shift);
  }

 private:
  void fetch(std::size_t block) const {
    const std::lock_guard lock(one_by_one_);
    if (here_[block].load(std::memory_order_relaxed)) return;
    bring_(block);
    here_[block].store(true, std::memory_order_release);
  }

  std::size_t count_;
  std::unique_ptr<std::atomic<bool>[]> here_;
  std::recursive_mutex& one_by_one_;
  Bring bring_;
};

/// A value of each thing. Copies share what they hold.
template <typename T>
class Column {
 public:
  Column() = default;
  explicit Column(std::vector<T> values) {
    auto owned = std::make_shared<const std::vector<T>>(std::move(values));
    size_ = owned->size();
    values_ = owned->data();
    owner_ = std::move(owned);
  }
  /// In blocks; `owner` keeps all of it alive.
  Column(std::size_t size, const T* values, const Blocks* blocks, std::shared_ptr<const void> owner)
      : size_(size), values_(values), blocks_(blocks), owner_(std::move(owner)) {}

  std::size_t size() const { return size_; }
  const T& operator[](std::size_t thing) const {
    if (blocks_ != nullptr) blocks_->need(thing);
    return values_[thing];
  }
  std::span<const T> all() const {
    if (blocks_ != nullptr) blocks_->need_all();
    return {values_, size_};
  }

 private:
  std::size_t size_ = 0;
  const T* values_ = nullptr;
  const Blocks* blocks_ = nullptr;  ///< null: all is there
  std::shared_ptr<const void> owner_;
};

/// A list of each thing (compressed sparse rows). Copies share what they hold.
template <typename T>
class ListColumn {
 public:
  ListColumn() = default;
  /// List `i` is items[first[i] .. first[i + 1]).
  ListColumn(std::vector<std::uint32_t> first, std::vector<T> items) {
    struct Owned {
      std::vector<std::uint32_t> first;
      std::vector<T> items;
    };
    auto owned = std::make_shared<const Owned>(Owned{std::move(first), std::move(items)});
    size_ = owned->first.empty() ? 0 : owned->first.size() - 1;
    count_ = owned->items.size();
    first_ = owned->first.data();
    items_ = owned->items.data();
    owner_ = std::move(owned);
  }
  /// In blocks, each of which has one more place in `first` than it has lists.
  ListColumn(std::size_t size, std::size_t count, const std::uint32_t* first, const T* items,
             const Blocks* blocks, std::shared_ptr<const void> owner)
      : size_(size),
        count_(count),
        first_(first),
        items_(items),
        shift_(Blocks::shift),
        blocks_(blocks),
        owner_(std::move(owner)) {}

  std::size_t size() const { return size_; }
  std::size_t item_count() const { return count_; }
  std::span<const T> operator[](std::size_t list) const {
    if (blocks_ != nullptr) blocks_->need(list);
    const std::uint32_t* place = first_ + list + (list >> shift_);
    return {items_ + place[0], place[1] - place[0]};
  }
  /// The items of all lists, one after the other.
  std::span<const T> all() const {
    if (blocks_ != nullptr) blocks_->need_all();
    return {items_, count_};
  }

 private:
  std::size_t size_ = 0;
  std::size_t count_ = 0;
  const std::uint32_t* first_ = nullptr;
  const T* items_ = nullptr;
  unsigned shift_ = 63;             ///< one block
  const Blocks* blocks_ = nullptr;  ///< null: all is there
  std::shared_ptr<const void> owner_;
};

}  // namespace retroduce::model
