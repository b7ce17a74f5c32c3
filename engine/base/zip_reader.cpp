#include "base/zip_reader.h"

#include <algorithm>
#include <utility>

#include <zip.h>

#include "base/text.h"

namespace retroduce::base {

namespace {

struct EntryCloser {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

std::string in_marks(std::string_view name) { return "\"" + shorten(name, 60) + "\""; }

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i > 0; --i) {
    const std::size_t place = at + i - 1;
    const auto byte = place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U;
    value = value << 8U | byte;
  }
  return value;
}

/// Where an entry's local header and packed bytes stand.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

constexpr std::size_t directory_entry_size = 46;
constexpr std::size_t local_header_size = 30;
constexpr std::uint64_t in_zip64 = 0xffffffffU;

/// Sizes and places beyond 4 GiB stand in an extra field (APPNOTE 4.5.3), in this order, each only
/// where its usual field is full.
Range range_of(std::string_view bytes, std::size_t at) {
  std::uint64_t packed = number(bytes, at + 20, 4);
  std::uint64_t begin = number(bytes, at + 42, 4);
  std::size_t extra = at + directory_entry_size + number(bytes, at + 28, 2);
  const std::size_t extra_end = extra + number(bytes, at + 30, 2);
  while (extra + 4 <= extra_end) {
    const std::uint64_t id = number(bytes, extra, 2);
    std::size_t field = extra + 4;
    extra = field + number(bytes, extra + 2, 2);
    if (id != 1) continue;
    if (number(bytes, at + 24, 4) == in_zip64) field += 8;
    if (packed == in_zip64) {
      packed = number(bytes, field, 8);
      field += 8;
    }
    if (begin == in_zip64) begin = number(bytes, field, 8);
  }
  const std::uint64_t header =
      local_header_size + number(bytes, begin + 26, 2) + number(bytes, begin + 28, 2);
  return {begin, begin + header + packed};
}

/// The directory's entries as ranges of the archive; nothing where it does not add up.
std::optional<std::vector<Range>> ranges(std::string_view bytes) {
  const std::size_t end = bytes.rfind("PK\5\6");
  if (end == std::string_view::npos) return std::nullopt;
  std::uint64_t count = number(bytes, end + 10, 2);
  std::uint64_t at = number(bytes, end + 16, 4);
  const std::size_t large = bytes.rfind("PK\6\6", end);
  if ((count == 0xffff || at == in_zip64) && large != std::string_view::npos) {
    count = number(bytes, large + 32, 8);
    at = number(bytes, large + 48, 8);
  }
  std::vector<Range> found;
  for (std::uint64_t i = 0; i < count; ++i) {
    if (at > bytes.size() || bytes.substr(at, 4) != "PK\1\2") return std::nullopt;
    found.push_back(range_of(bytes, at));
    if (found.back().end > bytes.size() || found.back().begin > found.back().end)
      return std::nullopt;
    at += directory_entry_size + number(bytes, at + 28, 2) + number(bytes, at + 30, 2) +
          number(bytes, at + 32, 2);
  }
  return found;
}

/// A name that could lead out of a folder if somebody unpacked it there.
bool is_unsafe(std::string_view name) {
  if (name.empty() || name.front() == '/') return true;
  if (name.size() > 1 && name[1] == ':') return true;
  if (name.find('\0') != std::string_view::npos) return true;
  const std::vector<std::string> parts = split(name, '/');
  return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

bool is_link(zip_t* archive, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
  constexpr zip_uint32_t kind_of_file = 0170000;
  constexpr zip_uint32_t link = 0120000;
  return system == ZIP_OPSYS_UNIX && (attributes >> 16U & kind_of_file) == link;
}

}  // namespace

struct ZipReader::Archive {
  zip_t* handle = nullptr;
  ~Archive() {
    if (handle != nullptr) zip_discard(handle);
  }
};

ZipReader::ZipReader(std::string bytes, const ZipReaderLimits& limits)
    : bytes_(std::move(bytes)), limits_(limits), archive_(std::make_unique<Archive>()) {}

ZipReader::~ZipReader() = default;

std::optional<ZipProblem> ZipReader::open() {
  if (bytes_.empty()) return ZipProblem{"not-a-zip", "the archive is empty"};
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
  if (source != nullptr) archive_->handle = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive_->handle == nullptr) {
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    return ZipProblem{"not-a-zip", "this is no zip archive, or it is cut short or damaged"};
  }
  if (auto problem = check_ranges()) return problem;
  const zip_int64_t count = zip_get_num_entries(archive_->handle, 0);
  if (count < 0 || static_cast<std::uint64_t>(count) > limits_.entries)
    return ZipProblem{"too-many-files",
                      "the archive holds " + grouped(count) + " files, more than a project could"};
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
    if (auto problem = take_entry(i)) return problem;
  }
  return std::nullopt;
}

