// How the programme theory changed: each statement as it was first, what the evidence showed, and
// as it is now.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/labels.h"
#include "reports/registry.h"
#include "reports/sources_of.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

class EvolutionMaker {
 public:
  explicit EvolutionMaker(MadeRows& made) : made_(made), all_(made.world.details->theories()) {}

  void make() {
    made_.used.cmoc = true;
    const auto lines = programme_theories(all_);
    for (const TheoryLine& line : lines) {
      if (lines.size() > 1) made_.heading(all_.theories[line.theory].label);
      theory(line);
    }
    if (lines.empty()) made_.notes.push_back(how_to_bring_in_theories("programme theory"));
  }

 private:
  /// The statements of the newest version, then those that no later one came out of.
  void theory(const TheoryLine& line) {
    std::set<std::uint32_t> carried_on;
    for (const model::Statement& statement : all_.statements) {
      for (const model::StatementLineage& lineage : statement.lineage) {
        if (lineage.earlier.is_set())
          carried_on.insert(static_cast<std::uint32_t>(lineage.earlier.index()));
      }
    }
    for (const std::uint32_t place : statements_of(all_, line.newest())) row(line, place, false);
    for (const std::uint32_t version : line.versions) {
      if (version == line.newest()) continue;
      for (const std::uint32_t place : statements_of(all_, version)) {
        if (carried_on.count(place) == 0) row(line, place, true);
      }
    }
  }

  void row(const TheoryLine& line, std::uint32_t place, bool is_left_behind) {
    const model::Statement& statement = all_.statements[place];
    const model::TheoryVersion& version = all_.versions[statement.version.index()];
    const Witness witness = statement_witness(statement);
    made_.add(version.label + ": " + statement.label) = {
        text_cell(statement.label, witness),
        initial_cell(line, place, is_left_behind, witness),
        shown_cell(line, place, witness),
        refined_cell(place, is_left_behind, witness),
        change_cell(line, place, is_left_behind, witness),
        labels_cell(*made_.world.snapshot, witness, "no configuration is tied to the statement",
                    made_.used),
        text_cell(version.date.empty() ? version.label : version.label + ", " + version.date,
                  witness)};
  }

  Cell initial_cell(const TheoryLine& line, std::uint32_t place, bool is_left_behind,
                    const Witness& witness) const {
    const auto first = first_ancestors(all_, place);
    if (first.empty() && (is_left_behind || line.versions.size() == 1))
      return text_cell(all_.statements[place].text, witness);
    if (first.empty())
      return missing_cell("the statement came with a later version", witness, "new");
    Cell cell{{}, {}, witness};
    for (const std::uint32_t each : first) {
      const bool is_later = all_.statements[each].version.index() != line.versions.front();
      cell.lines.push_back(
          {plain((is_later ? version_of(each) + ": " : "") + all_.statements[each].text)});
    }
    return cell;
  }

  /// What it says now, behind what it said in versions between where these had other words.
  Cell refined_cell(std::uint32_t place, bool is_left_behind, const Witness& witness) const {
    std::vector<std::uint32_t> worded;
    for (const std::uint32_t each : came_by(all_, place)) {
      const std::string& text = all_.statements[each].text;
      const bool is_first = is_left_behind && first_ancestors(all_, each).empty();
      if (!is_first && !text.empty() &&
          std::none_of(worded.begin(), worded.end(), [&](std::uint32_t earlier) {
            return all_.statements[earlier].text == text;
          }))
        worded.push_back(each);
    }
    const bool is_dropped = has(all_.statements[place], model::Lineage::dropped);
    if (is_dropped && !worded.empty() && worded.back() == place) worded.pop_back();
    Cell cell{{}, {}, witness};
    for (const std::uint32_t each : worded) {
      const bool is_one = worded.size() == 1 && !is_left_behind && !is_dropped;
      cell.lines.push_back(
          {plain((is_one ? "" : version_of(each) + ": ") + all_.statements[each].text)});
    }
    const std::string end = is_dropped ? "dropped" : is_left_behind ? "not carried on" : "";
    if (!end.empty() && !worded.empty()) cell.lines.push_back({muted(end)});
    if (!cell.lines.empty()) return cell;
    if (is_dropped) return missing_cell("the statement was dropped", witness, end);
    if (is_left_behind)
      return missing_cell("no statement of a later version came out of it", witness, end);
    return missing_cell("the statement has no text", witness);
  }

  const std::string& version_of(std::uint32_t place) const {
    return all_.versions[all_.statements[place].version.index()].label;
  }

