// Changes with their images, and arrivals with their findings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/records.h"
#include "store/connection.h"
#include "store/store.h"

namespace retroduce::store {

/// Writes a change with its rows of history; its id.
std::int64_t insert_change(Connection& connection, const model::Change& change);

/// For a change that was written before what it would do was known: its words and rows of history.
void complete_change(Connection& connection, std::int64_t id, const model::Change& change);
/// The rows of history of a change that has none yet.
void insert_rows(Connection& connection, std::int64_t change,
                 const std::vector<model::HistoryRow>& rows);
/// Such a change that did nothing after all.
void drop_change(Connection& connection, std::int64_t id);

/// What a change did, in the order in which it was done.
std::vector<model::HistoryRow> history_of(Connection& connection, std::int64_t change);

/// All changes in the order of their time, with their ids; rows of history included.
struct StoredChange {
  std::int64_t id = 0;
  model::Change change;
};
std::vector<StoredChange> read_changes(Connection& connection);

/// A change without its rows.
struct KnownChange {
  std::int64_t id = 0;
  model::Change change;
  bool is_undone = false;
};
/// Every change, the newest first.
std::vector<KnownChange> known_changes(Connection& connection);
/// The one of that permanent id; nothing where there is none.
std::optional<KnownChange> known_change(Connection& connection, std::string_view uid);
/// One change with its rows. Fails: Error corrupt, where there is none.
model::Change change_of(Connection& connection, std::int64_t id);

/// Keeps the receipt with its findings; its number.
std::int64_t insert_arrival(Connection& connection, const Receipt& receipt);
std::vector<Receipt> read_arrivals(Connection& connection);

}  // namespace retroduce::store
