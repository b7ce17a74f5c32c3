// Paragraphs and runs, written as text: a table has thousands of them and few shapes.
#include "reports/writers/docx_text.h"

#include <cctype>

#include "base/hash.h"
#include "reports/direction.h"
#include "reports/escape.h"

namespace retroduce::reports::docx {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// What a style asks of a run; of one that runs from right to left Word asks apart.
std::string_view properties_of(Run::Style style, bool is_right_to_left = false) {
  switch (style) {
    case Run::Style::strong:
      return is_right_to_left ? "<w:rPr><w:b/><w:bCs/><w:rtl/></w:rPr>" : "<w:rPr><w:b/></w:rPr>";
    case Run::Style::emphasis:
    case Run::Style::muted:
      return is_right_to_left ? "<w:rPr><w:i/><w:iCs/><w:rtl/></w:rPr>" : "<w:rPr><w:i/></w:rPr>";
    case Run::Style::superscript:
      return is_right_to_left ? "<w:rPr><w:vertAlign w:val=\"superscript\"/><w:rtl/></w:rPr>"
                              : "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    case Run::Style::plain:
    case Run::Style::tag:
      break;
  }
  return is_right_to_left ? "<w:rPr><w:rtl/></w:rPr>" : "";
}

/// One line of text; XML drops blanks at its ends unless told to keep them.
void append_words(std::string& part, std::string_view words) {
  if (words.empty()) return;
  const bool keeps_blanks = is_blank(words.front()) || is_blank(words.back());
  part += keeps_blanks ? "<w:t xml:space=\"preserve\">" : "<w:t>";
  part += words;
  part += "</w:t>";
}

void append_run(std::string& part, std::string_view properties, std::string_view text) {
  part += "<w:r>";
  part += properties;
  const std::string safe = html_text(text);
  std::string_view rest = safe;
  for (;;) {
    const std::size_t end = rest.find('\n');
    append_words(part, rest.substr(0, end));
    if (end == std::string_view::npos) break;
    part += "<w:br/>";
    rest.remove_prefix(end + 1);
  }
  part += "</w:r>";
}

/// The runs of one paragraph.
class Runs {
 public:
  explicit Runs(std::string& part) : part_(part) {}

  void add(std::string_view text, Run::Style style) {
    if (text.empty()) return;
    for (const Stretch& stretch : stretches(text)) {
      const std::string_view properties = properties_of(style, stretch.is_right_to_left);
      // Brackets and numbers behind it would else be set as parts of it.
      if (is_behind_right_to_left_ && !stretch.is_right_to_left && !is_letter(stretch.text[0]))
        append_run(part_, properties, left_to_right_mark + std::string(stretch.text));
      else
        append_run(part_, properties, stretch.text);
      is_behind_right_to_left_ = stretch.is_right_to_left;
    }
  }

  void add_link(const Run& run) {
    part_ += "<w:hyperlink w:anchor=\"ref" + std::to_string(run.reference) + "\">";
    add(run.text, run.style);
    part_ += "</w:hyperlink>";
  }

 private:
  static constexpr const char* left_to_right_mark = "\u200e";
  static bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

  std::string& part_;
  bool is_behind_right_to_left_ = false;
};

/// Neighbours that look the same are one run.
void append_runs(std::string& part, const Line& line) {
  Runs runs(part);
  for (std::size_t i = 0; i < line.size();) {
    if (line[i].reference > 0) {
      runs.add_link(line[i++]);
      continue;
    }
    const Run::Style style = line[i].style;
    std::string text;
    for (; i < line.size() && line[i].reference == 0; ++i) {
      if (properties_of(line[i].style) != properties_of(style)) break;
      text += line[i].text;
    }
    runs.add(text, style);
  }
}

}  // namespace

void append_plain_text(std::string& part, std::string_view text) {
  Runs(part).add(text, Run::Style::plain);
}

void append_cell_text(std::string& part, const Few<Line>& lines, bool is_number) {
  std::string open = "<w:p><w:pPr><w:pStyle w:val=\"TableText\"/>";
  if (lines.size() > 1) open += "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr>";
  if (is_number) open += "<w:jc w:val=\"right\"/>";
  open += "</w:pPr>";
  for (const Line& line : lines) {
    part += open;
    append_runs(part, line);
    part += "</w:p>";
  }
  if (lines.empty()) part += open + "</w:p>";
}

std::string row_bookmark(std::string_view id) {
  constexpr std::size_t longest = 40;
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name = "_row_";
  for (const char c : id) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = byte < 0x80 && std::isalnum(byte) != 0;
    if (is_plain) {
      name += c;
    } else {
      name += '_';
      name += digits[byte >> 4U];
      name += digits[byte & 0xfU];
    }
  }
  if (name.size() <= longest) return name;
  const std::string prefix = "_rowhash_";
  return prefix + base::sha256(id).substr(0, longest - prefix.size());
}

}  // namespace retroduce::reports::docx
