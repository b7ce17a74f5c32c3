// Codings that were changed after those who coded apart had finished, when they could see each
// other's: figures of agreement are then no longer those of the blind coding.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace retroduce::store {

struct CodedLater {
  std::string document;  ///< its key
  std::string finished;  ///< when the last of those who have said so; UTC, ISO 8601
  /// The change after which this file held what all had then, and nothing later; empty: it never
  /// did, since a merge brought both at once.
  std::string as_of;
  std::int64_t codings = 0;  ///< of theirs that came or went since, and are not as they were then
};

/// By key; documents of which nothing was changed are left out, and so is what became of codings
/// because concepts were put together or split. Fails: as Store::open.
std::vector<CodedLater> coded_later(const std::filesystem::path& review);

}  // namespace retroduce::store
