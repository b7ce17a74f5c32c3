#include "text_helpers.h"

#include <cstdlib>
#include <filesystem>

#include "base/source_io.h"

namespace retroduce::tests {

namespace fs = std::filesystem;

std::string Taken::words() const {
  if (text) return text->text;
  std::string out;
  for (const auto& each : found.sorted()) {
    if (each.severity == base::Severity::refused) out += "<" + each.code + ">";
  }
  return out;
}

bool Taken::has(std::string_view code) const { return !message(code).empty(); }

std::string Taken::message(std::string_view code) const {
  for (const auto& each : found.sorted()) {
    if (each.code != code) continue;
    std::string out = each.message;
    for (const std::string& note : each.notes) out += "\n" + note;
    return out;
  }
  return {};
}

std::string Taken::section(std::size_t place) const {
  if (!text || place >= text->origin.sections.size()) return {};
  return std::string(
      base::slice(text->text, text->origin.sections[place].span).value_or("out of the text"));
}

Taken taken(const std::string& name, std::string_view bytes) {
  Taken out;
  out.text = interchange::take_text({name, bytes}, out.found);
  return out;
}

std::optional<std::string> shared_fixture(const std::string& path) {
  const char* told = std::getenv("RETRODUCE_SHARED");
  const fs::path shared = told != nullptr ? told : RETRODUCE_SOURCE_DIR "/../shared";
  const fs::path file = shared / "fixtures" / path;
  if (!fs::exists(file)) return std::nullopt;
  return base::DiskFiles().read(file);
}

}  // namespace retroduce::tests
