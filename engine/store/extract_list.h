// The list of all extracts (model/extract_list.h): from the rows, and as bytes that are kept.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "model/extract_list.h"
#include "store/connection.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// From the rows. Fails: SQLite::Exception.
model::ExtractList load_extracts(Connection& connection, const LoadedSnapshot& loaded);

/// As bytes, in parts, and back; read only where store::packed_layout() is the same.
void pack(const model::ExtractList& list, const std::function<void(std::string_view)>& take);

/// Takes the parts of `pack` in order. All throw std::out_of_range where the bytes are not what
/// pack makes of so many extracts.
class ExtractListReader {
 public:
  /// `codings`: how many concepts are expected at the most, to make room for.
  ExtractListReader(std::uint64_t extracts, std::uint64_t codings, std::size_t documents,
                    std::size_t concepts);
  void add(std::string_view part);
  model::ExtractList finish();

 private:
  model::ExtractList list_;
  std::uint64_t extracts_;
  std::size_t documents_;
  std::size_t concepts_;
};

}  // namespace retroduce::store
