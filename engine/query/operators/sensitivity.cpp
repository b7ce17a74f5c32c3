// Which documents an answer hangs on: each is left out in turn and the question asked again.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "query/chain_rows.h"
#include "query/judged.h"
#include "query/row_names.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::DocumentId;

enum : std::size_t { by_slot, question_slot };

/// What is left out together: a document, a study, or all of one rating.
struct Group {
  std::string name;
  std::vector<DocumentId> documents;
  std::vector<ConfigurationId> bears_on;  ///< that the answer names, or that it takes away
  std::vector<ConfigurationId> drops;     ///< what is left without support, or with too little
  bool is_tried = false;
};

constexpr std::uint32_t no_group = 0xffffffffU;

struct Grouping {
  std::vector<Group> groups;
  std::vector<std::uint32_t> of_document;                 ///< no_group: it always stays in
  std::map<model::ExtractKey, std::uint32_t> of_extract;  ///< of those that were judged themselves
  std::string one = "document";
  std::string many = "documents";

  std::uint32_t of(DocumentId document, model::ExtractKey extract) const {
    const auto own = of_extract.find(extract);
    return own == of_extract.end() ? of_document[document.index()] : own->second;
  }
};

const model::FieldColumn& field_asked(const Asking& asking) {
  const Name& name = asking.question->arguments[by_slot].names[0];
  std::vector<std::string> fields{"study"};
  for (const auto& column : asking.snapshot().fields) {
    if (base::fold(column.name) == base::fold(name.text)) return column;
    fields.push_back(column.name);
  }
  std::sort(fields.begin(), fields.end());
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  throw Refused{refuse(asking.question->text, name.place, "query.unknown-field",
                       "no field of documents is called " + in_quotes(name.text),
                       {"Fields: " + base::join(fields, ", ")})};
}

/// The values of a field: those of ratings from the lowest, then as the field has them.
std::vector<std::string> values_of(const model::Snapshot& snapshot,
                                   const model::FieldColumn& column) {
  std::vector<std::string> values;
  if (column.kind == model::FieldColumn::Kind::rating) values = scale_of(snapshot, column);
  for (const std::string& word : column.words) {
    if (std::find(values.begin(), values.end(), word) == values.end()) values.push_back(word);
  }
  return values;
}

/// Extracts that were judged themselves go with their own rating.
void group_extracts(const Asking& asking, const model::FieldColumn& column, Grouping& grouping) {
  const auto& details = *asking.world->details;
  const auto judged = judged_extracts(details, column, scale_of(asking.snapshot(), column));
  if (judged.empty()) return;
  const model::ExtractList& all = details.extracts();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto own = judged.find(all.keys[i]);
    if (own == judged.end()) continue;
    const DocumentId document = all.documents[i];
    const bool counts = asking.graph->counts(document, all.keys[i]);
    const std::uint32_t group = counts ? static_cast<std::uint32_t>(own->second) : no_group;
    grouping.of_extract[all.keys[i]] = group;
    if (counts) grouping.groups[group].documents.push_back(document);
  }
  for (Group& group : grouping.groups) {
    auto& documents = group.documents;
    std::sort(documents.begin(), documents.end());
    documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  }
}

Grouping group_documents(const Asking& asking) {
  const auto& snapshot = asking.snapshot();
  const Argument& by = asking.question->arguments[by_slot];
  const bool by_study =
      by.is_given() ? base::fold(by.names[0].text) == "study" : asking.inner->question->by_study;
  Grouping found;
  const model::FieldColumn* column = nullptr;
  std::vector<std::string> values;
  if (by_study) {
    for (const std::string& study : snapshot.studies) found.groups.push_back({study, {}, {}, {}});
    found.one = "study";
    found.many = "studies";
  } else if (by.is_given()) {
    column = &field_asked(asking);
    values = values_of(snapshot, *column);
    for (const std::string& value : values) found.groups.push_back({value, {}, {}, {}});
    found.one = "value of " + column->name;
    found.many = "values of " + column->name;
  }
  for (std::size_t d = 0; d < snapshot.documents.size(); ++d) {
    std::uint32_t group = static_cast<std::uint32_t>(d);
    if (by_study) group = snapshot.documents[d].study.value;
    if (column != nullptr) {
      group = no_group;
      if (const auto code = column->code[d]; code >= 0) {
        const std::string& word = column->words[static_cast<std::size_t>(code)];
        group = static_cast<std::uint32_t>(std::find(values.begin(), values.end(), word) -
                                           values.begin());
      }
    }
    if (!by_study && column == nullptr) {
      found.groups.push_back({snapshot.documents[d].key, {}, {}, {}});
    }
    if (!asking.graph->counts(DocumentId{d})) group = no_group;
    found.of_document.push_back(group);
    if (group != no_group) found.groups[group].documents.emplace_back(d);
  }
  if (column != nullptr && column->kind == model::FieldColumn::Kind::rating)
    group_extracts(asking, *column, found);
  return found;
}

