#include "query/row_names.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

constexpr std::string_view measured[] = {"support",
                                         "dispute",
                                         "strength",
                                         "threads",
                                         "support_class",
                                         "first_support",
                                         "first_dispute",
                                         "second_support",
                                         "second_dispute",
                                         "where",
                                         "round",
                                         "given",
                                         "betweenness",
                                         "number",
                                         "more_than",
                                         "extracts",
                                         "studies",
                                         "cases",
                                         "with_outcome",
                                         "consistency",
                                         "coverage",
                                         "told_whole",
                                         "outcome_opposite_reported",
                                         "outcome_disputed",
                                         "assumptions"};

/// What stands beside a row and neither names nor measures it.
constexpr std::string_view beside[] = {"also_present", "exceptions", "derivation", "joints",
                                       "documents", "opposite", "opposites", "moderators", "terms",
                                       "score", "codings", "study",
                                       // of an extract, where it stands may be found later
                                       "page", "start", "end",
                                       // of sensitivity, what is found
                                       "lost", "gained", "changed", "total_before", "total_after"};

template <typename List>
bool is_in(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool is_yes(const Value& value) {
  const bool* yes = std::get_if<bool>(&value.value);
  return yes != nullptr && *yes;
}

const Value* field(const Parts& parts, std::string_view name) {
  for (const auto& [key, value] : parts) {
    if (key == name) return &value;
  }
  return nullptr;
}

/// Of a row of a truth table the outcome is what is found, not what it is about.
bool is_measured(const Row& row, std::string_view name) {
  return is_in(measured, name) || (name == "outcome" && field(row.fields, "conditions") != nullptr);
}

/// The sign beside a concept: its own flag, or for pairs and triples the one at its place.
bool is_opposite(const Parts& fields, std::string_view name) {
  if (name == "concept") {
    const Value* opposite = field(fields, "opposite");
    return opposite != nullptr && is_yes(*opposite);
  }
  constexpr std::array<std::string_view, 3> places{"context", "mechanism", "outcome"};
  const Value* opposites = field(fields, "opposites");
  const auto* list = opposites != nullptr ? std::get_if<Values>(&opposites->value) : nullptr;
  const auto place =
      static_cast<std::size_t>(std::find(places.begin(), places.end(), name) - places.begin());
  return list != nullptr && place < list->size() && is_yes((*list)[place]);
}

}  // namespace

std::string figure_words(double figure) {
  std::array<char, 64> words{};
  const int length = std::snprintf(words.data(), words.size(), "%.3f", figure);
  return {words.data(), static_cast<std::size_t>(length)};
}

std::string value_words(const Value& value, std::string_view between) {
  if (const auto* words = std::get_if<std::string>(&value.value)) return *words;
  if (const auto* number = std::get_if<std::int64_t>(&value.value)) return std::to_string(*number);
  if (const auto* yes = std::get_if<bool>(&value.value)) return *yes ? "yes" : "no";
  if (const auto* figure = std::get_if<double>(&value.value)) return figure_words(*figure);
  std::vector<std::string> words;
  if (const auto* list = std::get_if<Values>(&value.value)) {
    for (const Value& one : *list) words.push_back(value_words(one, between));
    return base::join(words, between);
  }
  const auto* parts = std::get_if<Parts>(&value.value);
  if (parts == nullptr) return "";
  if (const Value* concept_ = field(*parts, "concept")) {
    const Value* present = field(*parts, "present");  // of a condition in a truth table
    return std::string(present != nullptr && !is_yes(*present) ? "no report of " : "") +
           (is_opposite(*parts, "concept") ? "not " : "") + value_words(*concept_, between);
  }
  for (const auto& [name, one] : *parts) words.push_back(name + " " + value_words(one, between));
  return base::join(words, ", ");
}

std::string row_name(const model::Snapshot& snapshot, const Answer& answer, const Row& row) {
  const auto labels = labels_of(snapshot, row.configurations);
  if (answer.kind == "chains" || answer.kind == "loops") return base::join(labels, " > ");
  if (answer.kind == "disputes") return base::join(labels, " and ");
  // A tree is named by its root.
  if (field(row.fields, "children") != nullptr) return value_words(*field(row.fields, "thing"));
  std::vector<std::string> names;
  for (const auto& [name, value] : row.fields) {
    if (is_measured(row, name) || is_in(beside, name)) continue;
    if (name == "when_not_fired") {
      if (is_yes(value)) names.back() += " (where the mechanism does not fire)";
      continue;
    }
    const bool silent = std::holds_alternative<std::monostate>(value.value);
    std::string words = silent ? "not stated" : value_words(value);
    if (words.empty()) words = "nothing further";
    names.push_back((is_opposite(row.fields, name) ? "not " : "") + words);
  }
  const bool with_heading =
      answer.kind.starts_with("outcomes by ") || answer.kind == "gaps" || answer.kind == "formula";
  return names.empty() ? answer.kind : base::join(names, with_heading ? ": " : " > ");
}

const model::ListColumn<std::uint32_t>& supporters(const Answer& answer,
                                                   const model::Snapshot& snapshot) {
  return answer.graph != nullptr ? answer.graph->supporting_documents() : snapshot.supporters();
}

const model::ListColumn<std::uint32_t>& disputers(const Answer& answer,
                                                  const model::Snapshot& snapshot) {
  return answer.graph != nullptr ? answer.graph->disputing_documents() : snapshot.disputers();
}

std::set<model::DocumentId> documents_in(const Row& row,
                                         const model::ListColumn<std::uint32_t>& lists) {
  std::set<model::DocumentId> found;
  for (const auto id : row.configurations) {
    for (const std::uint32_t each : lists[id.index()]) {
      const model::DocumentId document{each};
      if (std::binary_search(row.documents.begin(), row.documents.end(), document))
        found.insert(document);
    }
  }
  return found;
}

std::vector<model::DocumentId> documents_in_part(const Row& row, const Answer& answer) {
  if (answer.graph == nullptr) return {};
  auto found = graph::supporting_in_part(*answer.graph, row.configurations);
  std::erase_if(found, [&](model::DocumentId document) {
    return !std::binary_search(row.documents.begin(), row.documents.end(), document);
  });
  return found;
}

std::string in_part_text(const Row& row, const Answer& answer) {
  std::set<std::uint32_t> voices;
  for (const model::DocumentId id : documents_in_part(row, answer)) {
    const auto& document = answer.graph->snapshot().documents[id.index()];
    voices.insert(answer.counts_studies ? document.study.value : id.value);
  }
  return voices.empty() ? "" : base::grouped(static_cast<std::int64_t>(voices.size())) + " in part";
}

Parts row_measures(const Row& row) {
  Parts found;
  for (const auto& [name, value] : row.fields) {
    if (is_measured(row, name)) found.emplace_back(name, value);
  }
  return found;
}

}  // namespace retroduce::query
