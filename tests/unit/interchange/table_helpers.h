// Reading sheets and bundles in tests.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/format.h"
#include "native_helpers.h"

namespace retroduce::tests {

using Files = std::map<std::string, std::string>;

/// Reads `bytes` as a sheet of that file name.
ReadBack read_sheet(const std::string& name, const std::string& bytes,
                    const interchange::ReadOptions& options = {});

/// Reads the files as the bundle "folder".
ReadBack read_bundle(const Files& files, const interchange::ReadOptions& options = {});
ReadBack read_bundle_folder(const std::filesystem::path& folder);

/// The files of a folder, by name.
Files files_of(const std::filesystem::path& folder);

/// What the writer makes of the records, sent in the order of BatchSink.
Files write_bundle(const MemoryReview::Records& records);

/// The finding with that code as shown, or an empty text; the first where there are several.
std::string finding(const ReadBack& read, const std::string& code);

/// Whether nothing was taken, and the finding of that code says `words`.
bool refuses(const ReadBack& read, const std::string& code, const std::string& words);

/// A small sound bundle; `changes` replaces or adds files.
Files small_bundle(const Files& changes = {});

/// An Excel workbook around the XML of its rows, with more parts beside ("xl/styles.xml" …).
std::string xlsx(const std::string& rows,
                 const std::vector<std::pair<std::string, std::string>>& more = {});

}  // namespace retroduce::tests
