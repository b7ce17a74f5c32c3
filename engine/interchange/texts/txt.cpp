// Plain text: transcripts, and what was copied out of elsewhere.
#include <algorithm>

#include "base/text.h"
#include "interchange/texts/text_builder.h"
#include "interchange/texts/text_bytes.h"

namespace retroduce::interchange {

namespace {

/// No control characters but those of text; UTF-16 has its NUL beside each letter.
bool sniff(const TextFile& file) {
  if (file.bytes.starts_with("PK\x03\x04")) return false;
  if (base::fold(file.name).ends_with(".txt")) return true;
  const std::string_view head = file.bytes.substr(0, 4096);
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
  const auto odd = std::count_if(head.begin(), head.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  });
  const auto nul = std::count(head.begin(), head.end(), '\0');
  const bool is_wide = nul * 2 >= odd && nul * 3 > static_cast<std::ptrdiff_t>(head.size()) &&
                       nul * 2 <= static_cast<std::ptrdiff_t>(head.size()) + 1;
  return odd * 100 <= static_cast<std::ptrdiff_t>(head.size()) || is_wide;
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  if (file.bytes.starts_with("{\\rtf")) {
    found.add(base::Severity::refused, "text.rtf", "is RTF, which is not read here", {file.name},
              {"Open it in Word or LibreOffice and save it as .docx or .odt."});
    return std::nullopt;
  }
  const auto text = texts::utf8_of(file.bytes, file.name, "", found);
  if (!text) return std::nullopt;
  texts::TextBuilder builder;
  // Form feeds part pages, as pdftotext and older programs write them.
  const std::vector<std::string> pages = base::split(*text, '\f');
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const bool is_last = i + 1 == pages.size();
    if (is_last && i > 0 && base::trim(pages[i]).empty()) break;
    if (pages.size() > 1) builder.begin_page("");
    builder.as_it_is(pages[i]);
    if (!is_last && !pages[i].ends_with('\n')) builder.as_it_is("\n");
  }
  return builder.take();
}

}  // namespace

extern const TextFormat text_txt{
    "txt", "plain text", ".txt .text", "every line as it stands; form feeds part pages",
    1,     sniff,        take};

}  // namespace retroduce::interchange
