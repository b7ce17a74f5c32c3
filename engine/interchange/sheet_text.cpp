#include "interchange/sheet_text.h"

#include <cstdint>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

void append_utf8(std::string& out, std::uint32_t point) {
  const auto tail = [&](unsigned shift) {
    out.push_back(static_cast<char>(0x80U | ((point >> shift) & 0x3FU)));
  };
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0U | (point >> 6U)));
    tail(0);
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | (point >> 12U)));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0U | (point >> 18U)));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::optional<std::string> from_utf_16(std::string_view bytes, bool little_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return little_endian ? (std::uint32_t{second} << 8U) | first
                         : (std::uint32_t{first} << 8U) | second;
  };
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    if (point >= 0xDC00 && point < 0xE000) return std::nullopt;
    if (point >= 0xD800 && point < 0xDC00) {
      if (at + 3 >= bytes.size()) return std::nullopt;
      const std::uint32_t low = unit(at + 2);
      if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
      point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    }
    append_utf8(out, point);
  }
  return out;
}

/// Whether all that is wrong is that the last character is not all there.
bool ends_within_a_character(std::string_view bytes, std::size_t invalid_at) {
  const std::string_view rest = bytes.substr(invalid_at);
  const auto lead = static_cast<unsigned char>(rest.front());
  std::size_t length = 0;
  if (lead >= 0xC2 && lead < 0xE0) length = 2;
  if (lead >= 0xE0 && lead < 0xF0) length = 3;
  if (lead >= 0xF0 && lead < 0xF5) length = 4;
  if (rest.size() >= length) return false;
  for (const char c : rest.substr(1)) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) return false;
  }
  // One accented letter of Windows-1252 at the very end looks the same; other characters decide.
  for (const char c : bytes.substr(0, invalid_at)) {
    if (static_cast<unsigned char>(c) >= 0x80) return true;
  }
  return rest.size() > 1;
}

std::optional<std::string> decoded_utf_16(std::string_view bytes, const std::string& name,
                                          base::Diagnostics& found) {
  auto text = from_utf_16(bytes.substr(2), bytes[0] == '\xFF');
  if (!text) {
    found.add(Severity::refused, "sheet.bad-utf-16",
              "begins as UTF-16 (Unicode text) and is damaged or cut short", {name});
    return std::nullopt;
  }
  found.add(Severity::note, "sheet.utf-16", "read as UTF-16, as Excel saves Unicode text", {name});
  return text;
}

std::optional<std::string> decoded(std::string bytes, const std::string& name,
                                   base::Diagnostics& found) {
  if (bytes.rfind("\xFF\xFE", 0) == 0 || bytes.rfind("\xFE\xFF", 0) == 0) {
    return decoded_utf_16(bytes, name, found);
  }
  if (bytes.rfind("\xEF\xBB\xBF", 0) == 0) bytes.erase(0, 3);
  const auto invalid = base::first_invalid_utf8(bytes);
  if (!invalid) return bytes;
  if (ends_within_a_character(bytes, *invalid)) {
    found.add(Severity::refused, "sheet.cut-short",
              "ends in the middle of a character: is it whole?", {name});
    return std::nullopt;
  }
  found.add(Severity::repair, "sheet.windows-1252",
            "is not UTF-8; read as Windows-1252 (Western European)", {name},
            {"If accented letters look wrong, save it as CSV UTF-8 and import it again."});
  return base::from_windows_1252(bytes);
}

}  // namespace

std::optional<std::string> sheet_text(std::string bytes, const std::string& name,
                                      base::Diagnostics& found) {
  auto text = decoded(std::move(bytes), name, found);
  if (!text) return text;
  if (text->find('\0') != std::string::npos) {
    found.add(Severity::refused, "sheet.nul",
              "holds NUL bytes, so it is no text; save it as CSV UTF-8 or .xlsx", {name});
    return std::nullopt;
  }
  if (base::trim(*text).empty()) {
    found.add(Severity::refused, "sheet.empty", "is empty", {name});
    return std::nullopt;
  }
  return text;
}

}  // namespace retroduce::interchange
