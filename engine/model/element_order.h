// Elements of a configuration in printed order. Knows nothing of where they come from.
#pragma once

#include <cstdint>
#include <vector>

#include "model/records.h"

namespace retroduce::model {

/// Puts the elements in printed order (by role, as they came within a role) and returns for each
/// former place its new one, since evidence points to elements by place.
std::vector<std::uint32_t> put_in_printed_order(std::vector<Element>& elements);

}  // namespace retroduce::model
