#include "graph/joints.h"

#include <algorithm>

namespace retroduce::graph {

namespace {

constexpr std::size_t block_size = 16384;

}  // namespace

void Joints::start(const EvidenceGraph& graph) {
  place_.assign(graph.snapshot().configurations.size(), 0);
}

std::span<const ConfigurationId> Joints::made(const EvidenceGraph& graph, ConfigurationId k) {
  if (!graph.takes_part(k)) return {};
  const bool onward = direction_ == Direction::followers;
  const ListColumn<ConfigurationId>& holders =
      graph.holders(onward ? Role::context : Role::outcome);
  making_.clear();
  std::size_t terms = 0;
  graph.each_term(k, onward ? Role::outcome : Role::context, [&](Term term) {
    const auto joined = holders[place_of(term)];
    making_.insert(making_.end(), joined.begin(), joined.end());
    ++terms;
  });
  if (terms > 1) unite(making_);
  lists_.push_back(stored(making_));
  place_[k.index()] = static_cast<std::uint32_t>(lists_.size());
  return lists_.back();
}

std::span<const ConfigurationId> Joints::stored(const std::vector<ConfigurationId>& list) {
  if (list.empty()) return {};
  if (list.size() > room_) {
    room_ = std::max(block_size, list.size());
    blocks_.push_back(std::make_unique<ConfigurationId[]>(room_));
    end_ = blocks_.back().get();
  }
  ConfigurationId* begin = end_;
  end_ = std::copy(list.begin(), list.end(), begin);
  room_ -= list.size();
  return {begin, list.size()};
}

}  // namespace retroduce::graph
