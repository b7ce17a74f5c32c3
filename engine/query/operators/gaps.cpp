#include <utility>

#include "base/text.h"
#include "query/gap_list.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

std::string summary(const Gaps& gaps) {
  std::vector<std::string> parts;
  for (const auto& [kind, count] : gaps.counts) {
    parts.push_back(base::grouped(static_cast<std::int64_t>(count)) + " " +
                    std::string(to_word(kind)));
  }
  return base::join(parts, ", ");
}

void run(const Asking& asking, Answer& answer) {
  Gaps gaps = find_gaps(asking, asking.limit);
  answer.headline = count_text(gaps.total, "gap", "gaps");
  if (gaps.total != 0) answer.headline += ": " + summary(gaps);
  cut_to_limit(asking, answer, gaps.total);
  for (Gap& gap : gaps.first) {
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

extern const Operator operator_gaps{
    .name = "gaps",
    .kind = "gaps",
    .parameters = "",
    .example = "gaps",
    .help =
        "What is missing: parts of configurations, evidence, "
        "codings, readings, joints nearly made.",
    .slots = {},
    .takes = takes_study | takes_scope,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "a gap is of one thing, and not of what stands above it"};

}  // namespace retroduce::query
