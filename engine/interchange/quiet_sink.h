// A writer that does nothing with what it is given, but for counting it: those that need only some
// kinds of things say which, and tell how much of the others stayed behind.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "interchange/format.h"

namespace retroduce::interchange {

class QuietSink : public Writer {
 public:
  void add(const model::Review&) override {}
  void add(const model::Change&) override {}
  void add(const model::Coder&) override { ++left_["coders"]; }
  void add(const model::Study&) override { ++left_["studies"]; }
  void add(const model::Document&) override { ++left_["documents"]; }
  void add(const model::SourceRecord&) override {
    ++left_["records of where documents were found"];
  }
  void add(const model::Sameness&) override { ++left_["decisions on doubles"]; }
  void add(const model::Theme&) override { ++left_["themes"]; }
  void add(const model::Concept&) override { ++left_["concepts"]; }
  void add(const model::Extract&) override { ++left_["extracts"]; }
  void add(const model::Coding&) override { ++left_["codings"]; }
  void add(const model::CodingResolution&) override { ++left_["resolutions of codings"]; }
  void add(const model::Configuration&) override { ++left_["configurations"]; }
  void add(const model::Evidence&) override { ++left_["evidence"]; }
  void add(const model::Link&) override { ++left_["links"]; }
  void add(const model::Theory&) override { ++left_["theories"]; }
  void add(const model::Construct&) override { ++left_["constructs"]; }
  void add(const model::TheoryVersion&) override { ++left_["theory versions"]; }
  void add(const model::Statement&) override { ++left_["statements"]; }
  void add(const model::Appraisal&) override { ++left_["appraisals"]; }
  void add(const model::Reading&) override { ++left_["readings"]; }
  void add(const model::SavedQuestion&) override { ++left_["saved questions"]; }
  void add(const model::Attachment&) override { ++left_["attached files"]; }
  void add(const model::Entry&) override { ++left_["entries of lists"]; }
  void add(const model::Memo&) override { ++left_["memos"]; }
  void add(const model::ForeignPart&) override {}
  std::vector<std::string> losses() const override {
    std::vector<std::string> lines;
    for (const auto& [kind, count] : left_) lines.push_back(kind + ": " + base::grouped(count));
    return lines;
  }

 protected:
  std::map<std::string, std::int64_t> left_;  ///< by kind, in words
};

}  // namespace retroduce::interchange
