#include "store/text_cells.h"

#include <algorithm>
#include <utility>

#include "store/raw_rows.h"
#include "store/things.h"

namespace retroduce::store {

namespace {

bool is_of_people(const std::string& table, const std::string& column) {
  static const std::vector<std::string> own_tables = {
      "kept_part", "arrival_print", "beside_print", "twin", "shown_as", "bound", "erasure"};
  static const std::vector<std::string> own_columns = {"uid",      "chain",      "content_hash",
                                                       "follows",  "digest",     "at",
                                                       "thing_id", "stands_for", "about_key"};
  const auto among = [](const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  return !among(own_tables, table) && !among(own_columns, column) &&
         table.rfind("extract_search", 0) != 0 && table.rfind("sqlite_", 0) != 0;
}

bool rewrite_json(Image& image, const Rewrite& rewrite) {
  if (image.is_string()) {
    auto other = rewrite(image.get_ref<const std::string&>());
    if (!other) return false;
    image = std::move(*other);
    return true;
  }
  bool is_other = false;
  if (image.is_structured())
    for (Image& each : image) is_other |= rewrite_json(each, rewrite);
  return is_other;
}

}  // namespace

std::vector<TextColumn> text_columns(Connection& connection) {
  std::vector<TextColumn> columns;
  RawRows row(connection.database().getHandle(),
              "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c "
              "WHERE t.schema = 'main' AND t.type = 'table' AND c.type = 'TEXT' "
              "ORDER BY t.name, c.cid");
  while (row.next()) {
    std::string table(row.text(0));
    std::string column(row.text(1));
    if (is_of_people(table, column)) columns.push_back({std::move(table), std::move(column)});
  }
  return columns;
}

std::optional<std::string> rewritten(std::string_view text, const Rewrite& rewrite) {
  const bool may_be_json = !text.empty() && (text.front() == '{' || text.front() == '[');
  if (may_be_json) {
    Image image = Image::parse(text, nullptr, false);
    if (!image.is_discarded())
      return rewrite_json(image, rewrite) ? std::optional(image.dump()) : std::nullopt;
  }
  return rewrite(text);
}

std::int64_t rewrite_texts(Connection& connection, const TextColumn& column, const Rewrite& rewrite,
                           const std::string& where) {
  const std::string rows = where.empty() ? "" : " WHERE " + where;
  std::vector<std::pair<std::string, std::string>> changes;
  {
    RawRows row(connection.database().getHandle(),
                "SELECT DISTINCT " + column.column + " FROM " + column.table + rows);
    while (row.next()) {
      if (row.is_null(0)) continue;
      const std::string_view text = row.text(0);
      if (auto other = rewritten(text, rewrite)) changes.emplace_back(text, std::move(*other));
    }
  }
  for (const auto& [old, other] : changes) {
    Query query(connection.prepared("UPDATE " + column.table + " SET " + column.column + " = ? " +
                                    "WHERE " + column.column + " = ?" +
                                    (where.empty() ? "" : " AND (" + where + ")")));
    query.bind({Cell{std::string_view(other)}, Cell{std::string_view(old)}}).run();
  }
  return static_cast<std::int64_t>(changes.size());
}

}  // namespace retroduce::store
