#include "base/quote_match.h"

#include <algorithm>
#include <optional>

#include "base/near_match.h"
#include "base/quote_fold.h"

namespace retroduce::base {

namespace {

constexpr std::size_t most_places = 50;
constexpr std::size_t least_piece = 12;   // letters of a piece between words that were left out
constexpr std::size_t widest_gap = 3000;  // letters that may be left out between two pieces

using Hits = std::vector<std::pair<std::size_t, std::size_t>>;  // begin, end in folded letters

Hits all_of(const std::u32string& text, std::u32string_view wanted) {
  Hits hits;
  if (wanted.empty()) return hits;
  for (std::size_t at = text.find(wanted); at != std::u32string::npos && hits.size() < most_places;
       at = text.find(wanted, at + 1))
    hits.emplace_back(at, at + wanted.size());
  return hits;
}

/// Without the marks and brackets that coders put around a quote.
std::u32string_view bare(std::u32string_view letters) {
  constexpr std::u32string_view around = U" '[](){}.";
  const std::size_t first = letters.find_first_not_of(around);
  if (first == std::u32string_view::npos) return {};
  return letters.substr(first, letters.find_last_not_of(around) - first + 1);
}

/// The pieces between "...", "[...]" and "(...)"; one piece where nothing was left out.
std::vector<std::u32string_view> pieces_of(std::u32string_view letters) {
  std::vector<std::u32string_view> pieces;
  for (;;) {
    const std::size_t at = letters.find(U"...");
    const std::u32string_view piece = bare(letters.substr(0, at));
    if (!piece.empty()) pieces.push_back(piece);
    if (at == std::u32string_view::npos) return pieces;
    letters.remove_prefix(at + 3);
  }
}

/// Where the pieces follow each other, each within reach of the one before.
Hits in_pieces(const std::u32string& text, const std::vector<std::u32string_view>& pieces) {
  Hits hits;
  for (const auto& [begin, first_end] : all_of(text, pieces.front())) {
    std::size_t end = first_end;
    bool whole = true;
    for (std::size_t i = 1; whole && i < pieces.size(); ++i) {
      const std::size_t at = text.find(pieces[i], end);
      whole = at != std::u32string::npos && at - end <= widest_gap;
      if (whole) end = at + pieces[i].size();
    }
    if (whole) hits.emplace_back(begin, end);
  }
  return hits;
}

std::size_t shared(std::u32string_view a, std::u32string_view b, bool from_end) {
  std::size_t count = 0;
  const std::size_t least = std::min(a.size(), b.size());
  while (count < least) {
    const char32_t x = from_end ? a[a.size() - 1 - count] : a[count];
    const char32_t y = from_end ? b[b.size() - 1 - count] : b[count];
    if (x != y) break;
    ++count;
  }
  return count;
}

}  // namespace

struct QuoteFinder::Body {
  std::string_view text;
  std::vector<std::uint32_t> starts;  ///< byte of each code point, and of the end
  std::optional<FoldedQuote> folded;  ///< made when first needed, as are these:
  std::u32string lower;
  std::optional<NearMatcher> near;

  const FoldedQuote& fold() {
    if (!folded) folded = fold_quote(text, true);
    return *folded;
  }
  const NearMatcher& matcher() {
    if (!near) {
      lower = without_case(fold().letters);
      near.emplace(lower);
    }
    return *near;
  }
  std::int64_t point_of(std::size_t byte) const {
    return std::lower_bound(starts.begin(), starts.end(), static_cast<std::uint32_t>(byte)) -
           starts.begin();
  }
  QuoteMatch match(QuoteHow how, const Hits& hits) {
    QuoteMatch result{how, {}};
    for (const auto& [begin, end] : hits) {
      if (begin < end) result.places.push_back({fold().from[begin], fold().from[end - 1] + 1});
    }
    if (result.places.empty()) result.how = QuoteHow::none;
    return result;
  }
};

bool same_quote(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const std::u32string x = fold_quote(a, false).letters;
  const std::u32string y = fold_quote(b, false).letters;
  return x == y || (!bare(x).empty() && bare(x) == bare(y));
}

std::string quote_key(std::string_view quote) {
  const std::u32string letters = fold_quote(quote, false).letters;
  const std::u32string within(bare(letters));
  std::string key;
  for (const char32_t letter : within.empty() ? letters : within)
    for (const unsigned shift : {0U, 8U, 16U})
      key += static_cast<char>((static_cast<std::uint32_t>(letter) >> shift) & 0xffU);
  return key;
}

QuoteFinder::QuoteFinder(std::string_view text) : body_(std::make_unique<Body>()) {
  body_->text = text;
  body_->starts.reserve(text.size() + 1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U)
      body_->starts.push_back(static_cast<std::uint32_t>(at));
  }
  body_->starts.push_back(static_cast<std::uint32_t>(text.size()));
}

QuoteFinder::~QuoteFinder() = default;
QuoteFinder::QuoteFinder(QuoteFinder&&) noexcept = default;

std::int64_t QuoteFinder::size() const {
  return static_cast<std::int64_t>(body_->starts.size()) - 1;
}

std::string_view QuoteFinder::slice(TextSpan span) const {
  if (span.begin < 0 || span.end < span.begin || span.end > size()) return {};
  const std::size_t from = body_->starts[static_cast<std::size_t>(span.begin)];
  return body_->text.substr(from, body_->starts[static_cast<std::size_t>(span.end)] - from);
}

std::string_view QuoteFinder::before(TextSpan span, std::int64_t count) const {
  return slice({std::max<std::int64_t>(0, span.begin - count), span.begin});
}

std::string_view QuoteFinder::after(TextSpan span, std::int64_t count) const {
  return slice({span.end, std::min(size(), span.end + count)});
}

QuoteMatch QuoteFinder::find(std::string_view quote) const {
  quote = trim(quote);
  if (quote.empty()) return {};
  QuoteMatch result{QuoteHow::exact, {}};
  for (std::size_t at = body_->text.find(quote);
       at != std::string_view::npos && result.places.size() < most_places;
       at = body_->text.find(quote, at + 1))
    result.places.push_back({body_->point_of(at), body_->point_of(at + quote.size())});
  if (!result.places.empty()) return result;

  const std::u32string letters = fold_quote(quote, false).letters;
  const std::u32string& text = body_->fold().letters;
  Hits hits = all_of(text, letters);
  const std::u32string_view core = bare(letters);
  if (hits.empty() && core.size() >= least_piece) hits = all_of(text, core);
  if (!hits.empty()) return body_->match(QuoteHow::folded, hits);

  const auto pieces = pieces_of(letters);
  const bool are_long = std::all_of(pieces.begin(), pieces.end(),
                                    [](const auto& piece) { return piece.size() >= least_piece; });
  if (pieces.size() > 1 && are_long) hits = in_pieces(text, pieces);
  if (hits.empty()) {
    const std::u32string lower = without_case(letters);
    for (const NearPlace& place : body_->matcher().find(bare(lower)))
      hits.emplace_back(place.begin, place.end);
  }
  return body_->match(QuoteHow::near, hits);
}

std::size_t shared_end(std::string_view a, std::string_view b) {
  return shared(fold_quote(a, false).letters, fold_quote(b, false).letters, true);
}

std::size_t shared_beginning(std::string_view a, std::string_view b) {
  return shared(fold_quote(a, false).letters, fold_quote(b, false).letters, false);
}

}  // namespace retroduce::base
