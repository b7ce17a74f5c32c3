// What two ascending lists share.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace retroduce::query {

/// The rest of the list from the first item that is not below `item`, which is seldom far away: by
/// doubled steps.
template <typename T>
std::span<const T> not_below(std::span<const T> list, const T& item) {
  std::size_t step = 1;
  while (step < list.size() && list[step] < item) step *= 2;
  const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::min(step + 1, list.size()));
  const auto at = std::lower_bound(list.begin(), end, item);
  return list.subspan(static_cast<std::size_t>(at - list.begin()));
}

/// Visits each item that both hold, in order; quick where one list is much shorter.
template <typename T, typename Visit>
void each_shared(std::span<const T> few, std::span<const T> many, const Visit& visit) {
  if (few.size() > many.size()) std::swap(few, many);
  for (const T& item : few) {
    many = not_below(many, item);
    if (many.empty()) return;
    if (many.front() == item) visit(item);
  }
}

}  // namespace retroduce::query
