// Which mechanisms carry most chains: a figure of how the review's claims are joined.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::Role;

struct Central {
  TermGroup group;
  double betweenness = 0;
};

/// Six places: what differs beyond them differs by the order of adding alone.
double rounded(double figure) { return std::round(figure * 1e6) / 1e6; }

std::vector<Central> central(const Asking& asking, std::size_t& mechanisms) {
  base::NoProgress silent;
  base::Progress* progress = asking.world->progress;
  const auto figures = graph::betweenness(*asking.graph, progress != nullptr ? *progress : silent);
  std::vector<Central> list;
  for (TermGroup& group :
       group_terms(asking, standings_of(asking, taking_part(asking), Role::mechanism))) {
    double sum = 0;
    for (const ConfigurationId k : group.configurations) sum += figures[k.index()];
    ++mechanisms;
    if (rounded(sum) > 0) list.push_back({std::move(group), rounded(sum)});
  }
  std::stable_sort(list.begin(), list.end(), [](const Central& a, const Central& b) {
    return a.betweenness > b.betweenness;
  });
  return list;
}

void run(const Asking& asking, Answer& answer) {
  std::size_t mechanisms = 0;
  std::vector<Central> list = central(asking, mechanisms);
  answer.headline =
      base::grouped(static_cast<std::int64_t>(list.size())) + " of " +
      base::count_of(static_cast<std::int64_t>(mechanisms), "mechanism", "mechanisms") +
      (list.size() == 1 ? " stands" : " stand") +
      " between other configurations on the shortest chains";
  answer.notes.emplace_back(
      "betweenness: over all pairs of configurations, the share of the shortest chains from the "
      "one to the other that pass through a configuration with this mechanism, summed over its "
      "configurations");
  answer.notes.emplace_back(
      "it tells how the review's claims are joined, not how strong an effect is or how good "
      "its evidence");
  const std::size_t shown = cut_to_limit(asking, answer, list.size());
  for (std::size_t i = 0; i < shown; ++i) {
    auto& [group, betweenness] = list[i];
    Parts fields{{"concept", text(asking.snapshot().concepts[group.term.concept_.index()].label)},
                 {"opposite", flag(group.term.opposite)},
                 {"betweenness", {betweenness}},
                 {"support", number(group.counted.support)},
                 {"dispute", number(group.counted.dispute)}};
    Row row = make_row(asking, std::move(fields), std::move(group.configurations));
    mark_single_voice(asking, row, group.counted.support);
    answer.rows.push_back(std::move(row));
  }
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_central{
    .name = "central",
    .kind = "central",
    .parameters = "",
    .example = "central",
    .help = "The mechanisms that most of the shortest chains pass through (betweenness).",
    .slots = {},
    .takes = takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
