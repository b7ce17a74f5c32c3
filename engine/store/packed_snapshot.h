// A loaded snapshot as bytes, in parts, and back. Only for this machine and this build of the
// layout: whoever keeps the bytes keeps `packed_layout()` beside them.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "store/snapshot_load.h"

namespace retroduce::store {

/// Differs wherever bytes packed by one build cannot be read by another: byte order, sizes,
/// version.
std::string packed_layout();

/// Hands over the parts in order, the configurations some thousands at a time. Throws
/// std::out_of_range where a number is larger than the packed form has room for (an extract's key,
/// an element's place).
void pack(const LoadedSnapshot& loaded, const std::function<void(std::string_view)>& take);

/// Takes the parts of `pack` one by one, in order, so that no more than one need be in memory.
class PackedReader {
 public:
  PackedReader();
  /// Throws std::out_of_range where the bytes are not what pack makes.
  void add(std::string_view part);
  /// What pack was given; throws std::out_of_range where parts are missing. Call once.
  LoadedSnapshot finish();

 private:
  std::shared_ptr<model::Snapshot> snapshot_;
  LoadedSnapshot loaded_;
  enum class Next { head, documents, concepts, configurations, nothing } next_ = Next::head;
  std::size_t configurations_ = 0;  ///< announced
};

}  // namespace retroduce::store