/// The support of `k` without a group's documents.
std::size_t support_without(const Asking& inner, const Grouping& grouping, ConfigurationId k,
                            std::uint32_t group) {
  std::set<std::uint32_t> voices;
  for (const auto& one : inner.snapshot().evidence_of(k)) {
    const std::size_t d = one.document.index();
    if (one.stance == model::Stance::contradicts || !inner.graph->counts(one.document, one.extract))
      continue;
    if (grouping.of(one.document, one.extract) == group) continue;
    voices.insert(inner.graph->counts_studies() ? inner.snapshot().documents[d].study.value
                                                : one.document.value);
  }
  return voices.size();
}

/// Which documents can change an answer at all.
enum class Reach : std::uint8_t {
  named,    ///< those that bear on a configuration that a row names
  removed,  ///< and those without which a configuration drops out: rows hang on others by joints
  all       ///< any that bears on anything
};

Reach reach_of(const Question& question) {
  // A chain may come to be of the required class by what it loses.
  if (question.require) return Reach::all;
  const std::string_view kind = question.form->kind;
  constexpr std::array<std::string_view, 7> named{
      "contexts",          "mechanisms",        "outcomes", "compare",
      "outcomes by actor", "outcomes by level", "disputes"};
  constexpr std::array<std::string_view, 7> joined{"chains", "loops",   "reachable", "given",
                                                   "needed", "pivotal", "central"};
  if (std::find(named.begin(), named.end(), kind) != named.end()) return Reach::named;
  const bool is_joined = std::find(joined.begin(), joined.end(), kind) != joined.end();
  return is_joined ? Reach::removed : Reach::all;
}

/// Only these documents are tried: no other can change the answer.
void choose(const Asking& inner, const Answer& whole, Grouping& grouping) {
  const Reach reach = reach_of(*inner.question);
  std::vector<bool> is_named(inner.snapshot().configurations.size(), reach == Reach::all);
  for (const Row& row : whole.rows) {
    for (const ConfigurationId k : row.configurations) is_named[k.index()] = true;
  }
  const std::size_t least = std::max<std::size_t>(1, inner.scope.least_support);
  for (const ConfigurationId k : taking_part(inner)) {
    std::set<std::uint32_t> bearing;
    for (const auto& one : inner.snapshot().evidence_of(k)) {
      bearing.insert(grouping.of(one.document, one.extract));
    }
    bearing.erase(no_group);
    for (const std::uint32_t g : bearing) {
      Group& group = grouping.groups[g];
      const bool drops =
          inner.graph->support(k) > 0 && support_without(inner, grouping, k, g) < least;
      if (drops) group.drops.push_back(k);
      const bool counts = drops && reach != Reach::named;
      if (!counts && !is_named[k.index()]) continue;
      group.bears_on.push_back(k);
      group.is_tried = true;
    }
  }
}

/// What lost all its support drops out, as with `without`; what never had any stays as it was.
Asking without(const Asking& inner, const Grouping& grouping, const Group& group) {
  Asking asking = inner;
  auto& documents = asking.scope.documents;
  if (documents.empty()) documents.assign(inner.snapshot().documents.size(), true);
  for (const DocumentId d : group.documents) documents[d.index()] = false;
  const auto number = static_cast<std::uint32_t>(&group - grouping.groups.data());
  if (!grouping.of_extract.empty()) {
    leave_extracts(
        inner.world->details->extracts(),
        [&](DocumentId document, model::ExtractKey extract) {
          return inner.graph->counts(document, extract) && grouping.of(document, extract) != number;
        },
        asking.scope);
  }
  auto& configurations = asking.scope.configurations;
  if (configurations.empty()) configurations.assign(inner.snapshot().configurations.size(), true);
  for (const ConfigurationId k : group.drops) configurations[k.index()] = false;
  asking.graph = std::make_shared<const graph::EvidenceGraph>(inner.world->snapshot, asking.scope);
  return asking;
}

using ByName = std::map<std::string, const Row*>;

ByName by_name(const Asking& asking, const Answer& answer) {
  ByName rows;
  for (const Row& row : answer.rows) rows.emplace(row_name(asking.snapshot(), answer, row), &row);
  return rows;
}

struct Change {
  const Group* group = nullptr;
  Values lost;
  Values gained;
  Values changed;
  std::int64_t total = 0;
  bool is_decisive = false;  ///< answers go or come, be it beyond the first that are compared
  bool none() const { return !is_decisive && changed.empty(); }
};

