// Writing one table: a row is added, or found there by its identity and compared with what came.
// Knows nothing of what the columns mean.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace retroduce::store {

struct Column {
  enum class Part : std::uint8_t {
    identity,        ///< what makes two rows the same thing
    maybe_identity,  ///< the same, for a reference that may be missing (its unique index says
                     ///< ifnull)
    content,         ///< what must then be equal
    silent,          ///< may differ
  };
  std::string_view name;
  Part part = Part::content;
  std::string_view
      label_sql;  ///< for a reference: gives the label of an id, so that people can read it
};

/// A field in which what is there differs from what came.
struct Difference {
  std::string field;
  std::string there;
  std::string here;
};

/// Whether a table's rows have an integer id and an ordinal, or only their natural key.
enum class Keyed : std::uint8_t { by_id, by_nature };

class ThingTable {
 public:
  ThingTable(Connection& connection, std::string_view table, Keyed keyed,
             std::vector<Column> columns);

  /// Adds the row; false where its identity, or its (change, ordinal), is there already.
  bool insert(const Cells& cells, std::int64_t change, std::int64_t ordinal);

  struct Found {
    std::int64_t id = 0;  ///< 0 for rows without one
    std::vector<Difference> differences;
  };
  /// The row of the same identity; nothing where there is none, or where no column tells identity.
  std::optional<Found> find(const Cells& cells);
  /// The row of that permanent id, compared but for what tells identity; nothing where there is
  /// none, or it is the row that `find` finds.
  std::optional<Found> find_renamed(const Cells& cells, std::int64_t change, std::int64_t ordinal);

 private:
  Found compared(const Query& row, const Cells& cells);
  Query::Prepared& prepare(Query::Prepared*& slot, const std::string& sql);
  std::string said(const Column& column, const Cell& cell);
  Connection& connection_;
  Keyed keyed_;
  std::vector<Column> columns_;
  std::string insert_sql_;
  std::string find_sql_;
  std::string renamed_sql_;
  Query::Prepared* insert_ = nullptr;
  Query::Prepared* find_ = nullptr;
  Query::Prepared* renamed_ = nullptr;
};

/// Rows that are part of a thing, in an order: aliases, elements, fields.
class PartTable {
 public:
  PartTable(Connection& connection, std::string_view table, std::string_view owner,
            std::vector<std::string_view> columns, bool has_change = false);
  /// In differences, the value of a column is what the statement makes of it.
  void show(std::string_view column, std::string_view label_sql);

  /// `change` goes into the column of that name, where the table has one.
  void insert(std::int64_t owner, const std::vector<Cells>& rows, std::int64_t change);
  /// The first place where the owner's rows differ from these; nothing where they are the same.
  std::optional<Difference> difference(std::int64_t owner, const std::vector<Cells>& rows);

 private:
  Query::Prepared& prepare(Query::Prepared*& slot, const std::string& sql);
  std::vector<std::string> shown(std::vector<std::string> values) const;
  Connection& connection_;
  std::string table_;
  std::size_t width_;
  bool has_change_;
  std::string insert_sql_;
  std::string select_sql_;
  std::vector<std::string_view> columns_;
  std::vector<std::string_view> label_sqls_;  ///< by column; empty: it is shown as it is
  Query::Prepared* insert_ = nullptr;
  Query::Prepared* select_ = nullptr;
};

}  // namespace retroduce::store
