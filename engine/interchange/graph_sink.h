// A review as a graph for programs that know nothing of reviews: collects what a graph can show
// while a review is sent, and writes it at the end. One base for GraphML, DOT and the property
// graph. Knows nothing of the database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interchange/graph_losses.h"
#include "interchange/quiet_sink.h"

namespace retroduce::interchange {

/// One document's evidence of one stance for one configuration, over all its elements.
struct Bearing {
  std::uint32_t configuration = 0;
  std::uint32_t document = 0;
  model::Stance stance = model::Stance::supports;
  std::uint32_t extracts = 0;  ///< different ones
};

/// What the edges no longer tell of the pieces of evidence that they stand for, as numbers of
/// these.
struct EvidenceCounts {
  std::int64_t pieces = 0;
  std::int64_t for_elements = 0;
  std::int64_t not_stated = 0;
  std::int64_t with_note = 0;
};

/// What is drawn. Refs of the records are places in these lists.
struct ReviewGraph {
  model::Review review;
  std::vector<model::Study> studies;
  std::vector<model::Document> documents;  ///< without their texts
  std::vector<model::Theme> themes;
  std::vector<model::Concept> concepts;
  std::vector<model::Configuration> configurations;
  std::vector<Bearing> bearings;  ///< by configuration, document, stance
  EvidenceCounts evidence;
  std::vector<model::Link> links;

  /// Of an element: the concept's label, or its wording.
  std::string name_of(const model::Element& element) const;
  std::string theme_of(const model::Configuration& configuration) const;
  /// Places of the concepts whose opposite stands in some configuration, rising.
  std::vector<std::uint32_t> opposites() const;
};

/// A sentence on what a graph leaves behind, for the notes of the formats.
inline constexpr std::string_view graph_losses =
    "quotes, codings, appraisals, theories, memos and history stay behind";

class GraphSink : public QuietSink {
 public:
  using QuietSink::add;
  void add(const model::Review& review) override { graph_.review = review; }
  void add(const model::Change& change) override {
    QuietSink::add(change);
    ++left_["changes of the history"];
  }
  void add(const model::Study& study) override { graph_.studies.push_back(study); }
  void add(const model::Document& document) override;
  void add(const model::Sameness& sameness) override;
  void add(const model::Theme& theme) override { graph_.themes.push_back(theme); }
  void add(const model::Concept& concept_) override { graph_.concepts.push_back(concept_); }
  void add(const model::Extract& extract) override;
  void add(const model::Configuration& record) override { graph_.configurations.push_back(record); }
  void add(const model::Evidence& evidence) override;
  void add(const model::Link& link) override { graph_.links.push_back(link); }
  void add(const model::ForeignPart&) override {
    ++left_["foreign parts, kept as they came from other programs"];
  }
  void finish() final;

 protected:
  /// What the form shows; all else is told as lost.
  explicit GraphSink(std::set<Shown> shown) : shown_(std::move(shown)) {}
  /// Puts the graph in place. Fails: Error io, conflict.
  virtual void write(const ReviewGraph& graph) = 0;

 private:
  struct Piece {
    std::uint32_t configuration;
    std::uint32_t document;
    model::Stance stance;
    std::uint32_t extract;
    friend auto operator<=>(const Piece&, const Piece&) = default;
  };
  void unite_doubles();
  std::set<Shown> shown_;
  ReviewGraph graph_;
  std::map<std::uint32_t, std::uint32_t> stands_for_;  ///< what stands for a document, as decided
  std::vector<std::uint32_t> document_of_;             ///< by extract
  std::vector<Piece> pieces_;
};

}  // namespace retroduce::interchange
