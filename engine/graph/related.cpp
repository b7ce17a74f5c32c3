// What stands beside given terms in whole configurations, with its voices: the relation questions.
// Each voice is counted once by a mark, so the lists of voices are never merged or sorted.
#include <algorithm>
#include <utility>

#include "graph/analyses.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

class Gatherer {
 public:
  Gatherer(const EvidenceGraph& graph, std::span<const ConfigurationId> configurations,
           const RelationScope& scope)
      : graph_(graph), configurations_(configurations), scope_(scope), work_(graph.borrow()) {
    const std::size_t places = graph.snapshot().concepts.size() * 4;
    work_->terms.start(places);
    work_->slots.resize(std::max(work_->slots.size(), places));
  }

  /// By the lists of who holds each term, so that no configuration is looked at.
  Relations gather_all() {
    add_all(graph_.holders(scope_.answered), false);
    if (scope_.unfired && scope_.answered == Role::outcome) add_all(graph_.unfired(), true);
    tally_all();
    return in_order();
  }

  Relations gather() {
    count();
    fill();
    tally_all();
    return in_order();
  }

 private:
  /// A term, fired or not, as a number.
  std::size_t place(const model::SnapshotElement& element) const {
    const ConceptId shown = scope_.shown_as.empty() || element.opposite
                                ? element.concept_
                                : scope_.shown_as[element.concept_.index()];
    return place_of({shown, element.opposite}) * 2 +
           static_cast<std::size_t>(element.when_not_fired);
  }

  /// Visits each answered slot of each configuration once.
  template <typename Visit>
  void each_standing(const Visit& visit) {
    for (const ConfigurationId k : configurations_) {
      const auto elements = graph_.snapshot().elements_of(k);
      for (const model::SnapshotElement& element : elements) {
        if (element.role != scope_.answered || (element.when_not_fired && !scope_.unfired))
          continue;
        visit(place(element), k);
      }
    }
  }

  void add_all(const ListColumn<ConfigurationId>& holders, bool not_fired) {
    for (std::size_t term = 0; term < holders.size(); ++term) {
      const auto list = holders[term];
      if (list.empty()) continue;
      const auto first = static_cast<std::uint32_t>(holders_.size());
      found_.push_back(
          {term_at(term), not_fired, {}, first, static_cast<std::uint32_t>(list.size())});
      holders_.insert(holders_.end(), list.begin(), list.end());
    }
  }

  void count() {
    each_standing([&](std::size_t place, ConfigurationId k) {
      if (work_->terms.add(place)) {
        work_->slots[place] = static_cast<std::uint32_t>(found_.size());
        found_.push_back({term_at(place / 2), place % 2 == 1, {}, 0, 0});
        last_.emplace_back();
      }
      const std::uint32_t slot = work_->slots[place];
      if (std::exchange(last_[slot], k) != k) ++found_[slot].count;
    });
  }

  void fill() {
    std::uint32_t begin = 0;
    for (Related& one : found_) {
      one.first = begin;
      begin += std::exchange(one.count, 0U);
    }
    holders_.resize(begin);
    std::fill(last_.begin(), last_.end(), ConfigurationId{});
    each_standing([&](std::size_t place, ConfigurationId k) {
      const std::uint32_t slot = work_->slots[place];
      if (std::exchange(last_[slot], k) == k) return;
      Related& one = found_[slot];
      holders_[one.first + one.count++] = k;
    });
  }

  void tally_all() {
    for (Related& one : found_) {
      const std::span<const ConfigurationId> holders{holders_.data() + one.first, one.count};
      one.tally = {voices(graph_.supporters(), holders), voices(graph_.disputers(), holders)};
    }
  }

  std::size_t voices(const ListColumn<std::uint32_t>& lists,
                     std::span<const ConfigurationId> holders) {
    if (holders.size() == 1) return lists[holders[0].index()].size();
    const auto& snapshot = graph_.snapshot();
    work_->voices.start(std::max(snapshot.documents.size(), snapshot.studies.size()));
    std::size_t count = 0;
    for (const ConfigurationId k : holders) {
      for (const std::uint32_t voice : lists[k.index()])
        count += work_->voices.add(voice) ? 1U : 0U;
    }
    return count;
  }

  Relations in_order() {
    std::sort(found_.begin(), found_.end(), [](const Related& a, const Related& b) {
      if (a.tally.support != b.tally.support) return a.tally.support > b.tally.support;
      return a.term != b.term ? a.term < b.term : a.not_fired < b.not_fired;
    });
    return {std::move(found_), std::move(holders_)};
  }

  const EvidenceGraph& graph_;
  std::span<const ConfigurationId> configurations_;
  const RelationScope& scope_;
  EvidenceGraph::Lease work_;
  std::vector<Related> found_;
  std::vector<ConfigurationId> last_;  ///< by slot: seen last, as one may hold a term twice
  std::vector<ConfigurationId> holders_;
};

}  // namespace

Relations related(const EvidenceGraph& graph, std::span<const ConfigurationId> configurations,
                  const RelationScope& scope) {
  return Gatherer(graph, configurations, scope).gather();
}

Relations all_related(const EvidenceGraph& graph, Role answered, bool unfired) {
  return Gatherer(graph, {}, {answered, unfired, {}}).gather_all();
}

}  // namespace retroduce::graph
