// One piece of work on one core or two.
#pragma once

#include <cstddef>
#include <future>
#include <utility>

namespace retroduce::base {

/// Calls `work(start, step)`, which does every `step`th part from `start` on, as (0, 1), or as
/// (0, 2) and, in another thread where one is to be had, (1, 2); `join(mine, other)` then adds the
/// second result to the first. What `work` throws passes through, after both have ended.
template <typename Work, typename Join>
auto in_two_threads(bool two, const Work& work, const Join& join) {
  if (!two) return work(std::size_t{0}, std::size_t{1});
  auto other =
      std::async(std::launch::async | std::launch::deferred, work, std::size_t{1}, std::size_t{2});
  auto mine = work(std::size_t{0}, std::size_t{2});
  join(mine, other.get());
  return mine;
}

}  // namespace retroduce::base
