// Dates as people write them.
#pragma once

#include <string_view>

namespace retroduce::base {

/// "2026", "2026-05" or "2026-05-01", of a day that there is.
bool is_date(std::string_view text);

}  // namespace retroduce::base
