#include "query/kept_rows.h"

#include <map>
#include <set>

#include "base/text.h"
#include "query/renamed.h"
#include "query/row_names.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

std::int64_t support_of(const Row& row) {
  for (const std::string_view field : {"support", "strength", "extracts"}) {
    for (const auto& [name, value] : row.fields) {
      const auto* number = name == field ? std::get_if<std::int64_t>(&value.value) : nullptr;
      if (number != nullptr) return *number;
    }
  }
  return static_cast<std::int64_t>(row.documents.size());
}

/// What an answer says of a row beside its support, and a reviewer wants to know of when it turns.
std::string rest_of(const Row& row, const model::Snapshot& snapshot) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : row.fields) {
    const auto* number = std::get_if<std::int64_t>(&value.value);
    const auto* words = std::get_if<std::string>(&value.value);
    if (name == "dispute" && number != nullptr && *number > 0)
      parts.push_back("disputed by " + std::to_string(*number));
    if (name != "support_class" || words == nullptr) continue;
    parts.push_back(*words);
    // A chain has no number for it: it is disputed wherever one of its steps is.
    std::set<std::uint32_t> against;
    for (const model::ConfigurationId id : row.configurations)
      for (const std::uint32_t document : snapshot.disputers()[id.index()])
        against.insert(document);
    if (!against.empty()) parts.push_back("disputed by " + std::to_string(against.size()));
  }
  parts.insert(parts.end(), row.marks.begin(), row.marks.end());
  return base::join(parts, "; ");
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
                                      const std::vector<model::Renamed>& renamed) {
  const FormerNames former(renamed);
  std::vector<model::KeptRow> rows;
  rows.reserve(answer.rows.size());
  for (const Row& each : answer.rows) {
    std::vector<std::string> labels = labels_of(snapshot, each.configurations);
    for (std::string& label : labels) label = former.of(model::ThingKind::configuration, label);
    const Row row = former.none() ? each : former.told(each);
    // An extract is named by its words, of which the beginning is enough.
    std::string name = base::shorten(base::collapse_blanks(row_name(labels, answer, row)), 240);
    rows.push_back({std::move(name), support_of(row), rest_of(row, snapshot)});
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
