// Fingerprints of what a review holds: a sum over all fields of all things of a kind, so that it
// does not hang on the order of rows, and what one import added is the difference of two sums.
// Tells damage from chance; no proof against intent. Internal to the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "model/vocabulary.h"
#include "store/connection.h"

namespace retroduce::store {

struct ContentPrint {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  bool is_nothing() const { return low == 0 && high == 0; }
  friend bool operator==(const ContentPrint&, const ContentPrint&) = default;
};
using ContentPrints = std::map<model::ThingKind, ContentPrint>;

/// Of all things as they are now, by permanent ids; kinds of which there is nothing are left out.
/// Bytes of attachments are told by their hash alone.
ContentPrints content_prints(Connection& connection);
/// The same of what one change added, and is there.
ContentPrints prints_of_added(Connection& connection, std::int64_t change);

/// Adds the sums.
void add_prints(ContentPrints& into, const ContentPrints& more);

/// What stands in `after` beyond `before`.
ContentPrints difference_of(const ContentPrints& after, const ContentPrints& before);

/// Keeps them with the receipt of that number.
void keep_prints(Connection& connection, std::int64_t arrival, const ContentPrints& prints);

/// The sum of all that imports brought.
ContentPrints kept_prints(Connection& connection);

}  // namespace retroduce::store
