// Each configuration with the passages it rests on, a row per extract: the supplement that
// reviewers of a realist review ask for.
#include <span>
#include <utility>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/citations.h"
#include "reports/notes.h"
#include "reports/registry.h"
#include "reports/statement.h"

namespace retroduce::reports {

namespace {

using model::EvidenceDetail;

/// Where a configuration's element stands: "context", "mechanism: resource"; and its words.
std::string element_name(const Subject& subject, std::uint32_t place) {
  const model::SnapshotElement& element = subject.elements[place];
  std::string name(model::to_word(element.role));
  if (element.part != model::MechanismPart::unsplit)
    name += ": " + std::string(model::to_word(element.part));
  return name + " (" + subject.texts[place] + ")";
}

class EvidenceRows {
 public:
  explicit EvidenceRows(const TableWorld& world)
      : world_(world), walk_(*world.snapshot), citations_(world) {
    used_.cmoc = true;
  }

  bool is_grouped() const { return walk_.is_grouped(); }

  bool next(TableRow& row) {
    if (!std::exchange(is_begun_, true)) world_.details->read_ahead(walk_.order());
    while (at_ == evidence_.size() && !pending_empty_) {
      model::ConfigurationId id;
      if (!walk_.next(row.heading, id)) return false;
      if (!row.heading.empty()) return true;
      open(id);
    }
    row.heading.clear();
    row.id = subject_.configuration().label;
    row.cells.reserve(5);
    row.cells.push_back(label_cell(subject_.configuration(), subject_.id, used_));
    row.cells.push_back(statement_cell());
    if (pending_empty_) {
      add_no_evidence(row);
    } else {
      add_extract(row);
    }
    return true;
  }

  void finish(Table& table) {
    table.footnotes = footnotes(used_);
    table.references = citations_.references();
  }

 private:
  void open(model::ConfigurationId id) {
    subject_ = read_subject(world_, id);
    evidence_ = world_.details->evidence(id);
    at_ = 0;
    pending_empty_ = evidence_.empty();
    statement_ = statement_line(subject_, world_.style, used_);
    statement_data_ = data_text(statement_);
  }

  Witness witness() const { return {{subject_.id}, {}, {}, {}}; }

  /// In full on the first row of a configuration, "as above" on the others; data formats repeat it.
  Cell statement_cell() {
    Cell cell{{}, {}, witness()};
    cell.lines.push_back(std::move(statement_));
    statement_.clear();
    statement_.push_back(muted("as above"));
    statement_.back().data = statement_data_;
    return cell;
  }

  void add_no_evidence(TableRow& row) {
    pending_empty_ = false;
    used_.no_evidence = true;
    for (int i = 0; i < 3; ++i) {
      row.cells.push_back(
          missing_cell("no extract is evidence for the configuration", witness(), "none"));
    }
  }

  /// One extract: all the evidence that it is, for the whole and for single elements.
  void add_extract(TableRow& row) {
    const model::ExtractDetail& extract = evidence_[at_].extract;
    const Witness rests_on{{subject_.id}, {extract.document}, {extract.key}, {}};
    Cell contribution{{}, {}, rests_on};
    for (; at_ < evidence_.size() && evidence_[at_].extract.key == extract.key; ++at_) {
      contribution.lines.push_back(contribution_line(evidence_[at_].evidence));
    }
    row.cells.push_back(quotation_cell(extract, rests_on));
    row.cells.push_back(source_cell(extract, rests_on));
    row.cells.push_back(std::move(contribution));
  }

  Cell quotation_cell(const model::ExtractDetail& extract, const Witness& rests_on) {
    Cell cell{{}, {}, rests_on};
    if (extract.is_paraphrase) {
      used_.paraphrase = true;
      cell.lines.push_back({plain(extract.quote), muted(" (paraphrase)")});
    } else {
      std::string quote;
      quote.reserve(extract.quote.size() + 6);
      quote.append("\u201c").append(extract.quote).append("\u201d");
      cell.lines.emplace_back().push_back(plain(std::move(quote)));
    }
    if (!extract.translation.empty()) {
      cell.lines.push_back({muted("Translation: "), plain(extract.translation)});
    }
    return cell;
  }

  /// "p. 12", "pp. 4\u20136"; what says itself that it is a page, or anything else, as it stands.
  static std::string page_words(const std::string& page) {
    if (base::fold(page).starts_with("p")) return page;
    const std::size_t dash = page.find('-');
    if (dash == std::string::npos) return "p. " + page;
    return "pp. " + page.substr(0, dash) + "\u2013" + page.substr(dash + 1);
  }

  /// "Tierney et al. 2020; p. 12 [3]"
  Cell source_cell(const model::ExtractDetail& extract, const Witness& rests_on) {
    used_.sources = true;
    std::string text =
        citations_.authors(extract.document) + " " + citations_.year(extract.document);
    if (!extract.page.empty()) text += "; " + page_words(extract.page);
    Cell cell{{}, {}, rests_on};
    Line& line = cell.lines.emplace_back();
    line.reserve(3);
    line.push_back(plain(std::move(text)));
    line.push_back(only_on_paper(plain(" ")));
    line.push_back(citations_.bracketed(extract.document));
    return cell;
  }

  Line contribution_line(const model::SnapshotEvidence& evidence) {
    std::string text(model::to_word(evidence.stance));
    text += evidence.element == model::SnapshotEvidence::whole
                ? " the whole"
                : " " + element_name(subject_, evidence.element);
    Line line;
    line.push_back(plain(std::move(text)));
    if (evidence.inference != model::Inference::stated) {
      line.push_back(muted(", " + std::string(model::to_word(evidence.inference))));
    }
    return line;
  }

  TableWorld world_;
  ConfigurationWalk walk_;
  Citations citations_;
  NotesUsed used_;
  Subject subject_;
  std::span<const EvidenceDetail> evidence_;  ///< of one configuration; lent by the details
  std::size_t at_ = 0;
  Line statement_;  ///< what the next row says of it
  std::string statement_data_;
  bool pending_empty_ = false;
  bool is_begun_ = false;
};

Table make_evidence(const TableWorld& world) {
  auto rows = std::make_shared<EvidenceRows>(world);
  Table table;
  table.kind = "evidence";
  table.title = "Context-mechanism-outcome configurations with illustrative evidence";
  table.review = world.snapshot->title;
  table.snapshot = world.snapshot;
  table.columns = {label_column(*world.snapshot),
                   {"CMOC", "statement", 3, false},
                   {"Illustrative quotation(s)", "quotation", 3.2, false},
                   {"Source (author, year; page)", "source", 1.6, false},
                   {"Contribution", "contribution", 1.5, false}};
  if (rows->is_grouped()) table.group_key = "theme";
  pull_from(table, rows);
  return table;
}

}  // namespace

const TableKind table_evidence{
    "evidence", "Configurations with illustrative evidence",
    "A row per extract: the configuration, the passage, its source and what it contributes.",
    make_evidence};

}  // namespace retroduce::reports
