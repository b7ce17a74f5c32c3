#include "interchange/refi_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace retroduce::interchange::refi {

namespace {

constexpr std::string_view mark = "\xef\xbb\xbf";

void append_utf8(std::string& out, std::uint32_t point) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0U | point >> 6U);
    put(0x80U | (point & 0x3fU));
  } else if (point < 0x10000) {
    put(0xe0U | point >> 12U);
    put(0x80U | (point >> 6U & 0x3fU));
    put(0x80U | (point & 0x3fU));
  } else {
    put(0xf0U | point >> 18U);
    put(0x80U | (point >> 12U & 0x3fU));
    put(0x80U | (point >> 6U & 0x3fU));
    put(0x80U | (point & 0x3fU));
  }
}

std::string from_utf16(std::string_view bytes, bool big) {
  std::string out;
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    if (at + 1 >= bytes.size()) return 0xfffd;
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return big ? first << 8U | second : second << 8U | first;
  };
  for (std::size_t at = 2; at < bytes.size(); at += 2) {
    std::uint32_t point = unit(at);
    if (point >= 0xd800 && point < 0xdc00 && at + 3 < bytes.size()) {
      const std::uint32_t low = unit(at + 2);
      if (low >= 0xdc00 && low < 0xe000) {
        point = 0x10000 + ((point - 0xd800) << 10U) + (low - 0xdc00);
        at += 2;
      }
    }
    append_utf8(out, point >= 0xd800 && point < 0xe000 ? 0xfffd : point);
  }
  return out;
}

/// The next code point of valid UTF-8; moves `at` past it.
std::uint32_t next_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at++]);
  if (byte < 0x80) return byte;
  const std::size_t more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
  std::uint32_t point = byte & (0x3fU >> more);
  for (std::size_t i = 0; i < more && at < text.size(); ++i)
    point = point << 6U | (static_cast<unsigned char>(text[at++]) & 0x3fU);
  return point;
}

bool is_blank(std::uint32_t point) {
  return point == ' ' || (point >= 9 && point <= 13) || point == 0xa0 || point == 0xfeff ||
         (point >= 0x2000 && point <= 0x200b) || point == 0x2028 || point == 0x3000;
}

/// Roughly: letters and digits of any script; signs, dashes, quotes and pictures are none.
bool is_in_word(std::uint32_t point) {
  if (point < 0x80)
    return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') ||
           (point >= 'A' && point <= 'Z');
  if (point < 0xc0 || (point >= 0x2000 && point < 0x2c00) || point >= 0x1f000) return false;
  return !is_blank(point) && !(point >= 0x3000 && point < 0x3040);
}

std::uint32_t point_at(const std::vector<std::uint32_t>& points, std::int64_t place) {
  const auto at = static_cast<std::size_t>(place);
  return place < 0 || at >= points.size() ? ' ' : points[at];
}

/// Begins and ends with a whole word or sign, and has no blank at its edges.
bool is_tight(const std::vector<std::uint32_t>& points, base::TextSpan span) {
  const auto at = [&](std::int64_t place) { return point_at(points, place); };
  const std::uint32_t first = at(span.begin);
  const std::uint32_t last = at(span.end - 1);
  if (is_blank(first) || is_blank(last)) return false;
  const bool cuts_first = is_in_word(first) && is_in_word(at(span.begin - 1));
  const bool cuts_last = is_in_word(last) && is_in_word(at(span.end));
  return !cuts_first && !cuts_last;
}

/// Whether a name, perhaps cut at its end, is what stands there; runs of blanks count as one.
bool says(std::string_view name, std::string_view there) {
  if (name.empty()) return false;
  std::string said = base::collapse_blanks(name);
  const std::string found = base::collapse_blanks(there);
  if (said.empty()) return false;
  if (said == found) return true;
  constexpr std::string_view ellipsis = "…";
  if (said.ends_with(ellipsis)) {
    said.erase(said.size() - ellipsis.size());
  } else if (said.ends_with("...")) {
    said.erase(said.size() - 3);
  } else if (base::count_code_points(said) < 90) {
    return false;
  }
  return said.size() > 12 && found.starts_with(said);
}

std::vector<std::uint32_t> points_of(std::string_view text) {
  std::vector<std::uint32_t> points;
  for (std::size_t at = 0; at < text.size();) points.push_back(next_point(text, at));
  return points;
}

struct Score {
  Counting counting;
  std::int64_t points = 0;
  std::int64_t tight = 0;
  std::int64_t named = 0;
  std::int64_t outside = 0;
  std::vector<base::TextSpan> spans;  ///< of all selections, to tell ways that read alike
};

constexpr std::int64_t for_name = 4;
constexpr std::int64_t for_tight = 1;
constexpr std::int64_t for_outside = -8;
constexpr base::TextSpan nowhere{-1, -1};

