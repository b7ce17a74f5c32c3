#include "query/kept_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/hash.h"
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
  return voices(row, answer, snapshot, supporters(answer, snapshot));
}

/// "2 go", "1 changes": how much there is in lists of a row.
void add_counts(const Row& row, std::vector<std::string>& parts) {
  struct Listed {
    std::string_view field, one, many;
  };
  for (const auto& [field, one, many] : {Listed{"lost", "goes", "go"},
                                         {"gained", "comes", "come"},
                                         {"changed", "changes", "change"}}) {
    for (const auto& [name, value] : row.fields) {
      const auto* list = name == field ? std::get_if<Values>(&value.value) : nullptr;
      if (list != nullptr && !list->empty())
        parts.push_back(base::count_of(static_cast<std::int64_t>(list->size()), one, many));
    }
  }
}

/// What an answer says of a row beside its support, and a reviewer wants to know of when it turns.
std::string rest_of(const Row& row, const Answer& answer, const model::Snapshot& snapshot) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : row.fields) {
    const auto* words = std::get_if<std::string>(&value.value);
    if (name == "support_class" && words != nullptr) parts.push_back(*words);
  }
  add_counts(row, parts);
  const auto told = measure(row, "dispute");
  const std::int64_t against =
      told ? *told : voices(row, answer, snapshot, disputers(answer, snapshot));
  if (against > 0) parts.push_back("disputed by " + std::to_string(against));
  parts.insert(parts.end(), row.marks.begin(), row.marks.end());
  return base::join(parts, "; ");
}

/// A value in words that hang on no order of lists: extracts come in that of the file.
std::string unordered(const Value& value, const Told& told) {
  std::vector<std::string> words;
  if (const auto* list = std::get_if<Values>(&value.value)) {
    for (const Value& one : *list) words.push_back(unordered(one, told));
    std::sort(words.begin(), words.end());
  } else if (const auto* parts = std::get_if<Parts>(&value.value)) {
    for (const auto& [name, one] : *parts) words.push_back(name + " " + unordered(one, told));
  } else {
    return told(value_words(value));
  }
  return "(" + base::join(words, "\n") + ")";
}

std::string grounds_of(const Row& row, const Answer& answer, const model::Snapshot& snapshot,
                       const Told& told) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : row.fields) {
    if (name != "score" && name != "page" && name != "start" && name != "end")
      parts.push_back(name + " " + unordered(value, told));
  }
  for (const std::string& label : labels_of(snapshot, row.configurations))
    parts.push_back(told(label));
  for (const auto* lists : {&supporters(answer, snapshot), &disputers(answer, snapshot)}) {
    parts.emplace_back();
    for (const model::DocumentId id : documents_in(row, *lists))
      parts.push_back(told(snapshot.documents[id.index()].key));
  }
  return base::check_sum(base::join(parts, "\n"));
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
  for (const Row& row : answer.rows) {
    std::string name = told(row_name(snapshot, answer, row));
    std::string rest = told(rest_of(row, answer, snapshot));
    // An extract is named by its words, of which the beginning is enough.
    name = base::shorten(base::collapse_blanks(name), 240);
    rows.push_back({std::move(name), support_of(row, answer, snapshot), std::move(rest),
                    grounds_of(row, answer, snapshot, told)});
  }
  return rows;
}

RowChanges row_changes(const std::vector<model::KeptRow>& before,
                       const std::vector<model::KeptRow>& now,
                       const std::vector<model::KeptRow>& as_before, std::size_t limit) {
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
  if (limit == 0) return changes;
  // What stands past the end of the one may have come from the other, or gone there.
  const auto leave_out = [&](std::vector<model::KeptRow>& rows, std::size_t other) {
    if (other < limit) return;
    changes.unsure += rows.size();
    rows.clear();
  };
  leave_out(changes.fresh, before.size());
  leave_out(changes.gone, now.size());
  return changes;
}

}  // namespace retroduce::query
