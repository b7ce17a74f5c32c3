// Answers as tables. Values become words here and nowhere else.
#include "reports/answer_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "query/row_names.h"
#include "reports/answer_fields.h"
#include "reports/cells.h"

namespace retroduce::reports {

namespace {

using query::Parts;
using query::Value;
using query::Values;

struct KindFields {
  std::string_view kind;
  std::string_view fields;  ///< separated by blanks
};

/// The columns of an answer without rows. contract.md, "JSON".
constexpr std::array kind_fields{
    KindFields{"contexts", "concept opposite support dispute"},
    KindFields{"mechanisms", "concept opposite support dispute"},
    KindFields{"outcomes", "concept opposite support dispute"},
    KindFields{"outcomes by actor", "actor concept opposite support dispute"},
    KindFields{"outcomes by level", "level concept opposite support dispute"},
    KindFields{"compare",
               "concept opposite where first_support first_dispute second_support second_dispute"},
    KindFields{"chains",
               "configurations joints further_contexts strength threads support_class told_whole"},
    KindFields{"loops",
               "configurations joints further_contexts strength threads support_class told_whole"},
    KindFields{"reachable", "concept opposite"},
    KindFields{"given", "concept opposite round given derivation"},
    KindFields{"needed", "contexts"},
    KindFields{"pivotal", "concept opposite"},
    KindFields{"robustness", "number documents more_than"},
    KindFields{"central", "concept opposite betweenness support dispute"},
    KindFields{"regularities",
               "context mechanism outcome opposites support dispute also_present exceptions"},
    KindFields{"regularities of pairs",
               "context mechanism opposites support dispute also_present exceptions"},
    KindFields{"regularities of sets",
               "contexts mechanism outcome support dispute also_present exceptions"},
    KindFields{"truth table",
               "cases with_outcome consistency coverage outcome told_whole "
               "outcome_opposite_reported outcome_disputed"},
    KindFields{"formula",
               "solution formula terms cases with_outcome consistency coverage assumptions"},
    KindFields{"disputes", "kind context mechanism outcome moderators"},
    KindFields{"gaps", "kind thing"},
    KindFields{"extracts", "document page start end quote score codings"},
    KindFields{"sensitivity", "left_out lost gained changed total_before total_after"},
    KindFields{"together", "concepts extracts"},
};

const Value* find(const Parts& parts, std::string_view name) {
  for (const auto& [key, value] : parts) {
    if (key == name) return &value;
  }
  return nullptr;
}

std::string words(const Value& value);

/// "support_class" as words: "support class".
std::string in_words(std::string key) {
  std::replace(key.begin(), key.end(), '_', ' ');
  return key;
}

std::string number_words(double number) {
  std::string text =
      std::to_string(number);  // six places: enough for a score, the same on every machine
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

/// A term as tables say it, "not: X", with what else is said of it: "X (also outcome)", "X (CMOC
/// 7)".
std::string term_words(const Value& concept_, const Parts& parts) {
  std::string text;
  std::string more;
  std::string unreported;
  for (const auto& [name, value] : parts) {
    const bool* yes = std::get_if<bool>(&value.value);
    if (name == "opposite" && yes != nullptr && *yes) text = "not: ";
    if (name == "present" && yes != nullptr && !*yes) unreported = "no report of ";
    if (name == "present" || name == "concept" || name == "opposite" || (yes != nullptr && !*yes))
      continue;
    more += (more.empty() ? "" : ", ") + (yes != nullptr ? in_words(name) : words(value));
  }
  text = unreported + text + words(concept_);
  return more.empty() ? text : text + " (" + more + ")";
}

/// Terms as terms; other parts as "name value".
std::string parts_words(const Parts& parts) {
  if (const Value* concept_ = find(parts, "concept")) return term_words(*concept_, parts);
  std::string text;
  if (const Value* configuration = find(parts, "configuration")) {
    const Value* opposite = find(parts, "opposite");
    const bool* yes = opposite != nullptr ? std::get_if<bool>(&opposite->value) : nullptr;
    return words(*configuration) + (yes != nullptr && *yes ? " (opposite)" : "");
  }
  for (const auto& [name, value] : parts) {
    if (!text.empty()) text += ", ";
    text += in_words(name) + " " + words(value);
  }
  return text;
}

std::string list_words(const Values& list) {
  const bool is_nested = std::any_of(list.begin(), list.end(), [](const Value& item) {
    return std::holds_alternative<Values>(item.value);
  });
  std::vector<std::string> all;
  for (const Value& item : list) all.push_back(words(item));
  if (!is_nested) return base::join(all, "; ");
  // A step that has none keeps its place.
  const bool none =
      std::all_of(all.begin(), all.end(), [](const auto& one) { return one.empty(); });
  if (none) return {};
  for (std::string& one : all) one = one.empty() ? "none" : one;
  return base::join(all, " > ");
}

std::string words(const Value& value) {
  struct {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return number_words(number); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const Values& list) const { return list_words(list); }
    std::string operator()(const Parts& parts) const { return parts_words(parts); }
  } const to_words;
  return std::visit(to_words, value.value);
}

/// One line of a table: a node of an answer that is a tree.
struct FlatRow {
  Parts fields;
  const query::Row* row = nullptr;
};

void flatten(const Parts& node, const query::Row& row, std::int64_t depth,
             std::vector<FlatRow>& out) {
  FlatRow flat;
  flat.row = &row;
  flat.fields.emplace_back("depth", Value{depth});
  const Value* children = nullptr;
  for (const auto& [name, value] : node) {
    if (name == "children") {
      children = &value;
    } else {
      flat.fields.emplace_back(name, value);
    }
  }
  out.push_back(std::move(flat));
  const Values* list = children != nullptr ? std::get_if<Values>(&children->value) : nullptr;
  if (list == nullptr) return;
  for (const Value& child : *list) {
    if (const Parts* parts = std::get_if<Parts>(&child.value)) flatten(*parts, row, depth + 1, out);
  }
}

/// Truth tables as other programs read them: a column of 1 and 0 per condition instead of the list.
Parts with_condition_columns(const Parts& fields) {
  Parts out;
  for (const auto& [name, value] : fields) {
    const Values* conditions = name == "conditions" ? std::get_if<Values>(&value.value) : nullptr;
    if (conditions == nullptr) {
      out.emplace_back(name, value);
      continue;
    }
    Values opposites;
    for (const Value& each : *conditions) {
      const Parts& condition = std::get<Parts>(each.value);
      const auto is_yes = [&](std::string_view part) {
        return std::get<bool>(find(condition, part)->value);
      };
      const std::string label =
          (is_yes("opposite") ? "not: " : "") + words(*find(condition, "concept"));
      out.emplace_back("condition: " + label, Value{std::int64_t{is_yes("present") ? 1 : 0}});
      const auto reported = std::get<std::int64_t>(find(condition, "opposite_reported")->value);
      if (reported > 0) opposites.push_back({label + " (" + std::to_string(reported) + ")"});
    }
    out.emplace_back("opposites_reported", Value{std::move(opposites)});
  }
  return out;
}

/// The terms of a formula in words: what stands in it, how many of its cases have the outcome, and
/// what share of the outcome it covers.
Parts with_terms_in_words(Parts fields) {
  for (auto& [name, value] : fields) {
    Values* terms = name == "terms" ? std::get_if<Values>(&value.value) : nullptr;
    if (terms == nullptr) continue;
    for (Value& each : *terms) {
      const Parts& term = std::get<Parts>(each.value);
      const auto said = [&](std::string_view part) { return words(*find(term, part)); };
      each = {said("term") + " (" + said("with_outcome") + " of " + said("cases") +
              ", raw coverage " + said("raw_coverage") + ", unique coverage " +
              said("unique_coverage") + ")"};
    }
  }
  return fields;
}

/// Names of fields with whether all that is there is numbers.
struct Field {
  std::string name;
  bool is_number = true;
};

Field& field_named(std::vector<Field>& fields, const std::string& name) {
  const auto at = std::find_if(fields.begin(), fields.end(),
                               [&name](const Field& field) { return field.name == name; });
  if (at != fields.end()) return *at;
  fields.push_back({name, true});
  return fields.back();
}

void note_fields(const Parts& parts, std::vector<Field>& fields) {
  for (const auto& [name, value] : parts) {
    Field& field = field_named(fields, name);
    field.is_number = field.is_number && (std::holds_alternative<std::int64_t>(value.value) ||
                                          std::holds_alternative<std::monostate>(value.value));
  }
}

/// Those of an answer without rows.
std::vector<Field> known_fields(std::string_view kind) {
  std::vector<Field> fields;
  for (const KindFields& known : kind_fields) {
    if (known.kind != kind) continue;
    for (std::string& name : base::split(known.fields, ' ')) fields.push_back({name, false});
  }
  return fields;
}

/// "support_class" as printed: "Support class".
std::string heading_of(const std::string& key) {
  std::string text = in_words(key);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// Whether the concept in this field is meant as its lack: by the flag beside it, or for a triple
/// by its place among the three.
bool is_opposite(const Parts& fields, std::string_view name) {
  const auto is_yes = [](const Value* value) {
    const bool* yes = value != nullptr ? std::get_if<bool>(&value->value) : nullptr;
    return yes != nullptr && *yes;
  };
  if (name == "concept") return is_yes(find(fields, "opposite"));
  constexpr std::array<std::string_view, 3> triple{"context", "mechanism", "outcome"};
  const Value* three = find(fields, "opposites");
  const Values* list = three != nullptr ? std::get_if<Values>(&three->value) : nullptr;
  const auto place =
      static_cast<std::size_t>(std::find(triple.begin(), triple.end(), name) - triple.begin());
  return list != nullptr && place < list->size() && is_yes(&(*list)[place]);
}

/// A page says it before the concept, data say it in a column of their own.
bool is_flag(std::string_view name) { return name == "opposite" || name == "opposites"; }

void say_not(Cell& cell) {
  if (cell.lines.empty() || cell.lines.front().empty()) return;
  Run& run = cell.lines.front().front();
  run.text = "not: " + run.text;
}

/// The rows of one answer, held: an answer is in memory already. What a line says is made when it
/// is asked for, since there may be a hundred thousand.
class AnswerRows {
 public:
  AnswerRows(query::Answer answer, const model::SnapshotPtr& snapshot, AnswerForm form)
      : answer_(std::move(answer)), snapshot_(snapshot), is_page_(form == AnswerForm::page) {
    for (const query::Row& row : answer_.rows) {
      if (find(row.fields, "children") != nullptr) {
        flatten(row.fields, row, 0, nodes_);
      } else {
        note_fields(line_of(row), fields_);
      }
      with_marks_ = with_marks_ || !row.marks.empty();
    }
    for (const FlatRow& node : nodes_) note_fields(node.fields, fields_);
    if (answer_.rows.empty()) fields_ = known_fields(answer_.kind);
    if (is_page_) std::erase_if(fields_, [](const Field& field) { return is_flag(field.name); });
  }

  std::vector<Column> columns() const {
    std::vector<Column> list;
    for (const Field& field : fields_) {
      list.push_back({heading_of(field.name), field.name, 1, field.is_number});
    }
    for (const char* name : {"configurations", "documents"}) {
      if (!names(name)) list.push_back({heading_of(name), name, 1.5, false});
    }
    if (rests_on_claims(answer_)) {
      for (const char* name : {"supporting", "disputing", "in_part"})
        list.push_back({heading_of(name), name, 1.5, false});
    }
    if (with_marks_) list.push_back({"Marks", "marks", 1, false});
    return list;
  }

  bool next(TableRow& out) {
    const bool is_tree = !nodes_.empty();
    if (at_ == (is_tree ? nodes_.size() : answer_.rows.size())) return false;
    const query::Row& row = is_tree ? *nodes_[at_].row : answer_.rows[at_];
    const Parts fields = is_tree ? std::move(nodes_[at_].fields) : line_of(row);
    ++at_;
    const Witness witness = witness_of(row);
    for (const Field& field : fields_) {
      out.cells.push_back(value_cell(find(fields, field.name), field, witness));
      if (is_page_ && is_opposite(fields, field.name)) say_not(out.cells.back());
    }
    if (!names("configurations")) {
      out.cells.push_back(list_cell(
          witness.configurations,
          [this](auto id) { return snapshot_->configurations[id.index()].label; }, witness));
    }
    const auto key_of = [this](auto id) {
      return std::string_view(snapshot_->documents[id.index()].key);
    };
    if (!names("documents")) out.cells.push_back(list_cell(witness.documents, key_of, witness));
    if (rests_on_claims(answer_)) {
      for (const auto* lists :
           {&query::supporters(answer_, *snapshot_), &query::disputers(answer_, *snapshot_)})
        out.cells.push_back(list_cell(query::documents_in(row, *lists), key_of, witness));
      out.cells.push_back(list_cell(query::documents_in_part(row, answer_), key_of, witness));
    }
    if (with_marks_) out.cells.push_back(text_cell(base::join(row.marks, "; "), witness));
    return true;
  }

  void finish(Table& table) const {
    table.footnotes = answer_.notes;
    if (answer_.truncated && answer_.cut != query::Cut::length)
      table.footnotes.push_back(
          "only the first " +
          base::count_of(static_cast<std::int64_t>(answer_.rows.size()), "row is", "rows are") +
          " shown; all with --limit 0");
  }

 private:
  Parts line_of(const query::Row& row) const {
    Parts fields = answer_fields(row, answer_, *snapshot_);
    if (answer_.kind == "truth table") return with_condition_columns(fields);
    return answer_.kind == "formula" ? with_terms_in_words(std::move(fields)) : fields;
  }

  bool names(std::string_view field) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [field](const Field& known) { return known.name == field; });
  }

