#include "interchange/sheet_text.h"

#include "base/text.h"
#include "interchange/text_encoding.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

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
