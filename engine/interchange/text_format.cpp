#include "interchange/text_format.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "base/hash.h"

namespace retroduce::interchange {

#define ENTRY(name) extern const TextFormat text_##name;
#include "interchange/texts.def"
#undef ENTRY

namespace {

constexpr const TextFormat* all[] = {
#define ENTRY(name) &text_##name,
#include "interchange/texts.def"
#undef ENTRY
};

std::string suffix_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  return base::fold(name.substr(dot));
}

bool has_suffix(const TextFormat& format, const std::string& suffix) {
  if (suffix.empty()) return false;
  const auto suffixes = base::split(format.suffixes, ' ');
  return std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end();
}

/// Letters and digits of any script; punctuation alone is no text.
bool has_words(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0;
  });
}

}  // namespace

std::span<const TextFormat* const> text_formats() { return all; }

const TextFormat* detect_text(const TextFile& file) {
  const std::string suffix = suffix_of(file.name);
  const TextFormat* first = nullptr;
  for (const TextFormat* format : all) {
    if (!format->sniff(file)) continue;
    if (has_suffix(*format, suffix)) return format;
    if (first == nullptr) first = format;
  }
  return first;
}

std::optional<TakenText> take_text(const TextFile& file, base::Diagnostics& found) {
  if (file.bytes.empty()) {
    found.add(base::Severity::refused, "text.empty", "is empty", {file.name});
    return std::nullopt;
  }
  const TextFormat* format = detect_text(file);
  if (format == nullptr) {
    std::vector<std::string> names;
    for (const TextFormat* each : all) names.emplace_back(each->name);
    found.add(base::Severity::refused, "text.unknown-form",
              "is in no form of full text that is known here (" + base::join(names, ", ") + ")",
              {file.name});
    return std::nullopt;
  }
  auto taken = format->take(file, found);
  if (!taken) return std::nullopt;
  if (!has_words(taken->text)) {
    found.add(base::Severity::refused, "text.empty", "holds no words", {file.name});
    return std::nullopt;
  }
  taken->origin.source = file.name;
  taken->origin.format = format->name;
  taken->origin.rule = format->rule;
  base::Hasher hasher;
  hasher.add(file.bytes);
  taken->origin.content_hash = hasher.finish();
  return taken;
}

bool is_text_name(std::string_view name) {
  const std::string suffix = suffix_of(name);
  return std::any_of(std::begin(all), std::end(all),
                     [&](const TextFormat* format) { return has_suffix(*format, suffix); });
}

}  // namespace retroduce::interchange
