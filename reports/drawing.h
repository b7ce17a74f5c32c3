// Configurations drawn from left to right, as text for Graphviz. A configuration stays whole: its
// mechanism is a box of its own, fed by all of its contexts, so that nothing is read across
// configurations that share a mechanism. Contexts and outcomes are shared; in layers, where an
// outcome of one is a context of the next, the two are one shape. Black on white; what lines mean
// is said by weight and dashes, and in a key inside the figure.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/snapshot.h"
#include "reports/figure.h"

namespace retroduce::reports {

/// Columns of a label before it is wrapped.
inline constexpr std::size_t dot_label_columns = 24;

/// Points of a line: one for the first of what is counted, one more for each doubling.
int line_weight(std::int64_t count);

/// The beginning of a figure up to its nodes; the key stands under it, at the left.
std::string dot_head(const std::string& key);

/// Holds a reference to the snapshot.
class Drawing {
 public:
  explicit Drawing(const model::Snapshot& snapshot,
                   FigureWorld::Layout layout = FigureWorld::Layout::layered)
      : snapshot_(snapshot), layout_(layout) {}

  /// Concepts whose shapes get a heavier frame.
  void emphasise(const std::vector<model::ConceptId>& concepts) {
    emphasised_ = {concepts.begin(), concepts.end()};
  }

  /// Takes a configuration in; a second time it changes nothing. Drawn in the order taken.
  void add(model::ConfigurationId id);
  /// The same with its box in a frame under that heading.
  void add(model::ConfigurationId id, const std::string& frame);

  /// A line of the key, under what explains the shapes.
  void add_to_key(std::string line) { more_key_ += "\n" + std::move(line); }

  /// Boxes and rounded shapes so far.
  std::size_t shapes() const { return boxes_.size() + factors_.size(); }

  std::string dot() const;
  /// Each configuration in words, a line each.
  std::string description() const;

 private:
  /// A context or an outcome: the concept with its sign.
  struct Factor {
    model::ConceptId concept_;
    bool opposite = false;
    bool is_apart = false;  ///< an outcome that is never one shape with a context
    friend auto operator<=>(const Factor&, const Factor&) = default;
  };
  struct Place {
    bool is_context = false;
    bool is_outcome = false;
  };
  struct Box {
    model::ConfigurationId id;
    std::string frame;
    int supporting = 0;
    int disputing = 0;
  };

  static bool is_drawn(const model::SnapshotElement& element);
  static std::string name_of(const Factor& factor);
  Factor factor_of(const model::SnapshotElement& element) const;
  /// "penwidth=3, " where the concept is emphasised.
  std::string frame_of(model::ConceptId concept_, const char* otherwise) const;
  std::string label(const Box& box) const;
  std::string support_words(const Box& box) const;
  std::string in_words(const Box& box, model::Role role) const;
  std::string key() const;
  std::string factor_node(const Factor& factor, const Place& place) const;
  std::string box_node(const Box& box) const;
  std::string edges(const Box& box) const;

  const model::Snapshot& snapshot_;
  FigureWorld::Layout layout_;
  std::set<model::ConceptId> emphasised_;
  std::string more_key_;
  std::map<Factor, Place> factors_;
  std::vector<Box> boxes_;
  std::set<model::ConfigurationId> seen_;
};

}  // namespace retroduce::reports
