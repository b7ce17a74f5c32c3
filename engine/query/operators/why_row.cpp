// Opens one row of an answer: its configurations, their elements, the quotes; of a pair of
// concepts the extracts that carry both.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "query/concept_pairs.h"
#include "query/evidence_tree.h"
#include "query/row_names.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

enum : std::size_t { number_slot, question_slot };

bool is_no(const Value& value) {
  const bool* flag = std::get_if<bool>(&value.value);
  return flag != nullptr && !*flag;
}

/// Of these it matters that there is none.
bool is_told_at_zero(std::string_view name) {
  constexpr std::string_view told[] = {"support", "dispute", "strength", "threads", "with_outcome"};
  return std::find(std::begin(told), std::end(told), name) != std::end(told);
}

/// "support 3", "in the first", "support in the second 2"; what is not so is not said.
std::string measure_text(const std::string& name, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value.value);
  const bool is_none = number != nullptr && *number == 0 && !is_told_at_zero(name);
  if (is_no(value) || is_none) return {};
  std::string field = name;
  std::replace(field.begin(), field.end(), '_', ' ');
  if (std::holds_alternative<bool>(value.value)) return field;
  const std::string words = value_words(value);
  if (name == "support_class") return "class " + words;
  if (name == "where") return words == "both" ? "in both" : "in the " + words + " alone";
  for (const std::string side : {"first ", "second "}) {
    if (field.starts_with(side)) return field.substr(side.size()) + " in the " + side + words;
  }
  return field + " " + words;
}

/// "4 documents", "more than 5 studies": of robustness.
std::string number_text(const Parts& measures, bool studies) {
  const auto number = std::get<std::int64_t>(measures[0].second.value);
  return (is_no(measures[1].second) ? "" : "more than ") +
         base::count_of(number, studies ? "study" : "document", studies ? "studies" : "documents");
}

/// "; support 3, dispute 1"
std::string measures_text(const Answer& answer, const Row& row) {
  const Parts measures = row_measures(row);
  if (answer.kind == "robustness") return "; " + number_text(measures, answer.counts_studies);
  std::string words;
  for (const auto& [name, value] : measures) {
    const std::string one = measure_text(name, value);
    if (!one.empty()) words += (words.empty() ? "; " : ", ") + one;
  }
  const std::string in_part = in_part_text(row, answer);
  if (!in_part.empty()) words += (words.empty() ? "; " : ", ") + in_part;
  return words;
}

/// The extracts that carry both concepts of a row of `concepts together`.
std::vector<model::ExtractKey> shared_extracts(const Asking& inner, const Row& row) {
  const auto& concepts = inner.snapshot().concepts;
  std::vector<model::ConceptId> pair;
  for (const Value& label : std::get<Values>(row.fields[0].second.value)) {
    for (std::size_t i = 0; i < concepts.size(); ++i) {
      if (concepts[i].label == std::get<std::string>(label.value)) pair.emplace_back(i);
    }
  }
  const auto counts = [&](model::DocumentId document, model::ExtractKey extract) {
    return inner.graph->counts(document, extract);
  };
  const model::ExtractList& extracts = inner.world->details->extracts();
  return inner.question->zoom
             ? carrying_both(zoomed(inner, extracts), pair.at(0), pair.at(1), counts)
             : carrying_both(extracts, pair.at(0), pair.at(1), counts);
}

/// What configurations that take part rest on each of some extracts, by label.
std::map<model::ExtractKey, std::vector<model::ConfigurationId>> resting_on(
    const Asking& inner, const std::vector<model::ExtractKey>& extracts) {
  std::map<model::ExtractKey, std::vector<model::ConfigurationId>> found;
  for (const model::ExtractKey key : extracts) found[key];
  for (const model::ConfigurationId k : taking_part(inner)) {
    for (const auto& one : inner.snapshot().evidence_of(k)) {
      const auto at = found.find(one.extract);
      if (at == found.end() || (!at->second.empty() && at->second.back() == k)) continue;
      at->second.push_back(k);
    }
  }
  return found;
}

/// "support 2, rests on K1 + K2"
std::string measures_words(const Value& value) {
  std::vector<std::string> words;
  for (const auto& [name, one] : std::get<Parts>(value.value)) {
    std::string field = name;
    std::replace(field.begin(), field.end(), '_', ' ');
    const std::string is = value_words(one);
    words.push_back(field + " " + (is.empty() ? "none" : is));
  }
  return base::join(words, ", ");
}

