// Statements of the form "if … then … because …", a column each.
#include "reports/cells.h"
#include "reports/parts.h"
#include "reports/registry.h"
#include "reports/sources_of.h"

namespace retroduce::reports {

namespace {

/// The parts one under the other; those that stand are enough.
Cell joined(const Subject& subject, std::initializer_list<Part> parts, NotesUsed& used) {
  Cell all{{}, {}, {{subject.id}, {}, {}, {}}};
  for (const Part part : parts) {
    Cell cell = part_cell(subject, part, used);
    if (!cell.witness.why_none.empty()) continue;
    for (Line& line : cell.lines) all.lines.push_back(std::move(line));
  }
  return all.lines.empty() ? part_cell(subject, *parts.begin(), used) : all;
}

/// What follows, and what follows where the mechanism does not fire.
Cell outcomes_cell(const Subject& subject, NotesUsed& used) {
  Cell cell = joined(subject, {Part::outcome}, used);
  Cell unfired = part_cell(subject, Part::unfired, used);
  if (!unfired.witness.why_none.empty()) return cell;
  for (Line& line : unfired.lines) {
    line.push_back(muted(" (where the mechanism does not fire)"));
    cell.lines.push_back(std::move(line));
  }
  return cell;
}

class IfThenRows {
 public:
  explicit IfThenRows(const TableWorld& world)
      : world_(world), walk_(*world.snapshot), citations_(world) {
    used_.cmoc = true;
  }
  bool is_grouped() const { return walk_.is_grouped(); }

  bool next(TableRow& row) {
    model::ConfigurationId id;
    if (!walk_.next(row.heading, id)) return false;
    if (!row.heading.empty()) return true;
    const Subject subject = read_subject(world_, id);
    row.id = subject.configuration().label;
    row.cells = {
        label_cell(subject.configuration(), id, used_),
        joined(subject, {Part::context, Part::intervention, Part::actor, Part::resource}, used_),
        outcomes_cell(subject, used_),
        joined(subject, {Part::reasoning}, used_),
        text_cell(std::string(model::to_word(subject.configuration().status)), {{id}, {}, {}, {}}),
        sources_cell(*world_.snapshot, std::span(&id, 1), citations_, used_)};
    return true;
  }

  void finish(Table& table) {
    table.footnotes = footnotes(used_);
    table.references = citations_.references();
  }

 private:
  TableWorld world_;
  ConfigurationWalk walk_;
  Citations citations_;
  NotesUsed used_;
};

Table make_if_then(const TableWorld& world) {
  auto rows = std::make_shared<IfThenRows>(world);
  Table table;
  table.kind = "if-then";
  table.title = "If-then-because statements";
  table.review = world.snapshot->title;
  table.snapshot = world.snapshot;
  table.columns = {label_column(*world.snapshot), {"If (context and resource)", "if", 2.6},
                   {"Then (outcome)", "then", 2}, {"Because (reasoning)", "because", 2},
                   {"Status", "status", 0.9},     {"Sources", "sources", 1.1}};
  if (rows->is_grouped()) table.group_key = "theme";
  pull_from(table, rows);
  return table;
}

}  // namespace

const TableKind table_if_then{"if-then", "If-then-because statements",
                              "If (context and resource), then (outcome), because (reasoning), "
                              "with the status and the sources of each.",
                              make_if_then};

}  // namespace retroduce::reports
