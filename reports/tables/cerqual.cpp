// How sure each finding is, by the components of CERQual (Lewin et al. 2018).
#include <set>

#include "reports/cells.h"
#include "reports/entry_rows.h"
#include "reports/registry.h"
#include "reports/sources_of.h"
#include "reports/statement.h"

namespace retroduce::reports {

namespace {

using model::EntryList;

/// The configuration's label and sentence, or the finding in words.
Cell finding_cell(MadeRows& made, const model::Entry& entry) {
  if (!entry.configuration.is_set()) return entry_cell(entry, "finding");
  const Subject subject =
      read_subject(made.world, model::ConfigurationId(entry.configuration.value));
  Line line = strong_label(*made.world.snapshot, subject.id, made.used);
  for (Run& run : statement_line(subject, made.world.style, made.used))
    line.push_back(std::move(run));
  return {{std::move(line)}, {}, {{subject.id}, {}, {}, {}}};
}

Cell studies_cell(MadeRows& made, const model::Entry& entry) {
  if (!model::value_in(entry, "studies").empty() || !entry.configuration.is_set()) {
    Cell cell = cited_cell(made, entry, "studies");
    // A number of studies is no number of a reference.
    if (cell.witness.documents.empty() && cell.witness.why_none.starts_with("stated"))
      cell.lines.front().insert(cell.lines.front().begin(), muted("as stated: "));
    return cell;
  }
  const model::ConfigurationId id(entry.configuration.value);
  return sources_cell(*made.world.snapshot, std::span(&id, 1), made.citations, made.used);
}

void make_rows(MadeRows& made) {
  made.used.cmoc = true;
  std::set<std::size_t> judged;
  for (const model::Entry& entry : made.world.details->entries(EntryList::cerqual)) {
    std::string name = model::label_of(entry);
    if (entry.configuration.is_set()) {
      judged.insert(entry.configuration.index());
      name = made.world.snapshot->configurations[entry.configuration.index()].label;
    }
    std::vector<Cell> cells{finding_cell(made, entry)};
    for (const char* field : {"methodological limitations", "coherence", "adequacy", "relevance",
                              "confidence", "explanation"})
      cells.push_back(entry_cell(entry, field));
    cells.push_back(studies_cell(made, entry));
    made.add(std::move(name)) = std::move(cells);
  }
  if (made.rows.empty()) return made.notes.push_back(how_to_bring_in(EntryList::cerqual));
  const std::size_t all = made.world.snapshot->configurations.size();
  if (judged.size() < all)
    made.notes.push_back(std::to_string(all - judged.size()) + " of " + std::to_string(all) +
                         " configurations have no profile.");
}

Table make_cerqual(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"cerqual",
                             "Confidence in the findings (CERQual)",
                             {{"Finding (CMOC)", "finding", 3},
                              {"Methodological limitations", "methodological_limitations", 1.4},
                              {"Coherence", "coherence", 1.2},
                              {"Adequacy", "adequacy", 1.2},
                              {"Relevance", "relevance", 1.2},
                              {"Confidence", "confidence", 1.1},
                              {"Explanation", "explanation", 2},
                              {"Studies", "studies", 1}}},
                            make_rows);
}

}  // namespace

const TableKind table_cerqual{"cerqual", "Confidence in the findings (CERQual)",
                              "Each finding with the concerns about it and how much confidence it "
                              "is given.",
                              make_cerqual};

}  // namespace retroduce::reports