std::optional<ZipProblem> ZipReader::check_ranges() {
  auto found = ranges(bytes_);
  const zip_int64_t count = zip_get_num_entries(archive_->handle, 0);
  if (!found || static_cast<std::int64_t>(found->size()) != count)
    return ZipProblem{"damaged", "the archive's list of files is damaged"};
  std::sort(found->begin(), found->end(),
            [](const Range& a, const Range& b) { return a.begin < b.begin; });
  for (std::size_t i = 1; i < found->size(); ++i) {
    if ((*found)[i].begin < (*found)[i - 1].end)
      return ZipProblem{"overlap",
                        "files of the archive share the same bytes, as only a zip bomb does"};
  }
  return std::nullopt;
}

std::optional<ZipProblem> ZipReader::take_entry(std::uint64_t index) {
  zip_stat_t stat;
  if (zip_stat_index(archive_->handle, index, 0, &stat) != 0 || stat.name == nullptr)
    return ZipProblem{"damaged", "the archive's list of files is damaged"};
  Entry entry{stat.name, stat.size, stat.comp_size};
  std::replace(entry.name.begin(), entry.name.end(), '\\', '/');
  if (is_unsafe(entry.name))
    return ZipProblem{"unsafe-name", "the archive holds a file named " + in_marks(entry.name) +
                                         ", which leads out of it"};
  if (is_link(archive_->handle, index))
    return ZipProblem{
        "link", "the archive holds a link, " + in_marks(entry.name) + ", where only files belong"};
  if (entry.name.back() == '/') return std::nullopt;
  if (!names_.insert(fold(entry.name)).second)
    return ZipProblem{"name-twice", "the archive holds two files named " + in_marks(entry.name) +
                                        ", and nothing tells which one is meant"};
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    return ZipProblem{"encrypted", "the file " + in_marks(entry.name) +
                                       " of the archive is locked with a password"};
  const std::uint64_t packed = std::max<std::uint64_t>(entry.packed, 1);
  if (entry.size > limits_.entry_bytes ||
      (entry.size > limits_.ratio_from && entry.size / packed > limits_.ratio))
    return ZipProblem{"bomb", "the file " + in_marks(entry.name) +
                                  " of the archive unpacks to far more than is reasonable"};
  total_ += entry.size;
  if (total_ > limits_.total_bytes)
    return ZipProblem{"bomb", "the archive unpacks to far more than is reasonable"};
  entries_.push_back(std::move(entry));
  indices_.push_back(index);
  return std::nullopt;
}

std::optional<ZipProblem> ZipReader::read(std::size_t entry, std::string& bytes) {
  const Entry& said = entries_.at(entry);
  const ZipProblem damaged{"damaged",
                           "the file " + in_marks(said.name) + " of the archive is damaged"};
  const ZipProblem differs{"size-differs",
                           "the file " + in_marks(said.name) +
                               " of the archive is not as long as the archive says it is"};
  const std::unique_ptr<zip_file_t, EntryCloser> file(
      zip_fopen_index(archive_->handle, indices_.at(entry), 0));
  if (!file) return damaged;
  bytes.resize(said.size);
  std::uint64_t done = 0;
  while (done < said.size) {
    const zip_int64_t got = zip_fread(file.get(), bytes.data() + done, said.size - done);
    if (got < 0) return damaged;
    if (got == 0) return differs;
    done += static_cast<std::uint64_t>(got);
  }
  char more = 0;
  const zip_int64_t beyond = zip_fread(file.get(), &more, 1);
  if (beyond < 0) return damaged;
  if (beyond > 0) return differs;
  return std::nullopt;
}

}  // namespace retroduce::base
