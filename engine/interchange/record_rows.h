// A tree of records (a list of objects, wherever it hangs) as rows and columns: a column a path.
// For records.cpp alone. Knows nothing of claims.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "base/diagnostic.h"
#include "interchange/sheet_grid.h"

namespace retroduce::interchange {

struct RecordRows {
  Grid grid;                                 ///< the first row names the columns
  std::map<std::string, std::string> paths;  ///< the column's name of each path
};

/// A record is an object of the list; one that holds a list of objects itself (a paper with its
/// claims) gives a row for each of these, with its own values repeated. Other lists are values of
/// one cell, with `sign` between them. A column is called by the last part of its path, where no
/// other ends so, else by the whole ("outcome.text"). Refused: records.no-list, records.two-lists
/// (which of them holds the claims?), records.depth.
std::optional<RecordRows> record_rows(const nlohmann::ordered_json& tree, const std::string& sign,
                                      const std::string& name, base::Diagnostics& found);

}  // namespace retroduce::interchange
