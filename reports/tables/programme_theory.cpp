// The programme theory as it stands now: what to do, why, and what may be expected of it.
#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/labels.h"
#include "reports/numbers.h"
#include "reports/parts.h"
#include "reports/registry.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

/// The fired outcomes of the configurations, each once in their order; what was not meant to happen
/// is marked, and what was refuted is not to be expected.
Cell outcomes_cell(const model::Snapshot& snapshot, const Witness& witness, NotesUsed& used) {
  Cell cell{{}, {}, witness};
  std::set<std::tuple<model::ConceptId, bool, bool>> seen;
  bool has_upheld = false;
  for (const model::ConfigurationId id : witness.configurations) {
    if (is_refuted(snapshot, id)) continue;
    has_upheld = true;
    for (const model::SnapshotElement& element : snapshot.elements_of(id)) {
      if (!is_of(element, Part::outcome)) continue;
      if (!seen.insert({element.concept_, element.opposite, element.is_unintended}).second)
        continue;
      used.opposite |= element.opposite;
      Line line{plain(term_text(snapshot, element.concept_, element.opposite))};
      if (element.is_unintended) line.push_back(muted(" (unintended)"));
      cell.lines.push_back(std::move(line));
    }
  }
  if (!cell.lines.empty()) return cell;
  const char* why = "the configurations of the statement name no outcome";
  if (!has_upheld) why = "the configurations of the statement were refuted";
  if (witness.configurations.empty()) why = "no configuration is tied to the statement";
  return missing_cell(why, witness);
}

bool is_dropped(const model::Statement& statement) {
  return std::any_of(statement.lineage.begin(), statement.lineage.end(),
                     [](const auto& each) { return each.lineage == model::Lineage::dropped; });
}

std::string note_on_dropped(std::int64_t dropped) {
  return "Not shown: " + count_of(dropped, "statement", "statements") +
         " that this version dropped; the table of changes says why.";
}

void make_rows(MadeRows& made) {
  const model::TheoryDetails all = made.world.details->theories();
  const model::Snapshot& snapshot = *made.world.snapshot;
  made.used.cmoc = true;
  const auto lines = programme_theories(all);
  for (const TheoryLine& line : lines) {
    const model::TheoryVersion& version = all.versions[line.newest()];
    if (lines.size() > 1) made.heading(all.theories[line.theory].label);
    std::int64_t dropped = 0;
    for (const std::uint32_t place : statements_of(all, line.newest())) {
      const model::Statement& statement = all.statements[place];
      if (is_dropped(statement)) {
        ++dropped;
        continue;
      }
      const Witness witness = statement_witness(statement);
      Cell why =
          labels_cell(snapshot, witness, "no configuration is tied to the statement", made.used);
      Cell component = statement.text.empty() ? missing_cell("the statement has no text", witness)
                                              : text_cell(statement.text, witness);
      made.add(version.label + ": " + statement.label) = {
          std::move(component), std::move(why), outcomes_cell(snapshot, witness, made.used)};
    }
    made.notes.push_back("Shown: version \u201c" + version.label + "\u201d" +
                         (version.date.empty() ? "" : " of " + version.date) + " of \u201c" +
                         all.theories[line.theory].label + "\u201d.");
    if (dropped > 0) made.notes.push_back(note_on_dropped(dropped));
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
