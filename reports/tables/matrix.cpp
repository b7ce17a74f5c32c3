// The realist matrix: a row per study, with the parts of configurations that it gives evidence for
// or against.
// Each line names its configuration, so that nothing is read across configurations.
#include <map>
#include <set>

#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/parts.h"
#include "reports/registry.h"
#include "reports/sources_of.h"

namespace retroduce::reports {

namespace {

/// The whole of a configuration, or some elements.
struct Reach {
  bool whole = false;
  std::set<std::uint16_t> elements;

  void take(const model::SnapshotEvidence& evidence) {
    if (evidence.element == model::SnapshotEvidence::whole)
      whole = true;
    else
      elements.insert(evidence.element);
  }
};

/// What a study bears out of one configuration, and what it contradicts.
struct Borne {
  Reach supported;
  Reach contradicted;
};
using ByConfiguration = std::map<model::ConfigurationId, Borne>;

class MatrixMaker {
 public:
  explicit MatrixMaker(MadeRows& made) : made_(made), snapshot_(*made.world.snapshot) {}

  void make() {
    made_.used.cmoc = true;
    gather();
    for (std::size_t study = 0; study < snapshot_.studies.size(); ++study) {
      if (documents_[study].empty()) continue;
      row(study);
    }
    made_.notes.emplace_back(
        "Each line stands for the configuration that it names; lines of different configurations "
        "are no claim together. Shown are the parts that the study's evidence supports or refines, "
        "and, so marked, those that it contradicts. Unknown: its evidence says nothing of this "
        "part.");
  }

 private:
  void gather() {
    documents_.resize(snapshot_.studies.size());
    borne_.resize(snapshot_.studies.size());
    for (std::size_t d = 0; d < snapshot_.documents.size(); ++d)
      documents_[snapshot_.documents[d].study.index()].emplace_back(d);
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      const model::ConfigurationId id(i);
      for (const model::SnapshotEvidence& evidence : snapshot_.evidence_of(id)) {
        const model::StudyId study = snapshot_.documents[evidence.document.index()].study;
        Borne& one = borne_[study.index()][id];
        const bool is_against = evidence.stance == model::Stance::contradicts;
        (is_against ? one.contradicted : one.supported).take(evidence);
      }
    }
  }

  /// A document of no study is a study by itself, which is called by its key.
  std::string study_name(std::size_t study) {
    const std::string name(snapshot_.studies[study]);
    const model::DocumentId first = documents_[study].front();
    if (snapshot_.documents[first.index()].key != name) return name;
    return made_.citations.authors(first) + " " + made_.citations.year(first);
  }

  void row(std::size_t study) {
    Witness witness{{}, documents_[study], {}, {}};
    for (const auto& [id, borne] : borne_[study]) witness.configurations.push_back(id);
    Line name{{study_name(study), Run::Style::plain, 0, std::string(snapshot_.studies[study])}};
    add_bracket(name, documents_[study], made_.citations);
    made_.add(snapshot_.studies[study]) = {{{std::move(name)}, {}, witness},
                                           cell(study, {Part::actor, Part::intervention}, witness),
                                           cell(study, {Part::context}, witness),
                                           cell(study, {Part::resource}, witness),
                                           cell(study, {Part::reasoning}, witness),
                                           cell(study, {Part::outcome, Part::unfired}, witness)};
  }

  Cell cell(std::size_t study, std::initializer_list<Part> parts, const Witness& witness) {
    Cell cell{{}, {}, witness};
    for (const auto& [id, borne] : borne_[study]) {
      bool is_against_whole = false;
      for (const Part part : parts) {
        for (std::size_t i = 0; i < subject_of(id).elements.size(); ++i) {
          if (!is_of(subject_of(id).elements[i], part)) continue;
          is_against_whole |= borne.contradicted.whole;
          add_element(cell, subject_of(id), static_cast<std::uint16_t>(i), borne);
        }
      }
      if (is_against_whole) cell.lines.push_back(against_whole(id));
    }
    if (!cell.lines.empty()) return cell;
    return missing_cell("the evidence of the study says nothing of it", witness, "Unknown");
  }

  /// A line where the study's evidence reaches the element.
  void add_element(Cell& cell, const Subject& subject, std::uint16_t place, const Borne& borne) {
    const bool is_for = borne.supported.whole || borne.supported.elements.count(place) != 0;
    const bool is_against = borne.contradicted.elements.count(place) != 0;
    if (!is_for && !is_against) return;
    const model::SnapshotElement& element = subject.elements[place];
    Line line = begun(subject.id);
    line.push_back(plain(subject.texts[place]));
    if (element.when_not_fired) line.push_back(muted(" (when the mechanism does not fire)"));
    if (element.is_unintended) line.push_back(muted(" (unintended)"));
    if (is_against) line.push_back(muted(is_for ? " (also contradicts)" : " (contradicts)"));
    made_.used.contradicts |= is_against;
    made_.used.opposite |= element.opposite && subject.texts[place].starts_with("not: ");
    cell.lines.push_back(std::move(line));
  }

  /// "CMOC 7 (refuted): "
  Line begun(model::ConfigurationId id) {
    const std::string label(snapshot_.configurations[id.index()].label);
    const bool is_out = is_refuted(snapshot_, id);
    made_.used.refuted |= is_out;
    return {muted(label + (is_out ? " (refuted): " : ": "))};
  }

  /// Which part of it the study speaks against is not known, so none is named.
  Line against_whole(model::ConfigurationId id) {
    Line line = begun(id);
    line.push_back(plain("evidence against the whole"));
    return line;
  }

  const Subject& subject_of(model::ConfigurationId id) {
    const auto found = subjects_.find(id);
    if (found != subjects_.end()) return found->second;
    return subjects_.emplace(id, read_subject(made_.world, id)).first->second;
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  std::vector<std::vector<model::DocumentId>> documents_;  ///< by study
  std::vector<ByConfiguration> borne_;                     ///< by study
  std::map<model::ConfigurationId, Subject> subjects_;
};

Table make_matrix(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"matrix",
                             "Realist matrix by study",
                             {{"Study", "study", 1.6},
                              {"Agency / actor", "actor", 1.4},
                              {"Context", "context", 2},
                              {"Resource", "resource", 1.7},
                              {"Reasoning", "reasoning", 1.9},
                              {"Outcome", "outcome", 2}}},
                            [](MadeRows& made) { MatrixMaker(made).make(); });
}

}  // namespace

const TableKind table_matrix{
    "matrix", "Realist matrix by study",
    "A row per study: actors, contexts, resources, reasoning and outcomes "
    "that its evidence supports or contradicts; what it is silent on is Unknown.",
    make_matrix};

}  // namespace retroduce::reports
