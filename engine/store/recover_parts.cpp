#include "store/recover_parts.h"

#include "store/raw_rows.h"
#include "store/thing_shape.h"

namespace retroduce::store {

namespace {

std::vector<std::int64_t> numbers(Connection& connection, const std::string& sql) {
  std::vector<std::int64_t> list;
  RawRows row(connection.database().getHandle(), sql);
  while (row.next()) list.push_back(row.number(0));
  return list;
}

constexpr const char* is_freed =
    " WHERE element > 0 AND NOT EXISTS (SELECT 1 FROM element e WHERE e.configuration = "
    "evidence.configuration AND e.place = evidence.element)";

void move_up(Connection& connection, std::int64_t configuration, std::int64_t from,
             std::int64_t to) {
  const auto run = [&](const char* sql) {
    Query query(connection.prepared(sql));
    query.bind({Cell{configuration}, Cell{from}, Cell{to}}).run();
  };
  run("UPDATE element SET place = ?3 WHERE configuration = ?1 AND place = ?2");
  run("UPDATE evidence SET element = ?3 WHERE configuration = ?1 AND element = ?2");
  for (const std::string table : {"memo", "foreign_part"}) {
    run(("UPDATE OR IGNORE " + table + " SET about_key = ?1 || ' ' || ?3 WHERE about = 'element' " +
         "AND about_key = ?1 || ' ' || ?2")
            .c_str());
    run(("UPDATE OR IGNORE " + table + " SET about_key = ?1 || ' ' || ?3 || " +
         "substr(about_key, length(?1 || ' ' || ?2) + 1) WHERE about = 'evidence' AND " +
         "about_key GLOB ?1 || ' ' || ?2 || ' *'")
            .c_str());
  }
}

}  // namespace

std::vector<std::int64_t> free_evidence(Connection& connection) {
  const auto named =
      numbers(connection, std::string("SELECT DISTINCT configuration FROM evidence") + is_freed +
                              " ORDER BY 1");
  // It bore on less than the whole, which its note says from now on.
  connection.run(std::string("UPDATE OR IGNORE evidence SET element = 0, note = trim(note || "
                             "' (was evidence for one element, which is lost)')") +
                 is_freed);
  return named;
}

void close_gaps(Connection& connection, std::vector<std::int64_t>& incomplete) {
  for (const std::int64_t configuration :
       numbers(connection,
               "SELECT configuration FROM element GROUP BY configuration HAVING max(place) <> "
               "count(*) ORDER BY 1")) {
    incomplete.push_back(configuration);
    std::int64_t to = 0;
    for (const std::int64_t from :
         numbers(connection, "SELECT place FROM element WHERE configuration = " +
                                 std::to_string(configuration) + " ORDER BY place"))
      if (from != ++to) move_up(connection, configuration, from, to);
  }
}

void keep_remarks(Connection& connection) {
  const auto keep = [&](std::string_view kind, const std::string& keys) {
    for (const std::string table : {"memo", "foreign_part"}) {
      const std::string lost =
          " WHERE about = '" + std::string(kind) + "' AND about_key NOT IN (" + keys + ")";
      connection.run("UPDATE OR IGNORE " + table + " SET about = 'review', about_key = ''" + lost);
      connection.run("DELETE FROM " + table + lost);  // the very same stands there already
    }
  };
  for (const KeysForRemarks& each : keys_for_remarks()) keep(each.about, each.sql);
}

}  // namespace retroduce::store
