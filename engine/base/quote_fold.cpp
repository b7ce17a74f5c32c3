#include "base/quote_fold.h"

#include <utf8proc.h>

namespace retroduce::base {

namespace {

enum class Class : std::uint8_t { letter, blank, dash, mark, nothing };

Class class_of(char32_t c) {
  switch (c) {
    case U' ':
    case U'\t':
    case U'\n':
    case U'\v':
    case U'\f':
    case U'\r':
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return Class::blank;
    case U'-':
    case 0x2212:
    case 0xFE58:
    case 0xFE63:
    case 0xFF0D:
      return Class::dash;
    case U'"':
    case U'\'':
    case U'`':
    case 0xAB:
    case 0xB4:
    case 0xBB:
    case 0x2032:
    case 0x2033:
    case 0x2035:
    case 0x2036:
    case 0x2039:
    case 0x203A:
    case 0x301D:
    case 0x301E:
    case 0xFF02:
    case 0xFF07:
      return Class::mark;
    case 0xAD:
    case 0x2060:
    case 0xFEFF:
      return Class::nothing;
    default:
      break;
  }
  if (c >= 0x2000 && c <= 0x200A) return Class::blank;
  if (c >= 0x200B && c <= 0x200F) return Class::nothing;
  if (c >= 0x2010 && c <= 0x2015) return Class::dash;
  if (c >= 0x2018 && c <= 0x201F) return Class::mark;
  return Class::letter;
}

class Folding {
 public:
  Folding(FoldedQuote& out, bool with_places) : out_(out), with_places_(with_places) {}

  void take(char32_t c, std::uint32_t place) {
    switch (class_of(c)) {
      case Class::nothing:
        return;
      case Class::blank:
        blank_ = !after_dash_ && !out_.letters.empty();
        return;
      case Class::dash:
        blank_ = false;
        after_dash_ = true;
        return;
      case Class::mark:
        return put(U'\'', place);
      case Class::letter:
        break;
    }
    if (c < 0x80) return put(c, place);
    utf8proc_int32_t parts[32];
    int boundary = 0;
    const auto count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(c), parts, 32,
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
    if (count < 0 || count > 32) return put(c, place);
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
      const auto part = static_cast<char32_t>(parts[i]);
      if (class_of(part) == Class::letter)
        put(part, place);
      else if (part != c)
        take(part, place);
    }
  }

 private:
  void put(char32_t c, std::uint32_t place) {
    if (blank_) push(U' ', place);
    blank_ = false;
    after_dash_ = false;
    push(c, place);
  }
  void push(char32_t c, std::uint32_t place) {
    out_.letters.push_back(c);
    if (with_places_) out_.from.push_back(place);
  }

  FoldedQuote& out_;
  bool with_places_;
  bool blank_ = false;
  bool after_dash_ = false;
};

}  // namespace

FoldedQuote fold_quote(std::string_view text, bool with_places) {
  FoldedQuote out;
  out.letters.reserve(text.size());
  if (with_places) out.from.reserve(text.size());
  Folding folding(out, with_places);
  std::uint32_t place = 0;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t c = *at;
    utf8proc_ssize_t length = 1;
    if (c >= 0x80) length = utf8proc_iterate(at, left, &c);
    if (length <= 0) {  // not valid: a byte stands for itself
      c = *at;
      length = 1;
    }
    folding.take(static_cast<char32_t>(c), place++);
    at += length;
    left -= length;
  }
  return out;
}

std::u32string without_case(std::u32string letters) {
  for (char32_t& c : letters)
    c = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
  return letters;
}

}  // namespace retroduce::base
