// The companion of the appraisal table: what the levels mean.
#include "reports/entry_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

Table make_appraisal_levels(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"appraisal-levels",
                             "How documents were appraised",
                             {{"Level", "level", 1},
                              {"What was appraised", "appraised", 1.5},
                              {"Description", "description", 5}}},
                            [](MadeRows& made) {
                              add_entries(made, model::EntryList::appraisal_levels,
                                          {"level", "appraised", "description"});
                            });
}

}  // namespace

const TableKind table_appraisal_levels{"appraisal-levels", "Levels of appraisal",
                                       "What each level of relevance, richness and rigour means.",
                                       make_appraisal_levels};

}  // namespace retroduce::reports
