#include "store/thing_table.h"

#include <algorithm>

#include "base/error.h"

namespace retroduce::store {

namespace {

/// Whether a cell of the current row holds this value.
bool same(const Query& row, int column, const Cell& cell) {
  if (row.is_null(column)) return std::holds_alternative<std::monostate>(cell);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return row.number(column) == *number;
  if (const auto* text = std::get_if<std::string_view>(&cell)) return row.view(column) == *text;
  return false;
}

std::string plainly(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string_view>(&cell)) return std::string(*text);
  return {};
}

Cell cell_of(const Query& row, int column, std::string& kept) {
  if (row.is_null(column)) return {};
  kept = row.text(column);
  return std::string_view(kept);
}

std::string in_one_line(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!line.empty()) line += ", ";
    line += part;
  }
  return line;
}

bool identifies(const Column& column) {
  return column.part == Column::Part::identity || column.part == Column::Part::maybe_identity;
}

std::string placeholders(std::size_t count) {
  std::string marks;
  for (std::size_t i = 0; i < count; ++i) marks += i == 0 ? "?" : ", ?";
  return marks;
}

}  // namespace

ThingTable::ThingTable(Connection& connection, std::string_view table, Keyed keyed,
                       std::vector<Column> columns)
    : connection_(connection), keyed_(keyed), columns_(std::move(columns)) {
  std::string names;
  std::string identity;
  for (const Column& column : columns_) {
    names.append(column.name).append(", ");
    if (!identifies(column)) continue;
    identity.append(identity.empty() ? "" : " AND ");
    if (column.part == Column::Part::identity) {
      identity.append(column.name).append(" = ?");
    } else {
      identity.append("ifnull(").append(column.name).append(", 0) = ifnull(?, 0)");
    }
  }
  const bool by_id = keyed_ == Keyed::by_id;
  insert_sql_ = "INSERT INTO " + std::string(table) + " (" + names +
                (by_id ? "change, ordinal" : "change") + ") VALUES (" +
                placeholders(columns_.size() + (by_id ? 2 : 1)) + ") ON CONFLICT DO NOTHING";
  if (identity.empty()) return;
  find_sql_ = "SELECT " + names + (by_id ? "id" : "0") + " FROM " + std::string(table) + " WHERE " +
              identity;
  if (by_id)
    renamed_sql_ = "SELECT " + names + "id FROM " + std::string(table) +
                   " WHERE change = ? AND ordinal = ? AND NOT (" + identity + ")";
}

Query::Prepared& ThingTable::prepare(Query::Prepared*& slot, const std::string& sql) {
  if (slot == nullptr) slot = &connection_.prepared(sql);
  return *slot;
}

bool ThingTable::insert(const Cells& cells, std::int64_t change, std::int64_t ordinal) {
  RETRODUCE_ASSERT(cells.size() == columns_.size());
  Query query(prepare(insert_, insert_sql_));
  query.bind(cells);
  const int next = static_cast<int>(cells.size()) + 1;
  query.bind(next, Cell{change});
  if (keyed_ == Keyed::by_id) query.bind(next + 1, Cell{ordinal});
  return query.run() == 1;
}

std::optional<ThingTable::Found> ThingTable::find(const Cells& cells) {
  if (find_sql_.empty()) return std::nullopt;
  Query query(prepare(find_, find_sql_));
  int place = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (identifies(columns_[i])) query.bind(++place, cells[i]);
  }
  return query.next() ? std::optional(compared(query, cells)) : std::nullopt;
}

std::optional<ThingTable::Found> ThingTable::find_renamed(const Cells& cells, std::int64_t change,
                                                          std::int64_t ordinal) {
  if (renamed_sql_.empty()) return std::nullopt;
  Query query(prepare(renamed_, renamed_sql_));
  query.bind(1, Cell{change}).bind(2, Cell{ordinal});
  int place = 2;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (identifies(columns_[i])) query.bind(++place, cells[i]);
  }
  return query.next() ? std::optional(compared(query, cells)) : std::nullopt;
}

