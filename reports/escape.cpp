// One escaping function per format.
#include "reports/escape.h"

#include "base/text.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view formula_starters{"=+-@\t\r\n'", 8};

bool starts_like_a_formula(std::string_view text) {
  return !text.empty() && formula_starters.find(text.front()) != std::string_view::npos;
}

}  // namespace

std::string csv_field(std::string_view text) {
  const bool blank_at_an_end = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  // RFC 4180 asks for less: spreadsheets that guess the separator also take ';' and tab for one.
  if (text.find_first_of(",\"\r\n;\t") == std::string_view::npos && !blank_at_an_end) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string guard_formula(std::string_view text) {
  return starts_like_a_formula(text) ? "'" + std::string(text) : std::string(text);
}

std::string_view unguard_formula(std::string_view text) {
  if (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  return text;
}

std::string carried_text(std::string_view text) {
  const std::string safe = base::xml_safe(text);
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
  std::string out;
  for (const char c : carried_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
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
