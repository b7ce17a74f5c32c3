// What SQLite says, as one sentence for a reviewer; and what JSON says of texts in a file that are
// none. The only place where their exceptions end.
#pragma once

#include <filesystem>

#include <SQLiteCpp/Exception.h>
#include <nlohmann/json.hpp>

namespace retroduce::store {

/// Throws base::Error for the world's faults (busy, damaged, full disk) and base::InternalError for
/// ours.
[[noreturn]] void raise(const SQLite::Exception& fault, const std::filesystem::path& path);

/// Throws base::Error corrupt: something in the file that should be UTF-8, or JSON, is not.
[[noreturn]] void raise_no_text(const std::filesystem::path& path);

/// Runs `work`; what SQLite and JSON throw in it leaves as base::Error about `path`.
template <typename Work>
decltype(auto) guarded(const std::filesystem::path& path, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& fault) {
    raise(fault, path);
  } catch (const nlohmann::json::exception&) {
    raise_no_text(path);
  }
}

}  // namespace retroduce::store
