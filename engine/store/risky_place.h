// Places where a review that is worked on may be spoilt: drives of other
// machines, whose locks do not always hold, and folders that a service copies
// to other computers while they are written.
#pragma once

#include <filesystem>
#include <string>

namespace retroduce::store {

/// What is wrong with the place in words that follow "it lies …"; empty where
/// nothing is known against it.
std::string risky_place(const std::filesystem::path& file);

/// The part of it that goes by folders alone: their names, and what sync
/// programs leave in them.
std::string synced_folder(const std::filesystem::path& file);

}  // namespace retroduce::store