  /// The reasons given, a line each, with the sources of the extracts that moved them.
  Cell shown_cell(const TheoryLine& line, std::uint32_t place, const Witness& witness) {
    Cell cell{{}, {}, witness};
    for (const std::uint32_t each : told_by(line, place)) shown_line(all_.statements[each], cell);
    if (cell.lines.empty()) return missing_cell("no reason was given", witness);
    return cell;
  }

  void shown_line(const model::Statement& statement, Cell& cell) {
    Line line;
    if (!statement.reason.empty()) line.push_back(plain(statement.reason));
    std::set<model::DocumentId> moved;
    for (const auto ref : statement.moved_by)
      moved.insert(made_.world.details->extract(ref.value).document);
    if (!moved.empty()) {
      line.push_back(plain(line.empty() ? "[" : " ["));
      const std::vector<model::DocumentId> documents(moved.begin(), moved.end());
      add_numbers(line, cell.witness, documents, made_.citations);
      line.push_back(plain("]"));
    }
    if (!line.empty()) cell.lines.push_back(std::move(line));
  }

  static bool has(const model::Statement& statement, model::Lineage lineage) {
    return std::any_of(statement.lineage.begin(), statement.lineage.end(),
                       [lineage](const auto& each) { return each.lineage == lineage; });
  }

  /// The statements behind it that say how it came about: of the first ones those that came with a
  /// later version than the first.
  std::vector<std::uint32_t> told_by(const TheoryLine& line, std::uint32_t place) const {
    std::vector<std::uint32_t> told = first_ancestors(all_, place);
    std::erase_if(told, [&](std::uint32_t each) {
      return all_.statements[each].version.index() == line.versions.front();
    });
    for (const std::uint32_t each : came_by(all_, place)) told.push_back(each);
    std::stable_sort(told.begin(), told.end(), [this](std::uint32_t a, std::uint32_t b) {
      return all_.statements[a].version < all_.statements[b].version;
    });
    return told;
  }

  /// "merged", or where it changed more than once "v2: merged" and "v3: kept".
  Cell change_cell(const TheoryLine& line, std::uint32_t place, bool is_left_behind,
                   const Witness& witness) const {
    if (is_left_behind && first_ancestors(all_, place).empty())
      return text_cell("not carried on", witness);
    std::vector<std::pair<model::Ref<model::TheoryVersion>, std::vector<std::string>>> changes;
    for (const std::uint32_t each : told_by(line, place)) {
      const model::Statement& statement = all_.statements[each];
      if (changes.empty() || changes.back().first != statement.version)
        changes.push_back({statement.version, {}});
      auto& words = changes.back().second;
      if (each != place && statement.lineage.empty() && words.empty()) words.emplace_back("new");
      for (const model::StatementLineage& lineage : statement.lineage) {
        std::string word(model::to_word(lineage.lineage));
        if (lineage.lineage == model::Lineage::kept && lineage.earlier.is_set() &&
            all_.statements[lineage.earlier.index()].text != statement.text)
          word += " in other words";
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
      }
    }
    std::erase_if(changes, [](const auto& each) { return each.second.empty(); });
    Cell cell{{}, {}, witness};
    for (const auto& [version, words] : changes) {
      const std::string name =
          changes.size() > 1 ? all_.versions[version.index()].label + ": " : "";
      cell.lines.push_back({plain(name + base::join(words, ", "))});
    }
    if (is_left_behind && !has(all_.statements[place], model::Lineage::dropped))
      cell.lines.push_back({plain("not carried on")});
    if (cell.lines.empty()) return missing_cell("its lineage was not stated", witness);
    return cell;
  }

  MadeRows& made_;
  model::TheoryDetails all_;
};

Table make_theory_evolution(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"theory-evolution",
                             "How the programme theory changed",
                             {{"Statement", "statement", 0.9},
                              {"Initial", "initial", 2.3},
                              {"What the evidence showed", "evidence", 2.3},
                              {"Refined", "refined", 2.3},
                              {"Change", "change", 1},
                              {"CMOCs", "configurations", 1.1},
                              {"Version", "version", 1}},
                             "theory"},
                            [](MadeRows& made) { EvolutionMaker(made).make(); });
}

}  // namespace

const TableKind table_theory_evolution{"theory-evolution", "How the programme theory changed",
                                       "Each statement as it was first, what the evidence showed, "
                                       "as it is now, and what became of it.",
                                       make_theory_evolution};

}  // namespace retroduce::reports
