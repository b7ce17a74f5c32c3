// From rows to a snapshot. Knows no quotes: it reads narrow tables only.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "model/snapshot.h"
#include "store/connection.h"

namespace retroduce::store {

/// Numbers of a snapshot by row id: a flat table, since ids are dense. What is not in it gives
/// `none`.
class NumbersByRow {
 public:
  void set(std::int64_t row, std::uint32_t number) {
    const auto place = static_cast<std::size_t>(row);
    if (place >= numbers_.size()) numbers_.resize(place + place / 2 + 16, none);
    numbers_[place] = number;
  }
  std::uint32_t at(std::int64_t row) const {
    const auto place = static_cast<std::size_t>(row);
    return place < numbers_.size() ? numbers_[place] : none;
  }
  static constexpr std::uint32_t none = 0xffffffffU;

 private:
  std::vector<std::uint32_t> numbers_;
};

struct LoadedSnapshot {
  model::SnapshotPtr snapshot;
  /// Reads what is still missing of it, and lets the file go; null where all is there.
  std::function<void()> finish;
  std::vector<std::int64_t> document_rows;  ///< by DocumentId
  std::vector<std::int64_t> concept_rows;   ///< by ConceptId
  NumbersByRow documents;                   ///< row -> DocumentId
  NumbersByRow concepts;                    ///< row -> ConceptId
};

/// One read transaction. Fails: SQLite::Exception.
LoadedSnapshot load_snapshot(Connection& connection);

}  // namespace retroduce::store
