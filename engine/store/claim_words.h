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

  model::ConfigurationDetail configuration(model::ConfigurationId id);
  model::ExtractDetail extract(model::ExtractKey key);
  /// In the order of Snapshot::evidence_of.
  std::vector<model::EvidenceDetail> evidence(model::ConfigurationId id);
  /// The same of each of them; extracts are read in the order of the file, each once.
  std::vector<std::vector<model::EvidenceDetail>> evidence_of_all(
      std::span<const model::ConfigurationId> ids);

 private:
  void add_notes(model::ConfigurationId id, std::vector<model::EvidenceDetail>& evidence);

  const LoadedSnapshot& loaded_;
  RawRows words_;
  RawRows wordings_;
  RawRows notes_;
  RawRows extracts_;
};

}  // namespace retroduce::store
