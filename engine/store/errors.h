// What SQLite says, as one sentence for a reviewer. The only place where its exceptions end.
#pragma once

#include <filesystem>

#include <SQLiteCpp/Exception.h>

namespace retroduce::store {

/// Throws base::Error for the world's faults (busy, damaged, full disk) and base::InternalError for
/// ours.
[[noreturn]] void raise(const SQLite::Exception& fault, const std::filesystem::path& path);

/// Runs `work`; what SQLite throws in it leaves as base::Error about `path`.
template <typename Work>
decltype(auto) guarded(const std::filesystem::path& path, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& fault) {
    raise(fault, path);
  }
}

}  // namespace retroduce::store
