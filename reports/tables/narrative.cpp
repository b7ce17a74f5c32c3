// The list of configurations, one sentence each: what most realist reviews print in the text.
#include "reports/cells.h"
#include "reports/notes.h"
#include "reports/registry.h"
#include "reports/sources_of.h"
#include "reports/statement.h"

namespace retroduce::reports {

namespace {

class NarrativeRows {
 public:
  explicit NarrativeRows(const TableWorld& world)
      : world_(world), walk_(*world.snapshot), citations_(world) {
    used_.cmoc = true;
  }

  bool is_grouped() const { return walk_.is_grouped(); }

  bool next(TableRow& row) {
    model::ConfigurationId id;
    if (!walk_.next(row.heading, id)) return false;
    if (!row.heading.empty()) return true;
    const Subject subject = read_subject(world_, id);
    const model::SnapshotConfiguration& configuration = subject.configuration();
    const Witness witness{{id}, {}, {}, {}};
    row.id = configuration.label;
    row.cells = {label_cell(configuration, id, used_), sentence_cell(subject, witness),
                 sources_cell(*world_.snapshot, std::span(&id, 1), citations_, used_)};
    return true;
  }

  void finish(Table& table) {
    table.footnotes = footnotes(used_);
    table.footnotes.emplace_back(
        "The extracts behind each configuration stand in the table of configurations with "
        "illustrative "
        "evidence.");
    table.references = citations_.references();
  }

 private:
  Cell sentence_cell(const Subject& subject, const Witness& witness) {
    Line line;
    if (!subject.title.empty()) {
      line = {strong(subject.title + "."), plain(" ")};
    }
    for (Run& run : statement_line(subject, world_.style, used_)) line.push_back(std::move(run));
    return {{std::move(line)}, {}, witness};
  }

  TableWorld world_;
  ConfigurationWalk walk_;
  Citations citations_;
  NotesUsed used_;
};

Table make_narrative(const TableWorld& world) {
  auto rows = std::make_shared<NarrativeRows>(world);
  Table table;
  table.kind = "narrative";
  table.title = "Context-mechanism-outcome configurations";
  table.review = world.snapshot->title;
  table.snapshot = world.snapshot;
  table.columns = {
      label_column(*world.snapshot), {"CMOC", "statement", 6}, {"Sources", "sources", 1.1}};
  if (rows->is_grouped()) table.group_key = "theme";
  pull_from(table, rows);
  return table;
}

}  // namespace

const TableKind table_narrative{
    "narrative", "Configurations as sentences",
    "Each configuration as one sentence with its parts tagged (C), (M), (O), and its sources.",
    make_narrative};

}  // namespace retroduce::reports
