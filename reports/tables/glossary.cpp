// The words of the review.
#include "reports/entry_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

Table make_glossary(const TableWorld& world) {
  return table_of_made_rows(
      world,
      {"glossary",
       "Terms and their meaning in this review",
       {{"Term", "term", 1.5},
        {"Definition in this review", "definition", 5},
        {"Reference", "reference", 1.5}}},
      [](MadeRows& made) {
        for (const model::Entry& entry : made.world.details->entries(model::EntryList::glossary)) {
          auto& cells = made.add(model::label_of(entry));
          cells.push_back(entry_cell(entry, "term"));
          cells.push_back(entry_cell(entry, "definition"));
          cells.push_back(cited_cell(made, entry, "reference"));
        }
        if (made.rows.empty()) made.notes.push_back(how_to_bring_in(model::EntryList::glossary));
      });
}

}  // namespace

const TableKind table_glossary{"glossary", "Glossary",
                               "The terms that the review uses, with their meaning and where it "
                               "comes from.",
                               make_glossary};

}  // namespace retroduce::reports
