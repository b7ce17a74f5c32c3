// The programme theory as it stands now: what to do, why, and what may be expected of it.
#include <set>

#include "reports/cells.h"
#include "reports/labels.h"
#include "reports/parts.h"
#include "reports/registry.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

/// The fired outcomes of the configurations, each once in their order.
Cell outcomes_cell(const model::Snapshot& snapshot, const Witness& witness, NotesUsed& used) {
  Cell cell{{}, {}, witness};
  std::set<std::pair<model::ConceptId, bool>> seen;
  for (const model::ConfigurationId id : witness.configurations) {
    for (const model::SnapshotElement& element : snapshot.elements_of(id)) {
      if (!is_of(element, Part::outcome)) continue;
      if (!seen.insert({element.concept_, element.opposite}).second) continue;
      used.opposite |= element.opposite;
      cell.lines.push_back({plain(term_text(snapshot, element.concept_, element.opposite))});
    }
  }
  if (!cell.lines.empty()) return cell;
  return missing_cell(witness.configurations.empty()
                          ? "no configuration is tied to the statement"
                          : "the configurations of the statement name no outcome",
                      witness);
}

void make_rows(MadeRows& made) {
  const model::TheoryDetails all = made.world.details->theories();
  const model::Snapshot& snapshot = *made.world.snapshot;
  made.used.cmoc = true;
  const auto lines = programme_theories(all);
  for (const TheoryLine& line : lines) {
    const model::TheoryVersion& version = all.versions[line.newest()];
    if (lines.size() > 1) made.heading(all.theories[line.theory].label);
    for (const std::uint32_t place : statements_of(all, line.newest())) {
      const model::Statement& statement = all.statements[place];
      const Witness witness = statement_witness(statement);
      Cell why = witness.configurations.empty()
                     ? missing_cell("no configuration is tied to the statement", witness, "none")
                     : text_cell(label_ranges(snapshot, witness.configurations), witness);
      Cell component = statement.text.empty() ? missing_cell("the statement has no text", witness)
                                              : text_cell(statement.text, witness);
      made.add(version.label + ": " + statement.label) = {
          std::move(component), std::move(why), outcomes_cell(snapshot, witness, made.used)};
    }
    made.notes.push_back("Shown: version \u201c" + version.label + "\u201d" +
                         (version.date.empty() ? "" : " of " + version.date) + " of \u201c" +
                         all.theories[line.theory].label + "\u201d.");
  }
  if (lines.empty()) made.notes.push_back(how_to_bring_in_theories("programme theory"));
}

Table make_programme_theory(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"programme-theory",
                             "Programme theory",
                             {{"Component", "component", 3.5},
                              {"Why (CMOC nos.)", "configurations", 1.8},
                              {"Anticipated outcome", "outcome", 3}},
                             "theory"},
                            make_rows);
}

}  // namespace

const TableKind table_programme_theory{
    "programme-theory", "Programme theory",
    "The statements of the theory as it stands, the configurations behind each and the outcomes to "
    "be expected.",
    make_programme_theory};

}  // namespace retroduce::reports
