// Loops: vicious and virtuous circles of configurations. Boost's strong components leave only those
// that can stand in a circle; each circle is then walked from its smallest label, one length after
// the other.
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

  Loops find(std::size_t within) {
    for (length_ = 1; length_ <= within && found_.total_is_exact; ++length_) {
      for (std::size_t k = 0; k < component_.size() && found_.total_is_exact; ++k) {
        const bool alone = members_[static_cast<std::size_t>(component_[k])] == 1;
        if (alone && length_ > 1) continue;
        start_ = ConfigurationId{k};
        look_back();
        walk(start_);
        for (const ConfigurationId seen : seen_) way_back_[seen.index()] = 0;
      }
    }
    return std::move(found_);
  }

 private:
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
        way_back_[before.index()] = static_cast<std::uint32_t>(steps + 1);
        seen_.push_back(before);
      }
    }
  }

  void walk(ConfigurationId k) {
    if (patience_ == 0) {
      found_.total_is_exact = false;
      return;
    }
    --patience_;
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
  Loops found_;
};

}  // namespace

Loops find_loops(const EvidenceGraph& graph, std::size_t within, std::size_t limit,
                 std::size_t patience) {
  return LoopFinder(graph, limit, patience).find(within);
}

}  // namespace retroduce::graph
