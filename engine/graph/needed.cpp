// What would still have to hold for an outcome to come about: abduction, backwards from the
// outcome. Each open context is either assumed or derived by one of its makers; what the search
// assumes is proved by firing forwards, so a circle of makers never passes for a derivation.
#include <algorithm>
#include <set>
#include <utility>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

using Terms = std::vector<Term>;

class Search {
 public:
  Search(const EvidenceGraph& graph, std::span<const Term> outcomes, std::span<const Term> given,
         std::size_t most, std::size_t patience, std::vector<Terms> smaller)
      : graph_(graph),
        outcomes_(outcomes.begin(), outcomes.end()),
        given_(given.begin(), given.end()),
        base_(graph, given),
        most_(most),
        patience_(patience),
        smaller_(std::move(smaller)) {}

  Needed find() {
    Needed result;
    result.looked_for = most_;
    result.is_derivable = is_derived(base_);
    if (result.is_derivable) {
      result.sets.emplace_back();
      return result;
    }
    for (const Term outcome : outcomes_) {
      for (const ConfigurationId k : graph_.holding(Role::outcome, outcome))
        settle(opened({}, k, {}, {}), {}, {});
    }
    result.is_complete = patience_ > 0;
    result.larger = result.is_complete && !hit_bound_ ? Beyond::nothing : Beyond::perhaps;
    result.sets = proved_and_smallest();
    return result;
  }

 private:
  bool is_derived(const Firing& firing) const {
    const auto& made = firing.made();
    return std::any_of(made.begin(), made.end(), [&](const Firing::Made& one) {
      return std::find(outcomes_.begin(), outcomes_.end(), one.term) != outcomes_.end();
    });
  }

  static bool has(const Terms& sorted, Term term) {
    return std::binary_search(sorted.begin(), sorted.end(), term);
  }
  static Terms with(Terms terms, Term term) {
    terms.insert(std::upper_bound(terms.begin(), terms.end(), term), term);
    return terms;
  }

  /// What is open once configuration `k` is to fire. One without contexts never does.
  std::optional<Terms> opened(Terms open, ConfigurationId k, const Terms& assumed,
                              const Terms& derived) const {
    const Terms contexts = graph_.terms(k, Role::context);
    if (contexts.empty()) return std::nullopt;
    for (const Term term : contexts) {
      if (!base_.holds(term) && !has(assumed, term) && !has(derived, term)) open.push_back(term);
    }
    unite(open);
    return open;
  }

  /// Never the opposite of what is given or assumed: both cannot hold from the start.
  bool may_assume(Term term, const Terms& assumed) {
    const Term other{term.concept_, !term.opposite};
    if (has(assumed, other) || std::find(given_.begin(), given_.end(), other) != given_.end() ||
        std::find(outcomes_.begin(), outcomes_.end(), term) != outcomes_.end())
      return false;
    return is_within(assumed.size() + 1);
  }

  /// Contexts that nothing makes have to be assumed: more of them than are allowed end the search
  /// early.
  bool is_hopeless(const Terms& open, const Terms& assumed) {
    std::size_t must = assumed.size();
    for (const Term term : open) must += graph_.holding(Role::outcome, term).empty() ? 1U : 0U;
    return !is_within(must);
  }

  bool is_within(std::size_t contexts) {
    hit_bound_ = hit_bound_ || contexts > most_;
    return contexts <= most_;
  }

  void settle(std::optional<Terms> open, const Terms& assumed, const Terms& derived) {
    if (!open || patience_ == 0 || is_hopeless(*open, assumed)) return;
    if (!seen_.insert({*open, assumed, derived}).second) return;
    --patience_;
    if (open->empty()) {
      if (!assumed.empty()) candidates_.insert(assumed);
      return;
    }
    const Term term = open->back();
    open->pop_back();
    if (may_assume(term, assumed)) {
      const Terms more = with(assumed, term);
      if (!contains_smaller(more)) settle(*open, more, derived);
    }
    const Terms further = with(derived, term);
    for (const ConfigurationId maker : graph_.holding(Role::outcome, term)) {
      settle(opened(*open, maker, assumed, further), assumed, further);
    }
  }

  bool contains_smaller(const Terms& set) const {
    return std::any_of(smaller_.begin(), smaller_.end(), [&](const Terms& smaller) {
      return std::includes(set.begin(), set.end(), smaller.begin(), smaller.end());
    });
  }

  /// All smaller ones are known, so that what holds none of them is one of the smallest.
  std::vector<Terms> proved_and_smallest() const {
    std::vector<Terms> kept = smaller_;
    for (const Terms& set : candidates_) {
      if (contains_smaller(set)) continue;
      Terms given = given_;
      given.insert(given.end(), set.begin(), set.end());
      if (is_derived(Firing(graph_, given))) kept.push_back(set);
    }
    return kept;
  }

  struct State {
    Terms open;
    Terms assumed;
    Terms derived;
    auto operator<=>(const State&) const = default;
  };

  const EvidenceGraph& graph_;
  Terms outcomes_;
  Terms given_;
  Firing base_;
  std::size_t most_;
  std::size_t patience_;
  bool hit_bound_ = false;      ///< something was left aside that takes more contexts
  std::vector<Terms> smaller_;  ///< all sets of fewer contexts
  std::set<State> seen_;
  std::set<Terms> candidates_;
};

/// Whether more contexts than those of `found` let an outcome come about, none of its sets among
/// them: whatever does holds a smallest set that is larger than these.
Beyond larger_than(const EvidenceGraph& graph, std::span<const Term> outcomes,
                   std::span<const Term> given, const Needed& found, std::size_t patience) {
  constexpr std::size_t any_number = ~std::size_t{0};
  const Needed more = Search(graph, outcomes, given, any_number, patience, found.sets).find();
  if (more.sets.size() > found.sets.size()) return Beyond::something;
  return more.is_complete ? Beyond::nothing : Beyond::perhaps;
}

}  // namespace

// One size after the other: where the search is given up, every set of a smaller size is there, and
// none that is told contains another.
Needed needed_contexts(const EvidenceGraph& graph, std::span<const Term> outcomes,
                       std::span<const Term> given, std::size_t most, std::size_t patience,
                       std::size_t more_patience) {
  Needed found =
      Search(graph, outcomes, given, std::min<std::size_t>(most, 1), patience, {}).find();
  for (std::size_t size = 2; size <= most && found.is_complete && !found.is_derivable; ++size)
    found = Search(graph, outcomes, given, size, patience, std::move(found.sets)).find();
  if (found.is_complete && found.larger == Beyond::perhaps)
    found.larger = larger_than(graph, outcomes, given, found, more_patience);
  return found;
}

}  // namespace retroduce::graph
