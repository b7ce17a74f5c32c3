#include "base/file_moves.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include "base/source_io.h"

namespace retroduce::base {

namespace fs = std::filesystem;

namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

bool is_taken(const fs::path& name) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(name, ignored));
}

std::error_code synced(const fs::path& file) {
  const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return last_error();
  const std::error_code fault = ::fsync(handle) == 0 ? std::error_code() : last_error();
  ::close(handle);
  return fault;
}

}  // namespace

std::error_code move_to_new(const fs::path& from, const fs::path& to) {
  // A link, unlike a rename, refuses where a file came meanwhile.
  if (::link(from.c_str(), to.c_str()) == 0) {
    ::unlink(from.c_str());
    return {};
  }
  if (errno == EEXIST || is_taken(to)) return std::make_error_code(std::errc::file_exists);
  return ::rename(from.c_str(), to.c_str()) == 0 ? std::error_code() : last_error();
}

std::error_code keep_under(const fs::path& file, const fs::path& second) {
  if (::link(file.c_str(), second.c_str()) == 0) {
    sync_folder_of(second);
    return {};
  }
  if (errno == EEXIST || is_taken(second)) return std::make_error_code(std::errc::file_exists);
  std::error_code fault;
  fs::copy_file(file, second, fault);
  if (!fault) fault = synced(second);
  if (fault) {
    std::error_code ignored;
    fs::remove(second, ignored);
    return fault;
  }
  sync_folder_of(second);
  return {};
}

}  // namespace retroduce::base
