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
inline std::string as_it_stands(std::string_view text) { return std::string(text); }

/// The rows in their order, each by its row_name. The support is the row's support, strength or
/// extracts, whichever it has, else the number of those that support what it rests on. Its grounds
/// tell rows apart that differ in anything else that they say, but not where an extract stands and
/// how well it fits.
std::vector<model::KeptRow> kept_rows(const Answer& answer, const model::Snapshot& snapshot,
                                      const Told& told = as_it_stands);

struct RowChanges {
  /// Rows of one name that say different things of their evidence.
  struct Moved {
    model::KeptRow before;
    model::KeptRow now;
  };
  std::vector<model::KeptRow> fresh;  ///< in the order of the new answer
  std::vector<model::KeptRow> gone;   ///< in the order of the old one
  std::vector<Moved> moved;           ///< in the order of the new answer
  /// Of answers that were cut: rows that the one has and the other may have had behind its end.
  std::size_t unsure = 0;
  bool none() const { return fresh.empty() && gone.empty() && moved.empty() && unsure == 0; }
};
/// `as_before`: the rows of `now`, things called as they were before. An answer of `limit` rows may
/// have been cut there; 0: none was.
RowChanges row_changes(const std::vector<model::KeptRow>& before,
                       const std::vector<model::KeptRow>& now,
                       const std::vector<model::KeptRow>& as_before, std::size_t limit = 0);
inline RowChanges row_changes(const std::vector<model::KeptRow>& before,
                              const std::vector<model::KeptRow>& now) {
  return row_changes(before, now, now);
}

}  // namespace retroduce::query
