// Substantive theories: where they come from, their constructs, and which configurations these
// explain.
#include "reports/cells.h"
#include "reports/labels.h"
#include "reports/registry.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

Cell theory_cell(MadeRows& made, const model::Theory& theory, const Witness& witness) {
  Line line{plain(theory.label)};
  if (!theory.citation.empty()) line.push_back(plain(" (" + theory.citation + ")"));
  Witness rests_on = witness;
  if (theory.document.is_set()) {
    const model::DocumentId document(theory.document.value);
    line.push_back(only_on_paper(plain(" ")));
    line.push_back(made.citations.bracketed(document));
    rests_on.documents.push_back(document);
  }
  return {{std::move(line)}, {}, std::move(rests_on)};
}

void add_row(MadeRows& made, const model::Theory& theory, const model::Construct* construct) {
  Witness witness;
  if (construct != nullptr) {
    for (const auto ref : construct->configurations) witness.configurations.emplace_back(ref.value);
  }
  if (witness.configurations.empty())
    witness.why_none = "no configuration is tied to the construct";
  std::vector<Cell> cells{theory_cell(made, theory, witness)};
  if (construct == nullptr) {
    cells.push_back(missing_cell("the theory has no constructs yet", witness));
  } else {
    Line line{strong(construct->label)};
    if (!construct->definition.empty()) line.push_back(plain(": " + construct->definition));
    cells.push_back({{std::move(line)}, {}, witness});
  }
  cells.push_back(theory.note.empty() ? missing_cell("how it was used was not noted", witness)
                                      : text_cell(theory.note, witness));
  cells.push_back(labels_cell(*made.world.snapshot, witness,
                              "no configuration is tied to the construct", made.used));
  made.add(construct == nullptr ? theory.label : theory.label + ": " + construct->label) =
      std::move(cells);
}

void make_rows(MadeRows& made) {
  const model::TheoryDetails all = made.world.details->theories();
  made.used.cmoc = true;
  for (std::size_t t = 0; t < all.theories.size(); ++t) {
    if (all.theories[t].kind != model::TheoryKind::substantive) continue;
    bool has_constructs = false;
    for (const model::Construct& construct : all.constructs) {
      if (!construct.theory.is_set() || construct.theory.index() != t) continue;
      has_constructs = true;
      add_row(made, all.theories[t], &construct);
    }
    if (!has_constructs) add_row(made, all.theories[t], nullptr);
  }
  if (made.rows.empty()) made.notes.push_back(how_to_bring_in_theories("substantive theory"));
}

Table make_theories(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"theories",
                             "Substantive theories and what they explain",
                             {{"Theory (citation)", "theory", 2},
                              {"Construct", "construct", 3},
                              {"How used", "use", 2},
                              {"CMOCs explained", "configurations", 1.5}}},
                            make_rows);
}

}  // namespace

const TableKind table_theories{"theories", "Substantive theories",
                               "The theories that were drawn on, their constructs, and the "
                               "configurations that these explain.",
                               make_theories};

}  // namespace retroduce::reports