Value list_value(const std::vector<std::string>& words) {
  Values values;
  for (const std::string& one : words) values.push_back(text(one));
  return {std::move(values)};
}

/// What a row says that differs, as it was and as it is: fields, what it rests on, marks.
Value change_value(const model::Snapshot& snapshot, const std::string& name, const Row& before,
                   const Row& after) {
  Parts was;
  Parts is;
  const auto add = [&](const std::string& what, Value old, Value now) {
    was.emplace_back(what, std::move(old));
    is.emplace_back(what, std::move(now));
  };
  bool is_derived = false;
  for (std::size_t i = 0; i < before.fields.size() && i < after.fields.size(); ++i) {
    const auto& [field, value] = before.fields[i];
    is_derived = is_derived || field == "derivation";
    if (value != after.fields[i].second) add(field, value, after.fields[i].second);
  }
  if (!is_derived && before.configurations != after.configurations) {
    add("rests_on", list_value(labels_of(snapshot, before.configurations)),
        list_value(labels_of(snapshot, after.configurations)));
  }
  if (before.marks != after.marks) add("marks", list_value(before.marks), list_value(after.marks));
  if (was.empty()) return nothing();
  return {Parts{{"row", text(name)}, {"was", {std::move(was)}}, {"is", {std::move(is)}}}};
}

/// An answer and how it was asked.
struct Asked {
  const Asking& asking;
  const Answer& answer;
  ByName rows;
  bool is_cut() const { return answer.truncated && answer.cut == Cut::limit; }
};

/// The row as this answer has it, or would have it past its limit, which chains and loops alone
/// may come to and which is then made in `past`. Null where it is in neither.
const Row* found_in(const Asked& asked, const std::string& name, const Row& row, Row& past) {
  const auto at = asked.rows.find(name);
  if (at != asked.rows.end()) return at->second;
  if (!asked.is_cut()) return nullptr;
  const auto& graph = *asked.asking.graph;
  const auto& require = asked.asking.question->require;
  const auto takes_part = [&](ConfigurationId k) { return graph.takes_part(k); };
  const bool closed = asked.answer.kind == "loops";
  const bool is_there =
      std::all_of(row.configurations.begin(), row.configurations.end(), takes_part) &&
      (!require || graph::assess(graph, row.configurations, closed).class_ == *require);
  if (!is_there) return nullptr;
  past = chain_row(asked.asking, row.configurations, closed);
  return &past;
}

Change compare(const Asked& before, const Asked& after) {
  Change change;
  change.total = after.answer.total;
  for (const Row& row : before.answer.rows) {
    const auto& snapshot = before.asking.snapshot();
    const std::string name = row_name(snapshot, before.answer, row);
    Row past;
    const Row* now = found_in(after, name, row, past);
    if (now == nullptr) {
      change.lost.push_back(text(name));
      continue;
    }
    Value differs = change_value(snapshot, name, row, *now);
    if (!std::holds_alternative<std::monostate>(differs.value))
      change.changed.push_back(std::move(differs));
  }
  for (const Row& row : after.answer.rows) {
    std::string name = row_name(after.asking.snapshot(), after.answer, row);
    Row past;
    if (found_in(before, name, row, past) == nullptr)
      change.gained.push_back(text(std::move(name)));
  }
  const bool counts_differ = before.answer.total_is_exact && after.answer.total_is_exact &&
                             before.answer.total != after.answer.total;
  change.is_decisive = counts_differ || !change.lost.empty() || !change.gained.empty();
  return change;
}

std::vector<Change> try_all(const Asking& inner, const Answer& whole, const Grouping& grouping) {
  const Asked before{inner, whole, by_name(inner, whole)};
  const auto tried =
      static_cast<std::int64_t>(std::count_if(grouping.groups.begin(), grouping.groups.end(),
                                              [](const Group& group) { return group.is_tried; }));
  std::vector<Change> changes;
  std::int64_t done = 0;
  for (const Group& group : grouping.groups) {
    if (!group.is_tried) continue;
    if (inner.world->progress != nullptr)
      inner.world->progress->step("asked again with one left out", done++, tried);
    const Asking asking = without(inner, grouping, group);
    const Answer answer = answered(asking);
    Change change = compare(before, {asking, answer, by_name(asking, answer)});
    if (change.none()) continue;
    change.group = &group;
    changes.push_back(std::move(change));
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    const std::size_t left = a.lost.size() + a.gained.size();
    const std::size_t right = b.lost.size() + b.gained.size();
    return left != right ? left > right : a.changed.size() > b.changed.size();
  });
  return changes;
}

