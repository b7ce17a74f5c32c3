// Several sources as one batch: each source counts its things from 0, the batch counts on.
// Knows nothing of formats or the database.
#pragma once

#include "model/batch.h"

namespace retroduce::review {

/// Passes on what comes, with its Refs moved up by what earlier sources sent. Lent: the sink.
class JoinedBatch : public model::BatchSink {
 public:
  explicit JoinedBatch(model::BatchSink& sink) : sink_(sink) {}
  /// From here on the Refs that come count from 0 again.
  void next_source() { first_ = sent_; }

  void add(const model::Review& r) override { sink_.add(r); }
  void add(const model::Change& r) override;
  void add(const model::Coder& r) override;
  void add(const model::Study& r) override;
  void add(const model::Document& r) override;
  void add(const model::SourceRecord& r) override;
  void add(const model::Sameness& r) override;
  void add(const model::Theme& r) override;
  void add(const model::Concept& r) override;
  void add(const model::Extract& r) override;
  void add(const model::Coding& r) override;
  void add(const model::CodingResolution& r) override;
  void add(const model::Configuration& r) override;
  void add(const model::Evidence& r) override;
  void add(const model::Link& r) override;
  void add(const model::Theory& r) override;
  void add(const model::Construct& r) override;
  void add(const model::TheoryVersion& r) override;
  void add(const model::Statement& r) override;
  void add(const model::Appraisal& r) override;
  void add(const model::Reading& r) override;
  void add(const model::SavedQuestion& r) override;
  void add(const model::Attachment& r) override;
  void add(const model::Entry& r) override;
  void add(const model::Memo& r) override;
  void add(const model::ForeignPart& r) override;

 private:
  struct Counts {
    std::uint32_t change = 0, coder = 0, study = 0, document = 0, theme = 0, concept_ = 0,
                  extract = 0, configuration = 0, theory = 0, version = 0, statement = 0, link = 0,
                  construct = 0, appraisal = 0, reading = 0, saved_question = 0, attachment = 0,
                  entry = 0, memo = 0, coding = 0, evidence = 0, element = 0;
  };
  template <typename Record>
  Record placed(Record record) const;
  std::uint32_t base_of(model::ThingKind about) const;

  model::BatchSink& sink_;
  Counts first_;
  Counts sent_;
};

}  // namespace retroduce::review
