// What can be had back of a damaged review file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/source_io.h"
#include "model/records.h"

namespace retroduce::store {

struct RecoveredTable {
  std::string name;
  std::int64_t rows = 0;        ///< that came back
  std::int64_t lost = 0;        ///< seen, or counted by an index, and not had back
  std::int64_t lost_pages = 0;  ///< that rows stood on, nobody knows how many
  std::int64_t altered = 0;     ///< of those that came back: held bytes that are no text
  std::int64_t made_up = 0;     ///< put in the place of lost ones that others refer to
};

struct Recovery {
  std::vector<RecoveredTable> tables;  ///< those that hold or held something, in schema order
  std::int64_t rows = 0;
  std::int64_t lost = 0;
  std::int64_t lost_pages = 0;
  std::int64_t altered = 0;
  std::int64_t made_up = 0;
  /// Of what came back: where it is not what the history or the imports say, a sentence each.
  std::vector<std::string> doubts;
};

/// Reads the damaged file page by page, without SQLite, and writes every row
/// that stands whole to a new review. A lost row that others refer to (a
/// change, document, concept …) has another put in its place, named so; what
/// refers to other lost rows goes. The full text is made anew. The damaged file
/// is not written to. A row whose words were altered and that still makes sense
/// comes back as it stands; where the history or the sums of what imports brought
/// tell that it was altered, `doubts` says so, and so does the change that the
/// recovery leaves: a check of the new file has nothing to hold it against.
///
/// Fails: Error not_found, io, conflict (`target` is there), corrupt (nothing
/// of a review is left), unsupported (a file of another version). There is then
/// no new file.
Recovery recover(const std::filesystem::path& damaged, const std::filesystem::path& target,
                 const std::string& by, const base::Clock& clock);

/// The recoveries that this review itself was put together by. Those of copies that were merged
/// into it are in its history too, and what was lost there is not missing here.
std::vector<model::Change> recoveries_of(const std::filesystem::path& review);

}  // namespace retroduce::store
