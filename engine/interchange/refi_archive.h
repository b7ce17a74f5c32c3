// The files of a project archive (.qdpx), found by the paths that project.qde gives. Knows what
// tools do to those paths; does not know XML.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/zip_reader.h"

namespace retroduce::interchange::refi {

class Archive {
 public:
  explicit Archive(std::string bytes) : zip_(std::move(bytes)) {}

  std::optional<base::ZipProblem> open();
  /// The only project file at the root, whatever its name; nothing where there is none or several.
  std::optional<std::string> project_file() const;
  /// The file that a path means: "internal://x.txt", "x.txt", "Sources\x.txt". Nothing where it
  /// points out of the archive or to no file.
  std::optional<std::string> find(std::string_view path) const;
  /// Unpacks it and remembers that somebody asked for it.
  std::optional<base::ZipProblem> read(const std::string& name, std::string& bytes);
  /// Files that nobody asked for.
  std::vector<std::string> unread() const;

 private:
  base::ZipReader zip_;
  std::map<std::string, std::size_t> places_;  ///< by folded name
  std::vector<bool> was_read_;
};

/// What follows the last / or \ of a path.
std::string file_name(std::string_view path);
/// By the ending of a name; empty where it is not known.
std::string media_type(std::string_view name);

}  // namespace retroduce::interchange::refi
