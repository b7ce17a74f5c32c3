// Which document bears on which configuration, with totals: a grid where the documents are no more
// columns than a page can hold, else their numbers (or authors and years) in lists.
#include <map>

#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/registry.h"
#include "reports/sources_of.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

struct Stances {
  bool supports = false, refines = false, contradicts = false;
};

using Grid = std::map<model::DocumentId, Stances>;

Grid stances_on(const model::Snapshot& snapshot, model::ConfigurationId id) {
  Grid grid;
  for (const model::SnapshotEvidence& evidence : snapshot.evidence_of(id)) {
    Stances& one = grid[evidence.document];
    one.supports |= evidence.stance == model::Stance::supports;
    one.refines |= evidence.stance == model::Stance::refines;
    one.contradicts |= evidence.stance == model::Stance::contradicts;
  }
  return grid;
}

std::vector<model::DocumentId> documents_with_evidence(const model::Snapshot& snapshot) {
  std::vector<bool> bears(snapshot.documents.size(), false);
  for (const model::SnapshotEvidence& evidence : snapshot.evidence.all())
    bears[evidence.document.index()] = true;
  std::vector<model::DocumentId> list;
  for (std::size_t d = 0; d < bears.size(); ++d) {
    if (bears[d]) list.emplace_back(d);
  }
  return list;
}

bool goes_by_name(const TableWorld& world) {
  return world.style.cite == TableStyle::Cite::author_year;
}

/// A name needs more room over its column than a number.
bool is_grid(const TableWorld& world, const std::vector<model::DocumentId>& documents) {
  constexpr std::size_t most_numbers = 24;
  constexpr std::size_t most_names = 12;
  return documents.size() <= (goes_by_name(world) ? most_names : most_numbers);
}

Cell number_cell(std::int64_t number, Witness witness) {
  if (witness.configurations.empty() && witness.documents.empty() && witness.why_none.empty())
    witness.why_none = "no document bears on anything";
  Cell cell = text_cell(std::to_string(number), std::move(witness));
  cell.number = number;
  return cell;
}

Cell stance_cell(const Stances& stances, const Witness& witness) {
  std::string letters;
  if (stances.supports) letters += "S";
  if (stances.refines) letters += "R";
  if (stances.contradicts) letters += "C";
  if (letters.empty())
    return missing_cell("no extract of the document is evidence for it", witness, "\u2013");
  return text_cell(letters, witness);
}

class MapMaker {
 public:
  explicit MapMaker(MadeRows& made)
      : made_(made),
        snapshot_(*made.world.snapshot),
        documents_(documents_with_evidence(snapshot_)),
        is_grid_(is_grid(made.world, documents_)) {}

  void make() {
    for (const model::DocumentId document : documents_) made_.citations.numbered(document);
    ConfigurationWalk walk(snapshot_);
    std::string heading;
    model::ConfigurationId id;
    while (walk.next(heading, id)) {
      if (heading.empty())
        row(id);
      else
        made_.heading(heading);
    }
    if (snapshot_.configurations.size() != 0) totals(walk.is_grouped());
    made_.used.cmoc = true;
    made_.notes.push_back(is_grid_ ? note_on_grid() : note_on_lists());
  }

 private:
  std::string note_on_grid() const {
    const bool is_turned = made_.world.style.is_transposed;
    const std::string last = is_turned ? "last column" : "last row";
    return std::string("S supports, R refines, C contradicts; \u2013 no evidence. ") +
           (is_turned ? "Rows" : "Columns") + " are the documents by their " +
           (goes_by_name(made_.world) ? "authors and year" : "number in the references") +
           ". For (S or R) and Against (C) count documents, each once, in the " + last +
           " of all configurations; " + (is_turned ? "beside" : "under") + " a document the " +
           last + " counts the configurations that it bears on.";
  }

  std::string note_on_lists() const {
    return std::to_string(documents_.size()) +
           " documents are more columns than a page holds, so their " +
           (goes_by_name(made_.world) ? "authors and years" : "numbers") +
           " are listed. For (supports or refines) and Against (contradicts) count documents, each "
           "once, in the last " +
           (made_.world.style.is_transposed ? "column" : "row") + " of all configurations.";
  }

