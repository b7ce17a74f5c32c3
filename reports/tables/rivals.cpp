// Rival theories: what speaks for each, what against, and how it was settled.
#include <algorithm>

#include "reports/cells.h"
#include "reports/entry_rows.h"
#include "reports/registry.h"
#include "reports/sources_of.h"
#include "reports/statement.h"

namespace retroduce::reports {

namespace {

using model::ConfigurationId;
using model::EntryList;

class RivalMaker {
 public:
  explicit RivalMaker(MadeRows& made) : made_(made), snapshot_(*made.world.snapshot) {}

  void make() {
    made_.used.cmoc = true;
    for (const model::Entry& entry : made_.world.details->entries(EntryList::rivals)) {
      auto& cells = made_.add(model::label_of(entry));
      for (const char* field : {"statement", "rival"}) cells.push_back(entry_cell(entry, field));
      for (const char* field : {"evidence for", "evidence against"})
        cells.push_back(cited_cell(made_, entry, field));
      cells.push_back(entry_cell(entry, "adjudication"));
    }
    for (const model::Link& link : made_.world.details->links()) {
      if (link.kind == model::LinkKind::rival_of) add(link);
    }
    if (made_.rows.empty()) made_.notes.push_back(how_to_bring_in(EntryList::rivals));
  }

 private:
  void add(const model::Link& link) {
    const ConfigurationId from(link.from.value);
    const ConfigurationId to(link.to.value);
    const Witness both{{from, to}, {}, {}, {}};
    made_.add(label(from) + " / " + label(to)) = {
        statement_cell(from), statement_cell(to), evidence_cell(from, false),
        evidence_cell(from, true), adjudication_cell(link, both)};
  }

  std::string label(ConfigurationId id) const {
    return std::string(snapshot_.configurations[id.index()].label);
  }

  Cell statement_cell(ConfigurationId id) {
    const Subject subject = read_subject(made_.world, id);
    Line line = strong_label(snapshot_, id, made_.used);
    for (Run& run : statement_line(subject, made_.world.style, made_.used))
      line.push_back(std::move(run));
    return {{std::move(line)}, {}, {{id}, {}, {}, {}}};
  }

  /// Evidence for (against) the statement alone; what bears on both stands with the adjudication.
  /// Whether it bears on single elements only is asked of that side alone.
  Cell evidence_cell(ConfigurationId id, bool is_against) {
    std::vector<Bearing> chosen;
    Witness witness{{id}, {}, {}, {}};
    for (const model::SnapshotEvidence& evidence : snapshot_.evidence_of(id)) {
      if ((evidence.stance == model::Stance::contradicts) != is_against) continue;
      const bool in_part = evidence.element != model::SnapshotEvidence::whole;
      if (chosen.empty() || chosen.back().document != evidence.document)
        chosen.push_back({evidence.document, !is_against, false, in_part});
      chosen.back().in_part &= in_part;
      witness.extracts.push_back(evidence.extract);
    }
    return bearings_cell(
        std::move(chosen), std::move(witness),
        is_against ? "no extract contradicts the statement" : "no extract supports the statement",
        made_.citations, made_.used);
  }

  /// How it was settled, and the sources that set the two against each other.
  Cell adjudication_cell(const model::Link& link, const Witness& both) {
    Cell cell = link.note.empty() ? missing_cell("the link between the two has no note", both)
                                  : text_cell(link.note, both);
    std::vector<model::DocumentId> documents;
    for (const model::LinkEvidence& piece : link.evidence) {
      documents.push_back(made_.world.details->extract(piece.extract.value).document);
      cell.witness.extracts.push_back(piece.extract.value);
    }
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
    if (documents.empty()) return cell;
    Line& line = cell.lines.emplace_back();
    line.push_back(muted("between the two: "));
    add_numbers(line, cell.witness, documents, made_.citations);
    return cell;
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
};

Table make_rivals(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"rivals",
                             "Rival theories and disconfirming evidence",
                             {{"Statement", "statement", 2.4},
                              {"Rival", "rival", 2.4},
                              {"Evidence for", "evidence_for", 1.4},
                              {"Evidence against", "evidence_against", 1.4},
                              {"Adjudication", "adjudication", 2}}},
                            [](MadeRows& made) { RivalMaker(made).make(); });
}

}  // namespace

const TableKind table_rivals{"rivals", "Rival theories and disconfirming evidence",
                             "Statements with their rivals, the evidence for and against, and how "
                             "it was settled.",
                             make_rivals};

}  // namespace retroduce::reports
