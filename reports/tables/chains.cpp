// Steps of the ripple: where an outcome of one configuration is a context of the next, and whether
// anybody saw both.
#include <algorithm>
#include <iterator>
#include <set>

#include "graph/analyses.h"
#include "graph/evidence_graph.h"
#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/registry.h"
#include "reports/sources_of.h"

namespace retroduce::reports {

namespace {

using graph::ChainClass;
using model::ConfigurationId;

constexpr std::size_t most_chains = 200;

/// What a cell says of the class, and what the note adds.
struct ClassWords {
  ChainClass class_;
  const char* words;
  const char* meaning;
};

constexpr ClassWords class_words[] = {
    {ChainClass::thread, "same document", "one document supports both steps."},
    {ChainClass::study, "same study",
     "documents of one study support the steps, none of them both."},
    {ChainClass::stitched, "stitched",
     "pieced together from documents none of which saw the whole."},
    {ChainClass::conflict, "conflicting contexts",
     "one step asks for a context, the other for its opposite."},
    {ChainClass::unsupported, "a step without support", "no document supports one of the steps."}};

const ClassWords& words_of(ChainClass class_) {
  return *std::find_if(std::begin(class_words), std::end(class_words),
                       [class_](const ClassWords& each) { return each.class_ == class_; });
}

class ChainMaker {
 public:
  explicit ChainMaker(MadeRows& made)
      : made_(made), snapshot_(*made.world.snapshot), graph_(made.world.snapshot, graph::Scope{}) {}

  void make() {
    made_.used.cmoc = true;
    std::int64_t number = 0;
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      const ConfigurationId from(i);
      for (const ConfigurationId to : graph_.next(from)) {
        if (from == to) continue;
        if (made_.rows.size() >= 2 * most_chains)
          ++left_out;
        else
          chain(std::to_string(++number), from, to);
      }
    }
    if (made_.rows.empty()) {
      made_.notes.emplace_back("No outcome of a configuration is, exactly, a context of another.");
    } else {
      made_.notes.emplace_back(
          "Each chain is one joint: an outcome of the first configuration that is, exactly, a "
          "context of the second.");
      for (const ChainClass each : seen_)
        made_.notes.push_back(std::string(words_of(each).words) + ": " + words_of(each).meaning);
    }
    if (left_out > 0)
      made_.notes.push_back("Left out: " + std::to_string(left_out) + " further joints.");
  }

 private:
  void chain(const std::string& number, ConfigurationId from, ConfigurationId to) {
    const std::vector<ConfigurationId> both{from, to};
    const auto support = graph::assess(graph_, both);
    seen_.insert(support.class_);
    step(number, "1", from, joint_cell(from, to), support.class_, both);
    step(number, "2", to, outcome_cell(to), support.class_, both);
  }

  void step(const std::string& number, const char* place, ConfigurationId id, Cell leads_to,
            ChainClass class_, const std::vector<ConfigurationId>& both) {
    const Witness witness{both, {}, {}, {}};
    made_.add(number + "." + place) = {
        text_cell(number, witness),
        text_cell(place, witness),
        label_cell(snapshot_.configurations[id.index()], id, made_.used),
        std::move(leads_to),
        text_cell(words_of(class_).words, witness),
        sources_cell(snapshot_, std::span(&id, 1), made_.citations, made_.used)};
  }

  /// "trust → trust (context of CMOC 7)"
  Cell joint_cell(ConfigurationId from, ConfigurationId to) {
    Cell cell{{}, {}, {{from, to}, {}, {}, {}}};
    for (const graph::Term& term : graph_.joints(from, to)) {
      made_.used.opposite |= term.opposite;
      cell.lines.push_back(
          {plain(term_text(snapshot_, term.concept_, term.opposite)),
           muted(" \u2192 context of " + snapshot_.configurations[to.index()].label)});
    }
    return cell;
  }

  Cell outcome_cell(ConfigurationId id) {
    Cell cell{{}, {}, {{id}, {}, {}, {}}};
    for (const graph::Term& term : graph_.terms(id, model::Role::outcome)) {
      made_.used.opposite |= term.opposite;
      cell.lines.push_back({plain(term_text(snapshot_, term.concept_, term.opposite))});
    }
    if (!cell.lines.empty()) return cell;
    return missing_cell("the configuration names no outcome", cell.witness);
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  graph::EvidenceGraph graph_;
  std::set<ChainClass> seen_;
};

Table make_chains(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"chains",
                             "Chains of configurations",
                             {{"Chain", "chain", 0.6},
                              {"Step", "step", 0.5},
                              {"CMOC", "configuration", 0.9},
                              {"Outcome \u2192 next context", "leads_to", 3.2},
                              {"Support", "support", 1.3},
                              {"Sources", "sources", 1.2}}},
                            [](MadeRows& made) { ChainMaker(made).make(); });
}

}  // namespace

const TableKind table_chains{"chains", "Chains of configurations",
                             "Where an outcome of one configuration is a context of the next, and "
                             "whether one document saw both.",
                             make_chains};

}  // namespace retroduce::reports