/// Once much has been tried, ways that are far behind are tried no longer.
void drop_hopeless(std::vector<Score>& scores, std::int64_t tried) {
  constexpr std::int64_t enough = 2000;
  if (tried < enough) return;
  std::int64_t best = scores.front().points;
  for (const Score& score : scores) best = std::max(best, score.points);
  const auto is_hopeless = [&](const Score& score) { return score.points < best - tried / 4; };
  // The first is the expected way, to be fallen back on.
  scores.erase(std::remove_if(scores.begin() + 1, scores.end(), is_hopeless), scores.end());
}

std::vector<Counting> all_ways(const std::vector<TextWithSelections>& texts,
                               const Counting& expected) {
  bool has_astral = false;
  bool has_crlf = false;
  bool has_mark = false;
  for (const auto& [text, selections] : texts) {
    if (selections.empty()) continue;
    has_astral = has_astral || std::any_of(text->text.begin(), text->text.end(), [](char c) {
                   return static_cast<unsigned char>(c) >= 0xf0;
                 });
    has_crlf = has_crlf || text->had_crlf;
    has_mark = has_mark || text->had_mark;
  }
  std::vector<Counting> ways = {expected};
  for (unsigned bits = 0; bits < 32; ++bits) {
    Counting way{(bits & 1U) != 0, (bits & 2U) == 0, (bits & 4U) != 0, (bits & 8U) != 0,
                 (bits & 16U) != 0};
    // What makes no difference in these texts is as expected.
    if (!has_astral) way.utf16 = expected.utf16;
    if (!has_crlf) way.crlf_is_two = expected.crlf_is_two;
    if (!has_mark) way.mark_counts = expected.mark_counts;
    if (std::find(ways.begin(), ways.end(), way) == ways.end()) ways.push_back(way);
  }
  return ways;
}

}  // namespace

Text decoded_text(std::string_view bytes) {
  Text out;
  std::string plain;
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    plain = from_utf16(bytes, bytes.starts_with("\xfe\xff"));
    out.was_utf16 = true;
    out.had_mark = true;
  } else {
    out.had_mark = bytes.starts_with(mark);
    if (out.had_mark) bytes.remove_prefix(mark.size());
    if (base::first_invalid_utf8(bytes)) {
      plain = base::from_windows_1252(bytes);
      out.was_latin = true;
    } else {
      plain = bytes;
    }
  }
  if (plain.find('\r') == std::string::npos) {
    out.text = std::move(plain);
    return out;
  }
  out.text.reserve(plain.size());
  for (std::size_t at = 0; at < plain.size(); ++at) {
    const char c = plain[at];
    const bool is_continued = (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
    const bool is_crlf = c == '\r' && at + 1 < plain.size() && plain[at + 1] == '\n';
    out.text.push_back(c == '\r' ? '\n' : c);
    if (!is_continued) out.crlf.push_back(is_crlf);
    out.had_crlf = out.had_crlf || is_crlf;
    if (is_crlf) ++at;
  }
  return out;
}

PointIndex::PointIndex(std::string_view text) : text_(text) {
  for (std::size_t at = 0; at < text.size();) {
    starts_.push_back(static_cast<std::uint32_t>(at));
    next_point(text, at);
  }
  starts_.push_back(static_cast<std::uint32_t>(text.size()));
}

std::string_view PointIndex::slice(base::TextSpan span) const {
  const std::size_t begin = starts_.at(static_cast<std::size_t>(span.begin));
  return text_.substr(begin, starts_.at(static_cast<std::size_t>(span.end)) - begin);
}

std::string in_words(const Counting& counting) {
  std::string words = counting.utf16 ? "UTF-16 code units" : "code points";
  words += counting.crlf_is_two ? ", CR LF as two" : ", CR LF as one";
  if (counting.mark_counts) words += ", the byte order mark counted";
  words += counting.end_is_last ? ", the end being the last character" : ", the end being behind";
  words += counting.starts_at_one ? ", from 1" : ", from 0";
  return words;
}

Counting known_counting(std::string_view origin) {
  const std::string name = base::fold(origin);
  Counting counting;
  if (name.starts_with("nvivo")) counting.utf16 = true;
  if (name.starts_with("atlas")) counting.crlf_is_two = false;
  counting.starts_at_one = counting.end_is_last = name.starts_with("requal");
  return counting;
}

