// The fields of documents that `where` may ask for, as columns of codes.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/snapshot.h"
#include "store/connection.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// year, key, study, type, language, every descriptor, relevance, richness, rigour. A descriptor
/// that is called as one of the others is not asked for: the others come first.
class FieldColumns {
 public:
  explicit FieldColumns(Connection& connection) : connection_(connection) {}

  /// `places` gives a document's place by row; `ratings` is the scale from the lowest.
  void read(const NumbersByRow& places, const NumbersByRow& with_doubles, std::size_t documents,
            const std::vector<std::string>& ratings);
  /// Words sorted by label, ratings as the scale has them. Call once.
  std::vector<model::FieldColumn> take();

 private:
  struct Building {
    model::FieldColumn column;
    std::unordered_map<std::string, std::int32_t> codes;
  };
  Building& building(const std::string& name, model::FieldColumn::Kind kind);
  void set(Building& building, std::size_t document, std::string_view word);
  void read_own(const NumbersByRow& places);
  void read_descriptors(const NumbersByRow& places);
  void read_ratings(const NumbersByRow& places, const std::vector<std::string>& ratings);

  Connection& connection_;
  std::size_t documents_ = 0;
  std::map<std::string, Building> columns_;
};

}  // namespace retroduce::store
