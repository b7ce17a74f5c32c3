#include "interchange/format.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace retroduce::interchange {

#define ENTRY(name) extern const Format format_##name;
#include "interchange/formats.def"
#undef ENTRY

namespace {

constexpr std::array all_formats{
#define ENTRY(name) &format_##name,
#include "interchange/formats.def"
#undef ENTRY
};

/// Suffixes in the format's own words, the path's with its case ignored.
bool has_suffix(const Format& format, const std::filesystem::path& path) {
  const std::string wanted = base::fold(path.extension().string());
  if (wanted.empty()) return false;
  const auto suffixes = base::split(format.suffixes, ' ');
  return std::find(suffixes.begin(), suffixes.end(), wanted) != suffixes.end();
}

}  // namespace

std::span<const Format* const> formats() { return all_formats; }

const Format* find_format(std::string_view name) {
  const auto found = std::find_if(all_formats.begin(), all_formats.end(),
                                  [&](const Format* format) { return format->name == name; });
  return found == all_formats.end() ? nullptr : *found;
}

const Format* detect(const Source& source) {
  for (const bool takes_any : {false, true}) {
    const Format* first = nullptr;
    for (const Format* format : all_formats) {
      if (format->read == nullptr || format->takes_any != takes_any) continue;
      if (!format->sniff(source)) continue;
      if (has_suffix(*format, source.path)) return format;
      if (first == nullptr) first = format;
    }
    if (first != nullptr) return first;
  }
  return nullptr;
}

const Format* format_for_target(const std::filesystem::path& target) {
  const bool is_folder = !target.has_extension() || std::filesystem::is_directory(target);
  for (const Format* format : all_formats) {
    if (format->write == nullptr) continue;
    if (is_folder ? format->suffixes.empty() : has_suffix(*format, target)) return format;
  }
  return nullptr;
}

}  // namespace retroduce::interchange
