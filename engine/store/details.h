// model::Details over the database: what a snapshot leaves out, read when it is asked for.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <span>

#include "model/details.h"
#include "store/claim_words.h"
#include "store/connection.h"
#include "store/errors.h"
#include "store/extract_list.h"
#include "store/read_ahead.h"
#include "store/snapshot_load.h"
#include "store/text_search.h"

namespace retroduce::store {

class StoreDetails : public model::Details {
 public:
  /// `connection` and `loaded` must outlive it; `path` is for messages. `file`: what a second
  /// connection may read, since nobody can change it meanwhile; empty: there is none.
  StoreDetails(Connection& connection, const LoadedSnapshot& loaded, std::filesystem::path path,
               std::filesystem::path file)
      : connection_(connection), loaded_(loaded), path_(std::move(path)), file_(std::move(file)) {}

  model::Document document(model::DocumentId id) const override;
  const model::ConfigurationDetail& configuration(model::ConfigurationId id) const override;
  std::span<const model::EvidenceDetail> evidence(model::ConfigurationId id) const override;
  void read_ahead(std::span<const model::ConfigurationId> ids) const override;
  model::ConceptDetail concept_detail(model::ConceptId id) const override;
  model::ExtractDetail extract(model::ExtractKey key) const override;
  std::vector<model::TextHit> search(const model::TextQuery& query, std::size_t limit,
                                     std::int64_t& total) const override;
  std::vector<model::CodingDetail> codings(model::ExtractKey key) const override;
  void each_coded(const model::CodingFilter& filter,
                  const std::function<void(const model::ExtractDetail&)>& visit) const override;
  const model::ExtractList& extracts() const override;
  std::vector<model::DoubtfulExtract> doubtful() const override;
  std::vector<model::DocumentId> not_reread() const override;
  std::vector<std::string> coders() const override;
  std::vector<model::Entry> entries(model::EntryList list) const override;
  model::TheoryDetails theories() const override;
  std::vector<model::Appraisal> appraisals() const override;
  std::vector<model::Link> links() const override;
  std::vector<model::SearchDetail> searches() const override;
  std::vector<model::Change> changes() const override;

 private:
  /// Runs `work` with the connection to itself; fails with Error.
  template <typename Work>
  decltype(auto) reading(const Work& work) const {
    const std::lock_guard alone(*connection_.lock());
    return guarded(path_, work);
  }
  ClaimWords& words() const;
  const std::map<std::int64_t, std::vector<model::Field>>& notices() const;
  const std::map<std::int64_t, std::string>& descriptions() const;
  std::vector<model::ExtractKey> coded(const model::CodingFilter& filter) const;
  Connection& connection_;
  const LoadedSnapshot& loaded_;
  std::filesystem::path path_;
  std::filesystem::path file_;
  mutable std::optional<ClaimWords> words_;
  mutable std::optional<ReadAhead> ahead_;
  mutable ReadClaims read_alone_;  ///< of one that was not read ahead
  mutable std::optional<TextSearch> search_;
  mutable std::optional<model::ExtractList> extracts_;
  /// By row of a document: what joined records and doubles say of retractions and errata.
  mutable std::optional<std::map<std::int64_t, std::vector<model::Field>>> notices_;
  /// … and what another program says of it as a source.
  mutable std::optional<std::map<std::int64_t, std::string>> descriptions_;
};

/// The extracts of `keys` (all), each with its document, by document and place in it.
using PlacedExtracts = std::vector<std::pair<model::ExtractKey, model::DocumentId>>;
PlacedExtracts in_reading_order(Connection& connection, const LoadedSnapshot& loaded,
                                std::vector<model::ExtractKey> keys);
PlacedExtracts all_in_reading_order(Connection& connection, const LoadedSnapshot& loaded);

}  // namespace retroduce::store