Positions::Positions(const Text& text, const Counting& counting) : counting_(counting) {
  count_ = base::count_code_points(text.text);
  const bool has_wide =
      counting.utf16 && std::any_of(text.text.begin(), text.text.end(),
                                    [](char c) { return static_cast<unsigned char>(c) >= 0xf0; });
  const bool has_lines = counting.crlf_is_two && text.had_crlf;
  const bool has_mark = counting.mark_counts && text.had_mark;
  is_plain_ = !has_wide && !has_lines && !has_mark;
  if (is_plain_) return;
  if (has_mark) places_.push_back(-1);
  std::int32_t place = 0;
  for (std::size_t at = 0; at < text.text.size(); ++place) {
    const std::uint32_t point = next_point(text.text, at);
    places_.push_back(place);
    if (counting.utf16 && point >= 0x10000) places_.push_back(-1);
    // Between CR and LF one stands before the line end.
    if (has_lines && text.crlf[static_cast<std::size_t>(place)]) places_.push_back(place + 1);
  }
  places_.push_back(place);
}

std::optional<std::int64_t> Positions::place(std::int64_t position) const {
  if (position < 0) return std::nullopt;
  if (is_plain_) return position <= count_ ? std::optional(position) : std::nullopt;
  if (position >= static_cast<std::int64_t>(places_.size())) return std::nullopt;
  const std::int32_t found = places_[static_cast<std::size_t>(position)];
  return found < 0 ? std::nullopt : std::optional<std::int64_t>(found);
}

std::optional<base::TextSpan> Positions::span(const Selection& selection) const {
  constexpr std::int64_t far = std::int64_t{1} << 40;
  if (selection.begin < 0 || selection.end < 0 || selection.begin > far || selection.end > far)
    return std::nullopt;
  const std::int64_t first = counting_.starts_at_one ? 1 : 0;
  const auto begin = place(selection.begin - first);
  const auto end = place(selection.end - first + (counting_.end_is_last ? 1 : 0));
  if (!begin || !end || *begin >= *end) return std::nullopt;
  return base::TextSpan{*begin, *end};
}

Verdict judge(const std::vector<TextWithSelections>& texts, const Counting& expected) {
  const std::vector<Counting> ways = all_ways(texts, expected);
  std::vector<Score> scores;
  for (const Counting& way : ways) scores.push_back({way, 0, 0, 0, 0, {}});
  Verdict verdict;
  for (const auto& [text, selections] : texts) {
    if (selections.empty()) continue;
    verdict.selections += static_cast<std::int64_t>(selections.size());
    const std::vector<std::uint32_t> points = points_of(text->text);
    const PointIndex index(text->text);
    for (Score& score : scores) {
      const Positions positions(*text, score.counting);
      for (const Selection& selection : selections) {
        const auto span = positions.span(selection);
        score.spans.push_back(span.value_or(nowhere));
        if (!span) {
          ++score.outside;
          score.points += for_outside;
          continue;
        }
        const std::string_view there = index.slice(*span);
        const bool is_named = says(selection.name, there) || says(selection.description, there);
        const bool fits = is_tight(points, *span);
        score.named += is_named ? 1 : 0;
        score.tight += fits ? 1 : 0;
        score.points += (is_named ? for_name : 0) + (fits ? for_tight : 0);
      }
    }
    drop_hopeless(scores, verdict.selections);
  }
  // The expected way stands first, so that it wins where another only equals it.
  const auto best =
      std::max_element(scores.begin(), scores.end(),
                       [](const Score& a, const Score& b) { return a.points < b.points; });
  const Score* next = nullptr;
  for (const Score& score : scores) {
    if (score.spans == best->spans) continue;
    if (next == nullptr || score.points > next->points) next = &score;
  }
  const std::int64_t margin = std::max<std::int64_t>(2, verdict.selections / 20);
  const bool is_clear = next == nullptr || best->points - next->points >= margin;
  // What is nearly as good gives way to the expected way, unless names speak against that one.
  const Score& expects = scores.front();
  const bool is_best =
      is_clear || (best->named > expects.named && best->points - expects.points >= margin);
  const Score& chosen = is_best ? *best : expects;
  verdict.counting = chosen.counting;
  verdict.is_clear = is_clear || scores.front().spans == best->spans;
  verdict.tight = chosen.tight;
  verdict.named = chosen.named;
  verdict.outside = chosen.outside;
  if (next != nullptr) verdict.next_tight = next->tight;
  std::size_t at = 0;
  for (const auto& [text, selections] : texts) {
    for (std::size_t i = 0; i < selections.size() && verdict.first.size() < 5; ++i) {
      const base::TextSpan span = chosen.spans[at + i];
      if (span == nowhere) continue;
      std::string words =
          "\"" + base::shorten(base::collapse_blanks(*base::slice(text->text, span)), 70) + "\"";
      const auto end = verdict.first.end();
      if (std::find(verdict.first.begin(), end, words) == end)
        verdict.first.push_back(std::move(words));
    }
    at += selections.size();
  }
  return verdict;
}

}  // namespace retroduce::interchange::refi
