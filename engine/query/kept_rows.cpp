#include "query/kept_rows.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace retroduce::query {
namespace {

/// What a row names beside what it claims, and what may change while it stays the same row.
constexpr std::array<std::string_view, 8> left_out = {"joints",     "also_present", "moderators",
                                                      "derivation", "codings",      "children",
                                                      "opposites",  "page"};

bool is_true(const Value* value) {
  const bool* yes = value == nullptr ? nullptr : std::get_if<bool>(&value->value);
  return yes != nullptr && *yes;
}

const Value* part(const Parts& parts, std::string_view name) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const auto& one) { return one.first == name; });
  return found == parts.end() ? nullptr : &found->second;
}

/// The words of a value; an opposite has "not " before it. Numbers and flags say nothing.
std::string words_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value.value))
    return base::shorten(base::collapse_blanks(*text), 120);
  if (const auto* list = std::get_if<Values>(&value.value)) {
    std::vector<std::string> words;
    for (const Value& one : *list) {
      if (std::string some = words_of(one); !some.empty()) words.push_back(std::move(some));
    }
    return base::join(words, " + ");
  }
  const auto* parts = std::get_if<Parts>(&value.value);
  const Value* concept_ = parts == nullptr ? nullptr : part(*parts, "concept");
  if (concept_ == nullptr) return {};
  return (is_true(part(*parts, "opposite")) ? "not " : "") + words_of(*concept_);
}

std::string labels(const Row& row, const model::Snapshot& snapshot) {
  std::vector<std::string> names;
  for (const auto k : row.configurations) names.push_back(snapshot.configurations[k.index()].label);
  return base::join(names, " > ");
}

/// Whether the n-th text field of a row of triples is an opposite.
bool is_opposite(const Parts& fields, std::size_t place) {
  const Value* opposites = part(fields, "opposites");
  const auto* list = opposites == nullptr ? nullptr : std::get_if<Values>(&opposites->value);
  return list != nullptr && place < list->size() && is_true(&(*list)[place]);
}

std::string name_of(const Row& row, const model::Snapshot& snapshot) {
  // A chain is its configurations, and so is a dispute.
  if (part(row.fields, "joints") != nullptr || part(row.fields, "moderators") != nullptr)
    return labels(row, snapshot);
  std::vector<std::string> words;
  for (const auto& [field, value] : row.fields) {
    if (std::find(left_out.begin(), left_out.end(), field) != left_out.end()) continue;
    std::string some = words_of(value);
    if (some.empty()) continue;
    const bool opposite = field == "concept" ? is_true(part(row.fields, "opposite"))
                                             : is_opposite(row.fields, words.size());
    words.push_back((opposite ? "not " : "") + some);
  }
  if (is_true(part(row.fields, "when_not_fired"))) words.emplace_back("when not fired");
  return words.empty() ? labels(row, snapshot) : base::join(words, " > ");
}

std::int64_t support_of(const Row& row) {
  for (const char* field : {"support", "strength", "extracts"}) {
    const Value* value = part(row.fields, field);
    const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(&value->value);
    if (number != nullptr) return *number;
  }
  return static_cast<std::int64_t>(row.documents.size());
}

/// The rows of each name in their order: two may have the same.
using ByName = std::map<std::string, std::vector<model::KeptRow>>;

ByName by_name(const std::vector<model::KeptRow>& rows) {
  ByName found;
  for (const auto& row : rows) found[row.name].push_back(row);
  return found;
}

}  // namespace

std::vector<model::KeptRow> kept_rows(const Answer& answer, const model::Snapshot& snapshot) {
  std::vector<model::KeptRow> rows;
  rows.reserve(answer.rows.size());
  for (const Row& row : answer.rows) rows.push_back({name_of(row, snapshot), support_of(row)});
  return rows;
}

RowChanges row_changes(const std::vector<model::KeptRow>& before,
                       const std::vector<model::KeptRow>& now) {
  RowChanges changes;
  const ByName old_rows = by_name(before);
  std::map<std::string, std::size_t> met;
  for (const auto& row : now) {
    const auto at = old_rows.find(row.name);
    const std::size_t place = met[row.name]++;
    if (at == old_rows.end() || place >= at->second.size()) {
      changes.fresh.push_back(row);
    } else if (at->second[place].support != row.support) {
      changes.moved.push_back({row.name, at->second[place].support, row.support});
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
