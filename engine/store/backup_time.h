// Times in names of files, and as numbers. Internal to the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace retroduce::store {

/// "2026-11-26T013000Z": a time without the colons that some systems have no
/// place for.
constexpr std::size_t stamp_length = 18;
std::string stamp_of(const std::string& at);
/// "2026-11-26T01:30:00Z"; nothing where it is no such time.
std::optional<std::string> time_of_stamp(std::string_view stamp);

/// Seconds since 1970 of a time as Clock gives it.
std::int64_t seconds_of(const std::string& at);
/// Whether it is such a time: in a damaged file, or one by a stranger, it may be anything.
bool is_time(std::string_view at);
/// Where it is none, as it is.
std::string second_after(const std::string& at);

}  // namespace retroduce::store
