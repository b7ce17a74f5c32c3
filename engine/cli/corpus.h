// Where the shipped example review stands.
#pragma once

#include <filesystem>
#include <optional>

namespace retroduce::cli {

/// The folder of social-prescribing: RETRODUCE_CORPUS, else beside the installed binary, else as
/// built.
std::optional<std::filesystem::path> find_corpus();

}  // namespace retroduce::cli
