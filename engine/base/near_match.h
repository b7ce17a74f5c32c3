// Where a text nearly holds a quote: by runs of letters that they share, then letter by letter.
// For quote_match.cpp alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retroduce::base {

struct NearPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t differences = 0;  ///< letters added, left out or other ones
};

/// Finds near places in one text; the text is lent.
class NearMatcher {
 public:
  explicit NearMatcher(std::u32string_view text);

  /// Places that differ in at most one letter of six, without those that overlap a better one,
  /// in the order of the text. Where one is far better than all others, that one alone.
  /// Nothing for quotes of fewer than 24 letters or more than 4,000.
  std::vector<NearPlace> find(std::u32string_view quote) const;

 private:
  std::vector<std::size_t> likely_starts(std::u32string_view quote, std::size_t slack) const;
  std::u32string_view text_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> runs_;  ///< hash of eight letters, place
};

}  // namespace retroduce::base
