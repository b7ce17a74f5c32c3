// A zip archive from strangers, one entry at a time: what no honest archive does is told before
// anything is unpacked. Wraps libzip. Entries are only ever looked up by name, never used as paths.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::base {

struct ZipReaderLimits {
  std::size_t entries = 20'000;
  std::uint64_t entry_bytes = std::uint64_t{1} << 31;
  std::uint64_t total_bytes = std::uint64_t{6} << 30;
  std::uint64_t ratio = 200;                           ///< unpacked bytes per packed one …
  std::uint64_t ratio_from = std::uint64_t{32} << 20;  ///< … where it unpacks to more than this
};

/// What is wrong with an archive. `code` is one of: not-a-zip, too-many-files, overlap, encrypted,
/// unsafe-name, name-twice, link, bomb, damaged, size-differs.
struct ZipProblem {
  std::string code;
  std::string message;  ///< one sentence about "the archive"
};

class ZipReader {
 public:
  struct Entry {
    std::string name;  ///< with / between folders
    std::uint64_t size = 0;
    std::uint64_t packed = 0;
  };

  explicit ZipReader(std::string bytes, const ZipReaderLimits& limits = {});
  ~ZipReader();
  ZipReader(const ZipReader&) = delete;
  ZipReader& operator=(const ZipReader&) = delete;
  ZipReader(ZipReader&&) = delete;
  ZipReader& operator=(ZipReader&&) = delete;

  /// Reads the directory and checks all of it. Call once, first; nothing where it is sound.
  std::optional<ZipProblem> open();
  /// Files in the archive's order; folders are left out.
  const std::vector<Entry>& entries() const { return entries_; }
  /// Unpacks one; sizes are counted meanwhile, over all that was read so far too.
  std::optional<ZipProblem> read(std::size_t entry, std::string& bytes);

 private:
  struct Archive;
  std::optional<ZipProblem> check_ranges();
  std::optional<ZipProblem> take_entry(std::uint64_t index);
  std::string bytes_;
  ZipReaderLimits limits_;
  std::unique_ptr<Archive> archive_;
  std::vector<Entry> entries_;
  std::vector<std::uint64_t> indices_;  ///< of each entry, in libzip's count
  std::set<std::string> names_;         ///< folded
  std::uint64_t total_ = 0;
};

}  // namespace retroduce::base
