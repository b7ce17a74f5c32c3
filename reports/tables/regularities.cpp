// Demi-regularities: what comes back over documents, where, and what does not fit.
#include <set>

#include "graph/analyses.h"
#include "graph/evidence_graph.h"
#include "reports/cells.h"
#include "reports/labels.h"
#include "reports/made_rows.h"
#include "reports/registry.h"
#include "reports/sources_of.h"
#include "reports/statement.h"

namespace retroduce::reports {

namespace {

constexpr std::size_t least_support = 3;

class RegularityMaker {
 public:
  explicit RegularityMaker(MadeRows& made)
      : made_(made), snapshot_(*made.world.snapshot), graph_(made.world.snapshot, graph::Scope{}) {}

  void make() {
    made_.used.cmoc = true;
    std::int64_t number = 0;
    const graph::Regularities found = graph::regularities(graph_, least_support);
    for (const graph::Regularity& one : found.first) {
      const Witness witness{
          one.configurations, graph::witnesses(graph_, one.configurations), {}, {}};
      Cell count = text_cell(std::to_string(one.tally.support), witness);
      count.number = static_cast<std::int64_t>(one.tally.support);
      made_.add(std::to_string(++number)) = {
          pattern_cell(one, witness),
          labels_cell(snapshot_, witness, "no configuration holds the pattern", made_.used),
          std::move(count), settings_cell(one, witness), exceptions_cell(one, witness)};
    }
    made_.notes.emplace_back(
        "A pattern is a context, a mechanism and an outcome that stand together in configurations "
        "which at least 3 documents support (each document once). Exceptions hold the context and "
        "the mechanism and yield something else.");
  }

 private:
  std::string term(const graph::Term& term) {
    made_.used.opposite |= term.opposite;
    return term_text(snapshot_, term.concept_, term.opposite);
  }

  Cell pattern_cell(const graph::Regularity& one, const Witness& witness) {
    Line line;
    const auto add = [&](const graph::Term& part, const char* letter, int number) {
      if (!line.empty()) line.push_back(plain(number == 1 ? ", " : " and "));
      line.push_back(plain(term(part)));
      const std::string words = part_tag(made_.world.style.tags, letter, number);
      if (words.empty()) return;
      made_.used.tags = true;
      line.push_back(tag(" " + words));
    };
    int number = 0;
    for (const graph::Term& context : one.contexts) add(context, "C", ++number);
    add(one.mechanism, "M", 1);
    add(*one.outcome, "O", 1);
    return {{std::move(line)}, {}, witness};
  }

  /// The documents that support it; one that disputes it saw no such pattern in its setting.
  std::set<model::DocumentId> supporters(const graph::Regularity& one) const {
    std::set<model::DocumentId> found;
    for (const ConfigurationId id : one.configurations) {
      for (const std::uint32_t document : snapshot_.supporters()[id.index()])
        found.insert(model::DocumentId(document));
    }
    return found;
  }

  /// The settings of the documents that support it, each once, as far as they are described.
  Cell settings_cell(const graph::Regularity& one, const Witness& witness) const {
    std::set<std::string> settings;
    bool some_without = false;
    for (const model::DocumentId document : supporters(one)) {
      const std::string* found = nullptr;
      for (const model::FieldColumn& column : snapshot_.fields) {
        if (column.name != "setting" || column.code[document.index()] < 0) continue;
        found = &column.words[static_cast<std::size_t>(column.code[document.index()])];
      }
      if (found != nullptr) settings.insert(*found);
      some_without |= found == nullptr;
    }
    if (settings.empty()) return missing_cell("no supporting document has a setting", witness);
    Cell cell{{}, {}, witness};
    for (const std::string& setting : settings) cell.lines.push_back({plain(setting)});
    if (some_without) cell.lines.push_back({muted("others not stated")});
    return cell;
  }

  Cell exceptions_cell(const graph::Regularity& one, const Witness& witness) {
    std::vector<ConfigurationId> plain_ones;
    std::vector<ConfigurationId> opposite_ones;
    for (const graph::Exception& each : graph::exceptions(graph_, one))
      (each.opposite ? opposite_ones : plain_ones).push_back(each.configuration);
    Cell cell{{}, {}, witness};
    if (!opposite_ones.empty()) {
      cell.lines.push_back(marked_labels(snapshot_, opposite_ones, made_.used));
      cell.lines.back().push_back(muted(" (the opposite outcome)"));
    }
    if (!plain_ones.empty()) cell.lines.push_back(marked_labels(snapshot_, plain_ones, made_.used));
    if (one.tally.dispute > 0)
      cell.lines.push_back({muted("disputed by " + std::to_string(one.tally.dispute) +
                                  (one.tally.dispute == 1 ? " document" : " documents"))});
    if (!cell.lines.empty()) return cell;
    return missing_cell("no configuration with the same context and mechanism yields anything else",
                        witness, "none found");
  }

  using ConfigurationId = model::ConfigurationId;
  MadeRows& made_;
  const model::Snapshot& snapshot_;
  graph::EvidenceGraph graph_;
};

Table make_regularities(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"regularities",
                             "Demi-regularities",
                             {{"Pattern", "pattern", 3.5},
                              {"CMOCs", "configurations", 1.5},
                              {"Documents (n)", "documents", 0.9, true},
                              {"Settings", "settings", 1.6},
                              {"Exceptions", "exceptions", 1.5}}},
                            [](MadeRows& made) { RegularityMaker(made).make(); });
}

}  // namespace

const TableKind table_regularities{"regularities", "Demi-regularities",
                                   "Contexts, mechanisms and outcomes that come back over "
                                   "documents, where, and what does not fit.",
                                   make_regularities};

}  // namespace retroduce::reports
