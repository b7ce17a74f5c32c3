// Loops: vicious and virtuous circles of configurations. Boost's strong components leave only those
// that can stand in a circle; each circle is then walked from its smallest label, one length after
// the other. For longer ones the walk goes on until the first, or until its patience ends.
#include <boost/graph/strong_components.hpp>

#include "graph/analyses.h"
#include "graph/configuration_graph.h"

namespace retroduce::graph {
namespace {

class LoopFinder {
 public:
  LoopFinder(const EvidenceGraph& graph, std::size_t limit, std::size_t patience)
      : graph_(graph),
        limit_(limit),
        patience_(patience),
        component_(graph.snapshot().configurations.size()),
        way_back_(component_.size(), 0),
        on_path_(component_.size(), false) {
    const ConfigurationGraph boost_graph{&graph, false};
    const auto index = get(boost::vertex_index, boost_graph);
    const int count = boost::strong_components(
        boost_graph, boost::make_iterator_property_map(component_.begin(), index),
        boost::vertex_index_map(index));
    members_.assign(static_cast<std::size_t>(count), 0);
    for (const int one : component_) ++members_[static_cast<std::size_t>(one)];
  }

  Loops find(std::size_t within, std::size_t more_patience) {
    for (length_ = 1; length_ <= within && !gave_up_; ++length_) walk_all(0);
    found_.total_is_exact = !gave_up_;
    found_.longer = longer_than(within, more_patience);
    return std::move(found_);
  }

 private:
  std::size_t largest() const {
    return members_.empty() ? 0 : *std::max_element(members_.begin(), members_.end());
  }

  /// Circles of `length_`, until as many are found as are enough (0: all).
  void walk_all(std::size_t enough) {
    for (std::size_t k = 0; k < component_.size() && !gave_up_; ++k) {
      const std::size_t members = members_[static_cast<std::size_t>(component_[k])];
      if (members < length_) continue;
      start_ = ConfigurationId{k};
      look_back();
      walk(start_);
      for (const ConfigurationId seen : seen_) way_back_[seen.index()] = 0;
      if (enough != 0 && met_ >= enough) return;
    }
  }

  Beyond longer_than(std::size_t within, std::size_t patience) {
    if (largest() <= within) return Beyond::nothing;
    // Whatever comes back to itself does so by some circle.
    if (met_ == 0 && found_.total_is_exact) return Beyond::something;
    patience_ = patience;
    gave_up_ = false;
    lists_ = false;
    met_ = 0;
    for (length_ = within + 1; length_ <= largest() && !gave_up_; ++length_) {
      walk_all(1);
      if (met_ > 0) return Beyond::something;
    }
    return gave_up_ ? Beyond::perhaps : Beyond::nothing;
  }

  bool may_stand(ConfigurationId k) const {
    return k >= start_ && component_[k.index()] == component_[start_.index()];
  }

  /// The steps from each configuration back to the start, where they are fewer than the loop is
  /// long.
  void look_back() {
    seen_.assign(1, start_);
    for (std::size_t next = 0; next < seen_.size(); ++next) {
      const ConfigurationId k = seen_[next];
      const std::size_t steps = k == start_ ? 0 : way_back_[k.index()];
      if (steps + 1 >= length_) break;
      for (const ConfigurationId before : graph_.previous(k)) {
        if (before == start_ || !may_stand(before) || way_back_[before.index()] != 0) continue;
        if (!lists_) spend();
        way_back_[before.index()] = static_cast<std::uint32_t>(steps + 1);
        seen_.push_back(before);
      }
    }
  }

  void spend() { patience_ -= patience_ > 0 ? 1 : 0; }

  void walk(ConfigurationId k) {
    if (!lists_ && met_ > 0) return;
    gave_up_ = gave_up_ || patience_ == 0;
    if (gave_up_) return;
    spend();
    path_.push_back(k);
    on_path_[k.index()] = true;
    for (const ConfigurationId next : graph_.next(k)) {
      if (next == start_ && path_.size() == length_) take();
      const std::size_t back = way_back_[next.index()];
      if (on_path_[next.index()] || back == 0 || path_.size() + back > length_) continue;
      walk(next);
    }
    on_path_[k.index()] = false;
    path_.pop_back();
  }

  void take() {
    ++met_;
    if (!lists_) return;
    ++found_.total;
    if (limit_ == 0 || found_.listed.size() < limit_) found_.listed.push_back(path_);
  }

  const EvidenceGraph& graph_;
  std::size_t limit_;
  std::size_t patience_;
  std::vector<int> component_;
  std::vector<std::size_t> members_;
  std::vector<std::uint32_t> way_back_;  ///< 0: the start, or too far from it
  std::vector<ConfigurationId> seen_;
  std::vector<bool> on_path_;
  std::vector<ConfigurationId> path_;
  ConfigurationId start_;
  std::size_t length_ = 0;
  std::size_t met_ = 0;
  bool gave_up_ = false;
  bool lists_ = true;  ///< false: it is enough that there is one
  Loops found_;
};

}  // namespace

Loops find_loops(const EvidenceGraph& graph, std::size_t within, std::size_t limit,
                 std::size_t patience, std::size_t more_patience) {
  return LoopFinder(graph, limit, patience).find(within, more_patience);
}

}  // namespace retroduce::graph
