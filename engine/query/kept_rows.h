// An answer's rows as they are kept of a saved question, and what changed between two of them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/kept_answer.h"
#include "query/answer.h"

namespace retroduce::query {

/// How what a row says is to be written.
using Told = std::function<std::string(std::string_view)>;

/// The rows in their order, each by its row_name. The support is the row's support, strength or
/// extracts, whichever it has, else the number of those that support what it rests on.
std::vector<model::KeptRow> kept_rows(const Answer& answer, const model::Snapshot& snapshot,
                                      const Told& told = {});

struct RowChanges {
  /// Rows of one name that say different things of their evidence.
  struct Moved {
    model::KeptRow before;
    model::KeptRow now;
  };
  std::vector<model::KeptRow> fresh;  ///< in the order of the new answer
  std::vector<model::KeptRow> gone;   ///< in the order of the old one
  std::vector<Moved> moved;           ///< in the order of the new answer
  bool none() const { return fresh.empty() && gone.empty() && moved.empty(); }
};
/// `as_before`: the rows of `now`, things called as they were before.
RowChanges row_changes(const std::vector<model::KeptRow>& before,
                       const std::vector<model::KeptRow>& now,
                       const std::vector<model::KeptRow>& as_before);
inline RowChanges row_changes(const std::vector<model::KeptRow>& before,
                              const std::vector<model::KeptRow>& now) {
  return row_changes(before, now, now);
}

}  // namespace retroduce::query
