// Changes with their images, and arrivals with their findings.
#pragma once

#include <string>
#include <vector>

#include "model/records.h"
#include "store/connection.h"
#include "store/store.h"

namespace retroduce::store {

/// Writes a change with its rows of history; its id.
std::int64_t insert_change(Connection& connection, const model::Change& change);

/// All changes in the order of their time, with their ids; rows of history included.
struct StoredChange {
  std::int64_t id = 0;
  model::Change change;
};
std::vector<StoredChange> read_changes(Connection& connection);

/// Keeps the receipt with its findings; its number.
std::int64_t insert_arrival(Connection& connection, const Receipt& receipt);
std::vector<Receipt> read_arrivals(Connection& connection);

}  // namespace retroduce::store
