// Files as streams: for imports whose files are larger than one would hold in memory.
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "base/source_io.h"

namespace retroduce::base {

std::unique_ptr<std::istream> FileReader::open(const std::filesystem::path& path) const {
  return std::make_unique<std::istringstream>(read(path), std::ios::binary);
}

std::unique_ptr<std::istream> DiskFiles::open(const std::filesystem::path& path) const {
  if (!exists(path)) throw Error(ErrorCode::not_found, "there is no file " + path.string());
  // A folder opens as a stream on Linux and fails only when it is read.
  if (is_folder(path)) throw Error(ErrorCode::io, path.string() + " is a folder, not a file");
  auto stream = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*stream)
    throw Error(ErrorCode::io, "cannot read " + path.string() + ": is it readable by you?");
  return stream;
}

}  // namespace retroduce::base
