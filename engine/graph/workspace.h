// Memory that searches use over and over, so that a question about a few configurations does not
// clear memory for a million. Lent by the graph, one to each search at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "graph/evidence_graph.h"
#include "graph/joints.h"

namespace retroduce::graph {

/// A set of numbers below `size` that is emptied at once.
class Marks {
 public:
  /// Makes room and takes all marks off.
  void start(std::size_t size) {
    if (stamps_.size() < size) stamps_.resize(size, 0);
    if (++now_ == 0) {
      std::fill(stamps_.begin(), stamps_.end(), 0);
      now_ = 1;
    }
  }
  bool has(std::size_t place) const { return stamps_[place] == now_; }
  /// False where it had the mark.
  bool add(std::size_t place) {
    if (stamps_[place] == now_) return false;
    stamps_[place] = now_;
    return true;
  }

 private:
  std::vector<std::uint32_t> stamps_;
  std::uint32_t now_ = 0;
};

/// Whoever borrows it calls Marks::start before use; `ways` and `fewest` are all zero and are left
/// so.
struct Workspace {
  Marks configurations;
  Marks others;
  Marks left_out;
  Marks terms;
  Marks voices;
  std::vector<std::uint32_t> slots;  ///< by term; valid where `terms` has it
  Joints followers{Joints::Direction::followers};
  Joints forerunners{Joints::Direction::forerunners};
  std::vector<ConfigurationId> came_from;
  std::vector<ConfigurationId> goes_to;
  std::vector<std::uint64_t> ways;
  std::vector<std::uint8_t> fewest;
};

class EvidenceGraph::Lease {
 public:
  Lease(const EvidenceGraph& graph, std::unique_ptr<Workspace> workspace)
      : graph_(&graph), workspace_(std::move(workspace)) {}
  ~Lease();
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Lease(Lease&&) = delete;
  Lease& operator=(Lease&&) = delete;
  Workspace& operator*() const { return *workspace_; }
  Workspace* operator->() const { return workspace_.get(); }

 private:
  const EvidenceGraph* graph_;
  std::unique_ptr<Workspace> workspace_;
};

}  // namespace retroduce::graph
