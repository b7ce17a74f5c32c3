#include "query/outcomes_by.h"

#include <algorithm>

#include "base/text.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {

using model::ConfigurationId;
using model::Role;

std::vector<ConfigurationId> asked_configurations(const Asking& asking) {
  if (!asking.question->arguments[0].is_given()) return taking_part(asking);
  std::vector<ConfigurationId> holders;
  for (const Role role : following_slot.roles) {
    const auto some = graph::holding_any(*asking.graph, role, asking.terms[0]);
    holders.insert(holders.end(), some.begin(), some.end());
  }
  std::sort(holders.begin(), holders.end());
  holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
  return holders;
}

namespace {

struct Line {
  const Heading* heading = nullptr;
  TermGroup group;
};

std::vector<Line> lines_of(const Asking& asking, const std::vector<Heading>& headings) {
  std::vector<Line> lines;
  for (const Heading& heading : headings) {
    auto groups = group_terms(asking, standings_of(asking, heading.configurations, Role::outcome));
    sort_by_support(groups);
    for (TermGroup& group : groups) lines.push_back({&heading, std::move(group)});
  }
  return lines;
}

}  // namespace

void answer_by_heading(const Asking& asking, std::string_view field, std::string_view silent,
                       const std::vector<Heading>& headings, Answer& answer) {
  std::vector<Line> lines = lines_of(asking, headings);
  std::size_t named = 0;
  std::size_t not_stated = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_new = i == 0 || lines[i].heading != lines[i - 1].heading;
    named += is_new && !lines[i].heading->name.empty() ? 1U : 0U;
    not_stated += lines[i].heading->name.empty() ? 1U : 0U;
  }
  const std::string which(field);
  answer.headline = "Outcomes";
  if (asking.question->arguments[0].is_given()) {
    answer.headline += " following " + names_text(*asking.question, 0);
  }
  answer.headline += " by " + which + ": " + count_text(named, which, which + "s") + " named";
  if (not_stated > 0) {
    answer.notes.push_back(
        base::count_of(static_cast<std::int64_t>(not_stated), "outcome is", "outcomes are") +
        " of configurations that " + std::string(silent) +
        ": they stand under \"not stated\", and may hold for any");
  }
  const std::size_t shown = cut_to_limit(asking, answer, lines.size());
  for (std::size_t i = 0; i < shown; ++i) {
    auto& [heading, group] = lines[i];
    Parts fields{{which, heading->name.empty() ? nothing() : text(heading->name)},
                 {"concept", text(asking.snapshot().concepts[group.term.concept_.index()].label)},
                 {"opposite", flag(group.term.opposite)},
                 {"support", number(group.counted.support)},
                 {"dispute", number(group.counted.dispute)}};
    Row row = make_row(asking, std::move(fields), std::move(group.configurations));
    mark_single_voice(asking, row, group.counted.support);
    answer.rows.push_back(std::move(row));
  }
  suggest_why(asking, answer);
}

}  // namespace retroduce::query
