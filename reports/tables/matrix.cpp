// The realist matrix: a row per study, with the parts of configurations that it gives evidence for.
// Each line names its configuration, so that nothing is read across configurations.
#include <map>
#include <set>

#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/parts.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

/// What a study supports of one configuration: the whole of it, or some elements.
struct Supported {
  bool whole = false;
  std::set<std::uint16_t> elements;
};
using ByConfiguration = std::map<model::ConfigurationId, Supported>;

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
        "are no claim together. Shown are the parts that the study's evidence supports or refines. "
        "Unknown: its evidence says nothing of this part.");
  }

 private:
  void gather() {
    documents_.resize(snapshot_.studies.size());
    supported_.resize(snapshot_.studies.size());
    for (std::size_t d = 0; d < snapshot_.documents.size(); ++d)
      documents_[snapshot_.documents[d].study.index()].emplace_back(d);
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      const model::ConfigurationId id(i);
      for (const model::SnapshotEvidence& evidence : snapshot_.evidence_of(id)) {
        if (evidence.stance == model::Stance::contradicts) continue;
        const model::StudyId study = snapshot_.documents[evidence.document.index()].study;
        Supported& one = supported_[study.index()][id];
        if (evidence.element == model::SnapshotEvidence::whole)
          one.whole = true;
        else
          one.elements.insert(evidence.element);
      }
    }
  }

  void row(std::size_t study) {
    Witness witness{{}, documents_[study], {}, {}};
    for (const auto& [id, supported] : supported_[study]) witness.configurations.push_back(id);
    Line name{plain(snapshot_.studies[study])};
    for (const model::DocumentId document : documents_[study]) {
      name.push_back(only_on_paper(plain(" ")));
      name.push_back(made_.citations.bracketed(document));
    }
    made_.add(snapshot_.studies[study]) = {{{std::move(name)}, {}, witness},
                                           cell(study, {Part::actor, Part::intervention}, witness),
                                           cell(study, {Part::context}, witness),
                                           cell(study, {Part::resource}, witness),
                                           cell(study, {Part::reasoning}, witness),
                                           cell(study, {Part::outcome, Part::unfired}, witness)};
  }

  Cell cell(std::size_t study, std::initializer_list<Part> parts, const Witness& witness) {
    Cell cell{{}, {}, witness};
    for (const auto& [id, supported] : supported_[study]) {
      const Subject& subject = subject_of(id);
      for (const Part part : parts) {
        for (std::size_t i = 0; i < subject.elements.size(); ++i) {
          if (!is_of(subject.elements[i], part)) continue;
          if (!supported.whole && supported.elements.count(static_cast<std::uint16_t>(i)) == 0)
            continue;
          Line line{muted(subject.configuration().label + ": "), plain(subject.texts[i])};
          if (part == Part::unfired) line.push_back(muted(" (when the mechanism does not fire)"));
          if (subject.elements[i].is_unintended) line.push_back(muted(" (unintended)"));
          made_.used.opposite |=
              subject.elements[i].opposite && subject.texts[i].starts_with("not: ");
          cell.lines.push_back(std::move(line));
        }
      }
    }
    if (!cell.lines.empty()) return cell;
    return missing_cell("the evidence of the study says nothing of it", witness, "Unknown");
  }

  const Subject& subject_of(model::ConfigurationId id) {
    const auto found = subjects_.find(id);
    if (found != subjects_.end()) return found->second;
    return subjects_.emplace(id, read_subject(made_.world, id)).first->second;
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  std::vector<std::vector<model::DocumentId>> documents_;  ///< by study
  std::vector<ByConfiguration> supported_;                 ///< by study
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

const TableKind table_matrix{"matrix", "Realist matrix by study",
                             "A row per study: actors, contexts, resources, reasoning and outcomes "
                             "that its evidence supports; what it is silent on is Unknown.",
                             make_matrix};

}  // namespace retroduce::reports