  static Witness witness_of(const query::Row& row) {
    Witness witness{row.configurations, row.documents, {}, {}};
    if (row.configurations.empty() && row.documents.empty()) {
      witness.why_none = "the answer names no configuration and no document";
    }
    return witness;
  }

  static Cell value_cell(const Value* value, const Field& field, const Witness& witness) {
    const bool is_silent = value != nullptr && (field.name == "actor" || field.name == "level") &&
                           std::holds_alternative<std::monostate>(value->value);
    Cell cell = text_cell(
        is_silent ? "not stated" : (value != nullptr ? words(*value) : std::string()), witness);
    if (value == nullptr || !field.is_number) return cell;
    if (const auto* number = std::get_if<std::int64_t>(&value->value)) cell.number = *number;
    return cell;
  }

  template <typename Ids, typename NameOf>
  static Cell list_cell(const Ids& ids, const NameOf& name_of, const Witness& witness) {
    std::string text;
    for (const auto id : ids) {
      if (!text.empty()) text += "; ";
      text += name_of(id);
    }
    return text_cell(std::move(text), witness);
  }

  query::Answer answer_;
  model::SnapshotPtr snapshot_;
  std::vector<FlatRow> nodes_;
  std::vector<Field> fields_;
  std::size_t at_ = 0;
  bool is_page_ = false;
  bool with_marks_ = false;
};

}  // namespace

