// Forward chaining with AND, round by round: which outcomes hold once the given contexts hold.
// Each configuration counts its contexts that still fail; the last one to hold fires it.
#include <algorithm>
#include <tuple>

#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

constexpr std::uint8_t given_bit = 1;
constexpr std::uint8_t made_bit = 2;

}  // namespace

Firing::Firing(const EvidenceGraph& graph, std::span<const Term> given)
    : graph_(&graph),
      state_(graph.snapshot().concepts.size() * 2, 0),
      round_(graph.snapshot().configurations.size(), 0),
      maker_(state_.size()) {
  std::vector<Term> fresh;
  for (const Term term : given) {
    if (state_[place_of(term)] == 0) fresh.push_back(term);
    state_[place_of(term)] = given_bit;
  }
  fire(std::move(fresh));
}

void Firing::fire(std::vector<Term> fresh) {
  const ListColumn<ConfigurationId>& meeting = graph_->holders(Role::context);
  std::vector<std::uint32_t> failing = graph_->context_counts();
  for (std::uint32_t round = 1; !fresh.empty(); ++round) {
    std::vector<ConfigurationId> fired;
    for (const Term term : fresh) {
      for (const ConfigurationId k : meeting[place_of(term)]) {
        if (--failing[k.index()] == 0) fired.push_back(k);
      }
    }
    std::sort(fired.begin(), fired.end());
    fresh.clear();
    const std::size_t before = made_.size();
    for (const ConfigurationId k : fired) {
      round_[k.index()] = round;
      graph_->each_term(k, Role::outcome, [&](Term term) {
        std::uint8_t& state = state_[place_of(term)];
        if ((state & made_bit) != 0) return;
        const bool given = (state & given_bit) != 0;
        state |= made_bit;
        maker_[place_of(term)] = k;
        made_.push_back({term, round, given});
        if (!given) fresh.push_back(term);
      });
    }
    std::sort(made_.begin() + static_cast<std::ptrdiff_t>(before), made_.end(),
              [](const Made& a, const Made& b) { return a.term < b.term; });
  }
}

bool Firing::holds(Term term) const { return state_[place_of(term)] != 0; }

bool Firing::is_given(Term term) const { return (state_[place_of(term)] & given_bit) != 0; }

std::vector<ConfigurationId> Firing::derivation(Term term) const {
  std::vector<ConfigurationId> steps;
  if (!maker_[place_of(term)].is_set()) return steps;
  std::vector<ConfigurationId> open{maker_[place_of(term)]};
  std::vector<bool> seen(round_.size(), false);
  while (!open.empty()) {
    const ConfigurationId k = open.back();
    open.pop_back();
    if (seen[k.index()]) continue;
    seen[k.index()] = true;
    steps.push_back(k);
    for (const Term context : graph_->terms(k, Role::context)) {
      const ConfigurationId maker = maker_[place_of(context)];
      if (!is_given(context) && maker.is_set()) open.push_back(maker);
    }
  }
  std::sort(steps.begin(), steps.end(), [&](ConfigurationId a, ConfigurationId b) {
    return std::make_tuple(round_of(a), a) < std::make_tuple(round_of(b), b);
  });
  return steps;
}

}  // namespace retroduce::graph
