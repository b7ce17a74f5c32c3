#include "base/source_io.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/file_moves.h"
#include "base/hash.h"

namespace retroduce::base {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_file = std::uintmax_t{4} << 30;

[[noreturn]] void fail_io(const std::string& what, const fs::path& path, int error) {
  throw Error(ErrorCode::io, what + " " + path.string() + ": " + std::strerror(error));
}

/// Gives the written file its name; what went wrong, else.
std::error_code moved_to(const fs::path& from, const fs::path& to, bool overwrite) {
  if (!overwrite) return move_to_new(from, to);
  std::error_code fault;
  fs::rename(from, to, fault);
  return fault;
}

}  // namespace

void sync_folder_of(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return;
  ::fsync(handle);  // Not all filesystems can; the file itself is synced.
  ::close(handle);
}

std::string DiskFiles::read(const fs::path& path) const {
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status)) throw Error(ErrorCode::not_found, "there is no file " + path.string());
  if (fs::is_directory(status))
    throw Error(ErrorCode::io, path.string() + " is a folder, not a file");
  const auto size = fs::file_size(path, error);
  if (!error && size > largest_file) {
    throw Error(ErrorCode::io,
                path.string() + " is larger than 4 GiB; split it and import the parts");
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) fail_io("cannot read", path, errno);
  std::string bytes;
  if (!error) bytes.reserve(static_cast<std::size_t>(size));
  char piece[1 << 16];
  while (in.read(piece, sizeof piece) || in.gcount() > 0) {
    bytes.append(piece, static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) fail_io("cannot read", path, errno);
  return bytes;
}

bool DiskFiles::is_folder(const fs::path& path) const {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool DiskFiles::exists(const fs::path& path) const {
  std::error_code error;
  return fs::exists(path, error);
}

std::string MemoryFiles::read(const fs::path& path) const {
  const auto found = files_.find(path.string());
  if (found == files_.end()) throw Error(ErrorCode::not_found, "there is no file " + path.string());
  return found->second;
}

bool MemoryFiles::is_folder(const fs::path& path) const {
  const std::string prefix = path.string() + "/";
  const auto after = files_.lower_bound(prefix);
  return after != files_.end() && after->first.compare(0, prefix.size(), prefix) == 0;
}

bool MemoryFiles::exists(const fs::path& path) const {
  return files_.count(path.string()) != 0 || is_folder(path);
}

FileWriter::FileWriter(const fs::path& path, bool overwrite)
    : target_(path), overwrite_(overwrite) {
  std::error_code error;
  if (fs::is_directory(target_, error)) {
    throw Error(ErrorCode::conflict, target_.string() + " is a folder; name a file");
  }
  if (!overwrite_ && fs::exists(target_, error)) {
    throw Error(ErrorCode::conflict,
                target_.string() + " exists already; say --force to replace it");
  }
  temporary_ = target_;
  temporary_ += ".part-" + random_id();
  file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file_ < 0) fail_io("cannot write", target_, errno);
}

FileWriter::~FileWriter() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(temporary_.c_str());
}

void FileWriter::write(std::string_view bytes) {
  buffer_.append(bytes);
  if (buffer_.size() >= (std::size_t{1} << 18)) flush();
}

void FileWriter::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t done = ::write(file_, rest.data(), rest.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) fail_io("cannot write", target_, errno);
    rest.remove_prefix(static_cast<std::size_t>(done));
  }
  buffer_.clear();
}

void FileWriter::commit() {
  flush();
  // After a failed fsync the pages may be gone: never retried, the old file stays.
  if (::fsync(file_) != 0) fail_io("cannot write", target_, errno);
  const int closed = ::close(file_);
  const int close_error = errno;
  file_ = -1;
  if (closed != 0) {
    ::unlink(temporary_.c_str());
    fail_io("cannot write", target_, close_error);
  }
  if (const auto fault = moved_to(temporary_, target_, overwrite_)) {
    ::unlink(temporary_.c_str());
    fail_io("cannot write", target_, fault.value());
  }
  sync_folder_of(target_);
}

void write_file(const fs::path& path, std::string_view bytes, bool overwrite) {
  FileWriter writer(path, overwrite);
  writer.write(bytes);
  writer.commit();
}

std::string SystemClock::now() const {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace retroduce::base
