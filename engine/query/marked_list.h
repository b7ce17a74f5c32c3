// What lists share with one that many of them are held against.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace retroduce::query {

/// A list whose items are marked by number, so that another's are each looked up at once.
class MarkedList {
 public:
  /// Items are numbers below `count`.
  explicit MarkedList(std::size_t count) : marks_(count, false) {}

  /// In place of what was marked before.
  template <typename T>
  void mark(std::span<const T> list) {
    for (const std::size_t item : marked_) marks_[item] = false;
    marked_.clear();
    for (const T& item : list) marked_.push_back(number_of(item));
    for (const std::size_t item : marked_) marks_[item] = true;
  }

  /// Visits each item that is marked, in the order of `list`.
  template <typename T, typename Visit>
  void each_shared(std::span<const T> list, const Visit& visit) const {
    for (const T& item : list) {
      if (marks_[number_of(item)]) visit(item);
    }
  }

 private:
  static std::size_t number_of(std::uint32_t item) { return item; }
  template <typename Id>
  static std::size_t number_of(const Id& item) {
    return item.index();
  }

  std::vector<bool> marks_;
  std::vector<std::size_t> marked_;
};

}  // namespace retroduce::query
