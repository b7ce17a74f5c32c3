#include "interchange/native_text.h"

#include <cstdint>

#include "base/markup.h"

namespace retroduce::interchange::native {

namespace {

/// Length in bytes of the character at `at` that is beyond XML, 0 where it is within.
std::size_t length_beyond_xml(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20) return byte == '\t' || byte == '\n' || byte == '\r' ? 0 : 1;
  if (byte != 0xEF) return 0;
  const std::string_view character = text.substr(at, 3);
  return character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF" ? 3 : 0;
}

void append_code_point(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

/// Four hexadecimal digits; nothing where they are none, or half of a surrogate pair.
std::optional<unsigned> hexadecimal(std::string_view digits) {
  if (digits.size() != 4) return std::nullopt;
  unsigned code = 0;
  for (const char digit : digits) {
    const std::size_t value = std::string_view("0123456789ABCDEFabcdef").find(digit);
    if (value == std::string_view::npos) return std::nullopt;
    code = code * 16 + static_cast<unsigned>(value < 16 ? value : value - 6);
  }
  if (code >= 0xD800 && code < 0xE000) return std::nullopt;
  return code;
}

}  // namespace

bool is_beyond_xml(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (length_beyond_xml(text, at) != 0) return true;
  }
  return false;
}

std::string escaped(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_beyond_xml(text, at);
    if (length == 1) {
      const auto byte = static_cast<unsigned char>(text[at]);
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 0xF];
    } else if (length == 3) {
      out += text[at + 2] == '\xBE' ? "\\uFFFE" : "\\uFFFF";
    } else {
      out += text[at];
      if (text[at] == '\\') out += '\\';
    }
    at += length == 0 ? 1 : length;
  }
  return out;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      out += text[at];
      continue;
    }
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with('\\')) {
      out += '\\';
      at += 1;
      continue;
    }
    if (!rest.starts_with('u')) return std::nullopt;
    const auto code = hexadecimal(rest.substr(1, 4));
    if (!code) return std::nullopt;
    append_code_point(out, *code);
    at += 5;
  }
  return out;
}

void append_content(std::string& out, std::string_view text) {
  base::append_xml_escaped(out, text, "&<>\r");
}

void append_value(std::string& out, std::string_view text) {
  base::append_xml_escaped(out, text, "&<>\"\t\n\r");
}

}  // namespace retroduce::interchange::native
