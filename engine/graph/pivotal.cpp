// Mechanisms that every chain needs. A mechanism sits in many configurations, so this is no
// dominator of a vertex: the mechanisms of one chain are left out in turn, each with all its
// configurations.
#include <algorithm>

#include "graph/analyses.h"
#include "graph/lists.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

/// Whether a chain leads from the starts to the ends, from both sides at once: the smaller side is
/// widened, so most questions look at a handful of configurations however large the review is.
class Meeting {
 public:
  Meeting(const EvidenceGraph& graph, std::span<const ConfigurationId> starts,
          std::span<const ConfigurationId> ends)
      : graph_(graph), starts_(starts), ends_(ends), work_(graph.borrow()) {
    const std::size_t size = graph.snapshot().configurations.size();
    if (work_->came_from.size() < size) work_->came_from.resize(size);
    if (work_->goes_to.size() < size) work_->goes_to.resize(size);
  }

  /// A configuration where the sides meet without those of `removed`; unset where they never do.
  ConfigurationId meet(std::span<const ConfigurationId> removed) {
    const std::size_t size = graph_.snapshot().configurations.size();
    work_->configurations.start(size);
    work_->others.start(size);
    work_->left_out.start(size);
    for (const ConfigurationId k : removed) work_->left_out.add(k.index());
    forwards_ = {
        {}, 0, &work_->configurations, &work_->others, &work_->came_from, &work_->followers};
    backwards_ = {
        {}, 0, &work_->others, &work_->configurations, &work_->goes_to, &work_->forerunners};
    for (const ConfigurationId k : starts_) {
      if (enter(forwards_, k, k)) return k;
    }
    for (const ConfigurationId k : ends_) {
      if (enter(backwards_, k, k)) return k;
    }
    while (!forwards_.is_done() && !backwards_.is_done()) {
      const ConfigurationId met =
          widen(forwards_.waiting() <= backwards_.waiting() ? forwards_ : backwards_);
      if (met.is_set()) return met;
    }
    return {};
  }

  /// The configurations of a chain through `met`, as the last search left it, in no order.
  std::vector<ConfigurationId> chain_through(ConfigurationId met) const {
    std::vector<ConfigurationId> chain{met};
    for (ConfigurationId k = met; work_->came_from[k.index()] != k;) {
      k = work_->came_from[k.index()];
      chain.push_back(k);
    }
    for (ConfigurationId k = met; work_->goes_to[k.index()] != k;) {
      k = work_->goes_to[k.index()];
      chain.push_back(k);
    }
    return chain;
  }

 private:
  struct Side {
    std::vector<ConfigurationId> seen;
    std::size_t next = 0;
    Marks* mine = nullptr;
    Marks* other = nullptr;
    std::vector<ConfigurationId>* from = nullptr;
    Joints* steps = nullptr;
    bool is_done() const { return next == seen.size(); }
    std::size_t waiting() const { return seen.size() - next; }
  };

  /// True where the other side has been there.
  bool enter(Side& side, ConfigurationId k, ConfigurationId from) {
    if (work_->left_out.has(k.index()) || !side.mine->add(k.index())) return false;
    (*side.from)[k.index()] = from;
    side.seen.push_back(k);
    return side.other->has(k.index());
  }

  ConfigurationId widen(Side& side) {
    for (const std::size_t end = side.seen.size(); side.next < end; ++side.next) {
      const ConfigurationId from = side.seen[side.next];
      for (const ConfigurationId k : side.steps->of(graph_, from)) {
        if (enter(side, k, from)) return k;
      }
    }
    return {};
  }

  const EvidenceGraph& graph_;
  std::span<const ConfigurationId> starts_;
  std::span<const ConfigurationId> ends_;
  EvidenceGraph::Lease work_;
  Side forwards_;
  Side backwards_;
};

}  // namespace

std::vector<Term> pivotal_mechanisms(const EvidenceGraph& graph,
                                     std::span<const ConfigurationId> starts,
                                     std::span<const ConfigurationId> ends) {
  Meeting meeting(graph, starts, ends);
  const ConfigurationId met = meeting.meet({});
  if (!met.is_set()) return {};
  std::vector<Term> candidates;
  for (const ConfigurationId k : meeting.chain_through(met)) {
    graph.each_term(k, Role::mechanism, [&](Term term) { candidates.push_back(term); });
  }
  unite(candidates);
  std::erase_if(candidates, [&](Term mechanism) {
    return meeting.meet(graph.holding(Role::mechanism, mechanism)).is_set();
  });
  return candidates;
}

}  // namespace retroduce::graph
