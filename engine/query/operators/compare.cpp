// What follows in one context and not in the other.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::ConfigurationId;
using model::Role;

constexpr std::array<std::string_view, 3> sides{"first", "second", "both"};

/// An outcome with the configurations of either side that yield it.
struct Compared {
  Term term;
  std::array<std::vector<ConfigurationId>, 2> configurations;
  std::array<graph::Tally, 2> counted;

  std::size_t where() const {
    return configurations[1].empty() ? 0 : (configurations[0].empty() ? 1 : 2);
  }
  std::vector<ConfigurationId> all() const {
    std::vector<ConfigurationId> united;
    std::set_union(configurations[0].begin(), configurations[0].end(), configurations[1].begin(),
                   configurations[1].end(), std::back_inserter(united));
    return united;
  }
};

/// In one context alone first; then what more voices support together; then label.
std::vector<Compared> compare(const Asking& asking,
                              const std::array<std::vector<ConfigurationId>, 2>& holders) {
  std::map<Term, Compared> outcomes;
  for (std::size_t side = 0; side < 2; ++side) {
    for (TermGroup& group :
         group_terms(asking, standings_of(asking, holders[side], Role::outcome))) {
      Compared& one = outcomes[group.term];
      one.term = group.term;
      one.configurations[side] = std::move(group.configurations);
      one.counted[side] = group.counted;
    }
  }
  std::vector<std::pair<std::size_t, Compared>> ranked;
  for (auto& [term, one] : outcomes) {
    const std::size_t support = graph::tally(*asking.graph, one.all()).support;
    ranked.emplace_back(support, std::move(one));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    if (a.second.where() != b.second.where()) return a.second.where() < b.second.where();
    return a.first > b.first;
  });
  std::vector<Compared> list;
  for (auto& [support, one] : ranked) list.push_back(std::move(one));
  return list;
}

/// By outcome as shown, where the opposite follows too: of the outcomes themselves, since two that
/// merely share what stands above them do not contradict.
using Contradictions = std::map<Term, std::vector<std::string>>;

Contradictions contradictions(const Asking& asking,
                              const std::array<std::vector<ConfigurationId>, 2>& holders) {
  std::map<Term, std::array<bool, 2>> yields;
  for (std::size_t side = 0; side < 2; ++side) {
    for (const auto& [term, k] : standings_of(asking, holders[side], Role::outcome))
      yields[term][side] = true;
  }
  Contradictions found;
  for (const auto& [term, in] : yields) {
    const auto [first, second] = in;
    const Term opposite{term.concept_, !term.opposite};
    if (yields.count(opposite) == 0) continue;
    found[zoomed(asking, opposite)].push_back(
        in_quotes(term_text(asking.snapshot(), term)) + " follows in " +
        (first && second ? "both" : (first ? "the first" : "the second")));
  }
  return found;
}

Row compared_row(const Asking& asking, const Compared& one, const Contradictions& against) {
  Parts fields{{"concept", text(asking.snapshot().concepts[one.term.concept_.index()].label)},
               {"opposite", flag(one.term.opposite)},
               {"where", text(std::string(sides[one.where()]))},
               {"first_support", number(one.counted[0].support)},
               {"first_dispute", number(one.counted[0].dispute)},
               {"second_support", number(one.counted[1].support)},
               {"second_dispute", number(one.counted[1].dispute)}};
  Row row = make_row(asking, std::move(fields), one.all());
  if (const auto at = against.find(one.term); at != against.end())
    row.marks.insert(row.marks.begin(), at->second.begin(), at->second.end());
  mark_single_voice(asking, row, graph::tally(*asking.graph, row.configurations).support);
  return row;
}

std::string headline(const Asking& asking, const std::vector<Compared>& outcomes) {
  std::array<std::size_t, 3> counts{};
  for (const Compared& one : outcomes) ++counts[one.where()];
  const auto grouped = [&](std::size_t side) {
    return base::grouped(static_cast<std::int64_t>(counts[side]));
  };
  return count_text(counts[0], "outcome follows", "outcomes follow") +
         " in the first context alone, " + names_text(*asking.question, 0) + "; " + grouped(1) +
         " in the second alone, " + names_text(*asking.question, 1) + "; " + grouped(2) +
         " in both";
}

void run(const Asking& asking, Answer& answer) {
  std::array<std::vector<ConfigurationId>, 2> holders;
  for (std::size_t side = 0; side < 2; ++side) {
    holders[side] = graph::holding_any(*asking.graph, Role::context, asking.terms[side]);
  }
  const std::vector<Compared> outcomes = compare(asking, holders);
  answer.headline = headline(asking, outcomes);
  std::vector<ConfigurationId> shared;
  std::set_intersection(holders[0].begin(), holders[0].end(), holders[1].begin(), holders[1].end(),
                        std::back_inserter(shared));
  if (!shared.empty()) {
    answer.notes.push_back(base::count_of(static_cast<std::int64_t>(shared.size()),
                                          "configuration holds both contexts and counts",
                                          "configurations hold both contexts and count") +
                           " on either side");
  }
  answer.notes.emplace_back(
      "that an outcome is missing on one side means that no configuration here claims it, "
      "not that it was looked for and not found");
  const std::size_t shown = cut_to_limit(asking, answer, outcomes.size());
  const Contradictions against = contradictions(asking, holders);
  for (std::size_t i = 0; i < shown; ++i) {
    answer.rows.push_back(compared_row(asking, outcomes[i], against));
  }
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_compare{
    .name = "compare",
    .kind = "compare",
    .parameters = "\"A\" with \"B\"",
    .example = "compare \"A\" with \"B\"",
    .help = "What follows in one context and not in the other.",
    .slots = {concepts_as({}, Role::context), concepts_as("with", Role::context)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
