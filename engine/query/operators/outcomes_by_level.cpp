#include "query/outcomes_by.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  const std::vector<std::string>& scale = asking.snapshot().levels;
  std::vector<Heading> headings;
  for (const std::string& level : scale) headings.push_back({level, {}});
  headings.emplace_back();
  for (const model::ConfigurationId k : asked_configurations(asking)) {
    const std::int32_t level = asking.snapshot().configurations.facts()[k.index()].level;
    const std::size_t place = level < 0 ? scale.size() : static_cast<std::size_t>(level);
    headings[place].configurations.push_back(k);
  }
  answer_by_heading(asking, "level", "name no level", headings, answer);
}

}  // namespace

extern const Operator operator_outcomes_by_level{
    .name = "outcomes by level",
    .kind = "outcomes by level",
    .parameters = "following \"X\"",
    .example = "outcomes by level following \"X\"",
    .help = "At which level: the outcomes under each level of the review's scale.",
    .slots = {following_slot},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
