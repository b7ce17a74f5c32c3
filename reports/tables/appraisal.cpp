// How each document was judged, with the reasons, and what it gave to the review.
#include <map>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/notes.h"
#include "reports/numbers.h"
#include "reports/registry.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

using model::Criterion;

class AppraisalMaker {
 public:
  explicit AppraisalMaker(MadeRows& made)
      : made_(made), snapshot_(*made.world.snapshot), given_(snapshot_.documents.size()) {}

  void make() {
    for (const model::Appraisal& one : made_.world.details->appraisals())
      if (one.document.is_set()) judged_[one.document.index()].push_back(one);
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      const model::ConfigurationId id(i);
      for (const Bearing& bearing : bearings(snapshot_, id)) {
        Given& given = given_[bearing.document.index()];
        if (bearing.supports) given.supports.take(is_refuted(snapshot_, id));
        if (bearing.contradicts) given.contradicts.take(is_refuted(snapshot_, id));
      }
    }
    for (std::size_t d = 0; d < snapshot_.documents.size(); ++d) row(model::DocumentId(d));
    made_.used.cmoc = true;
    made_.notes.emplace_back(
        "Where several judged a document, all judgements are shown, the resolved one marked.");
  }

 private:
  struct Count {
    std::int64_t all = 0;
    std::int64_t refuted = 0;

    void take(bool is_refuted) {
      ++all;
      refuted += is_refuted ? 1 : 0;
    }
    /// "3 CMOCs (1 refuted)"
    std::string words() const {
      return count_of(all, "CMOC", "CMOCs") +
             (refuted > 0 ? " (" + grouped(refuted) + " refuted)" : "");
    }
  };
  struct Given {
    Count supports;
    Count contradicts;
  };

  void row(model::DocumentId id) {
    const Witness witness{{}, {id}, {}, {}};
    Line author{plain(made_.citations.authors(id) + " (" + made_.citations.year(id) + ")"),
                only_on_paper(plain(" ")), made_.citations.bracketed(id)};
    made_.add(snapshot_.documents[id.index()].key) = {{{std::move(author)}, {}, witness},
                                                      judged_cell(id, Criterion::relevance),
                                                      judged_cell(id, Criterion::richness),
                                                      judged_cell(id, Criterion::rigour),
                                                      contribution_cell(id)};
  }

  /// "high: reason", a line per judgement; those of single extracts say so.
  Cell judged_cell(model::DocumentId id, Criterion criterion) const {
    Cell cell{{}, {}, {{}, {id}, {}, {}}};
    const auto found = judged_.find(id.index());
    if (found != judged_.end()) {
      for (const model::Appraisal& one : found->second) {
        if (one.criterion != criterion) continue;
        Line line{plain(one.rating)};
        if (one.extract.is_set()) {
          line.push_back(muted(" (of one extract)"));
          cell.witness.extracts.push_back(one.extract.value);
        }
        if (one.is_resolution) line.push_back(muted(" (resolved)"));
        if (!one.reason.empty()) line.push_back(plain(": " + one.reason));
        cell.lines.push_back(std::move(line));
      }
    }
    if (!cell.lines.empty()) return cell;
    return missing_cell("the document was not judged by " + std::string(model::to_word(criterion)),
                        cell.witness, "not judged");
  }

  Cell contribution_cell(model::DocumentId id) const {
    const Given& given = given_[id.index()];
    const Witness witness{{}, {id}, {}, {}};
    std::vector<std::string> words;
    if (given.supports.all > 0) words.push_back("supports " + given.supports.words());
    if (given.contradicts.all > 0) words.push_back("contradicts " + given.contradicts.words());
    if (words.empty())
      return missing_cell("no extract of the document is evidence", witness, "none");
    return text_cell(base::join(words, "; "), witness);
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  std::map<std::size_t, std::vector<model::Appraisal>> judged_;
  std::vector<Given> given_;
};

Table make_appraisal(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"appraisal",
                             "Appraisal of the documents",
                             {{"Author (year)", "author_year", 1.6},
                              {"Relevance", "relevance", 2},
                              {"Richness", "richness", 2},
                              {"Rigour", "rigour", 2},
                              {"Overall contribution", "contribution", 1.6}}},
                            [](MadeRows& made) { AppraisalMaker(made).make(); });
}

}  // namespace

const TableKind table_appraisal{"appraisal", "Appraisal of the documents",
                                "Relevance, richness and rigour of each document with the reasons, "
                                "and how much it contributes.",
                                make_appraisal};

}  // namespace retroduce::reports
