// The native XML form as a format: carries all that a review holds, ids and history included.
// Knows nothing of the database.
#include <cctype>

#include "interchange/format.h"
#include "interchange/native_reader.h"
#include "interchange/native_writer.h"

namespace retroduce::interchange {

namespace {

/// Any XML, so that XML of another vocabulary is refused in words; a blank file could be anything.
bool sniff(const Source& source) {
  if (source.is_folder) return false;
  std::string_view head = source.head;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.starts_with("\xFF\xFE<") || head.starts_with("\xFE\xFF")) return true;
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return true;
  head.remove_prefix(start);
  if (head[0] != '<' || head.size() == 1) return false;
  const auto next = static_cast<unsigned char>(head[1]);
  return next == '?' || next == '!' || next == '_' || next == '\0' || next >= 0x80 ||
         std::isalpha(next) != 0;
}

void read(const Source& source, const ReadOptions&, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  native::read_native(source.files->read(source.path), source.name(), sink, found, progress);
}

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return std::make_unique<native::NativeWriter>(path, options.overwrite);
}

}  // namespace

extern const Format format_native;
constinit const Format format_native{
    "native", "Retroduce's own XML, one file",
    ".xml",   "Carries everything that a review holds, with its ids and its history.",
    &sniff,   &read,
    &write,   true,
};

}  // namespace retroduce::interchange
