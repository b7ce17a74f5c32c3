#include "store/beside_print.h"

#include <array>

#include "base/hash.h"

namespace retroduce::store {

namespace {

struct Beside {
  std::string_view table;
  std::string_view columns;  // the key comes first
  int count;
};
constexpr std::array<Beside, 5> tables = {
    {{"bound", "thing, thing_id", 2},
     {"erasure", "thing, thing_id, change, stands_now, document, prints", 6},
     {"origin_image", "thing, thing_id, change, image", 4},
     {"shown_as", "thing, thing_id", 2},
     {"twin", "id, stands_for", 2}}};

/// Empty for an empty table: a new file needs no prints.
std::string print_of(Connection& connection, const Beside& beside) {
  Query query(connection.prepared("SELECT " + std::string(beside.columns) + " FROM " +
                                  std::string(beside.table) + " ORDER BY " +
                                  std::string(beside.columns)));
  base::Hasher hasher;
  bool is_empty = true;
  while (query.next()) {
    is_empty = false;
    for (int column = 0; column < beside.count; ++column) hasher.add_counted(query.text(column));
  }
  return is_empty ? std::string() : hasher.finish();
}

}  // namespace

void print_beside(Connection& connection) {
  for (const Beside& beside : tables) {
    const std::string print = print_of(connection, beside);
    Query query(
        connection.prepared("INSERT OR REPLACE INTO beside_print (name, print) VALUES (?, ?)"));
    query.bind({Cell{beside.table}, Cell{std::string_view(print)}}).run();
  }
}

std::vector<std::string> altered_beside(Connection& connection) {
  std::vector<std::string> altered;
  for (const Beside& beside : tables) {
    std::string kept;
    Query query(connection.prepared("SELECT print FROM beside_print WHERE name = ? ORDER BY name"));
    query.bind(1, Cell{beside.table});
    if (query.next()) kept = query.text(0);
    if (kept != print_of(connection, beside)) altered.emplace_back(beside.table);
  }
  return altered;
}

}  // namespace retroduce::store
