// How a theory changed from one of its versions to a later one, statement by statement.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/details.h"

namespace retroduce::review {

/// A statement of the later version with what it came out of, or one of the earlier that none came
/// out of. Statements are places in TheoryDetails.
struct StatementChange {
  /// In the earlier version, by label; empty: it is new. Of a part that was dropped, while the rest
  /// of what it was split from goes on: that part, in a version between.
  std::vector<std::uint32_t> was;
  std::optional<std::uint32_t> is;  ///< nothing: it was not carried on
  /// What became of it, in the one word that says most of what happened on the way: "dropped",
  /// "merged", "split", "reworded", "kept", or "kept in other words" where it was not. "new", but
  /// "taken up again" where a version before the earlier one had it; "not carried on".
  std::string lineage;
  std::vector<std::uint32_t> on_the_way;  ///< the statements whose reasons and extracts count
};

struct TheoryDiff {
  std::uint32_t theory = 0;
  std::uint32_t earlier = 0;  ///< versions
  std::uint32_t later = 0;
  std::vector<StatementChange>
      changes;  ///< the later version's by label, then what was left behind
};

/// Versions by label; of several theories with such versions, the one named. Refused:
/// theory.no-version (with those that there are), theory.several, theory.order.
base::Parsed<TheoryDiff> theory_diff(const model::TheoryDetails& all, const std::string& theory,
                                     const std::string& earlier, const std::string& later);

}  // namespace retroduce::review
