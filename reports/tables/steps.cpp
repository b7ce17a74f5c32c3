// What was done, step by step.
#include "reports/entry_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

Table make_steps(const TableWorld& world) {
  return table_of_made_rows(
      world,
      {"steps",
       "Steps of the review",
       {{"Step", "step", 1.5},
        {"What was done", "what_was_done", 5},
        {"By whom / check", "by_whom", 2}}},
      [](MadeRows& made) {
        add_entries(made, model::EntryList::steps, {"step", "what was done", "by whom"});
      });
}

}  // namespace

const TableKind table_steps{"steps", "Steps of the review",
                            "What was done in each step, by whom, and how it was checked.",
                            make_steps};

}  // namespace retroduce::reports
