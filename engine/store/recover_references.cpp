#include "store/recover_references.h"

#include <map>

#include "store/raw_rows.h"

namespace retroduce::store {

std::vector<Reference> references(Connection& connection, const Recovery& all) {
  std::vector<Reference> found;
  for (const RecoveredTable& table : all.tables) {
    std::map<std::int64_t, Reference> by_number;
    RawRows row(connection.database().getHandle(), "PRAGMA foreign_key_list(" + table.name + ")");
    while (row.next()) {
      Reference& reference = by_number[row.number(0)];
      reference.table = table.name;
      reference.parent = row.text(2);
      reference.columns.emplace_back(row.text(3), row.text(4));
    }
    for (auto& [number, reference] : by_number) found.push_back(std::move(reference));
  }
  return found;
}

std::string dangling(const Reference& reference) {
  std::string is_set;
  std::string equal;
  for (const auto& [from, to] : reference.columns) {
    const std::string own = reference.table + "." + from;
    is_set += own + " IS NOT NULL AND ";
    equal += (equal.empty() ? "" : " AND ") + std::string("parent.") + to + " = " + own;
  }
  return is_set + "NOT EXISTS (SELECT 1 FROM " + reference.parent + " parent WHERE " + equal + ")";
}

}  // namespace retroduce::store
