#include "base/text.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <numeric>

#include <utf8proc.h>

namespace retroduce::base {

namespace {

const utf8proc_uint8_t* raw(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

/// The next code point and its length in bytes; invalid bytes come one by one as U+FFFD.
utf8proc_int32_t next_code_point(std::string_view text, std::size_t at, std::size_t& length) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    length = 1;
    return byte;
  }
  utf8proc_int32_t point = 0;
  const auto got =
      utf8proc_iterate(raw(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &point);
  if (got <= 0) {
    length = 1;
    return 0xFFFD;
  }
  length = static_cast<std::size_t>(got);
  return point;
}

void append_code_point(std::string& out, utf8proc_int32_t point) {
  utf8proc_uint8_t bytes[4];
  const auto length = utf8proc_encode_char(point, bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool is_blank(utf8proc_int32_t point) {
  if (point == ' ' || (point >= 9 && point <= 13) || point == 0x85) return true;
  if (point < 0x80) return false;
  const utf8proc_category_t category = utf8proc_category(point);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string fold_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const bool blank = c == ' ' || (c >= 9 && c <= 13);
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out.push_back(blank ? ' ' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return text.substr(at, end - at);
}

std::string_view without_zeros(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view{} : digits.substr(first);
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    utf8proc_int32_t point = 0;
    const auto got =
        utf8proc_iterate(raw(bytes) + at, static_cast<utf8proc_ssize_t>(bytes.size() - at), &point);
    if (got <= 0) return at;
    at += static_cast<std::size_t>(got);
  }
  return std::nullopt;
}

std::int64_t count_code_points(std::string_view text) {
  return std::count_if(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

std::optional<std::string_view> slice(std::string_view text, TextSpan span) {
  if (span.begin < 0 || span.end < span.begin) return std::nullopt;
  std::size_t begin = std::string_view::npos;
  std::int64_t points = 0;
  std::size_t at = 0;
  for (;; ++at) {
    const bool starts =
        at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (starts) {
      if (points == span.begin && begin == std::string_view::npos) begin = at;
      if (points == span.end) return text.substr(begin, at - begin);
      if (at == text.size()) return std::nullopt;
      ++points;
    }
  }
}

std::string from_windows_1252(std::string_view bytes) {
  static constexpr utf8proc_int32_t high[32] = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool special = byte >= 0x80 && byte < 0xA0;
    append_code_point(out, special ? high[byte - 0x80] : static_cast<utf8proc_int32_t>(byte));
  }
  return out;
}

namespace {

/// As it is where the options are not for it.
std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* bytes = nullptr;
  const auto length = utf8proc_map(raw(text), static_cast<utf8proc_ssize_t>(text.size()), &bytes,
                                   static_cast<utf8proc_option_t>(options));
  if (length < 0) return std::string(text);
  std::string out(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
  std::free(bytes);  // NOLINT: utf8proc allocates with malloc
  return out;
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  if (first_invalid_utf8(text)) return std::string(text);
  return collapse_blanks(mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
}

namespace {

/// How many bytes from `at` on are ASCII and no blank.
std::size_t plain_run(std::string_view text, std::size_t at) {
  const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
  const auto end = std::find_if(begin, text.end(), [](char c) { return c <= ' ' || c == 0x7f; });
  return static_cast<std::size_t>(end - begin);
}

}  // namespace

std::string collapse_blanks(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    // Most text is plain letters: a run of them is taken whole.
    std::size_t length = plain_run(text, at);
    const bool is_letters = length > 0 || !is_blank(next_code_point(text, at, length));
    if (is_letters) {
      if (pending) out.push_back(' ');
      out.append(text.substr(at, length));
    }
    pending = !is_letters && !out.empty();
    at += length;
  }
  return out;
}

bool is_unseen(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    const auto point = next_code_point(text, at, length);
    const utf8proc_category_t category = utf8proc_category(point);
    if (!is_blank(point) && category != UTF8PROC_CATEGORY_CF && category != UTF8PROC_CATEGORY_CC)
      return false;
    at += length;
  }
  return true;
}

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || (c >= 9 && c <= 13); };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::strong_ordering compare_labels(std::string_view a, std::string_view b) {
  std::strong_ordering by_zeros = std::strong_ordering::equal;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::string_view x = digits_at(a, i);
      const std::string_view y = digits_at(b, j);
      const std::string_view p = without_zeros(x);
      const std::string_view q = without_zeros(y);
      if (p.size() != q.size()) return p.size() <=> q.size();
      if (const int c = p.compare(q); c != 0) return c <=> 0;
      if (by_zeros == 0) by_zeros = x.size() <=> y.size();
      i += x.size();
      j += y.size();
      continue;
    }
    // UTF-8 bytes order as their code points do.
    const auto c = static_cast<unsigned char>(a[i]) <=> static_cast<unsigned char>(b[j]);
    if (c != 0) return c;
    ++i;
    ++j;
  }
  const auto by_length = (a.size() - i) <=> (b.size() - j);
  return by_length != 0 ? by_length : by_zeros;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit) return limit + 1;
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min(row[b.size()], limit + 1);
}

namespace {

/// For who types on another keyboard.
std::string without_accents(std::string text) {
  if (is_ascii(text) || first_invalid_utf8(text)) return text;
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
}

}  // namespace

std::vector<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates,
                                 std::size_t count) {
  const std::string wanted = without_accents(fold(name));
  const std::size_t limit = std::max<std::size_t>(2, wanted.size() / 3);
  std::vector<std::pair<std::size_t, const std::string*>> near;
  for (const std::string& candidate : candidates) {
    const std::string folded = without_accents(fold(candidate));
    std::size_t distance = edit_distance(wanted, folded, limit);
    // A part of a label is near it, too: "link worker" for "trust in the link worker".
    if (distance > limit && wanted.size() >= 4 && folded.find(wanted) != std::string::npos)
      distance = limit;
    if (distance <= limit) near.emplace_back(distance, &candidate);
  }
  std::sort(near.begin(), near.end(), [](const auto& x, const auto& y) {
    return x.first != y.first ? x.first < y.first : compare_labels(*x.second, *y.second) < 0;
  });
  std::vector<std::string> out;
  for (const auto& entry : near) {
    if (out.size() == count) break;
    if (std::find(out.begin(), out.end(), *entry.second) == out.end()) out.push_back(*entry.second);
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t plain = plain_run(text, at); plain > 0) {
      width += plain;
      at += plain;
      continue;
    }
    std::size_t length = 0;
    const utf8proc_int32_t point = next_code_point(text, at, length);
    const int columns = point < 0x80 ? 1 : utf8proc_charwidth(point);
    if (columns > 0) width += static_cast<std::size_t>(columns);
    at += length;
  }
  return width;
}

