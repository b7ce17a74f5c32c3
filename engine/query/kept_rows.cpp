#include "query/kept_rows.h"

#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "query/row_names.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

std::optional<std::int64_t> measure(const Row& row, std::string_view field) {
  for (const auto& [name, value] : row.fields) {
    const auto* number = name == field ? std::get_if<std::int64_t>(&value.value) : nullptr;
    if (number != nullptr) return *number;
  }
  return std::nullopt;
}

/// How many of those that the question counts are in the lists of the row's configurations.
std::int64_t voices(const Row& row, const Answer& answer, const model::Snapshot& snapshot,
                    const model::ListColumn<std::uint32_t>& lists) {
  std::set<std::uint32_t> found;
  for (const model::DocumentId id : documents_in(row, lists))
    found.insert(answer.counts_studies ? snapshot.documents[id.index()].study.value : id.value);
  return static_cast<std::int64_t>(found.size());
}

std::int64_t support_of(const Row& row, const Answer& answer, const model::Snapshot& snapshot) {
  for (const std::string_view field : {"support", "strength", "extracts"}) {
    if (const auto number = measure(row, field)) return *number;
  }
  // An extract or a document speaks for itself.
  if (row.configurations.empty()) return static_cast<std::int64_t>(row.documents.size());
  return voices(row, answer, snapshot, snapshot.supporters());
}

/// What an answer says of a row beside its support, and a reviewer wants to know of when it turns.
std::string rest_of(const Row& row, const Answer& answer, const model::Snapshot& snapshot) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : row.fields) {
    const auto* words = std::get_if<std::string>(&value.value);
    if (name == "support_class" && words != nullptr) parts.push_back(*words);
  }
  const auto told = measure(row, "dispute");
  const std::int64_t against = told ? *told : voices(row, answer, snapshot, snapshot.disputers());
  if (against > 0) parts.push_back("disputed by " + std::to_string(against));
  parts.insert(parts.end(), row.marks.begin(), row.marks.end());
  return base::join(parts, "; ");
}

void tell(Value& value, const Told& told) {
  if (auto* words = std::get_if<std::string>(&value.value)) {
    *words = told(*words);
  } else if (auto* list = std::get_if<Values>(&value.value)) {
    for (Value& one : *list) tell(one, told);
  } else if (auto* parts = std::get_if<Parts>(&value.value)) {
    for (auto& [name, one] : *parts) tell(one, told);
  }
}

void tell(Row& row, std::vector<std::string>& labels, const Told& told) {
  for (auto& [name, value] : row.fields) tell(value, told);
  for (std::string& mark : row.marks) mark = told(mark);
  for (std::string& label : labels) label = told(label);
}

/// The rows of each name in their order: two may have the same.
using ByName = std::map<std::string, std::vector<model::KeptRow>>;

ByName by_name(const std::vector<model::KeptRow>& rows) {
  ByName found;
  for (const auto& row : rows) found[row.name].push_back(row);
  return found;
}

}  // namespace

std::vector<model::KeptRow> kept_rows(const Answer& answer, const model::Snapshot& snapshot,
                                      const Told& told) {
  std::vector<model::KeptRow> rows;
  rows.reserve(answer.rows.size());
  for (const Row& each : answer.rows) {
    Row row = each;
    auto labels = labels_of(snapshot, row.configurations);
    if (told) tell(row, labels, told);
    std::string name = row_name(std::move(labels), answer, row);
    std::string rest = rest_of(row, answer, snapshot);
    // An extract is named by its words, of which the beginning is enough.
    name = base::shorten(base::collapse_blanks(name), 240);
    rows.push_back({std::move(name), support_of(row, answer, snapshot), std::move(rest)});
  }
  return rows;
}

RowChanges row_changes(const std::vector<model::KeptRow>& before,
                       const std::vector<model::KeptRow>& now,
                       const std::vector<model::KeptRow>& as_before) {
  RowChanges changes;
  const ByName old_rows = by_name(before);
  std::map<std::string, std::size_t> met;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto at = old_rows.find(as_before[i].name);
    const std::size_t place = met[as_before[i].name]++;
    if (at == old_rows.end() || place >= at->second.size()) {
      changes.fresh.push_back(now[i]);
    } else if (at->second[place] != as_before[i]) {
      changes.moved.push_back({at->second[place], now[i]});
    }
  }
  for (const auto& row : before) {
    std::size_t& left = met[row.name];
    if (left > 0) {
      --left;
    } else {
      changes.gone.push_back(row);
    }
  }
  return changes;
}

}  // namespace retroduce::query
