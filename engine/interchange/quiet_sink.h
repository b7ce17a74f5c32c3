// A writer that takes everything and does nothing with it: those that need only some kinds of
// things say which.
#pragma once

#include "interchange/format.h"

namespace retroduce::interchange {

class QuietSink : public Writer {
 public:
  void add(const model::Review&) override {}
  void add(const model::Change&) override {}
  void add(const model::Coder&) override {}
  void add(const model::Study&) override {}
  void add(const model::Document&) override {}
  void add(const model::SourceRecord&) override {}
  void add(const model::Sameness&) override {}
  void add(const model::Theme&) override {}
  void add(const model::Concept&) override {}
  void add(const model::Extract&) override {}
  void add(const model::Coding&) override {}
  void add(const model::CodingResolution&) override {}
  void add(const model::Configuration&) override {}
  void add(const model::Evidence&) override {}
  void add(const model::Link&) override {}
  void add(const model::Theory&) override {}
  void add(const model::Construct&) override {}
  void add(const model::TheoryVersion&) override {}
  void add(const model::Statement&) override {}
  void add(const model::Appraisal&) override {}
  void add(const model::Reading&) override {}
  void add(const model::SavedQuestion&) override {}
  void add(const model::Attachment&) override {}
  void add(const model::Entry&) override {}
  void add(const model::Memo&) override {}
  void add(const model::ForeignPart&) override {}
};

}  // namespace retroduce::interchange
