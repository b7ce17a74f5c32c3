#include "store/receipt_print.h"

#include "base/hash.h"

namespace retroduce::store {

namespace {

constexpr std::size_t length = 32;  // digits, as the other prints have

std::vector<std::int64_t> numbers(Connection& connection, const std::string& sql) {
  std::vector<std::int64_t> list;
  Query query(connection.prepared(sql));
  while (query.next()) list.push_back(query.number(0));
  return list;
}

std::string print_of(Connection& connection, std::int64_t arrival) {
  base::Hasher hasher;
  const auto add = [&](std::string_view sql, int columns) {
    Query query(connection.prepared(sql));
    query.bind(1, Cell{arrival});
    while (query.next()) {
      for (int column = 0; column < columns; ++column) hasher.add_counted(query.text(column));
    }
  };
  add("SELECT at, by_whom, source, format, content_hash, counts, upto FROM arrival WHERE id = ? "
      "ORDER BY id",
      7);
  add("SELECT place, severity, code, message, source, line, position, notes FROM arrival_finding "
      "WHERE arrival = ? ORDER BY place",
      8);
  return hasher.finish().substr(0, length);
}

}  // namespace

void print_receipt(Connection& connection, std::int64_t arrival) {
  const std::string print = print_of(connection, arrival);
  Query query(connection.prepared(
      "INSERT OR REPLACE INTO arrival_print (arrival, thing, print) VALUES (?, ?, ?)"));
  query.bind({Cell{arrival}, Cell{receipt_word}, Cell{std::string_view(print)}}).run();
}

void print_receipts(Connection& connection) {
  for (const std::int64_t arrival : numbers(connection, "SELECT id FROM arrival ORDER BY id"))
    print_receipt(connection, arrival);
}

std::vector<std::int64_t> altered_receipts(Connection& connection) {
  std::vector<std::int64_t> altered;
  for (const std::int64_t arrival :
       numbers(connection,
               "SELECT id FROM arrival WHERE id >= (SELECT min(arrival) FROM arrival_print WHERE "
               "thing = 'receipt') ORDER BY id")) {
    const std::string print = print_of(connection, arrival);
    Query query(
        connection.prepared("SELECT count(*) FROM arrival_print WHERE arrival = ? AND "
                            "thing = ? AND print = ? ORDER BY 1"));
    query.bind({Cell{arrival}, Cell{receipt_word}, Cell{std::string_view(print)}});
    if (!query.next() || query.number(0) == 0) altered.push_back(arrival);
  }
  return altered;
}

}  // namespace retroduce::store
