#include "base/text_key.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <utf8proc.h>

namespace retroduce::base {

namespace {

/// Decomposed and case folded; empty for what is no UTF-8.
std::string decomposed(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                     UTF8PROC_IGNORE | UTF8PROC_STRIPMARK));
  if (length < 0) return {};
  std::string out(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
  std::free(mapped);  // utf8proc hands over what malloc gave
  return out;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

void append_plain(std::string& out, char c) {
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> spelled_out = {{
    {"ø", "o"},
    {"æ", "ae"},
    {"œ", "oe"},
    {"ł", "l"},
    {"đ", "d"},
    {"ð", "d"},
    {"þ", "th"},
    {"ı", "i"},
    {"ß", "ss"},
    {"ħ", "h"},
}};

}  // namespace

std::string letters_and_digits(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    for (const char c : text) append_plain(out, c);
    return out;
  }
  const std::string folded = decomposed(text);
  for (std::size_t at = 0; at < folded.size();) {
    utf8proc_int32_t point = 0;
    const auto got = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(folded.data()) + at,
                                      static_cast<utf8proc_ssize_t>(folded.size() - at), &point);
    const std::size_t length = got <= 0 ? 1 : static_cast<std::size_t>(got);
    if (got > 0) {
      const auto category = utf8proc_category(point);
      const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
      const bool number = category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO;
      if (letter || number) out.append(folded, at, length);
    }
    at += length;
  }
  return out;
}

std::string ascii_key(std::string_view text) {
  std::string out;
  const bool plain = is_ascii(text);
  const std::string folded = plain ? std::string() : decomposed(text);
  const std::string_view from = plain ? text : std::string_view(folded);
  for (std::size_t at = 0; at < from.size(); ++at) {
    if (static_cast<unsigned char>(from[at]) < 0x80) {
      append_plain(out, from[at]);
      continue;
    }
    for (const auto& [letter, ascii] : spelled_out) {
      if (from.substr(at).starts_with(letter)) out += ascii;
    }
  }
  return out;
}

bool begins_east_asian(std::string_view text) {
  // UTF-8 compares as its code points do.
  constexpr std::pair<std::string_view, std::string_view> ranges[] = {
      {"\u1100", "\u1200"},       {"\u3005", "\uA000"}, {"\uA960", "\uA980"},
      {"\uAC00", "\xED\xA0\x80"}, {"\uF900", "\uFB00"}, {"\U00020000", "\U00040000"}};
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [&](const auto& range) { return text >= range.first && text < range.second; });
}

std::string composed(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &mapped, UTF8PROC_COMPOSE);
  if (length < 0) return std::string(text);
  std::string out(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
  std::free(mapped);
  return out;
}

void append_utf8(std::string& out, std::uint32_t point) {
  if (point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) point = 0xFFFD;
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

}  // namespace retroduce::base