/// "goes: X", "changes: Y: support 2, now support 1": what a row of sensitivity found.
Values found_nodes(const Row& row) {
  Values nodes;
  const auto add = [&](const std::string& words) {
    nodes.push_back(tree_node(words, "change", {}));
  };
  for (const auto& [name, value] : row.fields) {
    const auto* list = std::get_if<Values>(&value.value);
    if (list == nullptr) continue;
    for (const Value& one : *list) {
      if (name != "changed") {
        add((name == "lost" ? "goes: " : "comes: ") + value_words(one));
        continue;
      }
      const auto& parts = std::get<Parts>(one.value);  // row, was, is
      add("changes: " + value_words(parts[0].second) + ": " + measures_words(parts[1].second) +
          "; now " + measures_words(parts[2].second));
    }
  }
  return nodes;
}

/// The trees that a row opens to; a pair of concepts rests on the configurations of its extracts.
Values opened_trees(const Asking& inner, const Answer& wrapped, Row& row, Answer& answer) {
  Values trees;
  if (wrapped.kind == "sensitivity") trees = found_nodes(row);
  if (wrapped.kind != "together") {
    for (const model::ConfigurationId k : row.configurations)
      trees.push_back(configuration_tree(inner, k));
    return trees;
  }
  auto extracts = shared_extracts(inner, row);
  if (inner.limit != 0 && extracts.size() > inner.limit) {
    answer.notes.push_back("shown are the first " +
                           base::grouped(static_cast<std::int64_t>(inner.limit)) +
                           " of its extracts; all with --limit 0");
    extracts.resize(inner.limit);
  }
  const auto evidence_for = resting_on(inner, extracts);
  for (const model::ExtractKey key : extracts) {
    const auto& resting = evidence_for.at(key);
    trees.push_back(extract_tree(inner, key, resting));
    row.configurations.insert(row.configurations.end(), resting.begin(), resting.end());
  }
  auto& all = row.configurations;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return trees;
}

void run(const Asking& asking, Answer& answer) {
  const Argument& place = asking.question->arguments[number_slot];
  Asking inner = *asking.inner;
  if (inner.limit != 0) inner.limit = std::max(inner.limit, place.number);
  const Answer wrapped = answered(inner);
  if (place.number == 0 || place.number > wrapped.rows.size()) {
    throw Refused{
        refuse(asking.question->text, place.names[0].place, "query.no-row",
               "there is no row " + place.names[0].text + " of this answer",
               {wrapped.rows.empty() ? "It has no row: " + wrapped.headline
                                     : "It has rows 1 to " + std::to_string(wrapped.rows.size())})};
  }
  Row row = wrapped.rows[place.number - 1];
  const std::string name =
      (wrapped.kind == "sensitivity" ? "without " : "") + row_name(inner.snapshot(), wrapped, row);
  answer.headline = name + " (row " + place.names[0].text + " of " + base::grouped(wrapped.total) +
                    measures_text(wrapped, row) + ")";
  answer.notes.push_back("the answer is: " + wrapped.headline);
  Values children = opened_trees(inner, wrapped, row, answer);
  if (children.empty()) answer.notes.emplace_back("the row rests on no configuration");
  const std::string& rest = asking.question->arguments[question_slot].names[0].text;
  answer.next.push_back(static_cast<std::int64_t>(place.number) < wrapped.total
                            ? "why " + std::to_string(place.number + 1) + " of " + rest
                            : rest);
  cut_to_limit(asking, answer, 1);
  Value tree = tree_node(name, "answer", std::move(children), {{"row", Value{row.fields}}});
  row.fields = std::move(std::get<Parts>(tree.value));
  answer.rows.push_back(std::move(row));
}

}  // namespace

extern const Operator operator_why_row{
    .name = "why",
    .kind = "why",
    .parameters = "3 of QUESTION",
    .example = "why 3 of outcomes",
    .help = "Opens row 3 of an answer: its configurations and their evidence, down to the quotes.",
    .slots = {slot(Slot::Kind::number), slot(Slot::Kind::question, "of")},
    .takes = 0,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "say it behind the question that is opened"};

}  // namespace retroduce::query
