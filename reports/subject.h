// A configuration as tables speak of it: its elements with their words, and which documents bear on
// it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/details.h"
#include "model/snapshot.h"
#include "reports/table.h"

namespace retroduce::reports {

/// A configuration with the words of its elements. Holds views of the snapshot.
struct Subject {
  const model::Snapshot* snapshot = nullptr;
  model::ConfigurationId id;
  std::span<const model::SnapshotElement> elements;
  std::vector<std::string> texts;  ///< one per element, as printed
  std::string title;               ///< or empty
  std::string statement;           ///< by hand, or empty

  model::SnapshotConfiguration configuration() const {
    return snapshot->configurations[id.index()];
  }
};

/// Fails: Error io, corrupt.
Subject read_subject(const TableWorld& world, model::ConfigurationId id);

/// A concept as printed: its label, and "not: label" for its opposite. Nothing milder and nothing
/// stronger is said, for the lack of a thing and its fall are not told apart.
std::string term_text(const model::Snapshot& snapshot, model::ConceptId concept_, bool opposite);

/// "+", "−", "mixed", "none"; "not stated" where nothing was coded.
std::string_view direction_sign(model::Direction direction);

/// How one document bears on a configuration, over all its extracts.
struct Bearing {
  model::DocumentId document;
  bool supports = false;  ///< supports or refines
  bool contradicts = false;
  bool in_part = true;  ///< none of its evidence is for the whole
};

/// Key order, each document once.
std::vector<Bearing> bearings(const model::Snapshot& snapshot, model::ConfigurationId id);

/// Configurations theme by theme (the review's order, a theme before its sub-themes, none last),
/// labels within; each first one of a theme is preceded by a heading. Reviews without themes have
/// no headings.
class ConfigurationWalk {
 public:
  explicit ConfigurationWalk(const model::Snapshot& snapshot);
  bool is_grouped() const { return is_grouped_; }
  /// All configurations in the order that they come in.
  std::vector<model::ConfigurationId> order() const;
  /// Gives either a heading or the next configuration; false at the end.
  bool next(std::string& heading, model::ConfigurationId& configuration);

 private:
  struct Stop {
    std::uint32_t theme_place;  ///< in the order of headings
    model::ConfigurationId configuration;
  };
  std::vector<std::string> headings_;
  std::vector<Stop> stops_;
  std::size_t at_ = 0;
  bool is_grouped_ = false;
  bool heading_given_ = false;
};

}  // namespace retroduce::reports
