// Why no chain leads from a context to an outcome: where it nearly would.
#include <algorithm>

#include "base/text.h"
#include "query/empty_answer.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::NearJoint;
using model::ConfigurationId;
using model::Role;

constexpr std::size_t most_near = 5;

Value leaf(std::string thing, std::string_view kind) {
  return {Parts{{"thing", text(std::move(thing))},
                {"children", {Values{}}},
                {"kind", text(std::string(kind))}}};
}

void run(const Asking& asking, Answer& answer) {
  const auto starts = graph::holding_any(*asking.graph, Role::context, asking.terms[0]);
  const auto ends = graph::holding_any(*asking.graph, Role::outcome, asking.terms[1]);
  const auto chain = graph::shortest_chain(*asking.graph, starts, ends);
  const std::string way =
      names_text(*asking.question, 0) + " to " + names_text(*asking.question, 1);
  std::vector<ConfigurationId> shown = chain;
  Values children;
  for (const ConfigurationId k : chain)
    children.push_back(leaf(label_of(asking.snapshot(), k), "configuration"));
  if (chain.empty()) {
    auto near = graph::near_joints(*asking.graph, graph::reachable(*asking.graph, starts),
                                   graph::reaching(*asking.graph, ends), most_near + 1);
    const bool are_more = near.size() > most_near;
    if (are_more) near.pop_back();
    for (const NearJoint& joint : near) {
      children.push_back(leaf(near_joint_text(asking, joint), "near-joint"));
      shown.push_back(joint.from);
      shown.push_back(joint.to);
    }
    std::sort(shown.begin(), shown.end());
    shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
    answer.headline =
        "No chain leads from " + way + "; " +
        (near.empty() ? "nothing comes near to joining"
         : are_more
             ? "these " + std::to_string(most_near) + " pairs come nearest to joining"
             : base::count_of(static_cast<std::int64_t>(near.size()), "pair comes", "pairs come") +
                   " near to joining");
    answer.next.emplace_back("gaps");
  } else {
    answer.headline = "A chain does lead from " + way;
    answer.next.push_back("chains from " + names_text(*asking.question, 0, ", ") + " to " +
                          names_text(*asking.question, 1, ", "));
  }
  cut_to_limit(asking, answer, 1);
  Parts tree{{"thing", text(answer.headline)},
             {"children", {std::move(children)}},
             {"kind", text(chain.empty() ? "broken chain" : "chain")}};
  answer.rows.push_back(make_row(asking, std::move(tree), std::move(shown)));
}

}  // namespace

extern const Operator operator_why_not{
    .name = "why not",
    .kind = "why not",
    .parameters = "\"C\" to \"O\"",
    .example = "why not \"C\" to \"O\"",
    .help =
        "Where a chain from a context to an outcome breaks: the nearest pairs that fail to join.",
    .slots = {concepts_as({}, Role::context), concepts_as("to", Role::outcome)},
    .takes = takes_exactly | takes_study | takes_scope,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "where chains break hangs on the very concepts"};

}  // namespace retroduce::query
