// Which document bears on which configuration, with totals: a grid where the documents are no more
// columns than a page can hold, else their numbers in lists.
#include <map>

#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/registry.h"
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

constexpr std::size_t most_on_a_page = 24;

bool is_grid(const std::vector<model::DocumentId>& documents) {
  return documents.size() <= most_on_a_page;
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
        documents_(documents_with_evidence(snapshot_)) {}

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
    if (snapshot_.configurations.size() != 0) totals();
    made_.used.cmoc = true;
    made_.notes.push_back(
        is_grid(documents_)
            ? "S supports, R refines, C contradicts; \u2013 no evidence. Columns are the documents "
              "by "
              "their number in the references. Totals count documents, each once: for (S or R), "
              "against (C)."
            : std::to_string(documents_.size()) +
                  " documents are more columns than a page holds, so their numbers are listed. "
                  "Totals "
                  "count documents, each once: for (supports or refines), against (contradicts).");
  }

 private:
  void row(model::ConfigurationId id) {
    const Grid grid = stances_on(snapshot_, id);
    auto& cells = made_.add(snapshot_.configurations[id.index()].label);
    cells.push_back(label_cell(snapshot_.configurations[id.index()], id, made_.used));
    Witness all{{id}, {}, {}, {}};
    std::int64_t supporting = 0;
    std::int64_t contradicting = 0;
    if (!is_grid(documents_)) {
      for (bool Stances::*stance : {&Stances::supports, &Stances::refines, &Stances::contradicts})
        cells.push_back(list_cell(grid, stance, id));
    }
    for (const model::DocumentId document : documents_) {
      const auto found = grid.find(document);
      const Stances stances = found == grid.end() ? Stances{} : found->second;
      if (is_grid(documents_)) cells.push_back(stance_cell(stances, {{id}, {document}, {}, {}}));
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
    for (const auto& [document, stances] : grid) {
      if (!(stances.*stance)) continue;
      if (!cell.lines[0].empty()) cell.lines[0].push_back(plain(", "));
      cell.lines[0].push_back(made_.citations.numbered(document));
      cell.witness.documents.push_back(document);
    }
    if (!cell.lines[0].empty()) return cell;
    return missing_cell("no document does so", cell.witness, "\u2013");
  }

  /// For each document the number of configurations that it bears on.
  void totals() {
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
    auto& cells = made_.add("total");
    Cell name{{{strong("CMOCs, total")}}, {}, {{}, documents_, {}, {}}};
    if (documents_.empty()) name.witness.why_none = "no document bears on anything";
    cells.push_back(std::move(name));
    if (is_grid(documents_)) {
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
};

Table make_evidence_map(const TableWorld& world) {
  const model::Snapshot& snapshot = *world.snapshot;
  TableHead head{"evidence-map", "Evidence by configuration and document", {}};
  head.columns.push_back(label_column(snapshot));
  int number = 0;
  const std::vector<model::DocumentId> documents = documents_with_evidence(snapshot);
  if (!is_grid(documents)) {
    for (const char* name : {"Supports", "Refines", "Contradicts"}) {
      std::string key = name;
      key[0] = static_cast<char>(key[0] - 'A' + 'a');
      head.columns.push_back({name, key, 2.5});
    }
  }
  for (const model::DocumentId document : is_grid(documents) ? documents : decltype(documents){})
    head.columns.push_back(
        {std::to_string(++number), snapshot.documents[document.index()].key, 0.4});
  head.columns.push_back({"For", "supporting", 0.6, true});
  head.columns.push_back({"Against", "contradicting", 0.7, true});
  if (ConfigurationWalk(snapshot).is_grouped()) head.group_key = "theme";
  return table_of_made_rows(world, std::move(head), [](MadeRows& made) { MapMaker(made).make(); });
}

}  // namespace

const TableKind table_evidence_map{
    "evidence-map", "Evidence map",
    "A grid of configurations and documents: which supports, refines or contradicts which, with "
    "totals.",
    make_evidence_map};

}  // namespace retroduce::reports
