#include "store/masking.h"

#include <algorithm>

#include "base/quote_match.h"

namespace retroduce::store {

namespace {

constexpr std::int64_t fewest_letters = 24;  // of words that are looked for in other texts
constexpr std::int64_t beginning_letters = 12;
constexpr std::string_view black = "\u2588";

std::size_t length_of(unsigned char lead) {
  return lead < 0x80 ? 1U : lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U;
}

}  // namespace

std::string masked(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (is_blank) {
      out += c;
    } else {
      out += black;
    }
    at += length_of(static_cast<unsigned char>(c));
  }
  return out;
}

std::string masked(std::string_view text, base::TextSpan span) {
  const auto before = base::slice(text, {0, span.begin}).value();
  const auto inside = base::slice(text, span).value();
  std::string out(before);
  out += masked(inside);
  out += text.substr(before.size() + inside.size());
  return out;
}

Mask::Mask(std::string words)
    : words_(std::move(words)), as_quoted_(base::collapse_blanks(words_)) {
  const std::int64_t letters = base::count_code_points(as_quoted_);
  is_telling_ = letters >= fewest_letters;
  if (is_telling_) beginning_ = base::slice(as_quoted_, {0, beginning_letters}).value();
}

std::optional<std::string> Mask::in(std::string_view text) const {
  // Folding may make letters more or fewer, but not by half.
  if (!is_telling_ || text.size() * 2 < words_.size() || base::first_invalid_utf8(text))
    return std::nullopt;
  const base::QuoteMatch match = base::QuoteFinder(text).find(words_);
  if (match.how != base::QuoteHow::exact && match.how != base::QuoteHow::folded)
    return std::nullopt;
  std::string out(text);
  for (const base::TextSpan place : match.places) out = masked(out, place);
  return out;
}

std::optional<std::string> Mask::in_sentence(std::string_view text) const {
  auto out = in(text);
  if (!is_telling_) return out;
  std::string now = out ? *out : std::string(text);
  for (std::size_t at = now.find(beginning_); at != std::string::npos;
       at = now.find(beginning_, at + 1)) {
    const auto [end, ignored] = std::mismatch(now.begin() + static_cast<std::ptrdiff_t>(at),
                                              now.end(), as_quoted_.begin(), as_quoted_.end());
    // Not in the middle of a letter.
    auto stop = static_cast<std::size_t>(end - now.begin());
    while (stop < now.size() && (static_cast<unsigned char>(now[stop]) & 0xC0U) == 0x80U) --stop;
    now.replace(at, stop - at, masked(std::string_view(now).substr(at, stop - at)));
    out = now;
  }
  return out;
}

}  // namespace retroduce::store
