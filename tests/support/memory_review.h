// A review held in memory: takes a batch as the store does, gives a snapshot and its details.
// The in-memory twin of the store for tests of graph, query and reports; wordings become concepts
// here too.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/batch.h"
#include "model/details.h"
#include "model/snapshot.h"

namespace retroduce::tests {

class MemoryReview : public model::BatchSink {
 public:
  MemoryReview();
  ~MemoryReview() override;
  void add(const model::Review&) override;
  void add(const model::Change&) override;
  void add(const model::Coder&) override;
  void add(const model::Study&) override;
  void add(const model::Document&) override;
  void add(const model::SourceRecord&) override;
  void add(const model::Sameness&) override;
  void add(const model::Theme&) override;
  void add(const model::Concept&) override;
  void add(const model::Extract&) override;
  void add(const model::Coding&) override;
  void add(const model::CodingResolution&) override;
  void add(const model::Configuration&) override;
  void add(const model::Evidence&) override;
  void add(const model::Link&) override;
  void add(const model::Theory&) override;
  void add(const model::Construct&) override;
  void add(const model::TheoryVersion&) override;
  void add(const model::Statement&) override;
  void add(const model::Appraisal&) override;
  void add(const model::Reading&) override;
  void add(const model::SavedQuestion&) override;
  void add(const model::Attachment&) override;
  void add(const model::Entry&) override;
  void add(const model::Memo&) override;
  void add(const model::ForeignPart&) override;

  /// Built on first call after the last add. Throws std::runtime_error where a reference dangles.
  model::SnapshotPtr snapshot() const;
  const model::Details& details() const;

  /// What was added, as it came: for tests of readers.
  struct Records {
    std::vector<model::Review> reviews;
    std::vector<model::Change> changes;
    std::vector<model::Coder> coders;
    std::vector<model::Study> studies;
    std::vector<model::Document> documents;
    std::vector<model::SourceRecord> source_records;
    std::vector<model::Sameness> samenesses;
    std::vector<model::Theme> themes;
    std::vector<model::Concept> concepts;
    std::vector<model::Extract> extracts;
    std::vector<model::Coding> codings;
    std::vector<model::CodingResolution> resolutions;
    std::vector<model::Configuration> configurations;
    std::vector<model::Evidence> evidence;
    std::vector<model::Link> links;
    std::vector<model::Theory> theories;
    std::vector<model::Construct> constructs;
    std::vector<model::TheoryVersion> versions;
    std::vector<model::Statement> statements;
    std::vector<model::Appraisal> appraisals;
    std::vector<model::Reading> readings;
    std::vector<model::SavedQuestion> saved_questions;
    std::vector<model::Attachment> attachments;
    std::vector<model::Entry> entries;
    std::vector<model::Memo> memos;
    std::vector<model::ForeignPart> foreign_parts;
  };
  const Records& records() const;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace retroduce::tests
