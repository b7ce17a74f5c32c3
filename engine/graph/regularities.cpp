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

/// A configuration of the mechanism in hand: its elements and how many voices it has.
struct Near {
  ConfigurationId configuration;
  std::uint32_t support = 0;
  std::span<const model::SnapshotElement> elements;
};

/// How many voices each term of a role can have beside the mechanism in hand, at most. Terms share
/// places, which can only make it more: so all of it stays in the processor's cache, where a place
/// for each term of a library would not.
class AtMost {
 public:
  void start() { ++mechanism_; }
  void add(std::uint64_t term, std::uint32_t voices) {
    Count& count = counts_[place(term)];
    // No branch: it would be guessed wrong half the time, and wait for the memory each time.
    const std::uint32_t before = count.mechanism == mechanism_ ? count.voices : 0;
    count = {mechanism_, before + voices};
  }
  /// Of one that was added.
  std::uint32_t of(std::uint64_t term) const { return counts_[place(term)].voices; }

 private:
  struct Count {
    std::uint32_t mechanism = 0;  ///< the count is of this one, or means nothing
    std::uint32_t voices = 0;
  };
  static constexpr int bits = 14;
  /// Fibonacci hashing: Knuth, The Art of Computer Programming 3, section 6.4.
  static std::size_t place(std::uint64_t term) {
    return static_cast<std::uint32_t>(static_cast<std::uint32_t>(term) * 2654435769U) >>
           (32 - bits);
  }
  std::uint32_t mechanism_ = 0;  ///< counted from 1
  std::vector<Count> counts_ = std::vector<Count>(std::size_t{1} << bits);
};

constexpr std::uint64_t no_outcome = 0xffffffffU;

bool comes_before(const Regularity& a, const Regularity& b) {
  return std::tie(b.tally.support, a.contexts, a.mechanism, a.outcome) <
         std::tie(a.tally.support, b.contexts, b.mechanism, b.outcome);
}

/// Counts all and keeps those that may be among the first `limit` (0 = all) of their order.
class FirstRegularities {
 public:
  explicit FirstRegularities(std::size_t limit) : limit_(limit) {}
  /// Of one more with so much support; whether it need be made at all.
  bool wants(std::size_t support) {
    ++found_.total;
    return support >= least_;
  }
  /// What has less is counted and no more.
  std::size_t least() const { return least_; }
  void add(Regularity one) {
    found_.first.push_back(std::move(one));
    if (limit_ != 0 && found_.first.size() >= 2 * limit_) cut();
  }
  void join(FirstRegularities other) {
    found_.total += other.found_.total;
    for (Regularity& one : other.found_.first) found_.first.push_back(std::move(one));
  }
  Regularities take() {
    std::sort(found_.first.begin(), found_.first.end(), comes_before);
    if (limit_ != 0 && found_.first.size() > limit_) found_.first.resize(limit_);
    return std::move(found_);
  }

 private:
  void cut() {
    const auto last = found_.first.begin() + static_cast<std::ptrdiff_t>(limit_) - 1;
    std::nth_element(found_.first.begin(), last, found_.first.end(), comes_before);
    least_ = last->tally.support;
    found_.first.resize(limit_);
  }

  std::size_t limit_;
  std::size_t least_ = 0;  ///< support; those with less are not among the first
  Regularities found_;
};

/// Mechanism by mechanism: what a mechanism stands with fits the processor's cache, all triples of
/// a library do not.
class RegularityFinder {
 public:
  RegularityFinder(const EvidenceGraph& graph, std::size_t support, bool with_outcomes,
                   std::size_t limit)
      : graph_(graph),
        support_(support),
        with_outcomes_(with_outcomes),
        work_(graph.borrow()),
        found_(limit) {}

  /// Of every `step`th concept from the first on, as it is and opposite.
  FirstRegularities find(std::size_t first, std::size_t step) {
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
    look_up(configurations);
    count_at_most();
    for (const Near& near : near_) {
      outcomes_.clear();
      if (!with_outcomes_) {
        outcomes_.push_back(no_outcome);
      } else {
        each_term(near, Role::outcome, [&](Term outcome) {
          if (made_.of(place_of(outcome)) >= support_) outcomes_.push_back(place_of(outcome));
        });
      }
      if (outcomes_.empty()) continue;
      each_term(near, Role::context, [&](Term context) {
        if (contexts_.of(place_of(context)) < support_) return;
        for (const std::uint64_t outcome : outcomes_) {
          standings_.push_back(
              {(std::uint64_t{place_of(context)} << 32) | outcome, near.configuration});
        }
      });
    }
    unite(standings_);
  }

