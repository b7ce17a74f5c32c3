// Finds where a quote stands in a text as a reader would: by its words, whatever happened to
// blanks, hyphens, quotation marks and ligatures on the way through a PDF or a spreadsheet. Places
// count in code points. Knows nothing of documents or extracts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace retroduce::base {

enum class QuoteHow : std::uint8_t {
  exact,   ///< letter by letter
  folded,  ///< but for blanks, hyphens, quotation marks, soft hyphens and ligatures
  near,    ///< in nearly these words, or with words left out where the quote says so
  none,
};

struct QuoteMatch {
  QuoteHow how = QuoteHow::none;
  std::vector<TextSpan> places;  ///< in the order of the text; several where it may be any of them
};

/// Equal but for blanks, hyphens, quotation marks, soft hyphens, ligatures, the Unicode form, and
/// marks, brackets and full stops around them.
bool same_quote(std::string_view a, std::string_view b);

/// Equal for quotes that are the same so, for looking them up; no text for people.
std::string quote_key(std::string_view quote);

/// One text, folded once and asked often. The text is lent for as long as this lives.
class QuoteFinder {
 public:
  /// Valid UTF-8 of less than 4 GiB.
  explicit QuoteFinder(std::string_view text);
  ~QuoteFinder();
  QuoteFinder(const QuoteFinder&) = delete;
  QuoteFinder& operator=(const QuoteFinder&) = delete;
  QuoteFinder(QuoteFinder&&) noexcept;
  QuoteFinder& operator=(QuoteFinder&&) = delete;

  /// The strictest way that finds it at all: exact, folded, then near (quotes of 24 letters and
  /// more, at most one letter in six another). At most 50 places.
  QuoteMatch find(std::string_view quote) const;

  std::int64_t size() const;                    ///< in code points
  std::string_view slice(TextSpan span) const;  ///< empty where it reaches beyond the text
  /// Up to `count` code points before and after a span that lies within the text.
  std::string_view before(TextSpan span, std::int64_t count = 32) const;
  std::string_view after(TextSpan span, std::int64_t count = 32) const;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

/// How many letters, from the end and folded, two passages share; and from the beginning.
std::size_t shared_end(std::string_view a, std::string_view b);
std::size_t shared_beginning(std::string_view a, std::string_view b);

}  // namespace retroduce::base
