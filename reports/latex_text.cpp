// Text for LaTeX. What T1 and the text companion hold is written as it is; see "LaTeX2e encodings",
// tables of T1 and TS1.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

#include "base/text.h"
#include "reports/characters.h"
#include "reports/escape.h"

namespace retroduce::reports {

namespace {

constexpr std::array<std::pair<char, std::string_view>, 18> marks{{
    {'\\', "\\textbackslash{}"},
    {'{', "\\{"},
    {'}', "\\}"},
    {'$', "\\$"},
    {'&', "\\&"},
    {'#', "\\#"},
    {'_', "\\_"},
    {'%', "\\%"},
    {'~', "\\textasciitilde{}"},
    {'^', "\\textasciicircum{}"},
    {'<', "\\textless{}"},
    {'>', "\\textgreater{}"},
    {'|', "\\textbar{}"},
    {'"', "\\textquotedbl{}"},
    {'\'', "\\textquotesingle{}"},
    {'`', "\\textasciigrave{}"},
    {'[', "{[}"},  // behind a row's end it would open an option
    {'*', "{*}"},  // likewise
}};

constexpr std::array<std::pair<std::uint32_t, std::string_view>, 10> commands{{
    {0x00A0, "~"},
    {0x00AD, "\\-"},
    {0x2003, "\\hspace{1em}"},
    {0x200B, "\\hspace{0pt}"},
    {0x2192, "\\textrightarrow{}"},
    {0x2212, "\\textminus{}"},
    {0x2248, "\\ensuremath{\\approx}"},
    {0x2260, "\\ensuremath{\\neq}"},
    {0x2264, "\\ensuremath{\\leq}"},
    {0x2265, "\\ensuremath{\\geq}"},
}};

/// Whether pdflatex sets the character itself.
bool is_in_t1(std::uint32_t c) {
  if (c >= 0x00A1 && c <= 0x00FF) return true;
  if (c >= 0x0100 && c <= 0x017E) {
    constexpr std::array<std::uint32_t, 9> lacking{0x0126, 0x0127, 0x0138, 0x013F, 0x0140,
                                                   0x0149, 0x0166, 0x0167, 0x017F};
    return std::find(lacking.begin(), lacking.end(), c) == lacking.end();
  }
  constexpr std::array<std::uint32_t, 16> punctuation{
      0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D,
      0x201E, 0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x20AC, 0x2122};
  return std::find(punctuation.begin(), punctuation.end(), c) != punctuation.end();
}

void add_beyond_ascii(std::string& out, std::string_view bytes) {
  const std::uint32_t c = code_point(bytes);
  for (const auto& [known, command] : commands) {
    if (known == c) {
      out += command;
      return;
    }
  }
  if (is_in_t1(c)) {
    out += bytes;
    return;
  }
  std::array<char, 16> hexadecimal{};
  std::snprintf(hexadecimal.data(), hexadecimal.size(), "%04X", static_cast<unsigned>(c));
  out += "\\uchar{" + std::string(hexadecimal.data()) + "}{" + std::string(bytes) + "}";
}

/// Where a line may end within an address or a DOI: behind these, of a word that is long.
class LongWords {
 public:
  explicit LongWords(std::string_view text) : text_(text) {}
  bool may_break_behind(std::size_t at) {
    constexpr std::size_t longest = 20;
    if (at >= end_) {
      const std::size_t begin = end_;
      end_ = std::min(text_.find_first_of(" \t\n", at), text_.size());
      is_long_ = end_ - begin > longest;
    }
    constexpr std::string_view signs = "/.:_=?&,;";
    const auto is_sign = [&](std::size_t place) {
      return signs.find(text_[place]) != std::string_view::npos;
    };
    return is_long_ && at + 1 < end_ && is_sign(at) && !is_sign(at + 1);
  }

 private:
  std::string_view text_;
  std::size_t end_ = 0;  ///< of the word
  bool is_long_ = false;
};

}  // namespace

std::string latex_text(std::string_view text) {
  const std::string safe = carried_text(text);
  std::string out;
  LongWords words(safe);
  char before = '\0';
  for (std::size_t at = 0; at < safe.size();) {
    const char c = safe[at];
    const std::string_view character = character_at(safe, at);
    if (character.size() > 1) {
      add_beyond_ascii(out, character);
    } else if (c == '\n') {
      out += "\\newline{}";
    } else if (c == '\x7F') {
      out += "\\uchar{007F}{}";  // TeX takes no such byte
    } else if (c == '\t') {
      out += ' ';
    } else {
      const auto mark = std::find_if(marks.begin(), marks.end(),
                                     [c](const auto& each) { return each.first == c; });
      // "--" and ",," are ligatures.
      if ((c == '-' || c == ',') && before == c) out += "{}";
      if (mark == marks.end())
        out += c;
      else
        out += mark->second;
    }
    if (words.may_break_behind(at)) out += "\\allowbreak{}";
    before = character.size() > 1 ? '\0' : c;
    at += character.size();
  }
  return out;
}

}  // namespace retroduce::reports