std::string headline(const std::vector<Change>& changes, const Grouping& grouping,
                     const std::string& among) {
  std::int64_t groups = 0;
  for (const Group& group : grouping.groups) groups += group.documents.empty() ? 0 : 1;
  std::int64_t decisive = 0;
  for (const Change& change : changes) decisive += change.is_decisive ? 1 : 0;
  const auto all = static_cast<std::int64_t>(changes.size());
  if (groups == 0) {
    return "Nothing can be left out: no document " +
           (grouping.one == "document" ? "counts here" : "here has a " + grouping.one);
  }
  return "Of " + base::count_of(groups, grouping.one, grouping.many) +
         ", left out one at a time, " + base::grouped(decisive) +
         (decisive == 1 ? " takes" : " take") + " answers away or bring" +
         (decisive == 1 ? "s" : "") + " new ones, " + base::grouped(all - decisive) +
         (all - decisive == 1 ? " changes" : " change") + " what is told of them alone, " +
         base::grouped(groups - all) + (groups - all == 1 ? " changes" : " change") + " nothing" +
         among;
}

/// Claims without support hang on no document, so they are in the answer whatever is left out.
void note_unsupported(const Asking& inner, Answer& answer) {
  const auto part = taking_part(inner);
  if (std::any_of(part.begin(), part.end(),
                  [&](ConfigurationId k) { return inner.graph->support(k) == 0; })) {
    answer.notes.emplace_back(
        "claims that never had support stay, whatever is left out; a question with \"without\" "
        "leaves them out, too");
  }
}

void check(const Asking& asking) {
  const Operator& form = *asking.inner->question->form;
  const unsigned counted = takes_scope | takes_study;
  if ((form.takes & counted) == counted && form.kind != "why not") return;
  throw Refused{refuse(asking.question->text,
                       asking.question->arguments[question_slot].names[0].place, "query.not-taken",
                       "\"sensitivity of\" does not go with \"" + std::string(form.name) +
                           "\": its answers are not counted by documents",
                       {"Such as: sensitivity of outcomes"})};
}

void run(const Asking& asking, Answer& answer) {
  check(asking);
  Asking inner = *asking.inner;
  const std::string_view kind = inner.question->form->kind;
  if (kind != "chains" && kind != "loops") inner.limit = 0;
  const Answer whole = answered(inner);
  Grouping grouping = group_documents(asking);
  choose(inner, whole, grouping);
  std::vector<Change> changes = try_all(inner, whole, grouping);
  const bool is_cut = whole.truncated && whole.cut == Cut::limit;
  const std::string first =
      "the first " +
      base::count_of(static_cast<std::int64_t>(whole.rows.size()), "answer", "answers");
  answer.headline = headline(changes, grouping, is_cut ? " of " + first : "");
  answer.notes.push_back("with all of them: " + whole.headline);
  const auto kept = std::count(grouping.of_document.begin(), grouping.of_document.end(), no_group);
  if (kept > 0 && asking.question->arguments[by_slot].is_given()) {
    answer.notes.push_back(
        base::count_of(kept, "document stays as it is", "documents stay as they are") + ": no " +
        grouping.one + ", or not counted anyway" +
        (grouping.of_extract.empty() ? ""
                                     : "; but extracts that have one of their own go with it"));
  }
  note_unsupported(inner, answer);
  if (is_cut) {
    answer.notes.push_back("compared are " + first +
                           (inner.limit == 0 ? "" : "; all with --limit 0"));
  }
  const std::size_t shown = cut_to_limit(asking, answer, changes.size());
  for (std::size_t i = 0; i < shown; ++i) {
    Change& change = changes[i];
    Row row;
    row.fields = {{"left_out", text(change.group->name)}, {"lost", {std::move(change.lost)}},
                  {"gained", {std::move(change.gained)}}, {"changed", {std::move(change.changed)}},
                  {"total_before", {whole.total}},        {"total_after", {change.total}}};
    row.configurations = change.group->bears_on;
    row.documents = change.group->documents;
    answer.rows.push_back(std::move(row));
  }
  if (shown > 0) answer.next.push_back("why 1 of " + asking.question->text);
}

}  // namespace

extern const Operator operator_sensitivity{
    .name = "sensitivity",
    .kind = "sensitivity",
    .parameters = "by rigour of QUESTION",
    .example = "sensitivity of outcomes",
    .help =
        "What of an answer goes, comes or changes when one document (by rigour: one rating) is "
        "left out.",
    .slots = {slot(Slot::Kind::text, "by", false), slot(Slot::Kind::question, "of")},
    .takes = 0,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "say it behind the question that is asked again"};

}  // namespace retroduce::query
