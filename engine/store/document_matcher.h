// Finds the documents that a citation may be of among all that are there and came before: by
// identifiers and by title, through tables in memory that are filled once. Scores:
// model/citation_match.h.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/citation_match.h"
#include "store/connection.h"

namespace retroduce::store {

class DocumentMatcher {
 public:
  /// Reads the citations of all documents in the order of their rows, and of the records that were
  /// joined to them: what these call the paper leads to it, too.
  explicit DocumentMatcher(Connection& connection);

  struct Found {
    std::int64_t document = 0;  ///< row; 0: none
    model::Match match;
  };
  /// The certain one of the highest score, the earlier of two; else the doubtful one of the
  /// highest. Doubtful where two are equally certain and somebody decided that they are two papers.
  Found best(const model::Citation& citation) const;
  /// Another of a document that is there, or one of a new document.
  void add(std::int64_t document, model::Citation citation);

  /// Every pair of documents that is not certainly different, each once, with what likens it most;
  /// by the earlier document.
  /// `of`: only those with one of these; null: all.
  void each_pair(const std::set<std::int64_t>* of,
                 const std::function<void(std::int64_t first, std::int64_t second,
                                          const model::Match&)>& visit) const;

 private:
  using Places = std::unordered_multimap<std::uint64_t, std::uint32_t>;
  void each_candidate(const model::Citation& citation,
                      const std::function<void(std::uint32_t)>& visit) const;
  std::set<std::pair<std::int64_t, std::int64_t>> apart_;  ///< as decided, by row, either way round
  std::vector<std::int64_t> rows_;
  std::vector<model::Citation> citations_;
  Places places_;  ///< by fingerprint of a key
};

}  // namespace retroduce::store
