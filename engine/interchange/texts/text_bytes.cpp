#include "interchange/texts/text_bytes.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"
#include "base/text_key.h"
#include "interchange/text_encoding.h"

namespace retroduce::interchange::texts {

namespace {

using base::Severity;

enum class Wide : std::uint8_t { no, little, big };

/// UTF-16 by its mark, or by the NUL beside nearly every letter of Western text.
Wide wide_of(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE")) return Wide::little;
  if (bytes.starts_with("\xFE\xFF")) return Wide::big;
  const std::string_view head = bytes.substr(0, 512);
  if (head.size() < 4) return Wide::no;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (head[at] == '\0') ++(at % 2 == 0 ? even : odd);
  }
  const std::size_t most = head.size() / 2 - head.size() / 10;
  if (odd >= most && even == 0) return Wide::little;
  if (even >= most && odd == 0) return Wide::big;
  return Wide::no;
}

bool says_single_byte(std::string_view declared) {
  const std::string folded = base::fold(declared);
  return folded == "iso-8859-1" || folded == "latin1" || folded == "latin-1" ||
         folded == "windows-1252" || folded == "cp1252" || folded == "iso-8859-15";
}

std::string with_plain_line_ends(const std::string& text, const std::string& name,
                                 base::Diagnostics& found) {
  std::size_t crlf = 0;
  std::size_t cr = 0;
  std::size_t lf = 0;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\r') {
      const bool pair = at + 1 < text.size() && text[at + 1] == '\n';
      ++(pair ? crlf : cr);
      if (pair) ++at;
      out.push_back('\n');
      continue;
    }
    lf += c == '\n' ? 1 : 0;
    out.push_back(c);
  }
  const int kinds = (crlf > 0 ? 1 : 0) + (cr > 0 ? 1 : 0) + (lf > 0 ? 1 : 0);
  if (kinds > 1)
    found.add(Severity::note, "text.mixed-line-ends",
              "ends its lines in several ways; all of them count as one character here", {name});
  return out;
}

std::optional<std::string> decoded(std::string_view bytes, const std::string& name,
                                   std::string_view declared, base::Diagnostics& found) {
  if (const Wide wide = wide_of(bytes); wide != Wide::no) {
    const bool has_mark = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    auto text = from_utf_16(bytes.substr(has_mark ? 2 : 0), wide == Wide::little);
    if (!text) {
      found.add(Severity::refused, "text.bad-utf-16",
                "begins as UTF-16 and is damaged or cut short", {name},
                {"Open it where it was written and save it as UTF-8."});
      return std::nullopt;
    }
    found.add(Severity::note, "text.utf-16", "read as UTF-16", {name});
    return text;
  }
  const bool has_mark = bytes.starts_with("\xEF\xBB\xBF");
  if (has_mark) bytes.remove_prefix(3);
  if (!has_mark && says_single_byte(declared) && base::first_invalid_utf8(bytes))
    return base::from_windows_1252(bytes);
  if (!base::first_invalid_utf8(bytes)) return std::string(bytes);
  if (has_mark) {
    found.add(Severity::repair, "text.wrong-mark",
              "begins with the mark of UTF-8 and is none; read as Windows-1252 (Western European)",
              {name}, {"If accented letters look wrong, save it as UTF-8 and attach it again."});
  } else {
    found.add(Severity::repair, "text.windows-1252",
              "is not UTF-8; read as Windows-1252 (Western European)", {name},
              {"If accented letters look wrong, save it as UTF-8 and attach it again."});
  }
  return base::from_windows_1252(bytes);
}

}  // namespace

std::string utf8_character(std::uint32_t point) {
  if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return {};
  if (point < 0x20 && point != '\t' && point != '\n' && point != '\r') return {};
  std::string out;
  base::append_utf8(out, point);
  return out;
}

std::optional<std::string> utf8_of(std::string_view bytes, const std::string& name,
                                   std::string_view declared, base::Diagnostics& found) {
  const auto text = decoded(bytes, name, declared, found);
  if (!text) return std::nullopt;
  if (text->find('\0') != std::string::npos) {
    found.add(Severity::refused, "text.not-text", "holds NUL bytes, so it is no text", {name});
    return std::nullopt;
  }
  return with_plain_line_ends(*text, name, found);
}

}  // namespace retroduce::interchange::texts
