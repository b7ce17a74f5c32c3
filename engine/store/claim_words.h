// The words of configurations and of what they rest on, by statements that are prepared once.
#pragma once

#include <span>
#include <vector>

#include "model/details.h"
#include "store/connection.h"
#include "store/raw_rows.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// Of one connection; not for several threads. Both must outlive it. All fail: SQLite::Exception.
class ClaimWords {
 public:
  ClaimWords(Connection& connection, const LoadedSnapshot& loaded);

  model::ExtractDetail extract(model::ExtractKey key);
  /// Of each of them. Rows that lie near one another in the file are read in one go.
  std::vector<model::ConfigurationDetail> configurations(
      std::span<const model::ConfigurationId> ids);
  /// Of each of them in the order of Snapshot::evidence_of; extracts are read in the order of the
  /// file, each once.
  std::vector<std::vector<model::EvidenceDetail>> evidence(
      std::span<const model::ConfigurationId> ids);

 private:
  /// A configuration's row and its place among those asked for.
  struct Asked {
    std::int64_t row;
    std::size_t place;
  };
  std::vector<Asked> in_order_of_file(std::span<const model::ConfigurationId> ids) const;
  void add_notes(std::span<const model::ConfigurationId> ids,
                 std::vector<std::vector<model::EvidenceDetail>>& evidence);

  const LoadedSnapshot& loaded_;
  RawRows words_;
  RawRows wordings_;
  RawRows notes_;
  RawRows extracts_;
};

}  // namespace retroduce::store
