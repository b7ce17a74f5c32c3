// Configurations drawn from left to right, as text for Graphviz. A configuration stays whole: its
// mechanism is a box of its own, fed by all of its contexts, so that nothing is read across
// configurations that share a mechanism. Contexts and outcomes are shared: where an outcome of one
// is a context of the next, they are one shape. Black on white; what lines mean is said by weight
// and dashes, and in a key inside the figure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/snapshot.h"

namespace retroduce::reports {

/// Holds a reference to the snapshot.
class Drawing {
 public:
  explicit Drawing(const model::Snapshot& snapshot) : snapshot_(snapshot) {}

  /// Takes a configuration in; a second time it changes nothing. Drawn in the order taken.
  void add(model::ConfigurationId id);
  /// The same with its box in a frame under that heading.
  void add(model::ConfigurationId id, const std::string& frame);

  std::string dot() const;
  /// Each configuration in words, a line each.
  std::string description() const;

 private:
  /// A context or an outcome: the concept with its sign.
  struct Factor {
    model::ConceptId concept_;
    bool opposite = false;
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
  std::string label(const Box& box) const;
  std::string support_words(const Box& box) const;
  std::string in_words(const Box& box, model::Role role) const;
  std::string key() const;
  std::string factor_node(const Factor& factor, const Place& place) const;
  std::string box_node(const Box& box) const;
  std::string edges(const Box& box) const;

  const model::Snapshot& snapshot_;
  std::map<Factor, Place> factors_;
  std::vector<Box> boxes_;
  std::set<model::ConfigurationId> seen_;
};

}  // namespace retroduce::reports
