#include <algorithm>
#include <map>

#include "base/text.h"
#include "query/gap_list.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

std::string summary(const std::vector<Gap>& gaps) {
  std::map<GapKind, std::int64_t> counts;
  for (const Gap& gap : gaps) ++counts[gap.kind];
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) {
    parts.push_back(base::grouped(count) + " " + std::string(to_word(kind)));
  }
  return base::join(parts, ", ");
}

void run(const Asking& asking, Answer& answer) {
  std::vector<Gap> gaps = find_gaps(asking);
  answer.headline = count_text(gaps.size(), "gap", "gaps");
  if (!gaps.empty()) answer.headline += ": " + summary(gaps);
  const std::size_t shown = cut_to_limit(asking, answer, gaps.size());
  for (std::size_t i = 0; i < shown; ++i) {
    Gap& gap = gaps[i];
    Row row;
    row.fields = {{"kind", text(std::string(to_word(gap.kind)))},
                  {"thing", text(std::move(gap.thing))}};
    row.documents = gap.documents.empty() ? graph::witnesses(*asking.graph, gap.configurations)
                                          : std::move(gap.documents);
    row.configurations = std::move(gap.configurations);
    answer.rows.push_back(std::move(row));
  }
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_gaps{.name = "gaps",
                                    .kind = "gaps",
                                    .parameters = "",
                                    .example = "gaps",
                                    .help =
                                        "What is missing: parts of configurations, evidence, "
                                        "codings, readings, joints nearly made.",
                                    .slots = {},
                                    .takes = takes_study | takes_scope,
                                    .needs_one = false,
                                    .run = run};

}  // namespace retroduce::query
