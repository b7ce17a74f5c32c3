// Text as reviewers mean it: UTF-8, counted in Unicode code points, compared as people compare
// labels. Byte offsets exist only inside text.cpp. Wraps utf8proc; knows nothing of the domain.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::base {

/// A half-open range of Unicode code points.
struct TextSpan {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  friend auto operator<=>(const TextSpan&, const TextSpan&) = default;
};

/// Byte offset of the first byte that is not valid UTF-8, or nothing. A NUL byte is valid UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view bytes);

/// Number of code points of valid UTF-8.
std::int64_t count_code_points(std::string_view text);

/// The code points [span.begin, span.end) of valid UTF-8; nothing where the span reaches beyond it.
std::optional<std::string_view> slice(std::string_view text, TextSpan span);

/// Windows-1252 as UTF-8; the five undefined bytes become their C1 code points.
std::string from_windows_1252(std::string_view bytes);

/// How names are matched: Unicode composed (NFC), case folded, runs of blanks one, no blanks at the
/// ends. Accents are kept. Invalid UTF-8 is returned as it is.
std::string fold(std::string_view text);

/// Runs of blanks and line ends as one space, none at the ends; everything else as it is.
std::string collapse_blanks(std::string_view text);

/// Whether nothing of it can be seen: it has blanks, control and format characters alone, or none.
bool is_unseen(std::string_view text);

std::string_view trim(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Labels in reading order: runs of digits as numbers (CMOC 7 before CMOC 12), else by code point.
/// Equal numbers with other leading zeros are told apart by their length, so the order is total.
std::strong_ordering compare_labels(std::string_view a, std::string_view b);

/// Number of single-character changes between two texts, not counted above `limit` (then limit +
/// 1).
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// Up to `count` of `candidates` nearest to `name` (folded, accents aside), nearest first, none
/// that is farther than makes sense; ties by label order.
std::vector<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates,
                                 std::size_t count = 3);

/// Columns that the text takes on a terminal (wide East Asian characters are two).
std::size_t display_width(std::string_view text);

/// The first `columns` columns, ending in "…" where something was cut.
std::string shorten(std::string_view text, std::size_t columns);

/// Lines of at most `columns` columns, broken at blanks; a longer word stands alone.
std::vector<std::string> wrap(std::string_view text, std::size_t columns);

/// The text without characters that XML 1.0 cannot carry; `removed` counts them.
std::string xml_safe(std::string_view text, std::size_t* removed = nullptr);

/// "1 document", "3 documents"; thousands are grouped ("12,040 documents").
std::string count_of(std::int64_t number, std::string_view one, std::string_view many);
std::string grouped(std::int64_t number);

}  // namespace retroduce::base
