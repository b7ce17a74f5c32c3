#include "base/zip.h"

#include <cstdint>
#include <cstdlib>
#include <memory>

#include <zip.h>

#include "base/error.h"

namespace retroduce::base {

namespace {

// 1 January 1980, 12:00, as the clock of the place says: the zip format's first day, by the fields
// of the format. A time of the world would be another hour in another zone.
constexpr std::uint16_t fixed_date = (0U << 9U) | (1U << 5U) | 1U;
constexpr std::uint16_t fixed_time = 12U << 11U;

struct ArchiveCloser {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, ArchiveCloser>;

struct EntryCloser {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

[[noreturn]] void refuse(ErrorCode code, const std::string& name, const std::string& why) {
  throw Error(code, name + " " + why);
}

std::string read_entry(zip_t* archive, zip_uint64_t index, const std::string& name,
                       const ZipLimits& limits, std::size_t& total) {
  const std::unique_ptr<zip_file_t, EntryCloser> entry(zip_fopen_index(archive, index, 0));
  if (!entry) refuse(ErrorCode::corrupt, name, "is damaged: a part of it cannot be opened");
  std::string bytes;
  char piece[1 << 15];
  for (;;) {
    const zip_int64_t got = zip_fread(entry.get(), piece, sizeof piece);
    if (got < 0) refuse(ErrorCode::corrupt, name, "is damaged: a part of it cannot be read");
    if (got == 0) return bytes;
    bytes.append(piece, static_cast<std::size_t>(got));
    total += static_cast<std::size_t>(got);
    if (bytes.size() > limits.entry_bytes || total > limits.total_bytes) {
      refuse(ErrorCode::unsupported, name, "unpacks to more than is reasonable and was not read");
    }
  }
}

}  // namespace

std::map<std::string, std::string> read_zip(std::string_view bytes, const std::string& name,
                                            const ZipLimits& limits) {
  // libzip takes no bytes at all for an empty archive.
  if (bytes.empty()) refuse(ErrorCode::corrupt, name, "is empty");
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) refuse(ErrorCode::corrupt, name, "cannot be read as a zip archive");
  const Archive archive(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (!archive) {
    zip_source_free(source);
    refuse(ErrorCode::corrupt, name, "is no zip archive, or is cut short or damaged");
  }
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count < 0 || static_cast<std::size_t>(count) > limits.entries) {
    refuse(ErrorCode::unsupported, name, "holds too many files to be what it should be");
  }
  std::map<std::string, std::string> entries;
  std::size_t total = 0;
  for (zip_int64_t i = 0; i < count; ++i) {
    const auto index = static_cast<zip_uint64_t>(i);
    const char* entry_name = zip_get_name(archive.get(), index, 0);
    if (entry_name == nullptr) continue;
    const std::string key = entry_name;
    if (!key.empty() && key.back() == '/') continue;
    if (entries.count(key) != 0) refuse(ErrorCode::corrupt, name, "holds two files named " + key);
    entries[key] = read_entry(archive.get(), index, name, limits, total);
  }
  return entries;
}

namespace {

/// Of views of the bytes; they must stay until the archive is written.
struct NamedFragments {
  const char* name;
  std::vector<zip_buffer_fragment_t> fragments;
};

zip_buffer_fragment_t fragment_of(const std::string& bytes) {
  // libzip only reads them, though its type says otherwise.
  auto* data = reinterpret_cast<zip_uint8_t*>(const_cast<char*>(bytes.data()));
  return {data, bytes.size()};
}

std::string zip_of(const std::vector<NamedFragments>& entries) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  RETRODUCE_ASSERT(target != nullptr);
  zip_source_keep(target);  // kept beyond the archive, to read the bytes from
  Archive archive(zip_open_from_source(target, ZIP_TRUNCATE, &error));
  RETRODUCE_ASSERT(archive != nullptr);
  for (const auto& [name, fragments] : entries) {
    zip_source_t* source =
        zip_source_buffer_fragment(archive.get(), fragments.data(), fragments.size(), 0);
    RETRODUCE_ASSERT(source != nullptr);
    const zip_int64_t index = zip_file_add(archive.get(), name, source, ZIP_FL_ENC_UTF_8);
    RETRODUCE_ASSERT(index >= 0);
    zip_file_set_dostime(archive.get(), static_cast<zip_uint64_t>(index), fixed_time, fixed_date,
                         0);
    zip_set_file_compression(archive.get(), static_cast<zip_uint64_t>(index), ZIP_CM_DEFLATE, 1);
  }
  RETRODUCE_ASSERT(zip_close(archive.release()) == 0);
  RETRODUCE_ASSERT(zip_source_open(target) == 0);
  zip_source_seek(target, 0, SEEK_END);
  const zip_int64_t size = zip_source_tell(target);
  zip_source_seek(target, 0, SEEK_SET);
  std::string out(static_cast<std::size_t>(size), '\0');
  const zip_int64_t got = zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  zip_source_free(target);
  RETRODUCE_ASSERT(got == size);
  return out;
}

}  // namespace

std::string write_zip_of_pieces(const std::vector<ZipEntry>& entries) {
  std::vector<NamedFragments> named;
  for (const ZipEntry& entry : entries) {
    named.push_back({entry.name.c_str(), {}});
    for (const std::string& piece : entry.pieces)
      named.back().fragments.push_back(fragment_of(piece));
  }
  return zip_of(named);
}

std::string write_zip(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::vector<NamedFragments> named;
  for (const auto& [name, bytes] : entries) named.push_back({name.c_str(), {fragment_of(bytes)}});
  return zip_of(named);
}

}  // namespace retroduce::base