std::string shorten(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  std::string out;
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    next_code_point(text, at, length);
    const std::size_t add = display_width(text.substr(at, length));
    if (width + add + 1 > columns) break;
    out.append(text.substr(at, length));
    width += add;
    at += length;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "…";
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  // One blank between words, so a line is a piece of it.
  const std::string whole = collapse_blanks(text);
  std::vector<std::string> lines;
  std::size_t begin = 0;
  std::size_t width = 0;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = std::min(whole.find(' ', at), whole.size());
    const std::size_t add = display_width(std::string_view(whole).substr(at, end - at));
    if (at > begin && width + 1 + add > columns) {
      lines.push_back(whole.substr(begin, at - 1 - begin));
      begin = at;
      width = 0;
    }
    width += add + (at > begin ? 1 : 0);
    at = end + 1;
  }
  lines.push_back(whole.substr(begin));
  return lines;
}

std::string xml_safe(std::string_view text, std::size_t* removed) {
  std::string out;
  out.reserve(text.size());
  std::size_t dropped = 0;
  for (std::size_t at = 0; at < text.size();) {
    // Nearly all text is plain: runs of it are taken whole.
    const std::size_t plain = static_cast<std::size_t>(
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(),
                     [](char c) { return c < 0x20 || static_cast<unsigned char>(c) >= 0x80; }) -
        text.begin());
    out.append(text.substr(at, plain - at));
    at = plain;
    if (at == text.size()) break;
    std::size_t length = 0;
    const utf8proc_int32_t point = next_code_point(text, at, length);
    const bool control = point < 0x20 && point != '\t' && point != '\n' && point != '\r';
    if (control || point == 0xFFFE || point == 0xFFFF) {
      ++dropped;
    } else if (point == 0xFFFD && length == 1) {
      append_code_point(out, point);
      ++dropped;
    } else {
      out.append(text.substr(at, length));
    }
    at += length;
  }
  if (removed != nullptr) *removed = dropped;
  return out;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return number < 0 ? "-" + digits : digits;
}

std::string count_of(std::int64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + " " + std::string(number == 1 ? one : many);
}

}  // namespace retroduce::base
