// What was let in and what was left out.
#include "reports/entry_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

Table make_criteria(const TableWorld& world) {
  return table_of_made_rows(
      world,
      {"criteria",
       "Inclusion and exclusion criteria",
       {{"Criterion", "criterion", 1.2},
        {"Include", "include", 3},
        {"Exclude", "exclude", 3},
        {"Code", "code", 0.7}}},
      [](MadeRows& made) {
        add_entries(made, model::EntryList::criteria, {"criterion", "include", "exclude", "code"});
      });
}

}  // namespace

const TableKind table_criteria{
    "criteria", "Inclusion and exclusion criteria",
    "What documents had to be to come in, what kept them out, and the code for it.", make_criteria};

}  // namespace retroduce::reports