query::Parts answer_fields(const query::Row& row, const query::Answer& answer,
                           const model::Snapshot& snapshot) {
  const bool is_chain = answer.kind == "chains" || answer.kind == "loops";
  if (!is_chain || find(row.fields, "configurations") != nullptr) return row.fields;
  query::Parts fields;
  Values labels;
  for (const auto id : row.configurations) {
    labels.push_back({snapshot.configurations[id.index()].label});
  }
  fields.emplace_back("configurations", Value{std::move(labels)});
  for (const auto& [name, value] : row.fields) {
    fields.emplace_back(name, value);
    if (name != "joints" || !answer.steps) continue;
    Values further;
    for (query::ChainStep& step : answer.steps(row)) further.push_back(std::move(step.further));
    fields.emplace_back("further_contexts", Value{std::move(further)});
  }
  return fields;
}

bool rests_on_claims(const query::Answer& answer) {
  return answer.kind != "extracts" && answer.kind != "together";
}

Table answer_table(query::Answer answer, const model::SnapshotPtr& snapshot, AnswerForm form) {
  Table table;
  table.kind = answer.kind;
  table.title = answer.headline.empty() ? answer.question : answer.headline;
  auto rows = std::make_shared<AnswerRows>(std::move(answer), snapshot, form);
  table.label.clear();
  table.review = snapshot->title;
  table.snapshot = snapshot;
  table.columns = rows->columns();
  pull_from(table, rows);
  return table;
}

}  // namespace retroduce::reports
