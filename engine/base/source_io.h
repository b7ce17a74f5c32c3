// The outside world as small interfaces: files and the clock, with in-memory twins for tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::base {

/// Reads whole files and lists folders. Owns nothing.
class FileReader {
 public:
  virtual ~FileReader() = default;
  /// The bytes of a file. Fails: Error not_found, io (a folder, no permission, larger than 4 GiB).
  virtual std::string read(const std::filesystem::path& path) const = 0;
  virtual bool is_folder(const std::filesystem::path& path) const = 0;
  virtual bool exists(const std::filesystem::path& path) const = 0;
  /// The same bytes as a stream, for files that nobody should hold whole; the caller owns it. It
  /// can be sought in where the file can. Fails: Error not_found, io. Defined in source_stream.cpp.
  virtual std::unique_ptr<std::istream> open(const std::filesystem::path& path) const;
};

class DiskFiles : public FileReader {
 public:
  std::string read(const std::filesystem::path& path) const override;
  bool is_folder(const std::filesystem::path& path) const override;
  bool exists(const std::filesystem::path& path) const override;
  std::unique_ptr<std::istream> open(const std::filesystem::path& path) const override;
};

class MemoryFiles : public FileReader {
 public:
  void put(const std::string& path, std::string bytes) { files_[path] = std::move(bytes); }
  std::string read(const std::filesystem::path& path) const override;
  bool is_folder(const std::filesystem::path& path) const override;
  bool exists(const std::filesystem::path& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

/// Makes a rename last: the entry in the file's folder is written down too, where the filesystem
/// can.
void sync_folder_of(const std::filesystem::path& file);

/// Written beside the target, synced, then renamed over it: a reader sees the old file or the new
/// one. Fails: Error conflict (it exists and `overwrite` is not said), io (disk full, no such
/// folder).
void write_file(const std::filesystem::path& path, std::string_view bytes, bool overwrite);

/// Writes a file in pieces with the same promise; the file appears at `commit`, and not at all
/// without it.
class FileWriter {
 public:
  FileWriter(const std::filesystem::path& path, bool overwrite);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  FileWriter(FileWriter&&) = delete;
  FileWriter& operator=(FileWriter&&) = delete;
  void write(std::string_view bytes);
  void commit();

 private:
  void flush();
  std::filesystem::path target_;
  std::filesystem::path temporary_;
  std::string buffer_;
  int file_ = -1;
  bool overwrite_;
};

/// The time as UTC in ISO 8601 with seconds ("2026-11-22T19:28:00Z").
class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::string now() const = 0;
};

class SystemClock : public Clock {
 public:
  std::string now() const override;
};

class FixedClock : public Clock {
 public:
  explicit FixedClock(std::string time) : time_(std::move(time)) {}
  std::string now() const override { return time_; }

 private:
  std::string time_;
};

}  // namespace retroduce::base
