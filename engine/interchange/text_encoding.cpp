#include "interchange/text_encoding.h"

#include <cstdint>

#include "base/text.h"
#include "base/text_key.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

constexpr std::string_view utf_8_mark = "\xEF\xBB\xBF";

enum class Width : std::uint8_t { bytes, little, big };

/// The mark of UTF-16 before what is plain UTF-8.
bool has_wrong_mark(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF")) return false;
  const std::string_view head = bytes.substr(2, 512);
  return head.size() >= 4 && head.find('\0') == std::string_view::npos &&
         base::first_invalid_utf8(head).value_or(head.size()) + 4 > head.size();
}

/// UTF-16 by its mark, or by every other byte being NUL, as in all text that is mostly ASCII.
Width width_of(std::string_view bytes) {
  if (has_wrong_mark(bytes)) return Width::bytes;
  if (bytes.starts_with("\xFF\xFE")) return Width::little;
  if (bytes.starts_with("\xFE\xFF")) return Width::big;
  const std::string_view head = bytes.substr(0, 512);
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\0') ++(i % 2 == 0 ? even : odd);
  }
  if (head.size() < 4) return Width::bytes;
  if (odd * 4 > head.size() && even == 0) return Width::little;
  if (even * 4 > head.size() && odd == 0) return Width::big;
  return Width::bytes;
}

std::string_view without_mark(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ? bytes.substr(2) : bytes;
}

/// Bytes that are no UTF-8 taken for Windows-1252, one by one; how many they were.
std::string mended(std::string_view bytes, std::size_t& count) {
  std::string out;
  out.reserve(bytes.size());
  while (const auto bad = base::first_invalid_utf8(bytes)) {
    out.append(bytes.substr(0, *bad));
    out += base::from_windows_1252(bytes.substr(*bad, 1));
    bytes.remove_prefix(*bad + 1);
    ++count;
  }
  return out.append(bytes);
}

bool has_sound_multibyte(std::string_view bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    if (first >= 0xC3 && first < 0xF5 && (second & 0xC0U) == 0x80U) return true;
  }
  return false;
}

std::optional<std::string> from_bytes(std::string bytes, const std::string& name,
                                      const std::string& prefix, base::Diagnostics& found) {
  if (has_wrong_mark(bytes)) {
    bytes.erase(0, 2);
    found.add(Severity::repair, prefix + ".wrong-mark",
              "begins with the mark of UTF-16 and is none; the mark is left out", {name});
  }
  if (bytes.starts_with(utf_8_mark)) bytes.erase(0, utf_8_mark.size());
  const auto invalid = base::first_invalid_utf8(bytes);
  if (!invalid) return bytes;
  if (ends_within_a_character(bytes, *invalid)) {
    found.add(Severity::refused, prefix + ".cut-short",
              "ends in the middle of a character: is it whole?", {name});
    return std::nullopt;
  }
  if (!has_sound_multibyte(bytes)) {
    found.add(Severity::repair, prefix + ".windows-1252",
              "is not UTF-8; read as Windows-1252 (Western European)", {name},
              {"If accented letters look wrong, export it as UTF-8 and import it again."});
    return base::from_windows_1252(bytes);
  }
  std::size_t count = 0;
  std::string text = mended(bytes, count);
  found.add(Severity::repair, prefix + ".mixed-encoding",
            "is UTF-8 but for " +
                base::count_of(static_cast<std::int64_t>(count), "byte", "bytes") +
                ", read as Windows-1252 (Western European)",
            {name});
  return text;
}

}  // namespace

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
    base::append_utf8(out, point);
  }
  return out;
}

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

std::optional<std::string> decoded_text(std::string bytes, const std::string& name,
                                        const std::string& prefix, base::Diagnostics& found) {
  std::optional<std::string> text;
  const Width width = width_of(bytes);
  if (width == Width::bytes) {
    text = from_bytes(std::move(bytes), name, prefix, found);
    if (!text) return text;
  } else {
    text = from_utf_16(without_mark(bytes), width == Width::little);
    if (!text) {
      found.add(Severity::refused, prefix + ".bad-utf-16",
                "begins as UTF-16 (Unicode text) and is damaged or cut short", {name});
      return text;
    }
    found.add(Severity::note, prefix + ".utf-16", "read as UTF-16", {name});
  }
  if (text->find('\0') != std::string::npos) {
    found.add(Severity::refused, prefix + ".nul", "holds NUL bytes, so it is no text", {name});
    return std::nullopt;
  }
  if (base::trim(*text).empty()) {
    found.add(Severity::refused, prefix + ".empty", "is empty", {name});
    return std::nullopt;
  }
  return text;
}

std::string decoded_head(std::string_view head) {
  const Width width = width_of(head);
  if (width != Width::bytes) {
    head = without_mark(head);
    // Cut anywhere: a last half unit or half pair is dropped.
    for (int drop = 0; drop < 4 && !head.empty(); ++drop) {
      if (auto text = from_utf_16(head, width == Width::little)) return *text;
      head.remove_suffix(1);
    }
    return {};
  }
  if (has_wrong_mark(head)) head.remove_prefix(2);
  if (head.starts_with(utf_8_mark)) head.remove_prefix(utf_8_mark.size());
  return std::string(head);
}

}  // namespace retroduce::interchange