  void row(model::ConfigurationId id) {
    const Grid grid = stances_on(snapshot_, id);
    auto& cells = made_.add(snapshot_.configurations[id.index()].label);
    cells.push_back(label_cell(snapshot_.configurations[id.index()], id, made_.used));
    Witness all{{id}, {}, {}, {}};
    std::int64_t supporting = 0;
    std::int64_t contradicting = 0;
    if (!is_grid_) {
      for (bool Stances::*stance : {&Stances::supports, &Stances::refines, &Stances::contradicts})
        cells.push_back(list_cell(grid, stance, id));
    }
    for (const model::DocumentId document : documents_) {
      const auto found = grid.find(document);
      const Stances stances = found == grid.end() ? Stances{} : found->second;
      if (is_grid_) cells.push_back(stance_cell(stances, {{id}, {document}, {}, {}}));
      supporting += stances.supports || stances.refines ? 1 : 0;
      contradicting += stances.contradicts ? 1 : 0;
      if (found != grid.end()) all.documents.push_back(document);
    }
    cells.push_back(number_cell(supporting, all));
    cells.push_back(number_cell(contradicting, all));
  }

  /// "3, 28": the documents of one stance.
  Cell list_cell(const Grid& grid, bool Stances::*stance, model::ConfigurationId id) {
    Cell cell{{Line{}}, {}, {{id}, {}, {}, {}}};
    std::vector<model::DocumentId> documents;
    for (const auto& [document, stances] : grid)
      if (stances.*stance) documents.push_back(document);
    add_numbers(cell.lines[0], cell.witness, documents, made_.citations);
    if (!documents.empty()) return cell;
    return missing_cell("no document does so", cell.witness, "\u2013");
  }

  /// For each document the number of configurations that it bears on.
  void totals(bool is_grouped) {
    std::map<model::DocumentId, std::int64_t> counts;
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      for (const Bearing& bearing : bearings(snapshot_, model::ConfigurationId(i)))
        ++counts[bearing.document];
    }
    std::int64_t supporting = 0;
    std::int64_t contradicting = 0;
    std::map<model::DocumentId, Stances> over_all;
    for (const model::SnapshotEvidence& evidence : snapshot_.evidence.all()) {
      Stances& one = over_all[evidence.document];
      one.supports |= evidence.stance != model::Stance::contradicts;
      one.contradicts |= evidence.stance == model::Stance::contradicts;
    }
    for (const auto& [document, stances] : over_all) {
      supporting += stances.supports ? 1 : 0;
      contradicting += stances.contradicts ? 1 : 0;
    }
    if (is_grouped) made_.heading("All configurations");
    auto& cells = made_.add("total");
    Cell name{{{strong("CMOCs, total")}}, {}, {{}, documents_, {}, {}}};
    if (documents_.empty()) name.witness.why_none = "no document bears on anything";
    cells.push_back(std::move(name));
    if (is_grid_) {
      for (const model::DocumentId document : documents_)
        cells.push_back(number_cell(counts[document], {{}, {document}, {}, {}}));
    } else {
      for (int i = 0; i < 3; ++i)
        cells.push_back(missing_cell("the documents are too many to count in columns",
                                     {{}, documents_, {}, {}}, "\u2013"));
    }
    cells.push_back(number_cell(supporting, {{}, documents_, {}, {}}));
    cells.push_back(number_cell(contradicting, {{}, documents_, {}, {}}));
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  std::vector<model::DocumentId> documents_;
  bool is_grid_;
};

/// The heads are cited before any row is, by the same count of references as the cells.
void add_documents(std::vector<Column>& columns, const TableWorld& world,
                   const std::vector<model::DocumentId>& documents) {
  Citations citations(world);
  for (const model::DocumentId document : documents)
    columns.push_back({citations.numbered(document).text,
                       world.snapshot->documents[document.index()].key,
                       goes_by_name(world) ? 1.0 : 0.4});
}

void add_lists(std::vector<Column>& columns) {
  columns.push_back({"Supports", "supports", 2.5});
  columns.push_back({"Refines", "refines", 2.5});
  columns.push_back({"Contradicts", "contradicts", 2.5});
}

Table make_evidence_map(const TableWorld& asked) {
  TableWorld world = asked;
  if (!world.cited) world.cited = std::make_shared<CitedDocuments>();
  const model::Snapshot& snapshot = *world.snapshot;
  TableHead head{"evidence-map", "Evidence by configuration and document", {}};
  head.columns.push_back(label_column(snapshot));
  const std::vector<model::DocumentId> documents = documents_with_evidence(snapshot);
  if (is_grid(world, documents))
    add_documents(head.columns, world, documents);
  else
    add_lists(head.columns);
  head.columns.push_back({"For", "supporting", 0.6, true});
  head.columns.push_back({"Against", "contradicting", 0.7, true});
  if (ConfigurationWalk(snapshot).is_grouped()) head.group_key = "theme";
  return table_of_made_rows(world, std::move(head), [](MadeRows& made) { MapMaker(made).make(); });
}

}  // namespace

const TableKind table_evidence_map{"evidence-map", "Evidence map",
                                   "A grid of configurations and documents (lists where they are "
                                   "many): which supports, refines or contradicts which, with "
                                   "totals.",
                                   make_evidence_map};

}  // namespace retroduce::reports
