// The tables that a review has and where a damaged file keeps them. Internal to
// the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/raw_pages.h"

namespace retroduce::store {

struct StoredColumn {
  std::string name;
  std::string type;  ///< INTEGER, TEXT, BLOB
  bool is_required = false;
  bool is_rowid = false;  ///< the row's number, which its record leaves out
};

struct StoredTable {
  std::string name;
  bool has_rowid = true;
  std::vector<StoredColumn> columns;  ///< in the order of a record
};

struct StoredIndex {
  std::string name;
  std::string table;
  bool is_full = true;  ///< an entry for every row
};

struct StoredSchema {
  std::vector<StoredTable> tables;   ///< that hold what people did, in schema order
  std::vector<StoredIndex> indices;  ///< of these
  std::vector<StoredTable> others;   ///< made of these (full text, kept parts); without columns
  std::map<std::string, std::uint32_t> roots;  ///< where a new file has them
};

/// Of a review that was just made.
StoredSchema read_schema(Connection& connection);

/// Where the damaged file has its trees, by its own word, else where a new file
/// has them.
std::map<std::string, std::uint32_t> roots_of(RawPages& pages, const StoredSchema& schema);

}  // namespace retroduce::store
