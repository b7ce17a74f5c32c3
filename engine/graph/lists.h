// Many short lists in one piece of memory (compressed sparse rows), and lists without repeats.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace retroduce::graph {

/// List `i` is items[first[i] .. first[i + 1]).
template <typename T>
struct Lists {
  std::vector<std::uint32_t> first;
  std::vector<T> items;

  std::span<const T> operator[](std::size_t list) const {
    if (list + 1 >= first.size()) return {};
    return {items.data() + first[list], first[list + 1] - first[list]};
  }
  std::size_t size() const { return first.empty() ? 0 : first.size() - 1; }
  /// Ends the list that was being filled; the first call of all ends none.
  void mark() { first.push_back(static_cast<std::uint32_t>(items.size())); }
};

/// Sorts what stands from `begin` on and drops repeats.
template <typename T>
void unite(std::vector<T>& list, std::size_t begin = 0) {
  const auto from = list.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(from, list.end());
  list.erase(std::unique(from, list.end()), list.end());
}

}  // namespace retroduce::graph
