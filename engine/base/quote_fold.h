// A text as quotes are compared: decomposed, one kind of quotation mark, no hyphens, single blanks.
// For quote_match.cpp alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::base {

struct FoldedQuote {
  std::u32string letters;
  std::vector<std::uint32_t> from;  ///< per letter: the code point of the text that it comes from
};

/// Hyphens and dashes go, with the blanks beside them: a line end cuts words with a hyphen or
/// without, and dashes are typed in many ways. `with_places` false leaves `from` empty.
FoldedQuote fold_quote(std::string_view text, bool with_places);

/// The same without case, for near matches. Places stay as they were.
std::u32string without_case(std::u32string letters);

}  // namespace retroduce::base
