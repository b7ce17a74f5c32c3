// Finds an extract by document, span and words while an import runs. Holds fingerprints, not words.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "store/connection.h"

namespace retroduce::store {

class ExtractIndex {
 public:
  /// Reads what the review holds already.
  explicit ExtractIndex(Connection& connection);

  struct Held {
    std::int64_t id = 0;
    std::int64_t change = 0;
    std::int64_t ordinal = 0;
  };
  /// The extracts with this document, span and quote, as they came: one, or those that several took
  /// who code apart. One whose span was found in the text is known without it too, so that its
  /// source may come again.
  std::vector<Held> find(std::int64_t document, const std::optional<base::TextSpan>& span,
                         std::string_view quote);
  /// Of those that were there, the one whose words were found at this place in other spelling; 0
  /// where there is none.
  std::int64_t placed_at(std::int64_t document, const base::TextSpan& span) const;
  void add(std::int64_t document, const std::optional<base::TextSpan>& span, std::string_view quote,
           std::int64_t extract);

 private:
  Connection& connection_;
  std::unordered_multimap<std::uint64_t, std::int64_t> by_fingerprint_;
  std::unordered_set<std::int64_t> spans_found_;
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, std::int64_t>
      placed_;  ///< by document and span
};

}  // namespace retroduce::store
