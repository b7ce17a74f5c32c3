#include "store/masking.h"

#include <algorithm>

#include "base/quote_match.h"

namespace retroduce::store {

namespace {

constexpr std::int64_t fewest_letters = 24;  // of words that are looked for in other texts
constexpr std::int64_t beginning_letters = 12;
constexpr std::string_view black = "\u2588";
constexpr std::string_view cut = "\u2026";

std::size_t length_of(unsigned char lead) {
  return lead < 0x80 ? 1U : lead < 0xE0 ? 2U : lead < 0xF0 ? 3U : 4U;
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// The code points of valid UTF-8, one by one.
std::vector<std::string_view> letters_of(std::string_view text) {
  std::vector<std::string_view> letters;
  for (std::size_t at = 0; at < text.size(); at += letters.back().size())
    letters.push_back(text.substr(at, length_of(static_cast<unsigned char>(text[at]))));
  return letters;
}

std::size_t shared_letters(std::string_view a, std::string_view b) {
  auto stop = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                                       a.begin());
  // Not in the middle of a letter.
  while (stop > 0 && stop < a.size() && (static_cast<unsigned char>(a[stop]) & 0xC0U) == 0x80U)
    --stop;
  return stop;
}

}  // namespace

std::string masked(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_blank(c)) {
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

bool has_mask(std::string_view text) { return text.find(black) != std::string_view::npos; }

bool is_all_masked(std::string_view text) { return masked(text) == text; }

bool same_but_masked(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (!has_mask(a) && !has_mask(b)) return false;
  const auto some = letters_of(a);
  const auto others = letters_of(b);
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](std::string_view x, std::string_view y) {
                      return x == y || ((x == black || y == black) && !is_blank(x.front()) &&
                                        !is_blank(y.front()));
                    });
}

std::optional<std::string> requoted(std::string_view sentence, std::string_view quoted,
                                    std::string_view other, std::int64_t fewest) {
  const std::string text = base::collapse_blanks(quoted);
  const std::string instead = base::collapse_blanks(other);
  std::optional<std::string> out;
  std::string now(sentence);
  for (std::size_t at = 0; at < now.size(); at = now.find('"', at)) {
    if (now[at] == '"') ++at;  // else the sentence is nothing but the words
    const std::string_view rest = std::string_view(now).substr(at);
    const std::size_t length = shared_letters(rest, text);
    const std::string_view then = rest.substr(length);
    const bool is_whole = length == text.size() && (then.empty() || then.front() == '"');
    const bool is_cut =
        then.starts_with(cut) && (then.size() == cut.size() || then[cut.size()] == '"');
    const std::int64_t letters = base::count_code_points(rest.substr(0, length));
    if (length == 0 || !(is_whole || is_cut) || letters < fewest) continue;
    const auto piece =
        is_whole ? std::string_view(instead) : base::slice(instead, {0, letters}).value_or(instead);
    now.replace(at, length, piece);
    at += piece.size();
    if (now != sentence) out = now;
  }
  return out;
}

std::string masked_markup(std::string_view xml) {
  constexpr std::string_view name = " name=";
  std::string out;
  bool is_tag = false;
  for (std::size_t at = 0; at < xml.size();) {
    std::size_t stop = xml.find(is_tag ? '>' : '<', at);
    stop = stop == std::string_view::npos ? xml.size() : stop + (is_tag ? 1 : 0);
    std::string_view piece = xml.substr(at, stop - at);
    at = stop;
    if (!is_tag) out += masked(piece);
    while (is_tag && !piece.empty()) {
      const std::size_t found = piece.find(name);
      const std::size_t open = std::min(piece.size(), found + name.size() + 1);
      if (found == std::string_view::npos || open == piece.size()) {
        out += piece;
        break;
      }
      const std::size_t close = std::min(piece.size(), piece.find(piece[open - 1], open));
      out += piece.substr(0, open);
      out += masked(piece.substr(open, close - open));
      piece.remove_prefix(close);
    }
    is_tag = !is_tag;
  }
  return out;
}

Mask::Mask(std::string words) : words_(std::move(words)) {
  is_telling_ =
      base::count_code_points(base::collapse_blanks(words_)) >= fewest_letters && !has_mask(words_);
}

std::vector<base::TextSpan> Mask::places(std::string_view text, bool nearly) const {
  // Folding may make letters more or fewer, but not by half.
  if (!is_telling_ || text.size() * 2 < words_.size() || base::first_invalid_utf8(text)) return {};
  const base::QuoteMatch match = base::QuoteFinder(text).find(words_);
  const bool counts = match.how == base::QuoteHow::exact || match.how == base::QuoteHow::folded ||
                      (nearly && match.how == base::QuoteHow::near);
  return counts ? match.places : std::vector<base::TextSpan>{};
}

std::optional<std::string> Mask::in(std::string_view text) const {
  const auto found = places(text);
  if (found.empty()) return std::nullopt;
  std::string out(text);
  for (const base::TextSpan place : found) out = masked(out, place);
  return out;
}

std::optional<std::string> Mask::in_sentence(std::string_view text) const {
  auto out = in(text);
  if (!is_telling_) return out;
  auto more = requoted(out ? *out : text, words_, masked(words_), beginning_letters);
  return more ? more : out;
}

}  // namespace retroduce::store
