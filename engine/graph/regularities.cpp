// Demi-regularities: context, mechanism and outcome that stand together across documents.
// Pawson & Tilley 1997 for the notion; the union of documents, never a sum, is what counts.
#include <algorithm>
#include <tuple>
#include <utility>

#include "base/two_threads.h"
#include "graph/analyses.h"
#include "graph/lists.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

/// A context and, but for pairs, an outcome beside one mechanism, as one number, and where they
/// stand together.
struct Standing {
  std::uint64_t pair = 0;
  ConfigurationId configuration;
  friend auto operator<=>(const Standing&, const Standing&) = default;
};

constexpr std::uint64_t no_outcome = 0xffffffffU;

/// Mechanism by mechanism: what a mechanism stands with fits the processor's cache, all triples of
/// a library do not.
class RegularityFinder {
 public:
  RegularityFinder(const EvidenceGraph& graph, std::size_t support, bool with_outcomes)
      : graph_(graph), support_(support), with_outcomes_(with_outcomes), work_(graph.borrow()) {}

  /// Of every `step`th concept from the first on, as it is and opposite.
  std::vector<Regularity> find(std::size_t first, std::size_t step) {
    const ListColumn<ConfigurationId>& mechanisms = graph_.holders(Role::mechanism);
    for (std::size_t place = 0; place < mechanisms.size(); ++place) {
      if (term_at(place).concept_.index() % step != first) continue;
      if (voices_at_most(mechanisms[place]) < support_) continue;
      gather(mechanisms[place]);
      take(term_at(place));
    }
    return std::move(found_);
  }

 private:
  std::size_t voices_at_most(std::span<const ConfigurationId> configurations) const {
    std::size_t most = 0;
    for (const ConfigurationId k : configurations) most += graph_.support(k);
    return most;
  }

  void gather(std::span<const ConfigurationId> configurations) {
    standings_.clear();
    count_at_most(configurations);
    for (const ConfigurationId k : configurations) {
      outcomes_.clear();
      if (!with_outcomes_) {
        outcomes_.push_back(no_outcome);
      } else {
        graph_.each_term(k, Role::outcome, [&](Term outcome) {
          if (is_enough(outcome_slot(outcome))) outcomes_.push_back(place_of(outcome));
        });
      }
      if (outcomes_.empty()) continue;
      graph_.each_term(k, Role::context, [&](Term context) {
        if (!is_enough(place_of(context))) return;
        for (const std::uint64_t outcome : outcomes_) {
          standings_.push_back({(std::uint64_t{place_of(context)} << 32) | outcome, k});
        }
      });
    }
    unite(standings_);
  }

  /// How many voices each context and outcome can have beside the mechanism: most fall short, and
  /// then nothing with them needs to be sorted.
  void count_at_most(std::span<const ConfigurationId> configurations) {
    const std::size_t terms = graph_.snapshot().concepts.size() * 2;
    work_->terms.start(terms * 2);
    if (work_->slots.size() < terms * 2) work_->slots.resize(terms * 2);
    for (const ConfigurationId k : configurations) {
      const auto support = static_cast<std::uint32_t>(graph_.support(k));
      const auto add = [&](std::size_t slot) {
        if (work_->terms.add(slot)) work_->slots[slot] = 0;
        work_->slots[slot] += support;
      };
      graph_.each_term(k, Role::context, [&](Term context) { add(place_of(context)); });
      if (!with_outcomes_) continue;
      graph_.each_term(k, Role::outcome, [&](Term outcome) { add(outcome_slot(outcome)); });
    }
  }
  std::size_t outcome_slot(Term outcome) const {
    return graph_.snapshot().concepts.size() * 2 + place_of(outcome);
  }
  bool is_enough(std::size_t slot) const { return work_->slots[slot] >= support_; }

  void take(Term mechanism) {
    for (std::size_t begin = 0, end = 0; begin < standings_.size(); begin = end) {
      std::size_t at_most = 0;
      const std::uint64_t pair = standings_[begin].pair;
      for (end = begin; end < standings_.size() && standings_[end].pair == pair; ++end) {
        at_most += graph_.support(standings_[end].configuration);
      }
      if (at_most < support_ || support_of(begin, end) < support_) continue;
      std::vector<ConfigurationId> configurations;
      for (std::size_t i = begin; i < end; ++i) {
        configurations.push_back(standings_[i].configuration);
      }
      const Tally counted = tally(graph_, configurations);
      std::optional<Term> outcome;
      if (with_outcomes_) outcome = term_at(pair & no_outcome);
      found_.push_back(
          {{term_at(pair >> 32)}, mechanism, outcome, counted, std::move(configurations)});
    }
  }

  std::size_t support_of(std::size_t begin, std::size_t end) {
    const auto& snapshot = graph_.snapshot();
    work_->voices.start(std::max(snapshot.documents.size(), snapshot.studies.size()));
    std::size_t count = 0;
    for (std::size_t i = begin; i < end; ++i) {
      for (const std::uint32_t voice : graph_.supporting(standings_[i].configuration)) {
        count += work_->voices.add(voice) ? 1U : 0U;
      }
    }
    return count;
  }

  const EvidenceGraph& graph_;
  std::size_t support_;
  bool with_outcomes_;
  EvidenceGraph::Lease work_;
  std::vector<Standing> standings_;
  std::vector<std::uint64_t> outcomes_;  ///< places of one configuration's
  std::vector<Regularity> found_;
};

std::vector<Regularity> found_in_order(const EvidenceGraph& graph, std::size_t support,
                                       bool with_outcomes) {
  const auto find = [&](std::size_t first, std::size_t step) {
    return RegularityFinder(graph, support, with_outcomes).find(first, step);
  };
  constexpr std::size_t worth_a_thread = 50'000;  // configurations
  std::vector<Regularity> found =
      base::in_two_threads(graph.snapshot().configurations.size() >= worth_a_thread, find,
                           [](std::vector<Regularity>& mine, std::vector<Regularity> other) {
                             for (Regularity& one : other) mine.push_back(std::move(one));
                           });
  std::sort(found.begin(), found.end(), [](const Regularity& a, const Regularity& b) {
    return std::tie(b.tally.support, a.contexts, a.mechanism, a.outcome) <
           std::tie(a.tally.support, b.contexts, b.mechanism, b.outcome);
  });
  return found;
}

}  // namespace

std::vector<Regularity> regularities(const EvidenceGraph& graph, std::size_t support) {
  return found_in_order(graph, support, true);
}

std::vector<Regularity> regular_pairs(const EvidenceGraph& graph, std::size_t support) {
  return found_in_order(graph, support, false);
}

}  // namespace retroduce::graph
