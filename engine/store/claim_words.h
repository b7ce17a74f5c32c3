// The words of configurations and of what they rest on, by statements that are prepared once.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/details.h"
#include "store/connection.h"
#include "store/raw_rows.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// Words of configurations that were asked for together. Made once and filled many times: its texts
/// keep their memory, which a long table would else ask for and give back row by row.
class ReadClaims {
 public:
  /// Of the one at `place` among those asked for. Lent until the next reading.
  const model::ConfigurationDetail& configuration(std::size_t place) const {
    return configurations_[place];
  }
  /// In the order of Snapshot::evidence_of; lent likewise.
  std::span<const model::EvidenceDetail> evidence(std::size_t place) const {
    return std::span(evidence_).subspan(begins_[place], begins_[place + 1] - begins_[place]);
  }

 private:
  friend class ClaimWords;
  std::vector<model::ConfigurationDetail> configurations_;  ///< those at the end may be of before
  std::vector<model::EvidenceDetail> evidence_;             ///< likewise
  std::vector<std::size_t> begins_;
};

/// Of one connection; not for several threads. Both must outlive it. All fail: SQLite::Exception.
class ClaimWords {
 public:
  ClaimWords(Connection& connection, const LoadedSnapshot& loaded);

  model::ExtractDetail extract(model::ExtractKey key);
  /// Puts the words of each of them in the place of what was read before. Rows that lie near one
  /// another in the file are read in one go.
  void read_configurations(std::span<const model::ConfigurationId> ids, ReadClaims& into);
  /// The same of their evidence.
  void read_evidence(std::span<const model::ConfigurationId> ids, ReadClaims& into);

 private:
  /// A row of the file and the place of what is wanted of it.
  struct Asked {
    std::int64_t row;
    std::size_t place;
  };
  void ask_for(std::span<const model::ConfigurationId> ids);
  void put_asked_in_order();
  void add_notes(std::span<const model::ConfigurationId> ids, ReadClaims& into);
  template <typename Take>
  void each_row(RawRows& rows, const Take& take);

  const LoadedSnapshot& loaded_;
  std::map<std::int64_t, std::string> doubles_;
  RawRows words_;
  RawRows wordings_;
  RawRows notes_;
  RawRows extracts_;
  RawRows quotes_;
  std::vector<Asked> asked_;
};

}  // namespace retroduce::store
