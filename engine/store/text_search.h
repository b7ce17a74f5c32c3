// Full text over quotes, ranked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/details.h"
#include "store/connection.h"
#include "store/match_scores.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// The words as FTS5 reads them; empty where there is none to look for.
std::string full_text_expression(const model::TextQuery& query);

class TextSearch {
 public:
  /// Both must outlive it. Fails: SQLite::Exception.
  TextSearch(Connection& connection, const LoadedSnapshot& loaded);

  /// Extracts that match with their scores, best first, ties in reading order; `total`: all that
  /// match. Fails: SQLite::Exception.
  std::vector<model::TextHit> search(const model::TextQuery& query, std::size_t limit,
                                     std::int64_t& total);

 private:
  std::vector<model::TextHit> hits(const std::string& expression);

  Connection& connection_;
  const LoadedSnapshot& loaded_;
  std::optional<std::optional<QuoteLengths>> lengths_;  ///< unset: not asked for yet
};

}  // namespace retroduce::store
