#include "store/recover_schema.h"

#include <algorithm>

#include "store/raw_rows.h"

namespace retroduce::store {

namespace {

StoredTable table_of(Connection& connection, const std::string& name, bool has_rowid) {
  StoredTable table{name, has_rowid, {}};
  std::vector<std::pair<std::int64_t, StoredColumn>> columns;
  std::int64_t keys = 0;
  RawRows row(connection.database().getHandle(), "PRAGMA table_xinfo(" + name + ")");
  while (row.next()) {
    if (row.number(6) != 0) continue;  // generated: in no record
    const std::int64_t key = row.number(5);
    keys += key != 0 ? 1 : 0;
    columns.push_back({key,
                       {std::string(row.text(1)), std::string(row.text(2)),
                        row.number(3) != 0 || key != 0, false}});
  }
  for (auto& [key, column] : columns)
    column.is_rowid = has_rowid && keys == 1 && key == 1 && column.type == "INTEGER";
  if (!has_rowid) {
    // Keys first, in their own order.
    std::stable_sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) {
      return (a.first == 0 ? 1000 : a.first) < (b.first == 0 ? 1000 : b.first);
    });
  }
  for (auto& [key, column] : columns) table.columns.push_back(std::move(column));
  return table;
}

}  // namespace

StoredSchema read_schema(Connection& connection) {
  sqlite3* handle = connection.database().getHandle();
  StoredSchema schema;
  RawRows root(handle, "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0");
  while (root.next())
    schema.roots[std::string(root.text(0))] = static_cast<std::uint32_t>(root.number(1));
  RawRows row(handle,
              "SELECT s.name, l.wr, l.type FROM sqlite_schema s JOIN "
              "pragma_table_list l "
              "ON l.name = s.name AND l.schema = 'main' WHERE s.type = "
              "'table' ORDER BY s.rowid");
  while (row.next()) {
    const std::string name(row.text(0));
    if (row.text(2) == "table" && name != "kept_part" && name.rfind("sqlite_", 0) != 0) {
      schema.tables.push_back(table_of(connection, name, row.number(1) == 0));
    } else if (schema.roots.contains(name)) {
      schema.others.push_back({name, row.number(1) == 0, {}});
    }
  }
  RawRows index(handle,
                "SELECT s.name, s.tbl_name, l.partial FROM sqlite_schema s JOIN "
                "pragma_index_list(s.tbl_name) l ON l.name = s.name WHERE s.type = 'index' "
                "ORDER BY s.rowid");
  while (index.next()) {
    const std::string table(index.text(1));
    if (schema.roots.contains(std::string(index.text(0))))
      schema.indices.push_back({std::string(index.text(0)), table, index.number(2) == 0});
  }
  return schema;
}

std::map<std::string, std::uint32_t> roots_of(RawPages& pages, const StoredSchema& schema) {
  std::map<std::string, std::uint32_t> roots = schema.roots;
  const RawTree tree = pages.walk(1, RawPages::Kind::table);
  for (const std::uint32_t page : tree.pages) {
    for (const auto& record : pages.records(page)) {
      if (!record || record->values.size() < 4) continue;
      const auto* name = std::get_if<RawText>(&record->values[1]);
      const auto* root = std::get_if<std::int64_t>(&record->values[3]);
      if (name == nullptr || root == nullptr || !roots.contains(name->text)) continue;
      if (*root > 1 && *root <= pages.count())
        roots[name->text] = static_cast<std::uint32_t>(*root);
    }
  }
  return roots;
}

}  // namespace retroduce::store