  /// A mechanism's configurations lie all over a library's memory. The processor waits for them
  /// together here, where nothing hangs on what it reads; one by one it would wait for each.
  void look_up(std::span<const ConfigurationId> configurations) {
    near_.clear();
    for (const ConfigurationId k : configurations) {
      const auto elements = graph_.snapshot().elements_of(k);
      __builtin_prefetch(elements.data());
      near_.push_back({k, static_cast<std::uint32_t>(graph_.support(k)), elements});
    }
  }

  template <typename Visit>
  static void each_term(const Near& near, Role role, const Visit& visit) {
    for (const model::SnapshotElement& element : near.elements) {
      if (element.role == role && !element.when_not_fired) {
        visit(Term{element.concept_, element.opposite});
      }
    }
  }

  /// How many voices each context and outcome can have beside the mechanism: most fall short, and
  /// then nothing with them needs to be sorted.
  void count_at_most() {
    contexts_.start();
    made_.start();
    for (const Near& near : near_) {
      each_term(near, Role::context,
                [&](Term context) { contexts_.add(place_of(context), near.support); });
      if (!with_outcomes_) continue;
      each_term(near, Role::outcome,
                [&](Term outcome) { made_.add(place_of(outcome), near.support); });
    }
  }

  void take(Term mechanism) {
    for (std::size_t begin = 0, end = 0; begin < standings_.size(); begin = end) {
      std::size_t at_most = 0;
      const std::uint64_t pair = standings_[begin].pair;
      for (end = begin; end < standings_.size() && standings_[end].pair == pair; ++end) {
        at_most += graph_.support(standings_[end].configuration);
      }
      if (at_most < support_) continue;
      const bool is_only_counted = at_most < found_.least();
      const std::size_t support = support_of(begin, end, is_only_counted ? support_ : at_most);
      if (support < support_ || !found_.wants(support)) continue;
      std::vector<ConfigurationId> configurations;
      configurations.reserve(end - begin);
      for (std::size_t i = begin; i < end; ++i) {
        configurations.push_back(standings_[i].configuration);
      }
      std::optional<Term> outcome;
      if (with_outcomes_) outcome = term_at(pair & no_outcome);
      found_.add(
          {{term_at(pair >> 32)}, mechanism, outcome, {support, 0}, std::move(configurations)});
    }
  }

  /// Counted no further than that it is enough.
  std::size_t support_of(std::size_t begin, std::size_t end, std::size_t enough) {
    const auto& snapshot = graph_.snapshot();
    work_->voices.start(std::max(snapshot.documents.size(), snapshot.studies.size()));
    std::size_t count = 0;
    for (std::size_t i = begin; i < end && count < enough; ++i) {
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
  std::vector<Near> near_;
  AtMost contexts_;
  AtMost made_;  ///< outcomes
  std::vector<Standing> standings_;
  std::vector<std::uint64_t> outcomes_;  ///< places of one configuration's
  FirstRegularities found_;              ///< disputes are counted at the end
};

Regularities found_in_order(const EvidenceGraph& graph, std::size_t support, bool with_outcomes,
                            std::size_t limit) {
  const auto find = [&](std::size_t first, std::size_t step) {
    return RegularityFinder(graph, support, with_outcomes, limit).find(first, step);
  };
  constexpr std::size_t worth_a_thread = 50'000;  // configurations
  Regularities found =
      base::in_two_threads(
          graph.snapshot().configurations.size() >= worth_a_thread, find,
          [](FirstRegularities& mine, FirstRegularities other) { mine.join(std::move(other)); })
          .take();
  for (Regularity& one : found.first) one.tally = tally(graph, one.configurations);
  return found;
}

}  // namespace

Regularities regularities(const EvidenceGraph& graph, std::size_t support, std::size_t limit) {
  return found_in_order(graph, support, true, limit);
}

Regularities regular_pairs(const EvidenceGraph& graph, std::size_t support, std::size_t limit) {
  return found_in_order(graph, support, false, limit);
}

}  // namespace retroduce::graph