ThingTable::Found ThingTable::compared(const Query& row, const Cells& cells) {
  Found found;
  found.id = row.number(static_cast<int>(columns_.size()));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const int column = static_cast<int>(i);
    if (columns_[i].part != Column::Part::content || same(row, column, cells[i])) continue;
    std::string kept;
    found.differences.push_back({std::string(columns_[i].name),
                                 said(columns_[i], cell_of(row, column, kept)),
                                 said(columns_[i], cells[i])});
  }
  return found;
}

std::string ThingTable::said(const Column& column, const Cell& cell) {
  if (column.label_sql.empty() || std::holds_alternative<std::monostate>(cell))
    return plainly(cell);
  Query query(connection_.prepared(column.label_sql));
  query.bind(1, cell);
  return query.next() ? query.text(0) : plainly(cell);
}

PartTable::PartTable(Connection& connection, std::string_view table, std::string_view owner,
                     std::vector<std::string_view> columns, bool has_change)
    : connection_(connection), table_(table), width_(columns.size()), has_change_(has_change) {
  std::string names;
  for (const std::string_view column : columns) {
    names.append(names.empty() ? "" : ", ").append(column);
  }
  insert_sql_ = "INSERT INTO " + table_ + " (" + std::string(owner) + ", place, " + names +
                (has_change_ ? ", change" : "") + ") VALUES (" +
                placeholders(width_ + (has_change_ ? 3 : 2)) + ")";
  select_sql_ = "SELECT " + names + " FROM " + table_ + " WHERE " + std::string(owner) +
                " = ? ORDER BY place";
  label_sqls_.resize(columns.size());
  columns_ = std::move(columns);
}

void PartTable::show(std::string_view column, std::string_view label_sql) {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  RETRODUCE_ASSERT(found != columns_.end());
  label_sqls_[static_cast<std::size_t>(found - columns_.begin())] = label_sql;
}

std::vector<std::string> PartTable::shown(std::vector<std::string> values) const {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].empty() || label_sqls_[i].empty()) continue;
    Query query(connection_.prepared(label_sqls_[i]));
    query.bind(1, Cell{std::string_view(values[i])});
    if (query.next()) values[i] = query.text(0);
  }
  return values;
}

Query::Prepared& PartTable::prepare(Query::Prepared*& slot, const std::string& sql) {
  if (slot == nullptr) slot = &connection_.prepared(sql);
  return *slot;
}

void PartTable::insert(std::int64_t owner, const std::vector<Cells>& rows, std::int64_t change) {
  std::int64_t place = 0;
  for (const Cells& row : rows) {
    RETRODUCE_ASSERT(row.size() == width_);
    Query query(prepare(insert_, insert_sql_));
    query.bind(1, Cell{owner}).bind(2, Cell{++place}).bind(row, 3);
    if (has_change_) query.bind(static_cast<int>(width_) + 3, Cell{change});
    query.run();
  }
}

std::optional<Difference> PartTable::difference(std::int64_t owner,
                                                const std::vector<Cells>& rows) {
  Query query(prepare(select_, select_sql_));
  query.bind(1, Cell{owner});
  std::size_t at = 0;
  bool more = query.next();
  for (; more && at < rows.size(); ++at, more = query.next()) {
    bool equal = true;
    for (std::size_t i = 0; i < width_; ++i) {
      equal = equal && same(query, static_cast<int>(i), rows[at][i]);
    }
    if (!equal) break;
  }
  if (!more && at == rows.size()) return std::nullopt;
  std::vector<std::string> there;
  for (std::size_t i = 0; more && i < width_; ++i) there.push_back(query.text(static_cast<int>(i)));
  std::vector<std::string> here;
  for (std::size_t i = 0; at < rows.size() && i < width_; ++i) here.push_back(plainly(rows[at][i]));
  return Difference{table_ + " " + std::to_string(at + 1), in_one_line(shown(std::move(there))),
                    in_one_line(shown(std::move(here)))};
}

}  // namespace retroduce::store
