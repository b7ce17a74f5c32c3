// Details of a MemoryReview, by plain loops: slow and obvious.
#pragma once

#include "model/details.h"
#include "model/snapshot_builder.h"
#include "support/memory_review.h"

namespace retroduce::tests {

class MemoryDetails : public model::Details {
 public:
  MemoryDetails(const MemoryReview::Records& records, model::SnapshotPtr snapshot,
                const model::SnapshotNumbers& numbers);

  model::Document document(model::DocumentId id) const override;
  const model::ConfigurationDetail& configuration(model::ConfigurationId id) const override;
  std::span<const model::EvidenceDetail> evidence(model::ConfigurationId id) const override;
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
  std::vector<model::ExtractKey> in_reading_order() const;

  const MemoryReview::Records& in_;
  mutable model::ExtractList extracts_;
  model::SnapshotPtr snapshot_;
  model::SnapshotNumbers numbers_;
  std::vector<std::uint32_t> document_places_;  ///< DocumentId -> record
  mutable model::ConfigurationDetail lent_;
  mutable std::vector<model::EvidenceDetail> lent_evidence_;
  std::vector<std::uint32_t> configuration_places_;  ///< ConfigurationId -> record
};

}  // namespace retroduce::tests
