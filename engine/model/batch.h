// What an import brings, or an export sends: a review's things in pieces, so that nobody holds them
// all. One interface, both ways: a format's reader and the store's `send` call it, the store's
// import and a format's writer implement it.
#pragma once

#include "model/records.h"

namespace retroduce::model {

/// Takes the things of one batch, in dependency order: review, changes, coders, studies, documents,
/// source records, samenesses, themes, concepts, extracts, codings, resolutions, configurations,
/// evidence, links, theories, constructs, versions, statements, appraisals, readings, saved
/// questions, attachments, entries, memos, foreign parts. Earlier kinds may come again later, as
/// long as each Ref points to what was sent before. The Ref of a thing is its place among its kind
/// in this batch. Nothing of a record is kept by reference.
class BatchSink {
 public:
  virtual ~BatchSink() = default;
  virtual void add(const Review&) = 0;
  virtual void add(const Change&) = 0;
  virtual void add(const Coder&) = 0;
  virtual void add(const Study&) = 0;
  virtual void add(const Document&) = 0;
  virtual void add(const SourceRecord&) = 0;
  virtual void add(const Sameness&) = 0;
  virtual void add(const Theme&) = 0;
  virtual void add(const Concept&) = 0;
  virtual void add(const Extract&) = 0;
  virtual void add(const Coding&) = 0;
  virtual void add(const CodingResolution&) = 0;
  virtual void add(const Configuration&) = 0;
  virtual void add(const Evidence&) = 0;
  virtual void add(const Link&) = 0;
  virtual void add(const Theory&) = 0;
  virtual void add(const Construct&) = 0;
  virtual void add(const TheoryVersion&) = 0;
  virtual void add(const Statement&) = 0;
  virtual void add(const Appraisal&) = 0;
  virtual void add(const Reading&) = 0;
  virtual void add(const SavedQuestion&) = 0;
  virtual void add(const Attachment&) = 0;
  virtual void add(const Entry&) = 0;
  virtual void add(const Memo&) = 0;
  virtual void add(const ForeignPart&) = 0;
};

}  // namespace retroduce::model
