// Which rows of a recovered review refer to which, as its tables say. Internal to the store.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/connection.h"
#include "store/recover.h"

namespace retroduce::store {

/// Columns that refer from one table to another, side by side.
struct Reference {
  std::string table;
  std::string parent;
  std::vector<std::pair<std::string, std::string>> columns;  ///< from, to
};

/// Of all tables.
std::vector<Reference> references(Connection& connection, const Recovery& all);

/// Whether what a row refers to is lost, as a condition on its table:
/// "t.a IS NOT NULL AND NOT EXISTS (SELECT 1 FROM p WHERE p.x = t.a)".
std::string dangling(const Reference& reference);

}  // namespace retroduce::store
