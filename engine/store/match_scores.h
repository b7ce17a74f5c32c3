// How well extracts match the words of a search: BM25 as FTS5 reckons it (k1 = 1.2, b = 0.75;
// Robertson and Zaragoza 2009, https://www.sqlite.org/fts5.html#the_bm25_function), the same number
// to the last bit. FTS5's own function looks up the length of every quote in a table, one by one,
// which takes two thirds of a search for a common word; lengths are kept in one list instead.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "store/connection.h"
#include "store/packed.h"
#include "store/raw_rows.h"

struct Fts5ExtensionApi;
struct Fts5Context;

namespace retroduce::store {

/// Words in each quote, by row of its extract.
class QuoteLengths {
 public:
  /// From FTS5's table of sizes. Fails: SQLite::Exception.
  static QuoteLengths load(Connection& connection);
  /// As bytes, and back; throws std::out_of_range where they are not such a list.
  void pack(Packer& out) const { out.all(words_); }
  static QuoteLengths unpack(Unpacker& in);

  /// Nothing where the list does not know: a row that is not there, or a quote of 65,535 words and
  /// more.
  std::optional<std::uint16_t> of(std::int64_t row) const {
    const auto place = static_cast<std::uint64_t>(row);
    if (place >= words_.size() || words_[place] == unknown) return std::nullopt;
    return words_[place];
  }

 private:
  static constexpr std::uint16_t unknown = 0xffff;
  std::vector<std::uint16_t> words_;
};

/// Scores of the rows that one statement finds: `match_score(<table>, ?)` with `bind`, in a
/// connection where `define` was called. The higher the better. Where the search is of one phrase,
/// a score is to be multiplied with `weight` of the number of rows that were found.
class MatchScores {
 public:
  /// Fails: SQLite::Exception.
  static void define(Connection& connection);
  /// Must outlive the statement's run.
  void bind(sqlite3_stmt* statement, int place);
  /// From the next row on; lent for the run.
  void use(const QuoteLengths& lengths) { lengths_ = &lengths; }

  /// Of the last row.
  double score() const { return score_; }
  double weight(std::int64_t found) const;

 private:
  static void of_row(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result,
                     int count, sqlite3_value** values);
  int begin(const Fts5ExtensionApi& api, Fts5Context* row);
  int reckon(const Fts5ExtensionApi& api, Fts5Context* row);
  int length(const Fts5ExtensionApi& api, Fts5Context* row, double& words) const;

  const QuoteLengths* lengths_ = nullptr;
  std::vector<double> weights_;  ///< of each phrase; 1 where there is but one
  std::int64_t rows_ = 0;
  double mean_ = 0;  ///< words in a quote
  double score_ = 0;
};

}  // namespace retroduce::store
