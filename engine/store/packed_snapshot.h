// A loaded snapshot as bytes, in parts, and back, each part when it is needed. Only for this
// machine and this build of the layout: whoever keeps the bytes keeps `packed_layout()` beside
// them.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "store/snapshot_load.h"

namespace retroduce::store {

/// Differs wherever bytes packed by one build cannot be read by another: byte order, sizes,
/// version.
std::string packed_layout();

using TakePart =
    std::function<void(std::string_view kind, std::size_t part, std::string_view bytes)>;

/// Hands over the parts: the head, then the columns one after the other, each in blocks from 0 on.
/// Throws std::out_of_range where a number is larger than the packed form has room for.
void pack(const LoadedSnapshot& loaded, const TakePart& take);

/// Where the parts are found again.
class PartSource {
 public:
  virtual ~PartSource() = default;
  /// False where the part is not there or not to be used. What `take` throws passes through.
  virtual bool part(std::string_view kind, std::size_t number,
                    const std::function<void(std::string_view)>& take) = 0;
  /// The same snapshot made of the rows.
  virtual LoadedSnapshot rows() = 0;
  /// Held while a part is read: several threads may ask a snapshot for what is not there yet.
  virtual std::shared_ptr<std::recursive_mutex> lock() {
    return std::make_shared<std::recursive_mutex>();
  }
};

/// late: a block is read when it is first asked for, and the snapshot holds the source as long as
/// it lives. at_once: all is read now, and the source let go.
enum class Reading { late, at_once };

/// What pack was given, or nothing where the head is missing or does not fit itself. Nothing out of
/// a block is used unless it fits the head; a block that is missing or does not fit is taken from
/// the rows. Throws, now or when a block is asked for, what `source` throws, and Error corrupt
/// where head and rows are not of one review.
std::optional<LoadedSnapshot> unpacked(const std::shared_ptr<PartSource>& source, Reading reading);

}  // namespace retroduce::store
