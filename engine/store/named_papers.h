// Documents of which nothing is known but what they are called ("Smith et al. 2010"), as sheets
// bring them, beside others by that author of that year. Internal to the store.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string_view>

#include "store/connection.h"

namespace retroduce::store {

inline constexpr std::string_view named_paper_rule = "author and year in the name of one alone";
inline constexpr int named_paper_score = 35;

/// Visits each pair by their rows, once, the document that came first before. `of`: pairs with one
/// of these alone; null: all.
void each_named_pair(Connection& connection, const std::set<std::int64_t>* of,
                     const std::function<void(std::int64_t, std::int64_t)>& visit);

}  // namespace retroduce::store
