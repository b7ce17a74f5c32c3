// Takes a whole review and writes it as a REFI-QDA project or codebook. Beside what other programs
// read, a project holds the review in the native form, so that our own import gives all of it back.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/format.h"
#include "interchange/refi_names.h"

namespace retroduce::interchange::refi {

/// The native copy within an archive; its name holds the fingerprint of the project.qde that it
/// was written with, so that a project changed since by another program is told apart.
inline constexpr std::string_view copy_start = "retroduce-";
std::string copy_name(std::string_view project_bytes);

/// Fails: Error conflict, io; usage where the profile is not known.
std::unique_ptr<Writer> write_project(const std::filesystem::path& target,
                                      const WriteOptions& options);
std::unique_ptr<Writer> write_codebook(const std::filesystem::path& target,
                                       const WriteOptions& options);

}  // namespace retroduce::interchange::refi
