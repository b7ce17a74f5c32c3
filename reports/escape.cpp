// One escaping function per format.
#include "reports/escape.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view formula_starters{"=+-@\t\r\n'", 8};

bool starts_like_a_formula(std::string_view text) {
  return !text.empty() && formula_starters.find(text.front()) != std::string_view::npos;
}

/// What makes a CSV field need quotes. RFC 4180 asks for less: spreadsheets that guess the
/// separator also take ';' and tab for one. A table, since every byte of a table is looked at.
constexpr std::array<bool, 256> csv_marks = [] {
  std::array<bool, 256> marks{};
  for (const char c : std::string_view(",\"\r\n;\t")) marks[static_cast<unsigned char>(c)] = true;
  return marks;
}();
bool is_csv_mark(char c) { return csv_marks[static_cast<unsigned char>(c)]; }

bool is_html_mark(char c) { return c == '&' || c == '<' || c == '>' || c == '"'; }

std::string_view html_entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return "&quot;";
  }
}

}  // namespace

void add_csv_field(std::string& line, std::string_view text) {
  const bool blank_at_an_end = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  if (!blank_at_an_end && std::none_of(text.begin(), text.end(), is_csv_mark)) {
    line += text;
    return;
  }
  line += '"';
  for (;;) {
    const std::size_t quote = text.find('"');
    line += text.substr(0, quote);
    if (quote == std::string_view::npos) break;
    line += "\"\"";
    text.remove_prefix(quote + 1);
  }
  line += '"';
}

bool needs_guard(std::string_view text) { return starts_like_a_formula(text); }

std::string guard_formula(std::string_view text) {
  return starts_like_a_formula(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unguard_formula(std::string_view text) {
  if (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  return text;
}

std::string carried_text(std::string_view text) {
  std::string safe = base::xml_safe(text);
  if (safe.find('\r') == std::string::npos) return safe;
  std::string out;
  out.reserve(safe.size());
  for (std::size_t i = 0; i < safe.size(); ++i) {
    if (safe[i] != '\r') {
      out += safe[i];
    } else if (i + 1 == safe.size() || safe[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : carried_text(text)) {
    if (c == '\n') {
      out += "<br>";
    } else if (c == '\t') {
      out += ' ';
    } else {
      // The marks of CommonMark and its tables, strikethrough, entities and mathematics.
      if (std::string_view("\\`*_[]<>|~&$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string html_text(std::string_view text) {
  const std::string safe = carried_text(text);
  std::string out;
  out.reserve(safe.size());
  for (std::size_t at = 0; at < safe.size();) {
    // Nearly all text is plain: runs of it are taken whole.
    const auto from = safe.begin() + static_cast<std::ptrdiff_t>(at);
    const auto until = std::find_if(from, safe.end(), is_html_mark);
    out.append(from, until);
    at = static_cast<std::size_t>(until - safe.begin());
    if (at < safe.size()) out += html_entity(safe[at++]);
  }
  return out;
}

std::string dot_string(std::string_view text, DotLines lines) {
  std::string out = "\"";
  for (const char c : carried_text(text)) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += lines == DotLines::left ? "\\l" : "\\n";
        break;
      case '&':
        out += "&amp;";
        break;
      default:
        out += c;
    }
  }
  return out + '"';
}

}  // namespace retroduce::reports
