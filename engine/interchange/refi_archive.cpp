#include "interchange/refi_archive.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace retroduce::interchange::refi {

std::optional<base::ZipProblem> Archive::open() {
  if (auto problem = zip_.open()) return problem;
  for (std::size_t i = 0; i < zip_.entries().size(); ++i)
    places_.emplace(base::fold(zip_.entries()[i].name), i);
  was_read_.resize(zip_.entries().size());
  return std::nullopt;
}

std::optional<std::string> Archive::project_file() const {
  std::optional<std::string> found;
  for (const auto& entry : zip_.entries()) {
    if (entry.name.find('/') != std::string::npos || !base::fold(entry.name).ends_with(".qde"))
      continue;
    if (base::fold(entry.name) == "project.qde") return entry.name;
    if (found) return std::nullopt;
    found = entry.name;
  }
  return found;
}

std::optional<std::string> Archive::find(std::string_view path) const {
  std::string wanted(path);
  std::replace(wanted.begin(), wanted.end(), '\\', '/');
  wanted = base::fold(wanted);
  for (const std::string_view scheme : {"relative:", "absolute:", "file:", "http:", "https:"}) {
    if (wanted.starts_with(scheme)) return std::nullopt;
  }
  if (wanted.starts_with("internal:")) wanted.erase(0, 9);
  wanted.erase(0, wanted.find_first_not_of('/'));
  for (const std::string_view folder : {"sources/", "", "source/"}) {
    const auto found = places_.find(std::string(folder) + wanted);
    if (found != places_.end()) return zip_.entries()[found->second].name;
  }
  return std::nullopt;
}

std::optional<base::ZipProblem> Archive::read(const std::string& name, std::string& bytes) {
  const std::size_t place = places_.at(base::fold(name));
  was_read_[place] = true;
  return zip_.read(place, bytes);
}

std::vector<std::string> Archive::unread() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < was_read_.size(); ++i) {
    if (!was_read_[i]) names.push_back(zip_.entries()[i].name);
  }
  return names;
}

std::string file_name(std::string_view path) {
  const std::size_t at = path.find_last_of("/\\");
  return std::string(at == std::string_view::npos ? path : path.substr(at + 1));
}

std::string media_type(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".pdf", "application/pdf"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".doc", "application/msword"},
      {".odt", "application/vnd.oasis.opendocument.text"},
      {".rtf", "application/rtf"},
      {".txt", "text/plain"},
      {".md", "text/markdown"},
      {".html", "text/html"},
      {".htm", "text/html"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".png", "image/png"},
      {".gif", "image/gif"},
      {".tif", "image/tiff"},
      {".tiff", "image/tiff"},
      {".mp3", "audio/mpeg"},
      {".m4a", "audio/mp4"},
      {".wav", "audio/wav"},
      {".mp4", "video/mp4"},
      {".mov", "video/quicktime"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {".csv", "text/csv"},
      {".xml", "application/xml"},
      {".json", "application/json"},
  };
  const std::string folded = base::fold(name);
  for (const auto& [ending, type] : types) {
    if (folded.ends_with(ending)) return std::string(type);
  }
  return {};
}

}  // namespace retroduce::interchange::refi
