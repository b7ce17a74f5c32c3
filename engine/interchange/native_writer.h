// Writes a batch in the native XML form as it comes. See schemas/xml/retroduce.xsd for what it
// looks like.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_io.h"
#include "interchange/format.h"
#include "interchange/native_names.h"
#include "interchange/native_shape.h"

namespace retroduce::interchange::native {

/// Takes the kinds strictly in the order of BatchSink, none coming again, as Store::send does:
/// anything else is InternalError. Holds ids and, until their section is complete, theories and
/// versions; nothing more.
class NativeWriter : public Writer {
 public:
  /// Fails: Error conflict, io.
  NativeWriter(const std::filesystem::path& path, bool overwrite);
  void finish() override;

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

 private:
  void enter(std::string_view section);
  void leave();
  template <typename Parent>
  void write_nested(std::vector<Parent>& parents, std::string_view tag, model::ThingKind kind);
  template <typename Record>
  void print(const Record& record, std::string_view tag);
  /// A record of a section, named in the order of its coming where its kind has ids.
  template <typename Record>
  void take(const Record& record, std::string_view section);

  base::FileWriter file_;
  std::string buffer_;
  Names names_;
  std::size_t section_;  ///< place in `sections`, or their number before the first
  std::vector<NestedTheory> theories_;
  std::vector<NestedVersion> versions_;
  /// For each theory (version) the places of its constructs (statements), which may come in any
  /// order.
  std::vector<std::vector<std::uint32_t>> nested_places_;
  std::uint32_t nested_count_ = 0;
};

}  // namespace retroduce::interchange::native
