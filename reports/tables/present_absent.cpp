// What follows where the mechanism fires, and what where it does not, side by side.
#include <algorithm>

#include "base/text.h"
#include "reports/made_rows.h"
#include "reports/numbers.h"
#include "reports/parts.h"
#include "reports/registry.h"
#include "reports/sources_of.h"

namespace retroduce::reports {

namespace {

void make_rows(MadeRows& made) {
  const model::Snapshot& snapshot = *made.world.snapshot;
  made.used.cmoc = true;
  ConfigurationWalk walk(snapshot);
  std::string heading;
  std::string open_heading;
  model::ConfigurationId id;
  std::int64_t left_out = 0;
  while (walk.next(heading, id)) {
    if (!heading.empty()) {
      open_heading = heading;
      continue;
    }
    const auto elements = snapshot.elements_of(id);
    if (std::none_of(elements.begin(), elements.end(),
                     [](const auto& each) { return is_of(each, Part::unfired); })) {
      ++left_out;
      continue;
    }
    if (!open_heading.empty()) made.heading(std::exchange(open_heading, {}));
    const Subject subject = read_subject(made.world, id);
    made.add(subject.configuration().label) = {
        label_cell(subject.configuration(), id, made.used),
        part_cell(subject, Part::context, made.used),
        part_cell(subject, Part::mechanism, made.used),
        part_cell(subject, Part::outcome, made.used),
        part_cell(subject, Part::unfired, made.used),
        sources_cell(snapshot, std::span(&id, 1), made.citations, made.used)};
  }
  if (left_out > 0)
    made.notes.push_back("Not shown: " + count_of(left_out, "configuration", "configurations") +
                         " for which no outcome is stated where the mechanism does not fire.");
}

Table make_present_absent(const TableWorld& world) {
  TableHead head{"present-absent",
                 "Outcomes where the mechanism fires and where it does not",
                 {label_column(*world.snapshot),
                  {"Context", "context", 2},
                  {"Mechanism", "mechanism", 2},
                  {"Outcome when mechanism fires", "outcome", 2},
                  {"Outcome when it does not", "outcome_not_fired", 2},
                  {"Sources", "sources", 1.1}}};
  if (ConfigurationWalk(*world.snapshot).is_grouped()) head.group_key = "theme";
  return table_of_made_rows(world, std::move(head), make_rows);
}

}  // namespace

const TableKind table_present_absent{
    "present-absent", "Outcomes with and without the mechanism",
    "What follows where the mechanism fires and what where it does not, side by side.",
    make_present_absent};

}  // namespace retroduce::reports
