// Zip archives, read with limits and written with the same bytes every time. Wraps libzip.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retroduce::base {

struct ZipLimits {
  std::size_t entries = 2000;
  std::size_t entry_bytes = std::size_t{256} << 20;
  std::size_t total_bytes = std::size_t{512} << 20;
};

/// Entries by name. Names are only ever looked up, never used as paths. Sizes are counted while
/// reading. Fails: Error corrupt (no zip, damaged), unsupported (over a limit).
std::map<std::string, std::string> read_zip(std::string_view bytes, const std::string& name,
                                            const ZipLimits& limits = {});

/// An entry that was written piece by piece: a large one need not stand in one stretch of memory.
struct ZipEntry {
  std::string name;
  std::vector<std::string> pieces;
};

/// A zip with the entries in the given order, all with one fixed date: same entries, same bytes.
std::string write_zip_of_pieces(const std::vector<ZipEntry>& entries);
std::string write_zip(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace retroduce::base
