// A loaded snapshot as bytes, in parts, and back. Only for this machine and this build of the
// layout: whoever keeps the bytes keeps `packed_layout()` beside them.
#pragma once

#include <string>
#include <vector>

#include "store/snapshot_load.h"

namespace retroduce::store {

/// Differs wherever bytes packed by one build cannot be read by another: byte order, sizes,
/// version.
std::string packed_layout();

/// The parts, always as many, in order. Throws std::out_of_range where a number is larger than the
/// packed form has room for (an extract's key, an element's place).
std::vector<std::string> pack(const LoadedSnapshot& loaded);

/// What `pack` was given. Throws std::out_of_range where the parts are not what pack makes.
LoadedSnapshot unpack(const std::vector<std::string>& parts);

}  // namespace retroduce::store
