// Files that get another name. Where a filesystem knows no hard links (memory sticks, many network
// shares), what a link would do is done otherwise.
#pragma once

#include <filesystem>
#include <system_error>

namespace retroduce::base {

/// Gives the file a name that nobody has: never replaces what somebody else has put there, as far
/// as the filesystem can tell. What went wrong, with the file as it was; file_exists where the name
/// is taken.
std::error_code move_to_new(const std::filesystem::path& from, const std::filesystem::path& to);

/// The same bytes under a second name, on disk before this returns; the name is taken or made
/// whole, never half. What went wrong, with nothing under the second name.
std::error_code keep_under(const std::filesystem::path& file, const std::filesystem::path& second);

}  // namespace retroduce::base
