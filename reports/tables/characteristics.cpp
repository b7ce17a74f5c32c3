// The included documents: what they are, where, with whom, and which configurations they bear on.
// Descriptors are found by the names that reviewers give them.
#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "reports/bibliography.h"
#include "reports/cells.h"
#include "reports/citations.h"
#include "reports/labels.h"
#include "reports/notes.h"
#include "reports/registry.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

using model::DocumentId;
using model::Snapshot;

/// The first of the names that the document has a value for; names compare folded.
std::string field_of(const model::Document& document, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    for (const model::Field& field : document.fields) {
      if (base::fold(field.name) == name && !field.value.empty()) return field.value;
    }
  }
  return {};
}

const model::FieldColumn* find_column(const Snapshot& snapshot, std::string_view name) {
  for (const model::FieldColumn& column : snapshot.fields) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

constexpr const char* criteria[] = {"relevance", "richness", "rigour"};

bool is_rated(const Snapshot& snapshot) {
  return std::any_of(std::begin(criteria), std::end(criteria), [&snapshot](const char* name) {
    const model::FieldColumn* column = find_column(snapshot, name);
    return column != nullptr && std::any_of(column->code.begin(), column->code.end(),
                                            [](std::int32_t code) { return code >= 0; });
  });
}

bool has_aim(const Snapshot& snapshot) {
  return std::any_of(snapshot.fields.begin(), snapshot.fields.end(),
                     [](const auto& column) { return base::fold(column.name) == "aim"; });
}

class DocumentRows {
 public:
  explicit DocumentRows(const TableWorld& world)
      : world_(world), citations_(world), bears_on_(world.snapshot->documents.size()) {
    const Snapshot& snapshot = *world.snapshot;
    for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
      const model::ConfigurationId id(i);
      for (const Bearing& bearing : bearings(snapshot, id)) {
        bears_on_[bearing.document.index()].push_back({id, bearing.contradicts, bearing.supports});
      }
    }
    with_aim_ = has_aim(snapshot);
    with_appraisal_ = is_rated(snapshot);
    used_.cmoc = true;
  }

  std::vector<Column> columns() const {
    std::size_t longest_key = 0;
    for (const auto& document : world_.snapshot->documents) {
      longest_key = std::max(longest_key, document.key.size());
    }
    constexpr std::size_t most = 15;
    std::vector<Column> list{{"ID", "id", 1.1, false, std::min(longest_key, most)},
                             {"Author (year)", "author_year", 1.3, false},
                             {"Country", "country", 0.9, false, 10},
                             {"Document type / design", "type_design", 1.5, false},
                             {"Setting", "setting", 1.2, false},
                             {"Population / participants", "population", 1.4, false},
                             {"Intervention", "intervention", 1.3, false}};
    if (with_aim_) list.push_back({"Aim", "aim", 1.5, false});
    list.push_back({"CMOCs contributed to", "configurations", 1.5, false});
    if (with_appraisal_) list.push_back({"Appraisal", "appraisal", 1.2, false});
    return list;
  }

  bool next(TableRow& row) {
    if (at_ == world_.snapshot->documents.size()) return false;
    const DocumentId id(at_++);
    const model::Document document = world_.details->document(id);
    const Witness rests_on{{}, {id}, {}, {}};
    row.id = document.key;
    row.cells = {text_cell(document.key, rests_on), author_cell(id, rests_on)};
    const auto describe = [&](std::string value) {
      row.cells.push_back(value.empty()
                              ? missing_cell("the document has no such descriptor", rests_on)
                              : text_cell(std::move(value), rests_on));
    };
    describe(field_of(document, {"country"}));
    describe(type_and_design(document));
    describe(field_of(document, {"setting"}));
    describe(
        field_of(document, {"population", "participants", "population / participants", "sample"}));
    describe(field_of(document, {"intervention", "programme", "program"}));
    if (with_aim_) describe(field_of(document, {"aim"}));
    row.cells.push_back(configurations_cell(id));
    if (with_appraisal_) row.cells.push_back(appraisal_cell(id, rests_on));
    return true;
  }

  void finish(Table& table) {
    table.footnotes = footnotes(used_);
    table.references = citations_.references();
  }

 private:
  struct BearsOn {
    model::ConfigurationId configuration;
    bool contradicts;
    bool supports;
  };

  Cell author_cell(DocumentId id, const Witness& rests_on) {
    used_.sources = true;
    Line line{plain(citations_.authors(id) + " (" + citations_.year(id) + ")"),
              only_on_paper(plain(" ")), citations_.bracketed(id)};
    return {{std::move(line)}, {}, rests_on};
  }

  static std::string type_and_design(const model::Document& document) {
    std::string text = document.is_consultation ? "stakeholder consultation" : document.type;
    const std::string design = field_of(document, {"design", "study design", "method"});
    if (!text.empty() && !design.empty()) text += "; ";
    return text + design;
  }

  /// "CMOC 3–6, 8, CMOC 9 (contradicts)"
  Cell configurations_cell(DocumentId id) {
    Witness witness{{}, {id}, {}, {}};
    Line line;
    std::vector<model::ConfigurationId> unmarked;
    const auto add = [&line](std::string text) {
      if (!line.empty()) line.push_back(plain(", "));
      line.push_back(plain(std::move(text)));
    };
    const auto add_unmarked = [&] {
      if (!unmarked.empty()) add(label_ranges(*world_.snapshot, unmarked));
      unmarked.clear();
    };
    for (const BearsOn& entry : bears_on_[id.index()]) {
      witness.configurations.push_back(entry.configuration);
      if (!entry.contradicts && !is_refuted(*world_.snapshot, entry.configuration)) {
        unmarked.push_back(entry.configuration);
        continue;
      }
      add_unmarked();
      add(std::string(world_.snapshot->configurations[entry.configuration.index()].label));
      add_refuted_mark(line, *world_.snapshot, entry.configuration, used_);
      if (entry.contradicts) {
        used_.contradicts = true;
        line.push_back(muted(entry.supports ? " (also contradicts)" : " (contradicts)"));
      }
    }
    add_unmarked();
    if (line.empty()) {
      return missing_cell("no extract of the document is evidence", witness, "none");
    }
    return {{std::move(line)}, {}, std::move(witness)};
  }

  /// "relevance high", a line per criterion that was judged.
  Cell appraisal_cell(DocumentId id, const Witness& rests_on) const {
    Cell cell{{}, {}, rests_on};
    for (const char* name : criteria) {
      const model::FieldColumn* column = find_column(*world_.snapshot, name);
      if (column == nullptr || column->code[id.index()] < 0) continue;
      const auto word = static_cast<std::size_t>(column->code[id.index()]);
      cell.lines.push_back({plain(std::string(name) + " " + column->words[word])});
    }
    return cell.lines.empty() ? missing_cell("the document was not appraised", rests_on) : cell;
  }

  TableWorld world_;
  Citations citations_;
  std::vector<std::vector<BearsOn>> bears_on_;
  NotesUsed used_;
  std::size_t at_ = 0;
  bool with_aim_ = false;
  bool with_appraisal_ = false;
};

Table make_characteristics(const TableWorld& world) {
  auto rows = std::make_shared<DocumentRows>(world);
  Table table;
  table.kind = "characteristics";
  table.title = "Characteristics of included documents";
  table.review = world.snapshot->title;
  table.snapshot = world.snapshot;
  table.columns = rows->columns();
  pull_from(table, rows);
  return table;
}

}  // namespace

const TableKind table_characteristics{
    "characteristics", "Characteristics of included documents",
    "Each document with its descriptors, the configurations it bears on and its appraisal.",
    make_characteristics};

}  // namespace retroduce::reports
